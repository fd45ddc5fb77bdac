#include "core/common/result.h"

#include <array>
#include <utility>

namespace inia {

std::string_view errorKindName(ErrorKind kind)
{
    static constexpr std::array<std::string_view, 15> names{
        "configuration", "credentials", "parameter", "unknown_name", "model",
        "endpoint",      "transport",   "tls",       "timeout",      "parse",
        "checksum",      "service",     "cancelled", "unsupported",  "read_only"};
    return names.at(static_cast<std::size_t>(kind));
}

Error Error::wrapped(ErrorKind outerKind, std::string outer) const
{
    Error result = *this;
    result.kind = outerKind;
    result.message = std::move(outer) + ": " + message;
    result.cause = std::make_shared<const Error>(*this);
    return result;
}

Error makeError(ErrorKind kind, std::string code, std::string message)
{
    Error error;
    error.kind = kind;
    error.code = std::move(code);
    error.message = std::move(message);
    return error;
}

bool isAccessDenied(const Error& error)
{
    if (error.kind != ErrorKind::Service)
        return false;
    static constexpr std::array<std::string_view, 8> codes{
        "AccessDenied",          "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
        "UnauthorizedException", "AllAccessDisabled",     "AccessForbidden",       "Forbidden"};
    for (const auto code : codes) {
        if (error.code == code)
            return true;
    }
    // HeadObject and HeadBucket carry no body, so that their code is the bare status.
    return error.httpStatus == 403 && error.code == "403";
}

bool isNotOffered(const Error& error)
{
    return error.httpStatus == 405 || error.httpStatus == 501 || error.code == "NotImplemented" ||
           error.code == "MethodNotAllowed" || error.code == "NotOfferedByServer";
}

} // namespace inia
