#include "core/quirks/servicequirks.h"

#include "core/config/clientconfig.h"
#include "core/http/textencoding.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/signing/requestsignatures.h"

#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <cstring>

namespace inia {

namespace {

constexpr std::size_t leafSize = std::size_t(1024) * 1024;

Sha256Digest digestOf(const Checksum& checksum)
{
    const QByteArray bytes = checksum.digest();
    Sha256Digest digest;
    std::memcpy(digest.data(), bytes.constData(), digest.size());
    return digest;
}

} // namespace

void TreeHash::update(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto piece = bytes.substr(0, leafSize - m_leafSize);
        m_leaf.update(piece);
        m_leafSize += piece.size();
        bytes.remove_prefix(piece.size());
        if (m_leafSize == leafSize) {
            m_leaves.push_back(digestOf(m_leaf));
            m_leaf = Checksum(ChecksumAlgorithm::Sha256);
            m_leafSize = 0;
        }
    }
}

std::string TreeHash::hex() const
{
    std::vector<Sha256Digest> level = m_leaves;
    if (m_leafSize > 0 || level.empty())
        level.push_back(digestOf(m_leaf));
    while (level.size() > 1) {
        std::vector<Sha256Digest> next;
        for (std::size_t i = 0; i + 1 < level.size(); i += 2)
            next.push_back(sha256(std::string(asBytes(level[i])).append(asBytes(level[i + 1]))));
        if (level.size() % 2 == 1)
            next.push_back(level.back());
        level = std::move(next);
    }
    return toHex(level.front());
}

} // namespace inia

namespace inia::quirks {

namespace {

/// `alias` is what botocore called the member before, or calls it everywhere else.
Result<void> takeAlias(const QuirkContext& context, Value& params, const std::string& member,
                       const std::string& alias)
{
    const auto input = context.operation.input();
    if (!params.contains(alias) || !input.valid() || !input.hasMember(member))
        return {};
    if (params.contains(member)) {
        return makeError(ErrorKind::Parameter, "AliasConflict",
                         "'" + alias + "' is another name of '" + member + "' in " +
                             std::string(context.operation.name()) + "; give one of them");
    }
    auto& members = params.mutableMap();
    Value value = members[alias];
    members.remove(alias);
    members.insert(member, std::move(value));
    return {};
}

} // namespace

Result<void> refuseTwoWayStream(QuirkContext& context, Value&)
{
    return twoWayStream(context.operation);
}

Result<void> takeFilters(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "Filter", "Filters");
}

Result<void> takeFromTime(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "from", "fromTime");
}

Result<void> takeReturnFields(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "return", "returnFields");
}

Result<void> encodeUserData(QuirkContext&, Value& params)
{
    const auto& data = params["UserData"];
    if (!data.isText() && !data.isBlob())
        return {};
    const auto bytes = data.isText() ? QByteArray::fromStdString(data.text()) : data.blob();
    params.insert("UserData", bytes.toBase64().toStdString());
    return {};
}

namespace {

void decodePolicy(Value& text)
{
    if (auto document = parseJson(percentDecode(text.text())))
        text = std::move(document).value();
}

/// Only structures and lists are followed, as IAM has its policies nowhere else.
void decodePolicies(const Shape& shape, Value& value)
{
    constexpr std::string_view policyShape = "policyDocumentType";
    if (shape.type() == ShapeType::List) {
        const auto element = shape.element();
        for (std::size_t i = 0; i < value.size(); ++i)
            decodePolicies(element, value.mutableList()[i]);
        return;
    }
    if (shape.type() != ShapeType::Structure || !value.isMap())
        return;
    auto& members = value.mutableMap();
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        Value* found = members.find(member.name);
        if (!found)
            continue;
        if (found->isText() && member.shape.name() == policyShape)
            decodePolicy(*found);
        else
            decodePolicies(member.shape, *found);
    }
}

