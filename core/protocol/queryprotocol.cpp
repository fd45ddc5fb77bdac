#include "core/protocol/queryprotocol.h"

#include "core/common/result.h"
#include "core/http/textencoding.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/protocol.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"

#include <optional>
#include <string>

namespace inia {

/// The form of the query and ec2 protocols: "Action=...&Version=...&Tags.member.1.Key=...", with the
/// parameters in the order given.
[[nodiscard]] Result<std::string> queryForm(const OperationModel& operation, const Value& params,
                                            QueryDialect dialect);

namespace {

/// The element that holds the output: query wraps it, ec2 does not.
pugi::xml_node resultRoot(const Shape& output, pugi::xml_node root)
{
    const auto wrapper = output.trait("resultWrapper").text();
    return wrapper.empty() ? root : xmlChild(root, wrapper);
}

Result<Value> readShape(const Shape& shape, pugi::xml_node node, UnreadableValues& unreadable)
{
    auto& tables = ShapeTables::ofModel(shape.model());
    XmlValueReader reader(tables);
    auto value = reader.read(ShapeTables::entry(shape), node);
    if (!reader.error().empty())
        return makeError(ErrorKind::Parse, "InvalidXml", reader.error());
    unreadable.add(reader.unreadable());
    return value;
}

} // namespace

Result<SerializedRequest> QuerySerializer::serialize(const OperationModel& operation, const Value& params,
                                                     const SerializeOptions&) const
{
    SerializedRequest request;
    request.method = operation.httpMethod();
    request.path = "/";
    request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    auto form = queryForm(operation, params, m_dialect);
    if (!form)
        return form.error();
    request.body = QByteArray::fromStdString(*form);
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();
    return request;
}

Value QueryParser::responseMetadata(pugi::xml_node root) const
{
    if (m_dialect == QueryDialect::Ec2) {
        const auto id = xmlChild(root, "requestId");
        return id ? Value::map({{"RequestId", Value(xmlText(id))}}) : Value::emptyMap();
    }
    const auto metadata = xmlGenericValue(xmlChild(root, "ResponseMetadata"));
    return metadata.isMap() ? metadata : Value::emptyMap();
}

Result<Value> QueryParser::parseOutput(const OperationModel& operation, const HttpResponse& response,
                                       UnreadableValues& unreadable) const
{
    Value result = Value::emptyMap();
    const auto output = operation.output();
    if (response.body.isEmpty() && (!output.valid() || output.memberCount() == 0))
        return result;
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return document.error();
    const auto root = document->root();
    if (output.valid()) {
        const auto start = resultRoot(output, root);
        if (!start && output.memberCount() > 0) {
            return makeError(ErrorKind::Parse, "InvalidXml",
                             "<" + std::string(output.trait("resultWrapper").text()) + "> is missing");
        }
        auto members = readShape(output, start, unreadable);
        if (!members)
            return members;
        result = std::move(members).value();
    }
    result.insert("ResponseMetadata", responseMetadata(root));
    return result;
}

pugi::xml_node QueryParser::errorRoot(pugi::xml_node root) const
{
    const bool ec2 = m_dialect == QueryDialect::Ec2;
    const auto parent = ec2 ? xmlChild(root, "Errors") : root;
    if (const auto error = xmlChild(parent, "Error"); error && (ec2 || xmlLocalName(root) == "ErrorResponse"))
        return error;
    return root;
}

Result<Value> QueryParser::parseError(const HttpResponse& response) const
{
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return document.error();
    Value parsed = xmlGenericValue(document->root());
    // <Errors><Error> is what ec2 writes, and <Error> alone is what the rest do.
    if (const auto nested = parsed["Errors"]; nested.isMap()) {
        for (const auto& [name, value] : nested.members())
            parsed.insert(name, value);
        parsed.mutableMap().remove("Errors");
    }
    for (const auto name : {"RequestId", "RequestID"}) {
        if (const auto id = parsed[name]; !id.isNull()) {
            parsed.insert("ResponseMetadata", Value::map({{"RequestId", id}}));
            parsed.mutableMap().remove(name);
        }
    }
    return parsed;
}

Result<Value> QueryParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                             UnreadableValues& unreadable) const
{
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return document.error();
    return readShape(shape, errorRoot(document->root()), unreadable);
}

namespace {

class FormWriter final {
public:
    explicit FormWriter(QueryDialect dialect) : m_dialect(dialect) {}

