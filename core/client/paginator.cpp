#include "core/client/paginator.h"

#include "core/jmespath/search.h"

namespace inia {

namespace {

/// What Python calls false: services say "no more" by null, an empty text, zero or false.
bool isFalsy(const Value& value)
{
    return value.isNull() || (value.isText() && value.text().empty()) ||
           (value.isBool() && !value.toBool()) || (value.isNumber() && value.toDouble() == 0) ||
           ((value.isMap() || value.isList()) && value.size() == 0);
}

} // namespace

Paginator::Paginator(Client client, PaginatorModel model, std::string operation, Value params)
    : m_client(std::move(client)),
      m_model(std::move(model)),
      m_operation(std::move(operation)),
      m_params(params.isNull() ? Value::emptyMap() : std::move(params))
{
}

void Paginator::setPageSize(std::int64_t size)
{
    if (m_model.limitKey.empty())
        return;
    // A few services model the limit as text.
    const auto shape = m_client.model().operation(m_operation).input().member(m_model.limitKey);
    m_params.insert(m_model.limitKey,
                    shape.type() == ShapeType::Text ? Value(std::to_string(size)) : Value(size));
}

ReplyPtr Paginator::fetchNext(CallOptions options) const
{
    return m_client.call(m_operation, m_params, std::move(options));
}

Result<void> Paginator::accept(const Value& page)
{
    ++m_pages;
    if (!m_model.moreResults.empty() && isFalsy(searchOrNull(m_model.moreResults, page))) {
        m_hasMore = false;
        return {};
    }
    Value tokens = Value::emptyMap();
    bool any = false;
    for (std::size_t i = 0; i < m_model.outputTokens.size() && i < m_model.inputTokens.size(); ++i) {
        Value token = searchOrNull(m_model.outputTokens[i], page);
        if (isFalsy(token))
            continue;
        any = true;
        tokens.insert(m_model.inputTokens[i], std::move(token));
    }
    m_hasMore = any;
    if (!any)
        return {};
    if (tokens == m_lastToken) {
        m_hasMore = false;
        return makeError(ErrorKind::Parse, "RepeatedToken",
                         m_operation +
                             " answered twice with the same next token; the listing would never end");
    }
    for (const auto& name : m_model.inputTokens)
        m_params.mutableMap().remove(name);
    for (const auto& [name, token] : tokens.members())
        m_params.insert(name, token);
    m_lastToken = std::move(tokens);
    return {};
}

} // namespace inia
