#include "core/common/redaction.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isOneOf(std::string_view name, const auto& lowerCaseNames)
{
    return std::any_of(lowerCaseNames.begin(), lowerCaseNames.end(), [name](std::string_view candidate) {
        return candidate.size() == name.size() && std::equal(candidate.begin(), candidate.end(), name.begin(),
                                                             [](char a, char b) { return a == lower(b); });
    });
}

constexpr std::array<std::string_view, 11> secretHeaders{
    "authorization",
    "proxy-authorization",
    "x-amz-security-token",
    "x-amz-s3session-token",
    "x-amz-server-side-encryption-customer-key",
    "x-amz-copy-source-server-side-encryption-customer-key",
    "x-amz-sso_bearer_token",
    "x-amz-client-token",
    "cookie",
    "set-cookie",
    "dpop",
};

constexpr std::array<std::string_view, 5> secretQueryParameters{
    "x-amz-signature", "x-amz-security-token", "x-amz-s3session-token", "signature", "securitytoken",
};

constexpr std::array<std::string_view, 8> secretMembers{
    "secretaccesskey", "sessiontoken", "password",     "secretstring",
    "secretbinary",    "accesstoken",  "refreshtoken", "plaintext",
};

} // namespace

bool isSecretHeader(std::string_view name)
{
    return isOneOf(name, secretHeaders);
}
bool isSecretQueryParameter(std::string_view name)
{
    return isOneOf(name, secretQueryParameters);
}
bool isSecretMember(std::string_view name)
{
    return isOneOf(name, secretMembers);
}

std::string redactUrl(std::string_view url)
{
    const auto queryStart = url.find('?');
    if (queryStart == std::string_view::npos)
        return std::string(url);
    std::string result(url.substr(0, queryStart + 1));
    auto query = url.substr(queryStart + 1);
    while (true) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && isSecretQueryParameter(pair.substr(0, equals)))
            result.append(pair.substr(0, equals + 1)).append(redactedText);
        else
            result.append(pair);
        if (end == std::string_view::npos)
            return result;
        result += '&';
        query.remove_prefix(end + 1);
    }
}

std::string redactHeaderValue(std::string_view name, std::string_view value)
{
    if (!isSecretHeader(name))
        return std::string(value);
    const auto signature = value.find("Signature=");
    const bool isSigV4 = value.substr(0, 4) == "AWS4";
    if (!isSigV4 || signature == std::string_view::npos)
        return std::string(redactedText);
    return std::string(value.substr(0, signature)) + "Signature=" + std::string(redactedText);
}

std::string redactCanonicalRequest(std::string_view text)
{
    // Lines: method, path, query, headers "name:value" ..., empty line, names, payload hash.
    std::string result;
    std::size_t lineNumber = 0;
    while (true) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        const auto colon = line.find(':');
        if (lineNumber == 2)
            result += redactUrl("?" + std::string(line)).substr(1);
        else if (lineNumber > 2 && colon != std::string_view::npos && isSecretHeader(line.substr(0, colon)))
            result.append(line.substr(0, colon + 1)).append(redactedText);
        else
            result.append(line);
        if (end == std::string_view::npos)
            return result;
        result += '\n';
        text.remove_prefix(end + 1);
        ++lineNumber;
    }
}

} // namespace inia
