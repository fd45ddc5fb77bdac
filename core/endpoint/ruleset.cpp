#include "core/endpoint/ruleset.h"

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <QtCore/QVarLengthArray>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Partitions;

/// The names a rule sees and the evaluation of expressions over them. Stops at the first error and keeps it:
/// from then on results mean nothing. Names point into the rule set's document.
class RuleScope final {
public:
    explicit RuleScope(const Partitions& partitions) : m_partitions(partitions) {}

    /// Gives a name its value. A name that is already there is an error.
    void assign(std::string_view name, Value value);
    /// What a rule assigned goes away when it is left: rewind() to the mark() taken before.
    [[nodiscard]] std::size_t mark() const { return m_entries.size(); }
    void rewind(std::size_t mark);

    /// A literal, {"ref": name}, a template text or a function call. Null for a name without value.
    [[nodiscard]] Value resolve(Node expression, int depth);
    /// {"fn": name, "argv": [...]}; `assign` is left to the caller.
    [[nodiscard]] Value call(Node function, int depth);
    /// "https://{Region}.{partition#dnsSuffix}" with the values put in. "{{" and "}}" stand for braces.
    [[nodiscard]] std::string expand(std::string_view text);

    void failRule(std::string text);
    void failBroken(std::string_view what);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    struct Entry {
        std::string_view name;
        Value value;
    };
    /// Null when there is no such name.
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] std::string placeholder(std::string_view reference);
    void fail(ErrorKind kind, std::string_view code, std::string message);

    const Partitions& m_partitions;
    std::vector<Entry> m_entries;
    std::optional<Error> m_error;
};

namespace {

/// Function calls inside function calls; AWS nests three.
constexpr int maxCallDepth = 32;
/// Parameters and assignments of the largest rule set.
constexpr std::size_t expectedNames = 32;

} // namespace

void RuleScope::assign(std::string_view name, Value value)
{
    if (find(name)) {
        failBroken("it assigns \"" + std::string(name) + "\" twice");
        return;
    }
    if (m_entries.empty())
        m_entries.reserve(expectedNames);
    m_entries.push_back({name, std::move(value)});
}

void RuleScope::rewind(std::size_t mark)
{
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(mark), m_entries.end());
}

