#include "core/call/contentcheck.h"

#include "core/call/answerbody.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/protocol/cbor.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/xmlreader.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace inia {

namespace {

/// What the body is by the model: the payload, or the output without what has another place.
struct BodyShape {
    explicit BodyShape(const OperationModel& operation)
        : payload(operation.output().valid() ? operation.output().payloadMember() : std::string_view()),
          shape(payload.empty() ? operation.output() : operation.output().member(payload))
    {
    }
    [[nodiscard]] bool has(const Shape& member) const
    {
        return member.valid() && (!payload.empty() || isInBody(member));
    }

    std::string_view payload;
    Shape shape;
};

/// Whether the answer has anything that the model knows.
bool hasKnownMember(const OperationModel& operation, const Value& result)
{
    const BodyShape body(operation);
    if (!body.shape.valid())
        return false;
    const Value& found = body.payload.empty() ? result : result[body.payload];
    if (body.shape.type() != ShapeType::Structure || body.shape.isDocument())
        return !found.isNull();
    const auto& members = found.members();
    return std::any_of(members.begin(), members.end(),
                       [&](const auto& entry) { return body.has(body.shape.member(entry.first)); });
}

/// A member may be known and null.
bool isKnownKey(const BodyShape& body, std::string_view key)
{
    for (std::uint32_t i = 0; i < body.shape.memberCount(); ++i) {
        const auto member = body.shape.memberAt(i);
        const auto name = member.shape.locationName();
        if (body.has(member.shape) && key == (name.empty() ? member.name : name))
            return true;
    }
    return false;
}

std::string tag(pugi::xml_node node)
{
    return "<" + std::string(xmlLocalName(node)) + ">";
}

bool isAnyOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of a document in which no member was found.
std::optional<std::string> foreignXml(const OperationModel& operation, const HttpResponse& response)
{
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return std::nullopt;
    const auto root = document->root();
    const auto name = xmlLocalName(root);
    if (isAnyOf(name, {"Error", "ErrorResponse", "Errors"}) || xmlChild(root, "Errors"))
        return tag(root);
    if (operation.service().protocol() == "query" || !hasBodyMembers(operation.output()))
        return std::nullopt; // its wrapper was there, or there is nothing to look for
    for (const auto child : root.children()) {
        const bool isElement = child.type() == pugi::node_element;
        if (isElement && !isAnyOf(xmlLocalName(child), {"requestId", "RequestId"}))
            return tag(root) + " with " + tag(child) + " in it";
    }
    // GetBucketLocation's whole answer is the text of its root.
    const bool isMember = operation.output().member(name).valid();
    if (!isMember && !ascii::trimmed(xmlText(root)).empty())
        return tag(root) + " with text in it";
    const bool isList = operation.name().starts_with("List");
    if (isList && operation.service().protocol() == "rest-xml")
        return tag(root) + " with nothing in it";
    if (operation.service().protocol() == "ec2" && !name.ends_with("Response"))
        return tag(root);
    return std::nullopt;
}

std::optional<std::string> foreignMembers(const OperationModel& operation, const Result<Value>& document,
                                          const char* format)
{
    if (!document || !document->isMap() || document->size() == 0)
        return std::nullopt;
    const BodyShape body(operation);
    const auto& keys = document->members();
    if (body.shape.valid() && std::any_of(keys.begin(), keys.end(),
                                          [&](const auto& entry) { return isKnownKey(body, entry.first); }))
        return std::nullopt;
    const auto& type = (*document)["__type"].text();
    const bool isError = type.ends_with("Exception") || type.ends_with("Error");
    if (!isError && (changesSomething(effectOf(operation).effect) || !hasBodyMembers(operation.output())))
        return std::nullopt;
    return std::string(format) + " with \"" + keys.begin()->first + "\" in it";
}

} // namespace

Result<void> checkContent(const OperationModel& operation, const HttpResponse& response, const Value& result)
{
    if (response.status >= 300 || isFreeBody(operation) || isBlankBody(response.body) ||
        hasKnownMember(operation, result))
        return {};
    // Rare: nothing was found. A document may have nothing to say, or say what the model does not know.
    std::optional<std::string> foreign;
    if (speaksXml(operation))
        foreign = foreignXml(operation, response);
    else if (speaksJson(operation))
        foreign = foreignMembers(operation, parseJson(bodyText(response.body)), "JSON");
    else
        foreign = foreignMembers(operation, parseCbor(response.body), "CBOR");
    return foreign ? Result<void>(notAnAnswer(operation, response, *foreign)) : Result<void>();
}

} // namespace inia
