#include "core/resource/requestparams.h"

#include "core/jmespath/expression.h"
#include "core/model/names.h"
#include "core/resource/resource.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace inia {

namespace {

/// "from" or "to" of the last day, as the member wants it.
Value timeValue(const RequestDefinition::Param& param)
{
    constexpr int secondsPerDay = 24 * 60 * 60;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime time = param.path == "from" ? now.addSecs(-secondsPerDay) : now;
    if (param.name == "seconds")
        return Value(static_cast<std::int64_t>(time.toSecsSinceEpoch()));
    if (param.name == "date")
        return Value(time.toString(QStringLiteral("yyyy-MM-dd")).toStdString());
    if (param.name == "rfc3339")
        return Value(time.toString(Qt::ISODate).toStdString());
    return Value(Timestamp{time.toSecsSinceEpoch(), 0});
}

/// What stands behind the last "/" or ":" of an ARN.
Value tailOf(const Value& value)
{
    const auto& text = value.text();
    const auto separator = text.find_last_of("/:");
    return separator == std::string::npos ? value : Value(text.substr(separator + 1));
}

Value sourceValue(const Resource& resource, const RequestDefinition::Param& param)
{
    if (param.source == "identifier")
        return resource.attribute(snakeCase(param.name));
    if (param.source == "data")
        return searchOrNull(param.path, resource.data());
    if (param.source == "region")
        return Value(resource.client().region());
    if (param.source == "account") {
        const auto account = resource.definitions()->account();
        return account.empty() ? Value() : Value(account);
    }
    if (param.source == "time")
        return timeValue(param);
    return param.value; // string, integer, boolean
}

/// The list item that "[0]", "[]" or "[*]" means; `list` grows as needed.
Value& itemAt(Value& list, std::string_view subscript, std::optional<std::size_t>& index)
{
    constexpr std::size_t longestTarget = 1000; // a damaged definition must not ask for gigabytes
    auto& items = list.mutableList();
    if (subscript.empty()) {
        index.reset();
    } else if (subscript != "*") {
        std::size_t number = 0;
        std::from_chars(subscript.data(), subscript.data() + subscript.size(), number);
        index = std::min(number, longestTarget);
    }
    if (!index)
        index = items.size();
    while (items.size() <= *index)
        items.push_back(Value::emptyMap());
    return items[*index];
}

void addParams(Value& params, const Resource& resource, const RequestDefinition& request,
               std::optional<std::size_t> index)
{
    for (const auto& param : request.params) {
        if (param.source == "input") // which is the caller's
            continue;
        Value value = sourceValue(resource, param);
        if (!param.optional || !value.isNull())
            setAtTarget(params, param.target, param.tail ? tailOf(value) : std::move(value), index);
    }
}

/// Lists that are not parameters themselves are replaced.
Value mergedMaps(const Value& base, const Value& added)
{
    Value result = base;
    for (const auto& [name, value] : added.members())
        result.insert(name, value.isMap() && base[name].isMap() ? mergedMaps(base[name], value) : value);
    return result;
}

} // namespace

void setAtTarget(Value& params, std::string_view target, Value value, std::optional<std::size_t> index)
{
    Value* at = &params;
    while (!target.empty()) {
        const auto end = target.find('.');
        auto part = target.substr(0, end);
        target.remove_prefix(end == std::string_view::npos ? target.size() : end + 1);
        const auto bracket = part.find('[');
        at = &at->mutableMap()[part.substr(0, bracket)];
        if (bracket == std::string_view::npos)
            continue;
        part.remove_prefix(bracket + 1);
        at = &itemAt(*at, part.substr(0, part.find(']')), index);
    }
    *at = std::move(value);
}

bool lacksIdentifiers(const Resource& resource, const RequestDefinition& request)
{
    const auto isMissing = [&](std::string_view member) {
        for (const auto& param : request.params) {
            const auto head = std::string_view(param.target).substr(0, param.target.find_first_of(".["));
            const bool isKnownLater = !param.optional || param.source == "data" || param.source == "account";
            if (head == member && !isKnownLater && sourceValue(resource, param).isNull())
                return true;
        }
        return false;
    };
    const auto operation = resource.client().model().operation(request.operation);
    for (const auto name : operation.input().required().items()) {
        if (isMissing(name.text()))
            return true;
    }
    return false;
}

Value buildParams(const Resource& resource, const RequestDefinition& request)
{
    Value params = Value::emptyMap();
    addParams(params, resource, request, std::nullopt);
    return params;
}

void addBatchParams(Value& params, const Resource& resource, const RequestDefinition& request,
                    std::size_t index)
{
    addParams(params, resource, request, index);
}

Value overriddenParams(Value base, const Value& said)
{
    for (const auto& [name, value] : said.members())
        base.insert(name, value);
    return base;
}

Value mergedParams(const Value& base, const Value& added)
{
    Value result = base;
    for (const auto& [name, value] : added.members()) {
        const auto& before = base[name];
        if (value.isMap() && before.isMap()) {
            result.insert(name, mergedMaps(before, value));
        } else if (value.isList() && before.isList()) {
            Value list = before;
            for (const auto& item : value.items())
                list.append(item);
            result.insert(name, std::move(list));
        } else {
            result.insert(name, value);
        }
    }
    return result;
}

} // namespace inia
