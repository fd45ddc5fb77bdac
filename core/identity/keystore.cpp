#include "core/identity/keystore.h"

#include "core/config/shellwords.h"
#include "core/credentials/credentialsprovider.h"
#include "core/credentials/keyexpiry.h"
#include "core/protocol/jsonwriter.h"

namespace inia {

Result<std::string> storedKeys(const Credentials& keys)
{
    const std::pair<const char*, const std::string&> parts[]{{"access key ID", keys.accessKey},
                                                             {"secret access key", keys.secretKey}};
    for (const auto& [name, text] : parts) {
        if (text.empty())
            return makeError(ErrorKind::Parameter, "MissingKey", std::string("The ") + name + " is missing.");
        if (auto plain = checkUnquoted(name, text, "What was entered"); !plain)
            return makeError(ErrorKind::Parameter, plain.error().code, plain.error().message);
    }
    Value document =
        Value::map({{"Version", 1}, {"AccessKeyId", keys.accessKey}, {"SecretAccessKey", keys.secretKey}});
    if (!keys.sessionToken.empty())
        document.insert("SessionToken", keys.sessionToken);
    if (keys.expiry)
        document.insert("Expiration", keyExpiryText(*keys.expiry));
    if (!keys.accountId.empty())
        document.insert("AccountId", keys.accountId);
    return toJson(document);
}

std::string storedKeysCommand(const std::string& program, const std::string& name)
{
    return quotedWord(program) + " keychain get " + quotedWord(name);
}

std::string storedKeysName(std::string_view command)
{
    const auto words = splitShellWords(std::string(command));
    if (!words || words->size() != 4 || (*words)[1] != "keychain" || (*words)[2] != "get")
        return {};
    const std::string& program = words->front();
    const std::size_t folder = program.rfind('/');
    const auto file = std::string_view(program).substr(folder == std::string::npos ? 0 : folder + 1);
    return file.starts_with("inia-cli") ? words->back() : std::string();
}

} // namespace inia
