#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/model/value.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QLockFile;
class QObject;

namespace inia {

class Clock;

/// Keys as processes, containers, instances and caches write them in JSON: AccessKeyId, SecretAccessKey, a
/// session token by the name `tokenName`, Expiration, AccountId. `place` is for messages, which never quote
/// the document. Fails with kind Credentials, code BadKeyDocument. What comes has to be renewed by the
/// source.
[[nodiscard]] Result<Credentials> keysFromDocument(const Value& document, std::string_view tokenName,
                                                   const std::string& place);
/// The same from the text of the document.
[[nodiscard]] Result<Credentials> keysFromText(std::string_view text, std::string_view tokenName,
                                               const std::string& place);

[[nodiscard]] Error badKeyDocument(const std::string& place, const std::string& problem);

// The files below ~/.aws in which the AWS CLI and this program keep what a sign-in gave. Secrets: never log
// or show what is in them.

/// The JSON object in the file. Fails with kind Credentials: code NoCacheFile when there is none,
/// BadCacheFile when it cannot be read, is half written or is no JSON object. Messages name the file and
/// quote nothing.
[[nodiscard]] Result<Value> readCacheFile(const std::string& path);

/// Puts the object into the file at once and as a whole, readable by its owner alone; the folders above it
/// are made. Another program sees the file as it was or as it is, never in between. Fails with kind
/// Credentials, code CacheNotWritten.
[[nodiscard]] Result<void> writeCacheFile(const std::string& path, const Value& document);

/// The name of a cache file: the hexadecimal SHA-1 of what it is about, and ".json".
[[nodiscard]] std::string cacheFileName(std::string_view subject);

/// The cache files of one program. What cannot be written, in a home that may only be read, is kept in
/// memory for as long as the program runs and nobody else writes the file.
class TokenStore final {
public:
    TokenStore() = default;
    Q_DISABLE_COPY_MOVE(TokenStore)

    /// As readCacheFile(), with what could not be written.
    [[nodiscard]] Result<Value> read(const std::string& path);
    /// As writeCacheFile(), but the document counts for this program in any case.
    Result<void> write(const std::string& path, const Value& document);
    /// What a person should know of the file: that what it should hold will be gone with this program, and
    /// why. Empty where it was written.
    [[nodiscard]] std::string notice(const std::string& path) const;

private:
    struct Kept {
        Value document;
        std::optional<std::size_t> file; ///< what the file held when this could not be written to it
        std::string notice;
    };
    std::map<std::string, Kept> m_kept; ///< by path
};

/// As long as somebody holds it, no other program of ours renews what is in the file.
using CacheLock = std::shared_ptr<QLockFile>;
/// Waits for the lock beside a cache file: a refresh token serves once, so that two programs that renew at
/// the same time would end the sign-in for one of them. Calls back once, possibly before it returns; never
/// if `context` died. Without a lock (null) where none can be made, and when its holder has not let go for
/// half a minute. The AWS CLI knows no locks.
void lockCacheFile(const std::string& path, Clock& clock, QObject* context,
                   std::function<void(CacheLock)> callback);

/// Where texts are kept that nobody else may read, by a name each: the keychain of a desktop. What is asked
/// may take as long as a person needs to unlock it.
///
/// Errors are of kind Credentials: NoSuchKeys, KeychainDenied, NoKeychain (none is there, or this build
/// cannot use one), KeychainFailed. Callbacks come once and later; never if `context` died.
class KeyStore {
public:
    KeyStore() = default;
    virtual ~KeyStore() = default;
    Q_DISABLE_COPY_MOVE(KeyStore)

    using TextCallback = std::function<void(const Result<std::string>&)>;
    using DoneCallback = std::function<void(const Result<void>&)>;
    virtual void get(const std::string& name, QObject* context, TextCallback callback) = 0;
    /// In the place of what was there.
    virtual void set(const std::string& name, const std::string& text, QObject* context,
                     DoneCallback callback) = 0;
    virtual void remove(const std::string& name, QObject* context, DoneCallback callback) = 0;
};

// What is kept there for a profile is what its credential_process has to print.

/// The keys as a credential_process prints them: one JSON object of Version 1. Fails with kind Parameter when
/// one of the two is missing or stands in quotes.
[[nodiscard]] Result<std::string> storedKeys(const Credentials& keys);
/// The value of credential_process that gives the keys of that name; `program` is inia-cli, with its path
/// where it may not be found otherwise.
[[nodiscard]] std::string storedKeysCommand(const std::string& program, const std::string& name);
/// By what name such a value has the keys; empty for any other value.
[[nodiscard]] std::string storedKeysName(std::string_view command);

} // namespace inia
