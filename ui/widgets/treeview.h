#pragma once

#include <QtWidgets/QTreeView>

namespace inia::ui {

class Appearance;
class RowDelegate;
class HeaderView;

// A tree whose rows are drawn by us from edge to edge: ground, disclosure arrow, cells. Serves the navigation
// tree (on window, selection as a pill), the inspector's list and the tree of values (on surface, full rows).
//
// A row is asked for more by clicking it or with Return when it says RowState::LoadMore, and tried again by
// its Retry link or Return when it says Failed or Denied; such rows do not expand and do not navigate.
class TreeView final : public QTreeView {
    Q_OBJECT

public:
    enum class Look : quint8 { Navigation, Rows };

    // `delegate` is taken over; it decides the height of all rows.
    TreeView(const Appearance& appearance, Look look, RowDelegate* delegate, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TreeView)

    // Shows a header of ours; without a call there is none.
    HeaderView* showHeader();
    // Gives this column the room that the others leave; -1 = none.
    void setStretchColumn(int column);

signals:
    void loadMoreRequested(const QModelIndex& index);
    void retryRequested(const QModelIndex& index);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void updateRow(const QModelIndex& index);
    void paintGround(QPainter& painter, const QRect& row, QStyle::State state) const;
    void paintArrow(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    [[nodiscard]] bool hasArrow(const QModelIndex& index) const;
    [[nodiscard]] bool activateStateRow(const QModelIndex& index);
    void setHovered(const QModelIndex& index);
    void stretch();

    const Appearance& m_appearance;
    Look m_look;
    RowDelegate* m_delegate;
    QPersistentModelIndex m_hovered;
    QPersistentModelIndex m_pressed;
    int m_stretchColumn = -1;
};

} // namespace inia::ui