/// As Python's b64decode: foreign characters do not count, an incomplete end is an error.
std::optional<QByteArray> decodedBase64(const std::string& text)
{
    constexpr std::string_view extra = "+/";
    std::size_t digits = 0;
    std::size_t padding = 0;
    QByteArray clean;
    for (const char c : text) {
        if (c == '=') {
            ++padding;
            if (digits % 4 >= 2 && digits % 4 + padding >= 4)
                break;
        } else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   extra.find(c) != std::string_view::npos) {
            clean += c;
            ++digits;
            padding = 0;
        }
    }
    const auto open = digits % 4;
    if (open == 1 || (open != 0 && open + padding < 4))
        return std::nullopt;
    return QByteArray::fromBase64(clean);
}

} // namespace

void decodePolicies(QuirkContext& context, const HttpResponse&, Value& result)
{
    if (const auto output = context.operation.output(); output.valid())
        decodePolicies(output, result);
}

void decodeTemplateBody(QuirkContext&, const HttpResponse&, Value& result)
{
    const auto& body = result["TemplateBody"];
    if (!body.isText())
        return;
    if (auto document = parseJson(body.text()))
        result.insert("TemplateBody", std::move(document).value());
}

void decodeConsoleOutput(QuirkContext&, const HttpResponse&, Value& result)
{
    const auto& output = result["Output"];
    if (!output.isText())
        return;
    if (const auto bytes = decodedBase64(output.text()))
        result.insert("Output", QString::fromUtf8(*bytes).toStdString());
}

} // namespace inia::quirks

namespace inia {

namespace {

constexpr std::chrono::hours urlLifetime{1};

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool formHas(const QByteArray& form, const char* name)
{
    return form.contains(QByteArray("&") + name + "=");
}

void appendToForm(QByteArray& form, const std::string& name, const std::string& value)
{
    form += QByteArray::fromStdString("&" + name + "=" + formEncode(value));
}

} // namespace

namespace quirks {

Result<void> planUrlForEc2(QuirkContext& context, Value& params)
{
    const auto& source = params["SourceRegion"].text();
    const auto& region = context.config.region;
    if (params.contains("PresignedUrl") || source.empty() || region.empty())
        return {};
    if (params.contains("DestinationRegion"))
        params.insert("DestinationRegion", region);
    context.crossRegionUrl = CrossRegionUrl{"PresignedUrl", source, region, true};
    return {};
}

Result<void> planUrlForDatabases(QuirkContext& context, Value& params)
{
    if (!params["SourceRegion"].isText())
        return {};
    const std::string source = params["SourceRegion"].text();
    const auto& region = context.config.region;
    // The services know no such parameter: it is there for the URL.
    params.mutableMap().remove("SourceRegion");
    if (!params.contains("PreSignedUrl") && !region.empty())
        context.crossRegionUrl = CrossRegionUrl{"PreSignedUrl", source, region, false};
    return {};
}

} // namespace quirks

Result<void> addCrossRegionUrl(HttpRequest& request, const CrossRegionUrl& plan,
                               const Credentials& credentials, const SigningContext& signing,
                               RequestSignatures& signer)
{
    constexpr auto destination = "DestinationRegion";
    QByteArray form = request.body;
    if (!formHas(form, destination))
        appendToForm(form, destination, plan.destinationRegion);
    HttpRequest asked;
    asked.url = request.url;
    // The endpoints of these services differ in nothing but their regions.
    replaceAll(asked.url, plan.destinationRegion, plan.sourceRegion);
    asked.url += '?' + form.toStdString();
    SigningContext forSource = signing;
    forSource.region = plan.sourceRegion;
    if (auto made = signer.presign(asked, credentials, forSource, urlLifetime); !made)
        return made.error();
    const bool lacksDestination = !formHas(request.body, destination);
    appendToForm(request.body, plan.member, asked.url);
    if (plan.sendsDestination && lacksDestination)
        appendToForm(request.body, destination, plan.destinationRegion);
    return {};
}

} // namespace inia

