#include "core/client/quirks/s3responsequirks.h"

#include "core/http/percentencoding.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"

#include <algorithm>
#include <initializer_list>

namespace inia::quirks {

namespace {

/// S3 encodes as forms do: a plus sign is a space.
void decodeMember(Value& in, std::string_view name)
{
    const auto& encoded = in[name].text();
    if (encoded.find('%') == std::string::npos && encoded.find('+') == std::string::npos)
        return; // most keys, of which there are thousands
    std::string text = in[name].text();
    std::replace(text.begin(), text.end(), '+', ' ');
    in.insert(name, percentDecode(text));
}

void decodeItems(Value& result, std::string_view listName, std::string_view member)
{
    if (!result.contains(listName))
        return;
    // Taken out and put back, so that the list is changed in place.
    Value list = std::move(result.mutableMap()[listName]);
    for (auto& item : list.mutableList())
        decodeMember(item, member);
    result.insert(listName, std::move(list));
}

void decode(const QuirkContext& context, Value& result, std::initializer_list<std::string_view> members,
            std::initializer_list<std::string_view> lists)
{
    if (!context.decodeKeys || result["EncodingType"].text() != "url")
        return;
    for (const auto name : members)
        decodeMember(result, name);
    for (const auto list : lists)
        decodeItems(result, list, "Key");
    decodeItems(result, "CommonPrefixes", "Prefix");
}

/// Bodies that are the caller's own, and streams, say nothing about the call.
bool bodyIsXml(const OperationModel& operation)
{
    const auto output = operation.output();
    if (!output.valid() || operation.hasEventStreamOutput())
        return false;
    const auto payload = output.payloadMember();
    if (payload.empty())
        return true;
    const auto type = output.member(payload).type();
    return type != ShapeType::Blob && type != ShapeType::Text;
}

bool modelReadsBody(const Shape& output)
{
    if (!output.payloadMember().empty())
        return true;
    for (std::uint32_t i = 0; i < output.memberCount(); ++i) {
        if (output.memberAt(i).shape.location().empty())
            return true;
    }
    return false;
}

bool startsWithError(std::string_view body)
{
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    if (body.starts_with("<?xml")) {
        const auto end = body.find("?>");
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 2);
        body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    }
    return body.starts_with("<Error>") || body.starts_with("<Error ") || body.starts_with("<Error/");
}

bool hasExpires(const Shape& output)
{
    const auto expires = output.valid() ? output.member("Expires") : Shape();
    return expires.valid() && expires.locationName() == "Expires";
}

} // namespace

void turnErrorBodyIntoFailure(QuirkContext& context, HttpResponse& response)
{
    if (response.status != 200 || response.body.isEmpty() || !bodyIsXml(context.operation))
        return;
    const std::string_view body(response.body.constData(), static_cast<std::size_t>(response.body.size()));
    // Where the parser reads the body it finds out by itself whether it is whole.
    const bool broken = !modelReadsBody(context.operation.output()) && !XmlDocument::parse(response.body);
    if (broken || startsWithError(body))
        response.status = 500;
}

bool turnBrokenBodyIntoFailure(QuirkContext& context, HttpResponse& response)
{
    if (response.status != 200 || response.body.isEmpty() || !bodyIsXml(context.operation) ||
        XmlDocument::parse(response.body))
        return false;
    response.status = 500;
    return true;
}

void dropUnreadableExpires(QuirkContext& context, HttpResponse& response)
{
    const auto text = response.headers.value("Expires");
    if (!text.empty() && hasExpires(context.operation.output()) && !parseTimestamp(text))
        response.headers.remove("Expires");
}

void keepExpiresText(QuirkContext& context, const HttpResponse& response, Value& result)
{
    const auto text = response.headers.value("Expires");
    if (!text.empty() && hasExpires(context.operation.output()))
        result.insert("ExpiresString", text);
}

void readBucketLocation(QuirkContext&, const HttpResponse& response, Value& result)
{
    const auto document = XmlDocument::parse(response.body);
    const auto text = document ? xmlText(document->root()) : std::string();
    result.insert("LocationConstraint", text.empty() ? Value() : Value(text));
}

void decodeObjects(QuirkContext& context, const HttpResponse&, Value& result)
{
    // Not Prefix: botocore leaves it encoded here, and only here.
    decode(context, result, {"Delimiter", "Marker", "NextMarker"}, {"Contents"});
}

void decodeObjectsV2(QuirkContext& context, const HttpResponse&, Value& result)
{
    decode(context, result, {"Delimiter", "Prefix", "StartAfter"}, {"Contents"});
}

void decodeVersions(QuirkContext& context, const HttpResponse&, Value& result)
{
    decode(context, result, {"KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"},
           {"Versions", "DeleteMarkers"});
}

} // namespace inia::quirks
