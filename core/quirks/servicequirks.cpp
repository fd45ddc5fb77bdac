#include "core/quirks/servicequirks.h"

#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/quirks/treehash.h"
#include "core/signing/hashing.h"

#include <algorithm>
#include <array>
#include <vector>

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
