#include "core/quirks/s3quirks.h"

#include "core/config/clientconfig.h"
#include "core/http/textencoding.h"
#include "core/model/value.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"
#include "core/text/ascii.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace inia {

namespace {

bool isRegionCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || ascii::isDigit(c) || c == '-';
}

bool isNameCharacter(char c)
{
    return isRegionCharacter(c) || (c >= 'A' && c <= 'Z');
}

bool isName(std::string_view text, bool dots)
{
    constexpr std::size_t longest = 63;
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [dots](char c) {
        return isNameCharacter(c) || (dots && c == '.');
    });
}

bool isAccountId(std::string_view text)
{
    constexpr std::size_t digits = 12;
    return text.size() == digits && std::all_of(text.begin(), text.end(), ascii::isDigit);
}

} // namespace

std::optional<Arn> Arn::parse(std::string_view text)
{
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    return Arn{parts[1], parts[2], parts[3], parts[4], text};
}

std::vector<std::string_view> Arn::resourceParts() const
{
    std::vector<std::string_view> parts;
    std::string_view rest = resource;
    for (auto end = rest.find_first_of(":/"); end != std::string_view::npos; end = rest.find_first_of(":/")) {
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    parts.push_back(rest);
    return parts;
}

bool isS3ResourceArn(std::string_view text)
{
    const auto arn = text.starts_with("arn:aws") ? Arn::parse(text) : std::nullopt;
    if (!arn || !isAccountId(arn->account) ||
        !std::all_of(arn->region.begin(), arn->region.end(), isRegionCharacter))
        return false;
    const auto resource = arn->resourceParts();
    if (arn->service == "s3" || arn->service == "s3-object-lambda")
        return resource.size() == 2 && resource[0] == "accesspoint" && isName(resource[1], true);
    return arn->service == "s3-outposts" && !arn->region.empty() && resource.size() == 4 &&
           resource[0] == "outpost" && isName(resource[1], false) && resource[2] == "accesspoint" &&
           isName(resource[3], false);
}

} // namespace inia

namespace inia::quirks {

namespace {

Error unsupportedArn(const std::string& arn, const std::string& why)
{
    return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlArn", "'" + arn + "' cannot be used: " + why);
}

/// `kind` is what the resource has to be behind its outpost: "accesspoint", "bucket".
Result<void> takeArn(const QuirkContext& context, Value& params, const char* member, std::string_view kind)
{
    const std::string text = params[member].text();
    const auto arn = Arn::parse(text);
    if (!arn)
        return {};
    if (arn->region.starts_with("fips-") || arn->region.ends_with("fips-"))
        return unsupportedArn(text, "a FIPS region has no place in an ARN; set use_fips_endpoint instead");
    if (context.config.s3UseAccelerate) {
        return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlConfiguration",
                         "S3 Control has no accelerate endpoint; switch use_accelerate_endpoint off");
    }
    const auto resource = arn->resourceParts();
    if (arn->service != "s3-outposts" || resource.size() != 4 || resource[0] != "outpost" ||
        resource[2] != kind)
        return unsupportedArn(text, std::string(member) + " takes a name, or the ARN of a " +
                                        std::string(kind) + " on an outpost");
    if (params.contains("AccountId") && params["AccountId"].text() != arn->account)
        return unsupportedArn(text,
                              "AccountId '" + params["AccountId"].text() + "' is not the ARN's account");
    params.insert("AccountId", arn->account);
    return {};
}

bool rulesNeedAccountId(const OperationModel& operation)
{
    return operation.node()["staticContextParams"]["RequiresAccountId"]["value"].toBool();
}

} // namespace

Result<void> takeOutpostArns(QuirkContext& context, Value& params)
{
    const auto name = context.operation.name();
    if (name == "CreateBucket" || name == "ListRegionalBuckets")
        return {};
    if (name != "CreateAccessPoint") {
        if (auto done = takeArn(context, params, "Name", "accesspoint"); !done)
            return done;
    }
    return takeArn(context, params, "Bucket", "bucket");
}

Result<void> dropAccountIdPrefix(QuirkContext& context, Value&)
{
    context.dropsHostPrefix =
        context.operation.hostPrefix() == "{AccountId}." && rulesNeedAccountId(context.operation);
    return {};
}

namespace {

bool isBucketNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

bool isBucketName(std::string_view text)
{
    constexpr std::size_t longest = 255;
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), isBucketNameCharacter);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

Error missingInCopySource(const char* member)
{
    return makeError(ErrorKind::Parameter, "MissingParameter",
                     std::string("CopySource lacks '") + member +
                         "': give {\"Bucket\", \"Key\"} and perhaps \"VersionId\", or a text of the form "
                         "bucket/key");
}

/// The version stays as it is, behind the encoded path; only a version without blanks is taken for one.
std::string encodedCopySource(const std::string& text)
{
    constexpr std::string_view mark = "?versionId=";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const std::string_view version = std::string_view(text).substr(at + mark.size());
        if (!version.empty() && version.find_first_of(" \t\r\n\v\f") == std::string_view::npos)
            return percentEncodePath(std::string_view(text).substr(0, at)) + text.substr(at);
    }
    return percentEncodePath(text);
}

