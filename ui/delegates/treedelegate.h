#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Rows of the navigation tree, 26 px. The view draws the ground and the disclosure arrow; this draws what is
// right of it: icon, name, count or suffix, and the state rows with their Retry link.
class TreeDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit TreeDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 26);
    Q_DISABLE_COPY_MOVE(TreeDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    // Where the Retry link of a failed row stands; empty when it has none. `row` as in the option's rect.
    [[nodiscard]] QRect retryRect(const QRect& row, const QModelIndex& index) const;

private:
    void paintNode(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSection(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintStateRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    // Draws what stands at the right edge; returns the room left of it.
    // `nameEnd`: where the row's own text would end if it had all the room.
    int paintTrailing(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                      int nameEnd) const;
    [[nodiscard]] int textLeft(const QRect& row) const;
    [[nodiscard]] int rightEdge(const QRect& row) const;
};

} // namespace inia::ui
