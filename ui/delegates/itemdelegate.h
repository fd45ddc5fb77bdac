#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Cells of DynamoDB items, 26 px: numbers with all their digits and at the right in columns of numbers, bytes
// monospaced, and behind sets, lists, maps and bytes the quiet name of their type.
class ItemDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit ItemDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 26);
    Q_DISABLE_COPY_MOVE(ItemDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    // The width this cell would like to have, in device-independent pixels.
    [[nodiscard]] int cellWidth(const QModelIndex& index) const;

private:
    void paintNumber(QPainter& painter, const QModelIndex& index, const QRect& room) const;
    [[nodiscard]] int leftPadding(const QModelIndex& index) const;
};

} // namespace inia::ui
