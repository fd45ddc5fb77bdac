#include "core/credentials/explicitkeys.h"

#include "core/credentials/credentialsources.h"

namespace inia {

Result<std::shared_ptr<CredentialsProvider>> explicitCredentials(const ExplicitKeys& keys)
{
    using Provider = std::shared_ptr<CredentialsProvider>;
    if (keys.accessKey.empty() != keys.secretKey.empty()) {
        return partialCredentials("the keys given by hand",
                                  keys.accessKey.empty() ? "the access key id" : "the secret access key");
    }
    if (keys.accessKey.empty())
        return Provider();
    Credentials credentials;
    credentials.accessKey = keys.accessKey;
    credentials.secretKey = keys.secretKey;
    credentials.sessionToken = keys.sessionToken;
    credentials.accountId = keys.accountId;
    credentials.source = "explicit";
    return Provider(std::make_shared<StaticCredentialsProvider>(std::move(credentials)));
}

} // namespace inia