    void add(std::string_view key, std::string_view value)
    {
        m_form.append(m_form.empty() ? "" : "&")
            .append(formEncode(key))
            .append("=")
            .append(formEncode(value));
    }
    void write(const Shape& shape, const Value& value, const std::string& prefix);
    [[nodiscard]] Result<std::string> take()
    {
        if (m_error)
            return *m_error;
        return std::move(m_form);
    }

private:
    void writeStructure(const Shape& shape, const Value& value, const std::string& prefix);
    void writeList(const Shape& shape, const Value& value, const std::string& prefix);
    void writeMap(const Shape& shape, const Value& value, const std::string& prefix);
    void writeScalar(const Shape& shape, const Value& value, const std::string& prefix);
    [[nodiscard]] std::string wireName(const Shape& shape, std::string_view fallback) const;
    [[nodiscard]] std::string listPrefix(const Shape& shape, const std::string& prefix) const;
    void fail(std::string message)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::Parameter, "ParamValidation", std::move(message));
    }

    QueryDialect m_dialect;
    std::string m_form;
    std::optional<Error> m_error;
    int m_depth = 0;
};

std::string FormWriter::wireName(const Shape& shape, std::string_view fallback) const
{
    std::string name(shape.locationName());
    if (m_dialect == QueryDialect::Ec2) {
        if (const auto own = shape.trait("queryName").text(); !own.empty())
            return std::string(own);
        if (!name.empty() && name[0] >= 'a' && name[0] <= 'z')
            name[0] = static_cast<char>(name[0] - 'a' + 'A');
    }
    return name.empty() ? std::string(fallback) : name;
}

void FormWriter::write(const Shape& shape, const Value& value, const std::string& prefix)
{
    if (m_depth >= maxNesting)
        return fail("the parameters are nested too deeply");
    ++m_depth;
    switch (shape.type()) {
    case ShapeType::Structure:
        writeStructure(shape, value, prefix);
        break;
    case ShapeType::List:
        writeList(shape, value, prefix);
        break;
    case ShapeType::Map:
        writeMap(shape, value, prefix);
        break;
    default:
        writeScalar(shape, value, prefix);
    }
    --m_depth;
}

void FormWriter::writeStructure(const Shape& shape, const Value& value, const std::string& prefix)
{
    for (const auto& [key, item] : value.members()) {
        const auto member = shape.member(key);
        if (!member.valid() || item.isNull())
            continue;
        const auto name = wireName(member, key);
        write(member, item, prefix.empty() ? name : prefix + '.' + name);
    }
}

std::string FormWriter::listPrefix(const Shape& shape, const std::string& prefix) const
{
    if (m_dialect == QueryDialect::Ec2)
        return prefix;
    const auto name = shape.element().locationName();
    if (!shape.isFlattened())
        return prefix + '.' + std::string(name.empty() ? "member" : name);
    if (name.empty())
        return prefix;
    // The element's name takes the place of the list's own.
    const auto dot = prefix.rfind('.');
    return (dot == std::string::npos ? std::string() : prefix.substr(0, dot + 1)) + std::string(name);
}

void FormWriter::writeList(const Shape& shape, const Value& value, const std::string& prefix)
{
    if (value.size() == 0) {
        if (m_dialect == QueryDialect::AwsQuery)
            add(prefix, {});
        return;
    }
    const auto element = shape.element();
    const auto start = listPrefix(shape, prefix) + '.';
    for (std::size_t i = 0; i < value.size(); ++i)
        write(element, value[i], start + std::to_string(i + 1));
}

void FormWriter::writeMap(const Shape& shape, const Value& value, const std::string& prefix)
{
    const auto start = shape.isFlattened() ? prefix : prefix + ".entry";
    const auto keyName = wireName(shape.key(), "key");
    const auto valueName = wireName(shape.value(), "value");
    std::size_t index = 0;
    for (const auto& [key, item] : value.members()) {
        const auto entry = start + '.' + std::to_string(++index) + '.';
        write(shape.key(), Value(key), entry + keyName);
        write(shape.value(), item, entry + valueName);
    }
}

void FormWriter::writeScalar(const Shape& shape, const Value& value, const std::string& prefix)
{
    if (shape.type() == ShapeType::Blob)
        return add(prefix, base64Text(value));
    if (shape.type() == ShapeType::Bool)
        return add(prefix, boolText(value.toBool()));
    if (shape.type() != ShapeType::Time)
        return add(prefix, scalarText(value));
    const auto format =
        timestampFormatFromName(shape.trait("timestampFormat").text(), TimestampFormat::Iso8601);
    const auto time = timestampFromValue(value);
    const auto text = time ? formatTimestamp(*time, format) : Result<std::string>(std::string());
    if (!time || !text)
        return fail("invalid timestamp for " + prefix);
    add(prefix, *text);
}

} // namespace

Result<std::string> queryForm(const OperationModel& operation, const Value& params, QueryDialect dialect)
{
    FormWriter writer(dialect);
    writer.add("Action", operation.name());
    writer.add("Version", operation.service().apiVersion());
    if (const auto input = operation.input(); input.valid())
        writer.write(input, params, {});
    return writer.take();
}

} // namespace inia
