#pragma once

#include "core/transfer/transferjob.h"
#include "ui/dialogs/confirmdialog.h"

namespace inia::ui {

class SegmentedControl;

// Asks before files are sent or fetched: what, how much, where to, in which session, and what is to become of
// those that are there already.
class TransferDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferDialog)

public:
    TransferDialog(const Appearance& appearance, const Confirmation& confirmation, QWidget* parent = nullptr);

    [[nodiscard]] ExistingPolicy existing() const;

private:
    SegmentedControl* m_existing;
};

} // namespace inia::ui
