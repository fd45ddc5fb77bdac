#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <string>
#include <string_view>

class QObject;

namespace inia {

/// A source of credentials. Asked before every attempt, so that keys renewed in between are used at once.
class CredentialsProvider {
public:
    CredentialsProvider() = default;
    virtual ~CredentialsProvider() = default;
    Q_DISABLE_COPY_MOVE(CredentialsProvider)

    using Callback = std::function<void(const Result<Credentials>&)>;
    /// Calls back once, possibly before it returns when the keys are at hand; never if `context` died.
    /// A source that is simply not set up answers with declined(); every other error ends a chain.
    virtual void resolve(QObject* context, Callback callback) = 0;
    /// A service takes the keys with this id no longer, whatever their end says. True when resolve() will
    /// give others, so that it is worth another attempt.
    virtual bool refuse(const std::string& accessKey)
    {
        static_cast<void>(accessKey);
        return false;
    }
};

/// The answer of a source that has nothing to offer, and why (empty if that is not worth telling): kind
/// Credentials, code NoCredentials.
/// `isHalf` marks a source in which one of two keys stands alone, to be named should nobody else have any.
[[nodiscard]] Error declined(std::string why, bool isHalf = false);
[[nodiscard]] bool isDeclined(const Error& error);

/// Fails (kind Credentials, code QuotedKey) for a key in quotes: no AWS tool takes them off, so that they
/// become part of a key that nobody has. `place` says where `name` stands.
[[nodiscard]] Result<void> checkUnquoted(std::string_view name, std::string_view key,
                                         const std::string& place);

/// Half a key pair: kind Credentials, code PartialCredentials. `missing` names the key, `place` the source.
[[nodiscard]] Error partialCredentials(const std::string& place, const std::string& missing);

} // namespace inia
