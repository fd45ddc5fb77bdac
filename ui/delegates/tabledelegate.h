#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// Rows of a table of resources or objects, 26 px. Each cell is drawn by the ColumnKind of its column.
class TableDelegate : public RowDelegate {
    Q_OBJECT

public:
    explicit TableDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 26);
    Q_DISABLE_COPY_MOVE(TableDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    // One bar of a row that is still to come. `row` only varies the bars' lengths.
    void paintSkeleton(QPainter& painter, const QRect& cell, ColumnKind kind, int row, bool first) const;
    // The room for text in a cell: padding at both sides, more before the first column.
    [[nodiscard]] QRect contentRect(const QRect& cell, bool first) const;
    [[nodiscard]] static bool isRightAligned(ColumnKind kind);

private:
    void paintCell(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const QRect& room, ColumnKind kind) const;
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const QRect& room) const;
    void paintStateRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                       const QRect& room) const;
    [[nodiscard]] static QString figureText(ColumnKind kind, qint64 value);
};

} // namespace inia::ui
