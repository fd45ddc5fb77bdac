// The part of ResourceTreeModel that finds places.
#include "ui/models/displaytext.h"
#include "ui/models/resourcelocation.h"
#include "ui/models/resourcetreemodel.h"

namespace inia::ui {

namespace {

/// "s3://bucket" means the bucket, whose uri ends with "/".
std::string normalised(const QString& uri)
{
    constexpr std::string_view scheme = "s3://";
    std::string text = uri.toStdString();
    if (text.starts_with(scheme) && text.size() > scheme.size() &&
        text.find('/', scheme.size()) == std::string::npos)
        text += '/';
    return text;
}

} // namespace

void ResourceTreeModel::reveal(const QString& uri)
{
    m_revealUri = normalised(uri);
    continueReveal();
}

void ResourceTreeModel::continueReveal()
{
    if (m_revealUri.empty())
        return;
    auto* nearest = deepestGiven(m_revealUri);
    const bool exact = nearest && uriOf(nearest) == m_revealUri;
    if (nearest && !exact) {
        if (canFetchMore(indexOfNode(nearest)))
            fetchPage(nearest, "Open " + m_revealUri);
        // Fetching may have failed at once, or even ended this search.
        if (nearest->state() == CollectionCursor::State::Loading || m_revealUri.empty())
            return;
    }
    m_revealUri.clear();
    emit revealed(nearest ? indexOfNode(nearest) : QModelIndex(), exact);
}

ResourceTreeNode* ResourceTreeModel::deepest(const std::string& uri) const
{
    auto* session = m_root->at(0);
    ResourceTreeNode* found = nullptr;
    for (auto* parent = session; parent;) {
        ResourceTreeNode* next = nullptr;
        for (int row = 0; row < parent->childCount() && !next; ++row) {
            if (isInside(uri, uriOf(parent->at(row))))
                next = parent->at(row);
        }
        if (next)
            found = next;
        parent = next;
    }
    return found;
}

ResourceTreeNode* ResourceTreeModel::deepestGiven(const std::string& uri)
{
    if (m_root->at(0) == nullptr)
        return nullptr;
    auto* nearest = deepest(uri);
    if (!nearest && unfoldService(uri))
        nearest = deepest(uri);
    while (nearest && uriOf(nearest) != uri) {
        const bool given = source(nearest)->isGiven(nearest->item()) && canFetchMore(indexOfNode(nearest));
        if (given)
            showGiven(nearest);
        else if (!nearest->folded.empty())
            unfold(nearest);
        else
            break;
        nearest = deepest(uri);
    }
    return nearest;
}

QModelIndex ResourceTreeModel::indexOf(const QString& uri) const
{
    const auto* found = deepest(normalised(uri));
    return found ? indexOfNode(found) : QModelIndex();
}

QModelIndex ResourceTreeModel::open(const QString& uri)
{
    const auto* found = deepestGiven(normalised(uri));
    return found ? indexOfNode(found) : QModelIndex();
}

} // namespace inia::ui
