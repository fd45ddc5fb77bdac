#include "core/identity/keydocument.h"

#include "core/credentials/keyexpiry.h"
#include "core/protocol/jsonreader.h"

namespace inia {

Error badKeyDocument(const std::string& place, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, "BadKeyDocument", place + " " + problem + ".");
}

Result<Credentials> keysFromDocument(const Value& document, std::string_view tokenName,
                                     const std::string& place)
{
    if (!document.isMap())
        return badKeyDocument(place, "is not a JSON object with keys");
    Credentials credentials;
    credentials.accessKey = document["AccessKeyId"].text();
    credentials.secretKey = document["SecretAccessKey"].text();
    credentials.sessionToken = document[tokenName].text();
    if (credentials.accessKey.empty())
        return badKeyDocument(place, "has no AccessKeyId");
    if (credentials.secretKey.empty())
        return badKeyDocument(place, "has no SecretAccessKey");
    const auto& account = document["AccountId"];
    credentials.accountId = account.isInt() ? std::to_string(account.toInt()) : account.text();
    if (const auto& expiration = document["Expiration"]; !expiration.isNull()) {
        credentials.expiry =
            parseKeyExpiry(expiration.isInt() ? std::to_string(expiration.toInt()) : expiration.text());
        if (!credentials.expiry)
            return badKeyDocument(place, "has an Expiration that is not a time such as 2030-01-31T12:00:00Z");
        credentials.renewal = Renewal::Silent;
    }
    return credentials;
}

Result<Credentials> keysFromText(std::string_view text, std::string_view tokenName, const std::string& place)
{
    const auto document = parseJson(text);
    if (!document)
        return badKeyDocument(place, "is no JSON");
    return keysFromDocument(*document, tokenName, place);
}

} // namespace inia
