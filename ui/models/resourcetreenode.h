#pragma once

#include "core/resource/resource.h"
#include "ui/models/treesource.h"

namespace inia::ui {

/// One node of the resource tree: what it stands for, its children and the cursor that brings them. Behind
/// the children stands at most one state row, which is a node of its own so that it can have an index.
class ResourceTreeNode final {
    Q_DISABLE_COPY_MOVE(ResourceTreeNode)
public:
    ResourceTreeNode(TreeItem item, ResourceTreeNode* parent, int row);
    ~ResourceTreeNode() = default;

    [[nodiscard]] const TreeItem& item() const { return m_item; }
    [[nodiscard]] ResourceTreeNode* parent() const { return m_parent; }
    /// Among its siblings.
    [[nodiscard]] int row() const;
    [[nodiscard]] bool isStateRow() const { return m_parent && m_parent->m_stateRow.get() == this; }

    [[nodiscard]] int childCount() const { return static_cast<int>(m_children.size()); }
    /// Children and the state row, if there is one.
    [[nodiscard]] int rowCount() const { return childCount() + (m_stateRow ? 1 : 0); }
    /// Null when there is no such row.
    [[nodiscard]] ResourceTreeNode* at(int row) const;
    ResourceTreeNode& append(TreeItem item);
    /// Forgets children, state row and cursor: Pristine again.
    void clear();

    /// What the state row says; Ready when there is none.
    [[nodiscard]] RowState shownState() const { return m_shownState; }
    /// Only where the model has announced it.
    void setShownState(RowState state);

    /// How the listing of the children is doing, as a state row would say it; Ready when there is nothing to
    /// say.
    [[nodiscard]] RowState wantedState() const;
    [[nodiscard]] CollectionCursor::State state() const;
    [[nodiscard]] const Error* error() const;

    Owned<CollectionCursor> cursor;
    /// Why no cursor could even be made.
    std::optional<Error> openError;
    /// Things that came but are not shown in the tree (objects among prefixes).
    std::int64_t passedOver = 0;
    /// Pages in a row that brought no child.
    int barrenPages = 0;
    /// Children were denied when last asked for.
    bool locked = false;
    /// The node's children are there and were not asked for (the session; the collections of a service).
    bool fixed = false;
    /// Less used children of such a node that are not shown yet.
    std::vector<TreeItem> folded;

private:
    TreeItem m_item;
    ResourceTreeNode* m_parent;
    int m_row;
    std::vector<std::unique_ptr<ResourceTreeNode>> m_children;
    std::unique_ptr<ResourceTreeNode> m_stateRow;
    RowState m_shownState = RowState::Ready;
};

} // namespace inia::ui
