#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/models/roles.h"

#include <QtWidgets/QHeaderView>

namespace inia::ui {

class Appearance;

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

// The head of a table: 28 px, no boxes, one hairline below. The sorted column is darker and has a chevron, at
// the left of the label where the column is aligned to the right. A waterfall column shows its time scale.
class HeaderView final : public QHeaderView {
    Q_OBJECT

public:
    explicit HeaderView(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(HeaderView)

    [[nodiscard]] QSize sizeHint() const override;
    // Text of the first column starts as far right as its cells do; in design pixels.
    void setFirstPadding(int padding);

signals:
    // By hand.
    void sectionSized(int section, int size);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    QSize sectionSizeFromContents(int section) const override;

private:
    [[nodiscard]] ColumnKind kindOf(int section) const;
    void paintLabel(QPainter& painter, const QRect& room, int section) const;
    void paintScale(QPainter& painter, const QRect& rect, int section) const;

    const Appearance& m_appearance;
    int m_firstPadding = 14;
    QList<int> m_sizesBefore; // while a mouse button is down
};

} // namespace inia::ui
