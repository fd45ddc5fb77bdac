#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/http/transport.h"
#include "core/model/value.h"
#include "core/policy/effect.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

/// Which call an observer hears of. `number` is the same in all its events, grows from call to call and is
/// never used again.
struct ObservedCall {
    quint64 number = 0;
    std::string service;   ///< client name ("s3")
    std::string serviceId; ///< as the model spells it ("S3")
    std::string operation; ///< as the model spells it; as the caller does when there is none
    std::string region;
    std::string profile;
    std::string target; ///< these three: see CallOptions
    std::string cause;
    bool background = false;
    quint64 parent = 0; ///< the call it is made for; 0 for none
    int page = 0;       ///< these four: see CallOptions
    int part = 0;
    int parts = 0;
    quint64 group = 0;
    Effect effect = Effect::Read; ///< from beforeCall() on
    std::chrono::system_clock::time_point started;
    std::chrono::microseconds elapsed{0}; ///< since then
    int attempt = 0;                      ///< 0 before the first
};

/// What led to an attempt.
enum class AttemptKind {
    First,
    Retry,
    Redirect,    ///< to where the service said, or where it was found
    Clock,       ///< our clock was wrong
    Credentials, ///< the keys had expired
    Checksum,    ///< the answer did not match its checksum
};

/// An attempt that leaves now.
struct ObservedAttempt {
    AttemptKind kind = AttemptKind::First;
    std::string accountId; ///< whose keys it is signed with; empty when they do not say
    HttpRequest request;   ///< signed
    SigningRecord signing;
    std::chrono::milliseconds delayBefore{0}; ///< waited since the last one
    std::string reason; ///< why it is made, when not the first ("503 SlowDown", "the clock was corrected")
};

/// How an attempt ended. No error: it went well.
struct ObservedOutcome {
    HttpResponse response; ///< status 0 when none came
    TransportTiming timing;
    std::optional<Error> error;
    UnreadableValues unreadable; ///< what went well but for these
};

/// Why there will be another attempt after the delay.
struct ObservedRetry {
    AttemptKind kind = AttemptKind::Retry;
    Error error;
    std::chrono::milliseconds delay{0};
    std::string reason; ///< the error in short, or what was learned from it: region, time, address
};

/// Watches the calls of all clients of a Runtime or a Session: botocore's before-call, before-sign,
/// before-send, response-received and needs-retry events, for looking only. An ExchangeLog is filled by one
/// (ExchangeRecorder).
///
/// What it may see: beforeSend() gets the message as it leaves, Authorization and session token included, as
/// whoever embeds Inia may need to record or replay it. Everything else is redacted: keys, tokens and
/// signatures, secret headers and query parameters, and members that models call sensitive, in bodies as
/// well.
///
/// It runs on the thread of the call and has to return soon. It gets copies and cannot change the call; what
/// it throws is swallowed. It may drop or cancel calls, which takes effect once it has returned.
class CallObserver {
public:
    CallObserver() = default;
    virtual ~CallObserver() = default;
    CallObserver(const CallObserver&) = delete;
    CallObserver& operator=(const CallObserver&) = delete;

    /// Inside Client::call(). False passes over the call: nothing more is heard of it.
    [[nodiscard]] virtual bool begun(const ObservedCall&) { return true; }
    /// The parameters as they are sent, or as they were found wrong.
    virtual void beforeCall(const ObservedCall&, const Value&) {}
    /// Before every attempt; without its body.
    virtual void beforeSign(const ObservedCall&, const HttpRequest&) {}
    virtual void attemptBegun(const ObservedCall&, const ObservedAttempt&) {}
    /// The raw message: keep it to yourself. Follows attemptBegun().
    virtual void beforeSend(const ObservedCall&, const HttpRequest&) {}
    /// Status and headers, without the body.
    virtual void responseReceived(const ObservedCall&, const HttpResponse&) {}
    /// Once for every attempt that has begun, whatever became of it.
    virtual void attemptEnded(const ObservedCall&, const ObservedOutcome&) {}
    /// The answer of an attempt that went well.
    virtual void parsed(const ObservedCall&, const Value&) {}
    /// An attempt has failed and there will be another one.
    virtual void retrying(const ObservedCall&, const ObservedRetry&) {}
    /// The end of the call, exactly once; no error when it went well.
    virtual void finished(const ObservedCall&, const std::optional<Error>&) {}
};

} // namespace inia
