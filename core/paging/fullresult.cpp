#include "core/paging/fullresult.h"

#include "core/paging/pagevalues.h"

namespace inia {

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
