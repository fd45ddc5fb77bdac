#include "core/client/pagemerge.h"

#include "core/jmespath/search.h"

namespace inia {

namespace {

/// The value at a dotted path, made on the way.
Value& at(Value& whole, std::string_view path)
{
    Value* found = &whole;
    while (true) {
        const auto dot = path.find('.');
        found = &found->mutableMap()[path.substr(0, dot)];
        if (dot == std::string_view::npos)
            return *found;
        path.remove_prefix(dot + 1);
    }
}

void add(Value& sum, const Value& part)
{
    if (sum.isNull())
        sum = part;
    else if (sum.isList() && part.isList())
        for (const auto& item : part.items())
            sum.append(item);
    else if (sum.isInt() && part.isInt())
        sum = sum.toInt() + part.toInt();
    else if (sum.isNumber() && part.isNumber())
        sum = sum.toDouble() + part.toDouble();
    else if (sum.isText() && part.isText())
        sum = sum.text() + part.text();
}

} // namespace

void mergePage(Value& whole, const Value& page, const PaginatorModel& model, bool isFirst)
{
    for (const auto& key : model.resultKeys) {
        const Value part = searchOrNull(key, page);
        if (!part.isNull())
            add(at(whole, key), part);
    }
    if (!isFirst)
        return;
    for (const auto& key : model.nonAggregateKeys)
        at(whole, key) = searchOrNull(key, page);
}

} // namespace inia
