#include "core/codegen/codecall.h"

#include "core/common/redaction.h"
#include "core/observe/callredaction.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

namespace inia::codegen {

namespace {

constexpr std::string_view fileMark = "$file";

Shape innerShape(const Shape& shape, std::string_view name)
{
    switch (shape.type()) {
    case ShapeType::Structure:
        return shape.isDocument() ? Shape() : shape.member(name);
    case ShapeType::Map:
        return shape.value();
    case ShapeType::List:
        return shape.element();
    default:
        return {};
    }
}

/// Of the type that the model has, with secretText where that is a text.
Value standIn(const Shape& shape, const Value& value)
{
    if (value.isList() || value.isMap()) {
        Value result = value.isList() ? Value::emptyList() : Value::emptyMap();
        for (const auto& item : value.items())
            result.append(standIn(innerShape(shape, {}), item));
        for (const auto& [name, member] : value.members())
            result.insert(name, standIn(innerShape(shape, name), member));
        return result;
    }
    if (value.isBool())
        return false;
    if (value.isNumber())
        return value.isInt() ? Value(0) : Value(0.0);
    if (value.isTime())
        return Timestamp{};
    return secretText;
}

/// The same for a secret that nobody knows any more.
Value standIn(const Shape& shape)
{
    switch (shape.type()) {
    case ShapeType::Structure:
    case ShapeType::Map:
        return Value::emptyMap();
    case ShapeType::List:
        return Value::emptyList();
    case ShapeType::Bool:
        return false;
    case ShapeType::Int:
    case ShapeType::Long:
        return 0;
    case ShapeType::Float:
    case ShapeType::Double:
        return 0.0;
    case ShapeType::Time:
        return Timestamp{};
    case ShapeType::Text:
    case ShapeType::Blob:
    case ShapeType::Unknown:
        break;
    }
    return secretText;
}

std::string withSecretText(std::string text)
{
    for (auto at = text.find(redactedText); at != std::string::npos;
         at = text.find(redactedText, at + secretText.size()))
        text.replace(at, redactedText.size(), secretText);
    return text;
}

class Hiding final {
public:
    /// `redacted` is `value` with what CallRedaction hides replaced.
    HiddenParams hide(const Shape& shape, const Value& value, const Value& redacted)
    {
        if (value.isText() && value.text() == secretText)
            return {value, standIn(shape), true};
        if (value.isMap() && redacted.isMap())
            return members(shape, value, redacted);
        if (value.isList() && redacted.isList())
            return items(shape, value, redacted);
        const bool isWhole = !value.isText() && !value.isBlob() && value.kind() == redacted.kind();
        if (isWhole || value == redacted) // a NaN equals nothing
            return {value, value, false};
        const bool isPart = value.isText() && redacted.isText();
        const Value shown = isPart ? withSecretText(redacted.text()) : std::string(secretText);
        return {shown, isPart ? shown : standIn(shape, value), true};
    }

private:
    HiddenParams members(const Shape& shape, const Value& value, const Value& redacted)
    {
        HiddenParams result{Value::emptyMap(), Value::emptyMap(), false};
        for (const auto& [name, member] : value.members()) {
            auto hidden = hide(innerShape(shape, name), member, redacted[name]);
            result.hasSecrets = result.hasSecrets || hidden.hasSecrets;
            result.shown.insert(name, std::move(hidden.shown));
            result.sendable.insert(name, std::move(hidden.sendable));
        }
        return result;
    }
    HiddenParams items(const Shape& shape, const Value& value, const Value& redacted)
    {
        HiddenParams result{Value::emptyList(), Value::emptyList(), false};
        for (std::size_t i = 0; i < value.size(); ++i) {
            auto hidden = hide(innerShape(shape, {}), value[i], redacted[i]);
            result.hasSecrets = result.hasSecrets || hidden.hasSecrets;
            result.shown.append(std::move(hidden.shown));
            result.sendable.append(std::move(hidden.sendable));
        }
        return result;
    }
};

} // namespace

Error cannotBeExpressed(std::string reason)
{
    return makeError(ErrorKind::Unsupported, "CannotBeExpressed", std::move(reason));
}

std::optional<std::string> filePath(const Value& value, const Shape& shape)
{
    if (shape.type() != ShapeType::Blob || value.size() != 1 || !value[fileMark].isText())
        return std::nullopt;
    return value[fileMark].text();
}

Value toldParams(const Shape& shape, const Value& params)
{
    if (shape.type() == ShapeType::Time && !params.isNull()) {
        const auto time = timestampFromValue(params);
        return time ? Value(*time) : params;
    }
    if (shape.type() == ShapeType::Blob && params.isText() && params.text() != secretText)
        return blobBytes(params);
    if (params.isList()) {
        Value::List items;
        items.reserve(params.size());
        for (const auto& item : params.items())
            items.push_back(toldParams(innerShape(shape, {}), item));
        return items;
    }
    if (params.isMap()) {
        ValueMap members;
        for (const auto& [name, member] : params.members()) {
            if (!member.isNull())
                members.appendUnchecked(name, toldParams(innerShape(shape, name), member));
        }
        return members;
    }
    return params;
}

Value fromRecording(const Value& params)
{
    if (params.isText())
        return withSecretText(params.text());
    Value result = params;
    for (std::size_t i = 0; i < params.items().size(); ++i)
        result.mutableList()[i] = fromRecording(params[i]);
    for (const auto& [name, member] : params.members())
        result.insert(name, fromRecording(member));
    return result;
}

HiddenParams withoutSecrets(const OperationModel& operation, const Value& params)
{
    CallRedaction redaction(std::make_shared<RedactionMemory>());
    redaction.setCall(operation, params);
    return Hiding().hide(operation.input(), params, redaction.parameters());
}

} // namespace inia::codegen
