#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Rows of the inspector's list, 24 px: one call, or one of its attempts (NodeKind::Attempt) below it. Normal
// is plain text; only a retry, a failure and a call that is still running are marked.
class CallDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit CallDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 24);
    Q_DISABLE_COPY_MOVE(CallDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintOperation(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                        const QRect& room) const;
    void paintStatus(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                     const QRect& room) const;
    void paintFigureCell(QPainter& painter, const QModelIndex& index, const QRect& room,
                         ColumnKind kind) const;
    void paintWaterfall(QPainter& painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const;
};

} // namespace inia::ui
