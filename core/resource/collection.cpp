#include "core/resource/collection.h"

#include "core/resource/batchreply.h"
#include "core/resource/collectioncursor.h"
#include "core/resource/requestparams.h"

namespace inia {

Collection::Collection(Resource parent, CollectionDefinition definition, Value params)
    : m_parent(std::move(parent)), m_definition(std::move(definition)), m_params(std::move(params))
{
}

Collection Collection::filter(const Value& params) const
{
    Collection result = *this;
    result.m_params = mergedParams(m_params, params);
    return result;
}

Collection Collection::limit(std::int64_t count) const
{
    Collection result = *this;
    result.m_limit = count;
    return result;
}

Collection Collection::pageSize(std::int64_t count) const
{
    Collection result = *this;
    result.m_pageSize = count;
    return result;
}

Collection Collection::withOperation(std::string_view operation) const
{
    Collection result = *this;
    result.m_definition.request.operation = operation;
    return result;
}

Owned<CollectionCursor> Collection::open() const
{
    return makeOwned<CollectionCursor>(*this);
}

BatchReplyPtr Collection::batch(std::string_view action, Value params, CallOptions options) const
{
    return BatchReply::start(*this, action, std::move(params), std::move(options));
}

} // namespace inia
