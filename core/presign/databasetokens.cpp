#include "core/presign/databasetokens.h"

#include "core/signing/canonicalrequest.h"

namespace inia {

namespace {

constexpr std::chrono::seconds rdsLifetime{900};

SigningContext contextFor(std::string service, const std::string& region,
                          std::chrono::system_clock::time_point now)
{
    SigningContext context;
    context.service = std::move(service);
    context.region = region;
    context.time = now;
    return context;
}

Result<std::string> token(RequestSignatures& signatures, const Credentials& credentials,
                          const std::string& address, const QueryPairs& query, const SigningContext& context,
                          std::chrono::seconds expires)
{
    constexpr std::string_view scheme = "https://";
    HttpRequest request;
    request.url.append(scheme).append(address).append("/?").append(queryText(query));
    auto record = signatures.presign(request, credentials, context, expires);
    if (!record)
        return record.error();
    return request.url.substr(scheme.size());
}

} // namespace

Result<std::string> rdsAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                 const RdsTokenRequest& request, std::chrono::system_clock::time_point now)
{
    return token(signatures, credentials, request.host + ':' + std::to_string(request.port),
                 {{"Action", "connect"}, {"DBUser", request.user}}, contextFor("rds-db", request.region, now),
                 rdsLifetime);
}

Result<std::string> dsqlAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                  const DsqlTokenRequest& request, std::chrono::system_clock::time_point now)
{
    const char* action = request.role == DsqlRole::Admin ? "DbConnectAdmin" : "DbConnect";
    return token(signatures, credentials, request.host, {{"Action", action}},
                 contextFor("dsql", request.region, now), request.expires);
}

} // namespace inia
