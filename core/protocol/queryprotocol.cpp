#include "core/protocol/queryprotocol.h"

#include "core/protocol/hostprefix.h"
#include "core/protocol/queryform.h"
#include "core/protocol/xmlreader.h"

namespace inia {

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

} // namespace inia
