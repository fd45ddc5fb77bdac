#pragma once

#include <QtWidgets/QTableView>

namespace inia::ui {

class Appearance;
class HeaderView;
class TableDelegate;

// A table whose rows all have one height, so that a row costs nothing until it is seen. Qt's own keeps a size
// for each row and adds all of them up after every insertion, which takes longer the more rows there are; and
// it paints anew whenever rows come, though they come below what is in sight.
//
// The vertical header is hidden and knows of no row: what Qt asks it for is answered here.
class FixedRowsTable : public QTableView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FixedRowsTable)

public:
    void setModel(QAbstractItemModel* model) override;

    // In place of QTableView's, which ask the vertical header. Any y, also one out of sight; -1 for no row.
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] int rowViewportPosition(int row) const;
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void reset() override;

protected:
    FixedRowsTable(int rowHeight, QWidget* parent);

    // The cells of a region, those of the hovered row lit as a whole.
    void paintCells(QPainter& painter, const QRegion& region, int hoveredRow) const;

    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] int sizeHintForColumn(int column) const override;
    // Home and End go to the first and last row, as in a list of files, not along the row.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles = QList<int>()) override;
    void updateGeometries() override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] int rowCount() const { return model() ? model()->rowCount(rootIndex()) : 0; }
    [[nodiscard]] int columnBeside(int column, int step) const;
    [[nodiscard]] int scrolledTo(int row, ScrollHint hint) const;
    void scrollToColumn(int column);

    int m_rowHeight;
    bool m_isUpdating = false;
    QMetaObject::Connection m_removal;
};

// A flat table for up to millions of rows: fixed row height, whole rows selected, no grid, no vertical
// header, no column that measures its contents. Sees to the row states its delegate draws by, and shows a
// skeleton while the first page is under way.
class TableView final : public FixedRowsTable {
    Q_OBJECT

public:
    explicit TableView(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TableView)

    [[nodiscard]] HeaderView* header() const { return m_header; }
    // Skeleton rows instead of nothing; only visible while the model has no rows.
    void setLoading(bool loading);
    // The lower edge of the last row in the viewport, or -1 when it is below it; for a strip under the rows.
    [[nodiscard]] int rowsBottom() const;
    // Below the current row, on the screen: where what a key asks for opens.
    [[nodiscard]] QPoint belowCurrentRow() const;
    // Gives the first column all room that the others leave, whenever the view is resized.
    void setStretchColumn(int column);

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setHoveredRow(int row);
    void paintSkeleton(QPainter& painter) const;
    void paintBehindColumns(QPainter& painter) const;
    void paintCurrentRing(QPainter& painter) const;
    void stretch();

    const Appearance& m_appearance;
    HeaderView* m_header;
    TableDelegate* m_delegate;
    int m_hoveredRow = -1;
    int m_stretchColumn = 0;
    bool m_loading = false;
};

} // namespace inia::ui
