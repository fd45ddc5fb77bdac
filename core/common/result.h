#pragma once

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace inia {

/// How far a call got before it failed. The kind decides what the user can do about it.
enum class ErrorKind {
    Configuration, ///< a config file, environment variable or setting is wrong; nothing was sent
    Credentials,   ///< no credentials, half a key pair, or a provider failed
    Parameter,     ///< the caller's parameters do not fit the operation's model
    UnknownName,   ///< no such service, operation, resource, attribute ...
    Model,         ///< a service model or the model pack cannot be read
    Endpoint,      ///< the endpoint rules refuse this combination of settings and parameters
    Transport,     ///< no connection: name not found, refused, reset, body cut short
    Tls,           ///< the TLS handshake or certificate check failed
    Timeout,       ///< no answer in time
    Parse,         ///< the server's bytes are not what its model promises
    Checksum,      ///< the body does not match its checksum
    Service,       ///< the service answered with an error
    Cancelled,     ///< the caller gave up
    Unsupported,   ///< a thing this program cannot do, said before anything is sent
    ReadOnly,      ///< the session is locked and the call would change something; nothing was sent
};

/// The kind's name as it stands in the output of inia-cli, such as "service".
[[nodiscard]] std::string_view errorKindName(ErrorKind kind);

/// Why something did not happen, as a value. `message` is one English sentence for a person and never
/// holds a secret. Errors of services keep what the service said.
struct Error {
    ErrorKind kind = ErrorKind::Service;
    std::string code; ///< the service's error code ("NoSuchBucket"), or our own stable word
    /// The code that names the modelled exception where that is another one (sqs); mostly empty.
    std::string exceptionCode;
    std::string message;   ///< what happened, where, and what to do
    std::string operation; ///< operation of the call, as the model spells it; empty outside calls
    std::string requestId; ///< the service's request id; empty if there was none
    std::string hostId;    ///< S3's extended request id
    std::string region;    ///< region the service says the call belongs to, for redirects
    int httpStatus = 0;    ///< 0 if no response arrived
    bool retryable = false;
    /// The service may have carried out what it was asked, though no answer says so: the whole request had
    /// left.
    bool mayHaveBeenDone = false;
    int retries = 0;               ///< attempts of the call after the first
    bool retriesExhausted = false; ///< there were as many as the retry mode allows
    std::shared_ptr<const Error> cause;

    /// The same error with `outer` in front of the message, keeping this one as its cause.
    [[nodiscard]] Error wrapped(ErrorKind outerKind, std::string outer) const;

    friend bool operator==(const Error& a, const Error& b)
    {
        return a.kind == b.kind && a.code == b.code && a.message == b.message &&
               a.httpStatus == b.httpStatus && a.requestId == b.requestId;
    }
};

[[nodiscard]] Error makeError(ErrorKind kind, std::string code, std::string message);

/// Access denied in the words the services use for it: 401/403 of any kind that is not about clocks or
/// signatures.
[[nodiscard]] bool isAccessDenied(const Error& error);

/// What a server says that understands what it was asked for and does not have it, and what this program says
/// of one that has answered something else.
[[nodiscard]] bool isNotOffered(const Error& error);

/// A value or the Error that kept it from being: the part of std::expected (C++23) this code needs. Copies
/// share the error. (A std::variant of the two would cost the compiler a third of a second in each source.)
template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_value(std::move(value)) {}
    Result(Error error) : m_error(std::make_shared<const Error>(std::move(error))) {}

    [[nodiscard]] bool ok() const { return m_value.has_value(); }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() &
    {
        assert(ok());
        return *m_value;
    }
    [[nodiscard]] const T& value() const&
    {
        assert(ok());
        return *m_value;
    }
    [[nodiscard]] T&& value() &&
    {
        assert(ok());
        return *std::move(m_value);
    }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *m_error;
    }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

private:
    std::optional<T> m_value;
    std::shared_ptr<const Error> m_error;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::make_shared<const Error>(std::move(error))) {}

    [[nodiscard]] bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *m_error;
    }

private:
    std::shared_ptr<const Error> m_error;
};

} // namespace inia
