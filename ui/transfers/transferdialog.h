#pragma once

#include "core/transfer/transferjob.h"
#include "ui/dialogs/confirmdialog.h"

#include <string>

class QLineEdit;

namespace inia::ui {

class SegmentedControl;

// Asks before files are sent or fetched: what, how much, where to, in which session, what is to become of
// those that are there already, and of uploads as what type of content they are stored.
class TransferDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferDialog)

public:
    TransferDialog(const Appearance& appearance, const Confirmation& confirmation, TransferKind kind,
                   QWidget* parent = nullptr);

    [[nodiscard]] ExistingPolicy existing() const;
    // Of all files; empty for each by its name.
    [[nodiscard]] std::string contentType() const;

private:
    [[nodiscard]] QWidget* makeRow(const QString& words, QWidget* widget);

    SegmentedControl* m_existing;
    QLineEdit* m_contentType = nullptr; // of uploads
};

} // namespace inia::ui
