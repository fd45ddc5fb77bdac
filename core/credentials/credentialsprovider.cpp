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

Result<void> checkUnquoted(std::string_view name, std::string_view key, const std::string& place)
{
    for (const std::string_view quote : {"\"", "'", "`", "\u201c", "\u201d", "\u201e", "\u2018", "\u2019"}) {
        if (key.starts_with(quote) || key.ends_with(quote)) {
            return makeError(ErrorKind::Credentials, "QuotedKey",
                             std::string(name) + " (" + place +
                                 ") stands in quotes, which count as part of the key. Remove the quotes.");
        }
    }
    return {};
}

Error partialCredentials(const std::string& place, const std::string& missing)
{
    return makeError(ErrorKind::Credentials, "PartialCredentials",
                     "Only one half of a key pair is in " + place + ": " + missing +
                         " is missing. Set it, or remove the other half.");
}

} // namespace inia