Result<std::string> encodedCopySource(const ValueMap& source)
{
    const Value* bucket = source.find("Bucket");
    const Value* key = source.find("Key");
    if (!bucket || !key)
        return missingInCopySource(bucket ? "Key" : "Bucket");
    const auto separator = isS3ResourceArn(bucket->text()) ? "/object/" : "/";
    std::string text = percentEncodePath(bucket->text() + separator + key->text());
    if (const Value* version = source.find("VersionId"); version && !version->isNull())
        text += "?versionId=" + version->text();
    return text;
}

Result<void> encodeKey(Value& params, const std::string& keyMember)
{
    const std::string digestMember = keyMember + "MD5";
    const auto& given = params[keyMember];
    if ((!given.isText() && !given.isBlob()) || params.contains(digestMember))
        return {};
    const auto key = given.isText() ? QByteArray::fromStdString(given.text()) : given.blob();
    const auto digest = QCryptographicHash::hash(key, QCryptographicHash::Md5);
    params.insert(keyMember, key.toBase64().toStdString());
    params.insert(digestMember, digest.toBase64().toStdString());
    return {};
}

} // namespace

Result<void> checkBucketName(QuirkContext&, Value& params)
{
    const auto& bucket = params["Bucket"];
    if (!bucket.isText() || isBucketName(bucket.text()) || isS3ResourceArn(bucket.text()))
        return {};
    return makeError(
        ErrorKind::Parameter, "InvalidBucketName",
        "'" + bucket.text() +
            "' is no bucket name: use 1 to 255 letters, digits, '.', '-' and '_', or the ARN of an "
            "access point");
}

Result<void> dropBucketFromUri(QuirkContext& context, Value&)
{
    constexpr std::string_view bucketLabel = "/{Bucket}";
    const auto uri = context.operation.requestUri();
    if (uri.starts_with(bucketLabel))
        context.requestUri =
            uri.size() == bucketLabel.size() ? "/" : std::string(uri.substr(bucketLabel.size()));
    return {};
}

Result<void> askForEncodedKeys(QuirkContext& context, Value& params)
{
    if (params.contains("EncodingType"))
        return {};
    params.insert("EncodingType", "url");
    context.decodeKeys = true;
    return {};
}

Result<void> encodeCopySource(QuirkContext&, Value& params)
{
    const auto& source = params["CopySource"];
    if (source.isText()) {
        params.insert("CopySource", encodedCopySource(source.text()));
    } else if (source.isMap()) {
        auto text = encodedCopySource(source.members());
        if (!text)
            return text.error();
        params.insert("CopySource", std::move(text).value());
    }
    return {};
}

Result<void> checkMetadata(QuirkContext&, Value& params)
{
    for (const auto& [name, value] : params["Metadata"].members()) {
        if (isAscii(name) && isAscii(value.text()))
            continue;
        return makeError(ErrorKind::Parameter, "NonAsciiMetadata",
                         "the metadata '" + name + ": " + value.text() +
                             "' cannot be stored: S3 takes ASCII characters only");
    }
    return {};
}

Result<void> encodeCustomerKey(QuirkContext&, Value& params)
{
    return encodeKey(params, "SSECustomerKey");
}

Result<void> encodeCopySourceCustomerKey(QuirkContext&, Value& params)
{
    return encodeKey(params, "CopySourceSSECustomerKey");
}

void escapeLineBreaks(QuirkContext&, SerializedRequest& request)
{
    // The serializer puts no line break of its own between elements.
    request.body.replace("\r", "&#xD;");
    request.body.replace("\n", "&#xA;");
}

namespace {

bool isEncoded(std::string_view text)
{
    return text.find('%') != std::string_view::npos || text.find('+') != std::string_view::npos;
}

/// S3 encodes as forms do: a plus sign is a space.
std::string decoded(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    return percentDecode(text);
}

void decodeMember(Value& in, std::string_view name)
{
    const auto& encoded = in[name].text();
    if (isEncoded(encoded)) // most keys are not, of which there are thousands
        in.insert(name, decoded(encoded));
}

/// Records whose texts in one column are decoded when they are asked for.
class DecodedRecords final : public RecordList {
public:
    DecodedRecords(std::shared_ptr<const RecordList> encoded, std::string_view member)
        : m_encoded(std::move(encoded)), m_column(m_encoded->columnOf(member))
    {
    }

    [[nodiscard]] std::size_t size() const override { return m_encoded->size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_encoded->columns(); }
    [[nodiscard]] Value cell(std::size_t row, std::size_t column) const override
    {
        auto value = m_encoded->cell(row, column);
        return column == m_column && isEncoded(value.text()) ? Value(decoded(value.text())) : value;
    }
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column,
                                        std::string& buffer) const override
    {
        const auto text = m_encoded->text(row, column, buffer);
        if (column != m_column || !isEncoded(text))
            return text;
        buffer = decoded(std::string(text));
        return buffer;
    }
    [[nodiscard]] std::size_t place(std::size_t row) const override { return m_encoded->place(row); }

private:
    std::shared_ptr<const RecordList> m_encoded;
    std::size_t m_column;
};

