#include "core/client/parameters.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/timestamps.h"

namespace inia {

namespace {

/// Null where a blob is not base64, which `problem` then tells.
Value shaped(const Shape& shape, const Value& json, std::string& problem)
{
    if (json.isMap() && !shape.isDocument()) {
        Value result = Value::emptyMap();
        for (const auto& [name, member] : json.members()) {
            const auto target = shape.type() == ShapeType::Map ? shape.value() : shape.member(name);
            result.insert(name, target.valid() ? shaped(target, member, problem) : member);
        }
        return result;
    }
    if (json.isList() && shape.type() == ShapeType::List) {
        Value result = Value::emptyList();
        for (const auto& item : json.items())
            result.append(shaped(shape.element(), item, problem));
        return result;
    }
    if (json.isText() && shape.type() == ShapeType::Blob) {
        auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(json.text()),
                                                    QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            problem = "\"" + json.text().substr(0, 64) + "\" is not base64, as bytes are written in JSON";
        return std::move(bytes.decoded);
    }
    return json;
}

} // namespace

Result<Value> parametersFromJson(const Shape& shape, std::string_view text)
{
    auto json = parseJson(text);
    if (!json)
        return json.error().wrapped(ErrorKind::Parameter, "This is not JSON");
    std::string problem;
    auto value = shape.valid() ? shaped(shape, *json, problem) : *json;
    if (!problem.empty())
        return makeError(ErrorKind::Parameter, "InvalidBlob", std::move(problem));
    return value;
}

std::optional<Timestamp> timestampFromText(std::string_view text)
{
    return parseTimestamp(text);
}

} // namespace inia
