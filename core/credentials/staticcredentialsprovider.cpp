#include "core/credentials/staticcredentialsprovider.h"

namespace inia {

void StaticCredentialsProvider::resolve(QObject*, Callback callback)
{
    // A copy: the callback may destroy this provider.
    const Result<Credentials> answer = m_credentials;
    callback(answer);
}

} // namespace inia
