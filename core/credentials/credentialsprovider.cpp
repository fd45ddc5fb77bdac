#include "core/credentials/credentialsprovider.h"

#include <utility>

namespace inia {

namespace {

constexpr const char* noCredentials = "NoCredentials";

} // namespace

Error declined(std::string why, bool isHalf)
{
    Error error = makeError(ErrorKind::Credentials, noCredentials, std::move(why));
    if (isHalf) {
        error.cause = std::make_shared<const Error>(
            makeError(ErrorKind::Credentials, "PartialCredentials", error.message));
    }
    return error;
}

bool isDeclined(const Error& error)
{
    return error.kind == ErrorKind::Credentials && error.code == noCredentials;
}

Error partialCredentials(const std::string& place, const std::string& missing)
{
    return makeError(ErrorKind::Credentials, "PartialCredentials",
                     "Only one half of a key pair is in " + place + ": " + missing +
                         " is missing. Set it, or remove the other half.");
}

} // namespace inia
