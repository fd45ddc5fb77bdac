#include "core/endpoint/rulescope.h"

#include "core/endpoint/rulefunctions.h"

#include <QtCore/QVarLengthArray>

#include <algorithm>

namespace inia {

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

} // namespace inia
