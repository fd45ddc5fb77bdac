#include "core/dynamodb/expressionbuilder.h"

namespace inia::dynamodb {

namespace {

Error needsKey(const std::string& name)
{
    return makeError(ErrorKind::Parameter, "NeedsKeyCondition",
                     "A key condition may be about keys only: write Key(\"" + name + "\") for Attr(\"" +
                         name + "\"), or move it to the filter");
}

/// The format with {0}, {1} ... replaced.
std::string filled(std::string_view format, const std::vector<std::string>& texts)
{
    std::string result;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '{') {
            result += format[i];
            continue;
        }
        result += texts[static_cast<std::size_t>(format[i + 1] - '0')];
        i += 2;
    }
    return result;
}

} // namespace

Result<std::string> ExpressionBuilder::build(const ConditionNode& condition, bool isKeyCondition)
{
    std::vector<std::string> texts;
    for (const auto& operand : condition.operands) {
        auto text = operandText(operand, condition, isKeyCondition);
        if (!text)
            return text;
        texts.push_back(std::move(text).value());
    }
    return filled(condition.format, texts);
}

Result<std::string> ExpressionBuilder::operandText(const Operand& operand, const ConditionNode& condition,
                                                   bool isKeyCondition)
{
    if (const auto* inner = std::get_if<std::shared_ptr<const ConditionNode>>(&operand.data()))
        return build(**inner, isKeyCondition);
    if (const auto* name = std::get_if<AttributeName>(&operand.data()))
        return isKeyCondition && !name->isKey ? Result<std::string>(needsKey(name->path))
               : name->isOneName              ? namePlaceholder(name->path)
                                              : namePlaceholders(name->path);
    const auto& value = std::get<NativeValue>(operand.data());
    if (!condition.hasGroupedValues)
        return valuePlaceholder(value);
    std::string group;
    for (const auto& item : value.items())
        group += (group.empty() ? "" : ", ") + valuePlaceholder(item);
    return '(' + group + ')';
}

std::string ExpressionBuilder::namePlaceholders(std::string_view path)
{
    std::string text;
    while (!path.empty()) {
        const auto length = std::min(path.find_first_of(".[]"), path.size());
        if (length == 0) {
            text += path.front();
            path.remove_prefix(1);
            continue;
        }
        const auto part = path.substr(0, length);
        path.remove_prefix(length);
        // What a bracket closes before another opens is an index.
        const auto bracket = path.find_first_of("[]");
        if (bracket != std::string_view::npos && path[bracket] == ']') {
            text += part;
            continue;
        }
        text += namePlaceholder(part);
    }
    return text;
}

std::string ExpressionBuilder::namePlaceholder(std::string_view name)
{
    auto placeholder = "#n" + std::to_string(m_names.size());
    m_names.emplace_back(placeholder, name);
    return placeholder;
}

std::string ExpressionBuilder::valuePlaceholder(NativeValue value)
{
    auto placeholder = ":v" + std::to_string(m_values.size());
    m_values.emplace_back(placeholder, std::move(value));
    return placeholder;
}

} // namespace inia::dynamodb
