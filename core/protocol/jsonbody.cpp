#include "core/protocol/jsonbody.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <optional>

namespace inia {

namespace {

class JsonBodyWriter final {
public:
    void write(const Shape& shape, const Value& value);
    [[nodiscard]] Result<std::string> take()
    {
        if (m_error)
            return *m_error;
        return m_json.take();
    }

private:
    void writeStructure(const Shape& shape, const Value& value);
    void writeTime(const Shape& shape, const Value& value);
    void fail(std::string message)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::Parameter, "ParamValidation", std::move(message));
    }

    JsonWriter m_json;
    std::optional<Error> m_error;
    int m_depth = 0;
};

void JsonBodyWriter::writeStructure(const Shape& shape, const Value& value)
{
    m_json.beginMap();
    for (const auto& [name, item] : value.members()) {
        const auto member = shape.member(name);
        if (!member.valid() || item.isNull())
            continue;
        const auto wireName = member.locationName();
        m_json.key(wireName.empty() ? std::string_view(name) : wireName);
        write(member, item);
    }
    m_json.endMap();
}

void JsonBodyWriter::writeTime(const Shape& shape, const Value& value)
{
    const auto time = timestampFromValue(value);
    const auto format =
        timestampFormatFromName(shape.trait("timestampFormat").text(), TimestampFormat::UnixSeconds);
    if (time && format == TimestampFormat::UnixSeconds)
        return m_json.value(unixTimestampValue(*time));
    const auto text = time ? formatTimestamp(*time, format) : Result<std::string>(std::string());
    if (!time || !text)
        fail("invalid timestamp for " + std::string(shape.name()));
    m_json.text(text ? *text : std::string());
}

void JsonBodyWriter::write(const Shape& shape, const Value& value)
{
    if (m_depth >= maxNesting) {
        m_json.null();
        return fail("the parameters are nested too deeply");
    }
    ++m_depth;
    if (value.isNull()) {
        m_json.null();
    } else if (shape.type() == ShapeType::Structure && !shape.isDocument()) {
        writeStructure(shape, value);
    } else if (shape.type() == ShapeType::List) {
        m_json.beginList();
        for (const auto& item : value.items())
            write(shape.element(), item);
        m_json.endList();
    } else if (shape.type() == ShapeType::Map) {
        m_json.beginMap();
        for (const auto& [name, item] : value.members()) {
            m_json.key(name);
            write(shape.value(), item);
        }
        m_json.endMap();
    } else if (shape.type() == ShapeType::Blob) {
        m_json.text(base64Text(value));
    } else if (shape.type() == ShapeType::Time) {
        writeTime(shape, value);
    } else {
        m_json.value(value);
    }
    --m_depth;
}

} // namespace

Result<std::string> writeJsonBody(const Shape& shape, const Value& value)
{
    JsonBodyWriter writer;
    writer.write(shape, value);
    return writer.take();
}

} // namespace inia
