#include "app/cli/jsonvalues.h"

#include <limits>
#include <optional>

namespace inia::cli {

namespace {

constexpr std::string_view blobMark = "$blob";

class Reader final {
public:
    [[nodiscard]] Value read(const Value& json, const Shape& shape)
    {
        if (json.isMap())
            return json.size() == 1 && json[blobMark].isText() && !meansMap(shape) ? bytes(json)
                                                                                   : map(json, shape);
        if (json.isList())
            return list(json, shape);
        if (json.isText() && (shape.type() == ShapeType::Float || shape.type() == ShapeType::Double))
            return number(json);
        return json;
    }

    std::optional<Error> error;

private:
    /// Only what may really hold a member "$blob" keeps it.
    static bool meansMap(const Shape& shape)
    {
        return shape.valid() &&
               (shape.type() == ShapeType::Map || shape.isDocument() || shape.hasMember(blobMark));
    }

    Value bytes(const Value& json)
    {
        const auto& text = json[blobMark].text();
        auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                      QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded && !error) {
            error = makeError(ErrorKind::Parameter, "InvalidBlob",
                              "\"$blob\" has to hold base64 text, not \"" + text.substr(0, 64) + "\"");
        }
        return std::move(decoded.decoded);
    }

    Value map(const Value& json, const Shape& shape)
    {
        ValueMap result;
        result.reserve(json.size());
        const bool isMap = shape.type() == ShapeType::Map;
        const bool isStructure = shape.type() == ShapeType::Structure && !shape.isDocument();
        const Shape element = isMap ? shape.value() : Shape();
        for (const auto& [name, member] : json.members())
            result.appendUnchecked(name, read(member, isStructure ? shape.member(name) : element));
        return result;
    }

    Value list(const Value& json, const Shape& shape)
    {
        Value::List result;
        result.reserve(json.size());
        const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
        for (const auto& item : json.items())
            result.push_back(read(item, element));
        return result;
    }

    static Value number(const Value& json)
    {
        if (json.text() == "NaN")
            return std::numeric_limits<double>::quiet_NaN();
        if (json.text() == "Infinity")
            return std::numeric_limits<double>::infinity();
        if (json.text() == "-Infinity")
            return -std::numeric_limits<double>::infinity();
        return json;
    }
};

void write(JsonWriter& writer, const Value& value)
{
    if (value.isMap()) {
        writer.beginMap();
        for (const auto& [name, member] : value.members()) {
            writer.key(name);
            write(writer, member);
        }
        writer.endMap();
    } else if (value.isList()) {
        writer.beginList();
        for (const auto& item : value.items())
            write(writer, item);
        writer.endList();
    } else if (value.isBlob()) {
        writer.beginMap();
        writer.key(blobMark);
        writer.value(value);
        writer.endMap();
    } else {
        writer.value(value);
    }
}

} // namespace

Result<Value> valuesFromJson(const Value& json, const Shape& shape)
{
    Reader reader;
    Value value = reader.read(json, shape);
    if (reader.error)
        return std::move(*reader.error);
    return value;
}

std::string markedJson(const Value& value, JsonStyle style)
{
    JsonWriter writer(style);
    write(writer, value);
    return writer.take();
}

} // namespace inia::cli
