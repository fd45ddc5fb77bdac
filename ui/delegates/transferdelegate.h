#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// The progress bar and the state of a row of the transfers panel, by its job's state.
class TransferDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit TransferDelegate(const Appearance& appearance, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TransferDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintBar(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace inia::ui
