#include "ui/models/resourcetreenode.h"

namespace inia::ui {

ResourceTreeNode::ResourceTreeNode(TreeItem item, ResourceTreeNode* parent, int row)
    : m_item(std::move(item)), m_parent(parent), m_row(row)
{
}

int ResourceTreeNode::row() const
{
    // Children only come behind others, so their rows are fixed; the state row moves along.
    return isStateRow() ? m_parent->childCount() : m_row;
}

ResourceTreeNode* ResourceTreeNode::at(int row) const
{
    if (row >= 0 && row < childCount())
        return m_children[static_cast<std::size_t>(row)].get();
    return row == childCount() ? m_stateRow.get() : nullptr;
}

ResourceTreeNode& ResourceTreeNode::append(TreeItem item)
{
    return *m_children.emplace_back(std::make_unique<ResourceTreeNode>(std::move(item), this, childCount()));
}

void ResourceTreeNode::clear()
{
    cursor.reset();
    openError.reset();
    m_children.clear();
    m_stateRow.reset();
    m_shownState = RowState::Ready;
    passedOver = 0;
    barrenPages = 0;
    locked = false;
}

void ResourceTreeNode::setShownState(RowState state)
{
    m_shownState = state;
    if (state == RowState::Ready)
        m_stateRow.reset();
    else if (!m_stateRow)
        m_stateRow = std::make_unique<ResourceTreeNode>(TreeItem(), this, 0);
}

CollectionCursor::State ResourceTreeNode::state() const
{
    using State = CollectionCursor::State;
    if (fixed)
        return State::Complete;
    if (openError)
        return State::Failed;
    return cursor ? cursor->state() : State::Pristine;
}

RowState ResourceTreeNode::wantedState() const
{
    using State = CollectionCursor::State;
    if (fixed)
        return folded.empty() ? RowState::Ready : RowState::LoadMore;
    switch (state()) {
    case State::Pristine:
        // With a cursor: the first page was asked for and given up.
        return cursor ? RowState::LoadMore : RowState::Ready;
    case State::Loading:
        return RowState::Loading;
    case State::More:
        return RowState::LoadMore;
    case State::Failed:
        return error() && isAccessDenied(*error()) ? RowState::Denied : RowState::Failed;
    case State::Complete:
        break;
    }
    return m_children.empty() ? RowState::Empty : RowState::Ready;
}

const Error* ResourceTreeNode::error() const
{
    if (openError)
        return &*openError;
    return cursor && cursor->error() ? &*cursor->error() : nullptr;
}

} // namespace inia::ui