namespace inia::quirks {

void preferJson(QuirkContext&, SerializedRequest& request)
{
    if (!request.headers.contains("Accept"))
        request.headers.add("Accept", "application/json");
}

Result<void> defaultAccountId(QuirkContext&, Value& params)
{
    if (params["accountId"].isNull())
        params.insert("accountId", "-");
    return {};
}

void addGlacierVersion(QuirkContext& context, SerializedRequest& request)
{
    request.headers.set("x-amz-glacier-version", std::string(context.operation.service().apiVersion()));
}

void addGlacierHashes(QuirkContext&, SerializedRequest& request)
{
    const std::string_view body(request.body.constData(), static_cast<std::size_t>(request.body.size()));
    // A body that is not in memory is read elsewhere: see lacksDigests().
    const bool isHere = !request.bodySource;
    if (!request.headers.contains("x-amz-content-sha256"))
        request.headers.add("x-amz-content-sha256", isHere ? sha256Hex(body) : std::string());
    if (request.headers.contains("x-amz-sha256-tree-hash"))
        return;
    TreeHash hash;
    hash.update(body);
    request.headers.add("x-amz-sha256-tree-hash", isHere ? hash.hex() : std::string());
}

Result<void> shortenRoute53Ids(QuirkContext& context, Value& params)
{
    static constexpr std::array<std::string_view, 3> idShapes{"ResourceId", "DelegationSetId", "ChangeId"};
    const auto input = context.operation.input();
    for (std::uint32_t i = 0; input.valid() && i < input.memberCount(); ++i) {
        const auto member = input.memberAt(i);
        if (std::find(idShapes.begin(), idShapes.end(), member.shape.name()) == idShapes.end())
            continue;
        const auto& id = params[member.name].text();
        if (const auto slash = id.rfind('/'); slash != std::string::npos)
            params.insert(member.name, id.substr(slash + 1));
    }
    return {};
}

Result<void> usePredictEndpoint(QuirkContext&, HttpRequest& request)
{
    const auto body = parseJson({request.body.constData(), static_cast<std::size_t>(request.body.size())});
    const std::string endpoint = body ? (*body)["PredictEndpoint"].text() : std::string();
    if (endpoint.empty())
        return {};
    const auto target = splitUrl(endpoint);
    if (target.scheme.empty() || target.host.empty()) {
        return makeError(
            ErrorKind::Parameter, "InvalidPredictEndpoint",
            "PredictEndpoint '" + endpoint +
                "' is no URL; it looks like https://realtime.machinelearning.REGION.amazonaws.com");
    }
    const auto parts = splitUrl(request.url);
    std::string url(target.scheme);
    url.append("://").append(target.host).append(parts.path);
    if (!parts.query.empty())
        url.append("?").append(parts.query);
    request.url = std::move(url);
    return {};
}

Result<void> sendSearchAsForm(QuirkContext&, HttpRequest& request)
{
    const auto question = request.url.find('?');
    if (request.method != "GET" || question == std::string::npos)
        return {};
    request.method = "POST";
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.body = QByteArray::fromStdString(request.url.substr(question + 1));
    request.url.erase(question);
    return {};
}

void nameSqsException(QuirkContext&, const Value& errorValue, Error& error)
{
    error.exceptionCode = errorValue["Error"]["QueryErrorCode"].text();
}

void readOAuthMessage(QuirkContext&, HttpResponse& response)
{
    constexpr int firstError = 400;
    if (response.status < firstError)
        return;
    auto body = parseJson({response.body.constData(), static_cast<std::size_t>(response.body.size())});
    if (!body || !body->isMap() || !(*body)["error_description"].isText())
        return;
    const auto& given = body->contains("Message") ? (*body)["Message"] : (*body)["message"];
    if (!given.text().empty())
        return;
    body->insert("Message", Value((*body)["error_description"]));
    response.body = QByteArray::fromStdString(toJson(*body));
}

} // namespace inia::quirks
