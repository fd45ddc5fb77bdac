#include "core/model/waitermodel.h"

#include "core/model/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace inia {

namespace {

using State = WaiterAcceptor::State;
using Matcher = WaiterAcceptor::Matcher;

constexpr std::int64_t supportedVersion = 2;

constexpr std::array<std::pair<std::string_view, State>, 3> states{{
    {"success", State::Success},
    {"failure", State::Failure},
    {"retry", State::Retry},
}};
constexpr std::array<std::pair<std::string_view, Matcher>, 5> matchers{{
    {"path", Matcher::Path},
    {"pathAll", Matcher::PathAll},
    {"pathAny", Matcher::PathAny},
    {"status", Matcher::Status},
    {"error", Matcher::Error},
}};

template <typename Table>
auto lookUp(const Table& table, std::string_view name) -> std::optional<decltype(table.front().second)>
{
    const auto found =
        std::find_if(table.begin(), table.end(), [name](const auto& entry) { return entry.first == name; });
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

Error badModel(std::string_view waiter, std::string problem)
{
    return makeError(ErrorKind::Model, "WaiterConfigError",
                     "the waiter " + std::string(waiter) + " cannot be used: " + std::move(problem));
}

/// As Python writes a value into a sentence.
std::string spoken(const Value& value)
{
    if (value.isBool())
        return value.toBool() ? "True" : "False";
    return value.isInt() ? std::to_string(value.toInt()) : value.text();
}

} // namespace

std::string WaiterAcceptor::explanation() const
{
    const std::string quoted = '"' + spoken(expected) + '"';
    switch (matcher) {
    case Matcher::Path:
        return "For expression \"" + argument + "\" we matched expected path: " + quoted;
    case Matcher::PathAll:
        return "For expression \"" + argument + "\" all members matched expected path: " + quoted;
    case Matcher::PathAny:
        return "For expression \"" + argument + "\" we matched expected path: " + quoted + " at least once";
    case Matcher::Status:
        return "Matched expected HTTP status code: " + spoken(expected);
    case Matcher::Error:
        break;
    }
    return "Matched expected service error code: " + spoken(expected);
}

std::vector<std::string> WaiterModel::names(const Document& waiters)
{
    std::vector<std::string> result;
    for (const auto& [name, definition] : waiters.root()["waiters"].members())
        result.emplace_back(name);
    return result;
}

Result<WaiterModel> WaiterModel::fromDocument(const Document& waiters, std::string_view name)
{
    const auto known = names(waiters);
    const auto found = std::find_if(known.begin(), known.end(), [name](const std::string& candidate) {
        return candidate == name || snakeCase(candidate) == name;
    });
    if (found == known.end()) {
        std::string message = "there is no waiter '" + std::string(name) + "'";
        const auto similar = similarNames(name, known);
        for (std::size_t i = 0; i < similar.size(); ++i)
            message += (i == 0 ? "; did you mean " : ", ") + similar[i];
        return makeError(ErrorKind::UnknownName, "UnknownWaiter", message + (similar.empty() ? "" : "?"));
    }
    if (waiters.root()["version"].toInt() != supportedVersion)
        return badModel(*found, "its file is not of version 2");
    const auto node = waiters.root()["waiters"][*found];
    WaiterModel model;
    model.name = *found;
    model.description = node["description"].text();
    model.operation = node["operation"].text();
    model.delay = node["delay"].toDouble();
    model.maxAttempts = static_cast<int>(node["maxAttempts"].toInt());
    for (const auto item : node["acceptors"].items()) {
        const auto state = lookUp(states, item["state"].text());
        const auto matcher = lookUp(matchers, item["matcher"].text());
        if (!state || !matcher) {
            return badModel(*found, "unknown acceptor '" + std::string(item["matcher"].text()) + "' for '" +
                                        std::string(item["state"].text()) + "'");
        }
        model.acceptors.push_back(
            {*state, *matcher, std::string(item["argument"].text()), item["expected"].toValue()});
    }
    return model;
}

} // namespace inia
