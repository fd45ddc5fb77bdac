#include "core/paging/paginator.h"

#include "core/call/clientcontext.h"
#include "core/model/catalog.h"
#include "core/paging/pagetoken.h"
#include "core/quirks/quirks.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace inia {

namespace {

Result<void> parseAll(const std::vector<std::string>& texts, std::vector<Expression>& paths)
{
    for (const auto& text : texts) {
        auto path = Expression::parse(text);
        if (!path)
            return path.error().wrapped(ErrorKind::Model, "the paginator's path '" + text + "' is none");
        paths.push_back(std::move(path).value());
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const PagePaths>> PagePaths::parse(PaginatorModel model)
{
    PagePaths paths;
    std::vector<Expression> moreResults;
    for (const auto& parsed :
         {parseAll(model.outputTokens, paths.outputTokens), parseAll(model.resultKeys, paths.resultKeys),
          parseAll(model.nonAggregateKeys, paths.nonAggregateKeys)}) {
        if (!parsed)
            return parsed.error();
    }
    if (!model.moreResults.empty()) {
        if (const auto parsed = parseAll({model.moreResults}, moreResults); !parsed)
            return parsed.error();
        paths.moreResults = std::move(moreResults.front());
    }
    if (paths.resultKeys.empty() || model.inputTokens.size() != model.outputTokens.size()) {
        return makeError(ErrorKind::Model, "BadPaginator",
                         "a paginator needs a result key and as many output tokens as input tokens");
    }
    paths.model = std::move(model);
    return std::make_shared<const PagePaths>(std::move(paths));
}

Value found(const Expression& path, const Value& page)
{
    auto result = path.search(page);
    return result ? std::move(result).value() : Value();
}

namespace {

Error paginationError(const std::string& message, ErrorKind kind = ErrorKind::Parameter)
{
    return makeError(kind, "PaginationError", "Error during pagination: " + message);
}

/// Whether a server says by this path what comes next, and does not leave it to be found among the items.
bool isTold(const std::string& tokenPath)
{
    return tokenPath.find('[') == std::string::npos;
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

Paginator::Paginator(Caller caller, std::shared_ptr<const PagePaths> paths, std::string operation,
                     Value params)
    : m_caller(std::move(caller)),
      m_paths(std::move(paths)),
      m_operation(std::move(operation)),
      m_params(params.isNull() ? Value::emptyMap() : std::move(params)),
      m_tokens(Value::emptyMap())
{
    for (const auto& name : model().inputTokens)
        m_tokens.insert(name, Value());
}

Result<Paginator> Paginator::create(Caller caller, PaginatorModel model, std::string operation, Value params,
                                    const PaginationConfig& config)
{
    auto paths = PagePaths::parse(std::move(model));
    if (!paths)
        return paths.error();
    Paginator paginator(std::move(caller), std::move(paths).value(), std::move(operation), std::move(params));
    if (const auto configured = paginator.configure(config); !configured)
        return configured.error();
    return paginator;
}

Result<Paginator> Paginator::forOperation(Caller caller, std::string_view operation, Value params,
                                          const PaginationConfig& config)
{
    const auto& context = caller.context();
    const auto paginators = context.catalog->paginators(context.model->name(), context.config.apiVersion);
    if (!paginators)
        return paginators.error();
    const auto found = findOperation(*context.model, operation);
    auto model = PaginatorModel::fromDocument(**paginators, found.valid() ? found.name() : operation);
    if (!model)
        return model.error();
    return create(std::move(caller), std::move(model).value(), std::string(found.name()), std::move(params),
                  config);
}

bool Paginator::knows(const Caller& caller, std::string_view operation)
{
    const auto& context = caller.context();
    const auto found = findOperation(*context.model, operation);
    const auto paginators = context.catalog->paginators(context.model->name(), context.config.apiVersion);
    return found.valid() && paginators && PaginatorModel::fromDocument(**paginators, found.name()).ok();
}

Result<void> Paginator::configure(const PaginationConfig& config)
{
    m_maxItems = config.maxItems;
    if (m_maxItems && *m_maxItems < 0)
        return paginationError("MaxItems has to be 0 or more");
    if (config.startingToken) {
        if (auto started = start(*config.startingToken); !started)
            return started;
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

Result<void> Paginator::start(const std::string& token)
{
    // Of a walk that went on by ListObjects: read as ListObjectsV2's own it would begin anew.
    if (m_operation == "ListObjectsV2") {
        const auto marker = parsePageToken(token, {"Marker"});
        if (marker && encodePageToken(marker->encodable()) == token && !becomeListObjects())
            return paginationError("Bad starting token: " + token);
    }
    auto position = parsePageToken(token, model().inputTokens);
    if (!position)
        return position.error();
    m_tokens = std::move(position->tokens);
    m_skip = position->skip;
    m_params = paramsWith(m_tokens);
    return {};
}

void Paginator::setPageSize(std::int64_t size)
{
    if (model().limitKey.empty())
        return;
    // A few services model the limit as text.
    const auto shape = m_caller.context().model->operation(m_operation).input().member(model().limitKey);
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
    return m_caller.call(m_operation, params, std::move(options), std::move(receiver));
}

std::optional<Value> Paginator::paramsAfter(const Value& outline) const
{
    if (m_maxItems || (m_pages == 0 && m_skip))
        return std::nullopt;
    if (m_paths->moreResults && moreFlag(outline).isNull())
        return std::nullopt; // it may stand behind the items
    auto tokens = nextTokens(outline);
    if (!tokens || *tokens == m_tokens)
        return std::nullopt;
    return paramsWith(*tokens);
}

Result<void> Paginator::accept(Value& page)
{
    if (std::exchange(m_isStuck, false)) {
        --m_pages;
        m_items = m_itemsBefore;
    }
    m_itemsBefore = m_items;
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
    if (!tokens && goOnByMarker(page))
        tokens = Value::map({{"Marker", page["NextMarker"]}});
    if (!tokens) {
        m_isStuck = !isFalsy(moreFlag(page));
        return m_isStuck ? Result<void>(noToken()) : Result<void>();
    }
    if (m_maxItems && m_items == *m_maxItems) {
        m_resumeToken = encodePageToken(*tokens);
        return {};
    }
    if (!m_handedOut.insert(std::hash<std::string>()(encodePageToken(*tokens))).second) {
        m_isStuck = true;
        return paginationError("The same next token was received twice from " + m_operation +
                                   "; the listing would never end",
                               ErrorKind::Parse);
    }
    m_tokens = std::move(*tokens);
    m_params = paramsWith(m_tokens);
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

Value Paginator::moreFlag(const Value& page) const
{
    return m_paths->moreResults ? found(*m_paths->moreResults, page) : Value();
}

std::optional<Value> Paginator::nextTokens(const Value& page) const
{
    const Value flag = moreFlag(page);
    if (!flag.isNull() && isFalsy(flag))
        return std::nullopt;
    const auto& paths = model().outputTokens;
    const bool onlyTokensTell = m_paths->moreResults && flag.isNull();
    if (onlyTokensTell && !std::all_of(paths.begin(), paths.end(), isTold))
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

Error Paginator::noToken() const
{
    std::string names;
    for (const auto& name : model().outputTokens)
        names += (names.empty() ? "" : ", ") + name;
    return paginationError("by " + model().moreResults + " of " + m_operation +
                               " there is more, but the server gave no token (" + names +
                               ") to ask for it; what was listed is not all there is",
                           ErrorKind::Parse);
}

/// The marker is put there by the quirk "s3 answers of ListObjects".
bool Paginator::goOnByMarker(const Value& page)
{
    return m_operation == "ListObjectsV2" && !isFalsy(moreFlag(page)) && !isFalsy(page["NextMarker"]) &&
           becomeListObjects();
}

bool Paginator::becomeListObjects()
{
    Value params = m_params;
    for (const auto* name : {"ContinuationToken", "FetchOwner", "StartAfter"})
        params.mutableMap().remove(name);
    auto older = forOperation(m_caller, "ListObjects", std::move(params));
    if (!older)
        return false;
    m_operation = older->m_operation;
    m_paths = older->m_paths;
    m_params = std::move(older->m_params);
    return true;
}

Value Paginator::paramsWith(const Value& tokens) const
{
    Value params = m_params;
    for (const auto& [name, token] : tokens.members()) {
        // "None" is how old starting tokens write a missing one.
        if (token.isNull() || token.text() == "None")
            params.mutableMap().remove(name);
        else
            params.insert(name, token);
    }
    return params;
}

namespace {

void addTo(Value& sum, const Value& part)
{
    if (sum.isNull()) {
        sum = part;
    } else if (sum.isList() && part.isList()) {
        auto& items = sum.mutableList();
        items.insert(items.end(), part.items().begin(), part.items().end());
    } else if (sum.isInt() && part.isInt()) {
        sum = sum.toInt() + part.toInt();
    } else if (sum.isNumber() && part.isNumber()) {
        sum = sum.toDouble() + part.toDouble();
    } else if (sum.isText() && part.isText()) {
        sum = sum.text() + part.text();
    }
}

/// Lays the non-aggregate part over the sum. Where a result key lies within a non-aggregate structure, both
/// hold its list: the grown one stays.
void lay(Value& whole, const Value& part)
{
    for (const auto& [name, member] : part.members()) {
        Value& place = whole.mutableMap()[name];
        if (member.isMap() && place.isMap())
            lay(place, member);
        else if (!(member.isList() && place.isList()))
            place = member;
    }
}

} // namespace

FullResult::FullResult(std::shared_ptr<const PagePaths> paths)
    : m_paths(std::move(paths)), m_whole(Value::emptyMap())
{
}

void FullResult::add(const Value& page)
{
    if (m_nonAggregate.isNull()) {
        m_nonAggregate = Value::emptyMap();
        for (std::size_t i = 0; i < m_paths->nonAggregateKeys.size(); ++i)
            valueAt(m_nonAggregate, m_paths->model.nonAggregateKeys[i]) =
                found(m_paths->nonAggregateKeys[i], page);
    }
    for (std::size_t i = 0; i < m_paths->resultKeys.size(); ++i) {
        const Value part = found(m_paths->resultKeys[i], page);
        if (!part.isNull())
            addTo(valueAt(m_whole, m_paths->model.resultKeys[i]), part);
    }
}

Value FullResult::value(const std::optional<std::string>& resumeToken) const
{
    Value result = m_whole;
    lay(result, m_nonAggregate);
    if (resumeToken)
        result.insert("NextToken", *resumeToken);
    return result;
}

Result<Value::List> searchPage(const Expression& expression, const Value& page)
{
    auto result = expression.search(page);
    if (!result)
        return result.error();
    if (result->isList())
        return result->items();
    return Value::List{std::move(result).value()};
}

Value::List resultItems(const PagePaths& paths, std::size_t resultKey, const Value& page)
{
    if (resultKey >= paths.resultKeys.size())
        return {};
    return elements(found(paths.resultKeys[resultKey], page));
}

} // namespace inia