const Value* RuleScope::find(std::string_view name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [name](const Entry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &found->value;
}

Value RuleScope::resolve(Node expression, int depth)
{
    if (expression.isText())
        return expand(expression.text());
    if (!expression.isMap())
        return expression.toValue();
    if (const auto reference = expression["ref"]) {
        const auto* value = find(reference.text());
        return value ? *value : Value();
    }
    return call(expression, depth);
}

Value RuleScope::call(Node function, int depth)
{
    const auto name = function["fn"].text();
    const auto* definition = findRuleFunction(name);
    const auto given = function["argv"];
    if (!definition || depth > maxCallDepth) {
        failBroken(definition ? "its function calls are nested too deeply"
                              : "it calls the unknown function \"" + std::string(name) + '"');
        return {};
    }
    if (definition->argumentCount >= 0 &&
        given.size() != static_cast<std::uint32_t>(definition->argumentCount)) {
        failBroken("it calls " + std::string(name) + " with the wrong number of arguments");
        return {};
    }
    QVarLengthArray<Value, 4> arguments;
    for (const auto argument : given.items())
        arguments.push_back(resolve(argument, depth + 1));
    if (m_error)
        return {};
    std::string failure;
    const std::span<const Value> span(arguments.constData(), static_cast<std::size_t>(arguments.size()));
    auto result = definition->call({span, m_partitions, failure});
    if (!failure.empty())
        fail(ErrorKind::Endpoint, "EndpointParameter", "endpoint rule " + std::string(name) + ": " + failure);
    return result;
}

std::string RuleScope::expand(std::string_view text)
{
    std::string result;
    while (true) {
        const auto brace = text.find_first_of("{}");
        result += text.substr(0, brace);
        if (brace == std::string_view::npos || m_error)
            return result;
        text.remove_prefix(brace);
        if (text.size() > 1 && text[0] == text[1]) {
            result += text[0];
            text.remove_prefix(2);
            continue;
        }
        const auto end = text.find('}');
        if (text[0] == '}' || end == std::string_view::npos) {
            failBroken("a template has a single brace");
            return result;
        }
        result += placeholder(text.substr(1, end - 1));
        text.remove_prefix(end + 1);
    }
}

std::string RuleScope::placeholder(std::string_view reference)
{
    const auto hash = reference.find('#');
    const auto* value = find(reference.substr(0, hash));
    const auto resolved = !value ? Value()
                          : hash == std::string_view::npos
                              ? *value
                              : ruleAttribute(*value, reference.substr(hash + 1));
    if (resolved.isText())
        return resolved.text();
    if (resolved.isBool())
        return resolved.toBool() ? "true" : "false";
    if (resolved.isInt())
        return std::to_string(resolved.toInt());
    failBroken("a template uses {" + std::string(reference) + "}, which has no value there");
    return {};
}

void RuleScope::fail(ErrorKind kind, std::string_view code, std::string message)
{
    if (!m_error)
        m_error = makeError(kind, std::string(code), std::move(message));
}

void RuleScope::failRule(std::string text)
{
    fail(ErrorKind::Endpoint, "EndpointRule", std::move(text));
}

void RuleScope::failBroken(std::string_view what)
{
    fail(ErrorKind::Model, "BrokenRuleSet",
         "the endpoint rules of this service cannot be used: " + std::string(what));
}

namespace {

/// Deeper than any of AWS (20), shallow enough for every stack.
constexpr int maxRuleDepth = 64;

/// One walk through the rules with one set of values.
class Evaluation {
public:
    explicit Evaluation(const Partitions& partitions) : m_scope(partitions) {}

    [[nodiscard]] RuleScope& scope() { return m_scope; }
    /// False when no rule fitted; otherwise either the endpoint or the scope's error is set.
    [[nodiscard]] bool walk(Node rules, int depth);
    [[nodiscard]] Endpoint takeEndpoint() { return std::move(m_endpoint); }

private:
    [[nodiscard]] bool conditionsHold(Node conditions);
    [[nodiscard]] bool apply(Node rule, int depth);
    void buildEndpoint(Node endpoint);
    [[nodiscard]] Value properties(Node node, int depth);

    RuleScope m_scope;
    Endpoint m_endpoint;
};

bool Evaluation::walk(Node rules, int depth)
{
    if (depth > maxRuleDepth) {
        m_scope.failBroken("its rules are nested too deeply");
        return true;
    }
    for (const auto rule : rules.items()) {
        const auto mark = m_scope.mark();
        const bool done =
            (conditionsHold(rule["conditions"]) && apply(rule, depth)) || m_scope.error().has_value();
        m_scope.rewind(mark);
        if (done)
            return true;
    }
    return false;
}

bool Evaluation::conditionsHold(Node conditions)
{
    for (const auto condition : conditions.items()) {
        auto value = m_scope.call(condition, 0);
        if (m_scope.error() || value.isNull() || !value.toBool(true))
            return false;
        if (const auto name = condition["assign"]; name.isText())
            m_scope.assign(name.text(), std::move(value));
    }
    return !m_scope.error();
}

bool Evaluation::apply(Node rule, int depth)
{
    const auto type = rule["type"].text();
    if (type == "tree")
        return walk(rule["rules"], depth + 1);
    if (type == "endpoint")
        buildEndpoint(rule["endpoint"]);
    else if (type == "error")
        m_scope.failRule(m_scope.resolve(rule["error"], 0).text());
    else
        m_scope.failBroken("it has a rule of the unknown type \"" + std::string(type) + '"');
    return true;
}

void Evaluation::buildEndpoint(Node endpoint)
{
    m_endpoint.url = m_scope.resolve(endpoint["url"], 0).text();
    for (const auto& [name, values] : endpoint["headers"].members()) {
        for (const auto value : values.items())
            m_endpoint.headers.add(name, m_scope.resolve(value, 0).text());
    }
    m_endpoint.properties =
        endpoint.contains("properties") ? properties(endpoint["properties"], 0) : Value::emptyMap();
    if (m_endpoint.url.empty() && !m_scope.error())
        m_scope.failBroken("one of its endpoints has no URL");
}

Value Evaluation::properties(Node node, int depth)
{
    if (depth > maxRuleDepth) {
        m_scope.failBroken("an endpoint's properties are nested too deeply");
        return {};
    }
    if (node.isText())
        return m_scope.expand(node.text());
    if (node.isList()) {
        Value::List list;
        list.reserve(node.size());
        for (const auto item : node.items())
            list.push_back(properties(item, depth + 1));
        return list;
    }
    if (!node.isMap())
        return node.toValue();
    ValueMap map;
    map.reserve(node.size());
    for (const auto& [name, value] : node.members())
        map.insert(name, properties(value, depth + 1));
    return map;
}

std::vector<AuthScheme> authSchemes(const Value& properties)
{
    std::vector<AuthScheme> schemes;
    for (const auto& entry : properties["authSchemes"].items()) {
        AuthScheme scheme{entry["name"].text(),
                          entry["signingName"].text(),
                          entry["signingRegion"].text(),
                          {},
                          entry["disableDoubleEncoding"].toBool()};
        for (const auto& region : entry["signingRegionSet"].items())
            scheme.signingRegionSet.push_back(region.text());
        schemes.push_back(std::move(scheme));
    }
    return schemes;
}

Error parameterError(std::string message)
{
    return makeError(ErrorKind::Endpoint, "EndpointParameter", std::move(message));
}

Result<void> checkType(std::string_view name, std::string_view type, const Value& value)
{
    const bool fits = equalsIgnoringCase(type, "string")    ? value.isText()
                      : equalsIgnoringCase(type, "boolean") ? value.isBool()
                                                            : value.isList();
    if (fits)
        return {};
    const auto wanted = equalsIgnoringCase(type, "string")    ? "a text"
                        : equalsIgnoringCase(type, "boolean") ? "true or false"
                                                              : "a list of texts";
    return parameterError("the endpoint parameter " + std::string(name) + " must be " + wanted);
}

/// Puts the values into the scope: given ones checked, defaults for the others.
Result<void> bindParameters(Node parameters, const RuleParameters& given, RuleScope& scope)
{
    for (const auto& [name, definition] : parameters.members()) {
        const auto* value = given.find(name);
        if (value && !value->isNull()) {
            if (auto checked = checkType(name, definition["type"].text(), *value); !checked)
                return checked;
            scope.assign(name, *value);
        } else if (const auto fallback = definition["default"]) {
            scope.assign(name, fallback.toValue());
        } else if (definition["required"].toBool()) {
            return parameterError(
                "the endpoint parameter " + std::string(name) +
                " has no value; set it, for instance as region or in the operation's parameters");
        }
    }
    return {};
}

Error noEndpoint(Node parameters, const RuleParameters& given)
{
    std::string names;
    for (const auto& [name, value] : given) {
        if (!value.isNull() && parameters.contains(name))
            names +=
                (names.empty() ? "" : ", ") + name + (value.isText() ? "=" + value.text() : std::string());
    }
    return makeError(ErrorKind::Endpoint, "NoEndpoint",
                     "the service has no endpoint for this combination of settings (" + names + ")");
}

} // namespace

RuleSet::RuleSet(std::shared_ptr<const Document> document, std::shared_ptr<const Partitions> partitions)
    : m_document(std::move(document)), m_partitions(std::move(partitions))
{
}

Result<Endpoint> RuleSet::resolve(const RuleParameters& given) const
{
    Evaluation evaluation(*m_partitions);
    auto& scope = evaluation.scope();
    if (auto bound = bindParameters(parameters(), given, scope); !bound)
        return bound.error();
    const bool found = evaluation.walk(m_document->root()["rules"], 0);
    if (scope.error())
        return *scope.error();
    if (!found)
        return noEndpoint(parameters(), given);
    auto endpoint = evaluation.takeEndpoint();
    endpoint.authSchemes = authSchemes(endpoint.properties);
    return endpoint;
}

} // namespace inia
