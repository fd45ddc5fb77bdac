#include "core/endpoint/ruleset.h"

#include "core/endpoint/rulescope.h"

#include <cctype>

namespace inia {

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
