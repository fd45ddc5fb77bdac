#pragma once

#include "ui/widgets/fixedrowstable.h"

namespace inia::ui {

class Appearance;
class HeaderView;
class TableDelegate;

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
