#include "core/presign/presignedrequest.h"

#include "core/call/preparedrequest.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/pythontext.h"
#include "core/signing/requestsignatures.h"
#include "core/signing/signedquery.h"

#include <algorithm>

namespace inia {

namespace {

constexpr std::string_view formType = "application/x-www-form-urlencoded; charset=utf-8";

/// A member of the body replaces a query parameter of its name, in its place.
void setParameter(QueryPairs& query, const std::string& name, std::vector<std::string> values)
{
    auto at = std::find_if(query.begin(), query.end(), [&](const auto& pair) { return pair.first == name; });
    auto index = at - query.begin();
    std::erase_if(query, [&](const auto& pair) { return pair.first == name; });
    for (auto& value : values)
        query.emplace(query.begin() + index++, name, std::move(value));
}

/// botocore reads a JSON body back and writes each member with Python's str(), lists item by item.
std::vector<std::string> memberTexts(const Value& value)
{
    if (!value.isList())
        return {pythonString(value)};
    std::vector<std::string> texts;
    for (const auto& item : value.items())
        texts.push_back(pythonString(item));
    return texts;
}

Error noPlaceForBody()
{
    return makeError(ErrorKind::Unsupported, "BodyNotPresignable",
                     "A URL cannot carry the body of this request. Leave the parameters of the body out: "
                     "whoever uses the URL sends it.");
}

Result<QueryPairs> bodyParameters(const HttpRequest& request, QueryPairs query)
{
    const std::string_view body(request.body.constData(), static_cast<std::size_t>(request.body.size()));
    if (request.headers.value("Content-Type") == formType) {
        for (auto& [name, value] : parseQuery(body))
            setParameter(query, name, {std::move(value)});
        return query;
    }
    const auto parsed = parseJson(body);
    if (!parsed || !parsed->isMap())
        return noPlaceForBody();
    for (const auto& [name, value] : parsed->members())
        setParameter(query, name, memberTexts(value));
    return query;
}

/// Only Version 4 has a place for it; S3's first signature does not cover bodies at all.
Result<void> moveBodyIntoQuery(HttpRequest& request)
{
    if (!request.body.isEmpty()) {
        auto query = bodyParameters(request, parseQuery(splitUrl(request.url).query));
        if (!query)
            return query.error();
        setQuery(request, queryText(*query));
        request.body.clear();
    }
    if (request.headers.value("Content-Type") == formType)
        request.headers.remove("Content-Type");
    return {};
}

bool isVersion4(SigningScheme scheme)
{
    return scheme == SigningScheme::SigV4 || scheme == SigningScheme::SigV4a;
}

} // namespace

Result<PresignedUrl> presignRequest(RequestSignatures& signatures, const PreparedRequest& prepared,
                                    const Credentials& credentials, std::chrono::seconds expires)
{
    HttpRequest request = prepared.request;
    if (isVersion4(prepared.signing.scheme)) {
        if (auto moved = moveBodyIntoQuery(request); !moved)
            return moved.error();
    }
    auto record = signatures.presign(request, credentials, prepared.signing, expires);
    if (!record)
        return record.error();
    PresignedUrl url{std::move(request.url),
                     std::move(request.method),
                     std::move(request.headers),
                     std::move(record).value(),
                     {}};
    if (credentials.expiry && *credentials.expiry < prepared.signing.time + expires)
        url.endsWithKeys = credentials.expiry;
    return url;
}

} // namespace inia
