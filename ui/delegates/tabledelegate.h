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
