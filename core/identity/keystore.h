#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <string>
#include <string_view>

class QObject;

namespace inia {

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
