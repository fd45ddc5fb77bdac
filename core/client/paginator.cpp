#include "core/client/paginator.h"

#include "core/client/call.h"
#include "core/client/pagetoken.h"
#include "core/client/pagevalues.h"

#include <limits>

namespace inia {

namespace {

Error paginationError(std::string message)
{
    return makeError(ErrorKind::Parameter, "PaginationError", "Error during pagination: " + message);
}

/// What stands in for a secondary result key on a page that is resumed: its items came with the page before
/// the pause. Numbers stay, as DynamoDB's Count tells what the service did.
Value emptied(const Value& value)
{
    if (value.isList())
        return Value::emptyList();
    if (value.isText())
        return std::string();
    return value.isNumber() || value.isBool() ? value : Value();
}

} // namespace

Paginator::Paginator(Client client, std::shared_ptr<const PagePaths> paths, std::string operation,
                     Value params)
    : m_client(std::move(client)),
      m_paths(std::move(paths)),
      m_operation(std::move(operation)),
      m_params(params.isNull() ? Value::emptyMap() : std::move(params)),
      m_tokens(Value::emptyMap())
{
    for (const auto& name : model().inputTokens)
        m_tokens.insert(name, Value());
}

Result<Paginator> Paginator::create(Client client, PaginatorModel model, std::string operation, Value params,
                                    const PaginationConfig& config)
{
    auto paths = PagePaths::parse(std::move(model));
    if (!paths)
        return paths.error();
    Paginator paginator(std::move(client), std::move(paths).value(), std::move(operation), std::move(params));
    if (const auto configured = paginator.configure(config); !configured)
        return configured.error();
    return paginator;
}

Result<void> Paginator::configure(const PaginationConfig& config)
{
    m_maxItems = config.maxItems;
    if (m_maxItems && *m_maxItems < 0)
        return paginationError("MaxItems has to be 0 or more");
    if (config.startingToken) {
        auto position = parsePageToken(*config.startingToken, model().inputTokens);
        if (!position)
            return position.error();
        m_tokens = std::move(position->tokens);
        m_skip = position->skip;
        injectTokens();
    }
    if (config.pageSize.isNull())
        return {};
    const auto size = wholeNumber(config.pageSize);
    if (model().limitKey.empty())
        return paginationError("PageSize parameter is not supported for the pagination interface for " +
                               m_operation);
    if (!size)
        return paginationError("PageSize has to be a whole number");
    setPageSize(*size);
    return {};
}

void Paginator::setPageSize(std::int64_t size)
{
    if (model().limitKey.empty())
        return;
    // A few services model the limit as text.
    const auto shape = m_client.model().operation(m_operation).input().member(model().limitKey);
    m_params.insert(model().limitKey,
                    shape.type() == ShapeType::Text ? Value(std::to_string(size)) : Value(size));
}

ReplyPtr Paginator::fetchNext(CallOptions options) const
{
    return fetch(m_params, std::move(options));
}

ReplyPtr Paginator::fetch(const Value& params, CallOptions options, OutlineReceiver receiver) const
{
    options.features.insert(Feature::Paginator);
    auto reply = m_client.call(m_operation, params, std::move(options));
    if (auto* call = qobject_cast<Call*>(reply.get()); call && receiver)
        call->setOutlineReceiver(std::move(receiver));
    return reply;
}

std::optional<Value> Paginator::paramsAfter(const Value& outline) const
{
    if (m_maxItems || (m_pages == 0 && m_skip))
        return std::nullopt;
    auto tokens = nextTokens(outline);
    if (!tokens || *tokens == m_tokens)
        return std::nullopt;
    Paginator after = *this;
    after.m_tokens = std::move(*tokens);
    after.injectTokens();
    return after.m_params;
}

Result<void> Paginator::accept(Value& page)
{
    std::int64_t dropped = 0;
    if (m_pages++ == 0 && m_skip) {
        dropped = *m_skip;
        dropSeenItems(page);
    }
    const auto count = static_cast<std::int64_t>(itemCount(found(m_paths->resultKeys.front(), page)));
    m_hasMore = false;
    if (m_maxItems && m_items + count > *m_maxItems)
        return cut(page, *m_maxItems - m_items, dropped);
    m_items += count;
    auto tokens = nextTokens(page);
    if (!tokens)
        return {};
    m_tokens = std::move(*tokens);
    if (m_maxItems && m_items == *m_maxItems) {
        m_resumeToken = encodePageToken(m_tokens);
        return {};
    }
    if (m_tokens == m_previousTokens) {
        return makeError(ErrorKind::Parse, "PaginationError",
                         "Error during pagination: The same next token was received twice from " +
                             m_operation + "; the listing would never end");
    }
    injectTokens();
    m_previousTokens = m_tokens;
    m_hasMore = true;
    return {};
}

void Paginator::dropSeenItems(Value& page) const
{
    const auto& keys = model().resultKeys;
    const Value all = found(m_paths->resultKeys.front(), page);
    valueAt(page, keys.front()) = sliced(all, *m_skip, std::numeric_limits<std::int64_t>::max());
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (keys[i] != keys.front())
            valueAt(page, keys[i]) = emptied(found(m_paths->resultKeys[i], page));
    }
}

Result<void> Paginator::cut(Value& page, std::int64_t keep, std::int64_t dropped)
{
    const Value all = found(m_paths->resultKeys.front(), page);
    if (!all.isList() && !all.isText()) {
        return paginationError("MaxItems cannot end within a page of " + m_operation + ", whose " +
                               model().resultKeys.front() + " is not a list");
    }
    valueAt(page, model().resultKeys.front()) = sliced(all, 0, keep);
    m_items += keep;
    Value position = m_tokens;
    // Counted from the start of the page as the service gives it.
    position.insert("boto_truncate_amount", keep + dropped);
    m_resumeToken = encodePageToken(position);
    return {};
}

std::optional<Value> Paginator::nextTokens(const Value& page) const
{
    if (m_paths->moreResults && isFalsy(found(*m_paths->moreResults, page)))
        return std::nullopt;
    Value tokens = Value::emptyMap();
    bool any = false;
    for (std::size_t i = 0; i < m_paths->outputTokens.size(); ++i) {
        Value token = found(m_paths->outputTokens[i], page);
        const bool given = !isFalsy(token);
        any = any || given;
        tokens.insert(model().inputTokens[i], given ? std::move(token) : Value());
    }
    if (!any)
        return std::nullopt;
    return tokens;
}

void Paginator::injectTokens()
{
    for (const auto& [name, token] : m_tokens.members()) {
        // "None" is how old starting tokens write a missing one.
        if (token.isNull() || token.text() == "None")
            m_params.mutableMap().remove(name);
        else
            m_params.insert(name, token);
    }
}

} // namespace inia