void decodeItems(Value& result, std::string_view listName, std::string_view member)
{
    if (!result.contains(listName))
        return;
    // Taken out and put back, so that the list is changed in place.
    Value list = std::move(result.mutableMap()[listName]);
    if (const auto& records = list.records()) {
        list = std::shared_ptr<const RecordList>(std::make_shared<DecodedRecords>(records, member));
    } else {
        for (auto& item : list.mutableList())
            decodeMember(item, member);
    }
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

/// One that holds too much is whole all the same.
bool isBrokenXml(const QByteArray& body)
{
    const auto document = XmlDocument::parse(body);
    return !document && document.error().code == "InvalidXml";
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

/// The last entry of a page, by which ListObjects goes on where a server names none.
std::string lastEntry(const Value& page)
{
    const auto last = [&page](std::string_view list, std::string_view member) {
        const auto& items = page[list].items();
        return items.empty() ? std::string() : items.back()[member].text();
    };
    return std::max(last("Contents", "Key"), last("CommonPrefixes", "Prefix"));
}

Error unprovenStore(const QuirkContext& context, const HttpResponse& response, const char* what)
{
    auto error = makeError(ErrorKind::Parse, "NoProof",
                           "the answer to " + std::string(context.operation.name()) + " has status " +
                               std::to_string(response.status) + " but no " + what +
                               ", so nobody knows whether it was done. Check that the endpoint is an S3 and "
                               "no proxy answers in its place.");
    return withResponse(context.operation, response, std::move(error));
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
    const bool broken = !modelReadsBody(context.operation.output()) && isBrokenXml(response.body);
    if (broken || startsWithError(body))
        response.status = 500;
}

bool turnBrokenBodyIntoFailure(QuirkContext& context, HttpResponse& response)
{
    if (response.status != 200 || response.body.isEmpty() || !bodyIsXml(context.operation) ||
        !isBrokenXml(response.body))
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

Result<void> askForETag(QuirkContext& context, const HttpResponse& response, const Value& result)
{
    for (const auto* place : {&result, &result["CopyObjectResult"], &result["CopyPartResult"]}) {
        if (!(*place)["ETag"].text().empty())
            return {};
    }
    return unprovenStore(context, response, "ETag");
}

Result<void> askForUploadId(QuirkContext& context, const HttpResponse& response, const Value& result)
{
    if (!result["UploadId"].text().empty())
        return {};
    return unprovenStore(context, response, "UploadId");
}

Result<void> askForEnd(QuirkContext& context, const HttpResponse& response, const Value& result)
{
    const auto& events = result["Payload"].items();
    if (context.lastEvent == "End" || (!events.empty() && events.back().contains("End")))
        return {};
    auto error = makeError(ErrorKind::Parse, "NoProof",
                           "the answer to SelectObjectContent came to an end without the event End, so there "
                           "may be more rows than came. Ask once more.");
    return withResponse(context.operation, response, std::move(error));
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

void keepMarker(QuirkContext& context, const HttpResponse& response, Value& result)
{
    if (!result["IsTruncated"].toBool() || !result["NextContinuationToken"].isNull())
        return;
    const auto document = XmlDocument::parse(response.body);
    const auto next = document ? xmlChild(document->root(), "NextMarker") : pugi::xml_node();
    if (!next && (!document || !xmlChild(document->root(), "Marker")))
        return;
    result.insert("NextMarker", xmlText(next));
    if (context.decodeKeys && result["EncodingType"].text() == "url")
        decodeMember(result, "NextMarker");
    if (result["NextMarker"].text().empty())
        result.insert("NextMarker", lastEntry(result));
}

void nameChecksumSetting(QuirkContext& context, const Value&, Error& error)
{
    if (context.config.requestChecksumCalculation != ChecksumMode::WhenSupported)
        return;
    const std::string said = ascii::lowered(error.code + ' ' + error.message);
    // What older servers say of such headers, and of a body with its checksum behind it.
    for (const auto* word : {"x-amz-checksum", "x-amz-sdk-checksum", "x-amz-trailer", "aws-chunked",
                             "-payload-trailer", "checksum algorithm", "checksumalgorithm"}) {
        if (said.find(word) == std::string::npos)
            continue;
        error.message += " (If this server does not know the checksums that are sent by default, set "
                         "request_checksum_calculation = when_required in the profile, or "
                         "AWS_REQUEST_CHECKSUM_CALCULATION.)";
        return;
    }
}

void decodeVersions(QuirkContext& context, const HttpResponse&, Value& result)
{
    decode(context, result, {"KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"},
           {"Versions", "DeleteMarkers"});
}

} // namespace inia::quirks
