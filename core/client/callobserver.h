#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia {

/// Which call an observer hears of. `number` is the same in all its events and never used again.
struct ObservedCall {
    quint64 number = 0;
    std::string service;
    std::string operation; ///< as the model spells it
    std::string region;
    int attempt = 0; ///< 0 before the first
};

/// Watches the calls of all clients of a Runtime or a Session: botocore's before-sign, before-send,
/// response-received and needs-retry events, for looking only.
///
/// What it may see: beforeSend() gets the message as it leaves, Authorization and session token included, as
/// whoever embeds Inia may need to record or replay it. Everything else is redacted: secret headers and query
/// parameters, and members that models call sensitive; bodies are left out.
///
/// It runs on the thread of the call and has to return soon. It gets copies and cannot change the call; what
/// it throws is swallowed. It may drop or cancel calls, which takes effect once it has returned.
class CallObserver {
public:
    CallObserver() = default;
    virtual ~CallObserver() = default;
    CallObserver(const CallObserver&) = delete;
    CallObserver& operator=(const CallObserver&) = delete;

    /// Before every attempt; redacted, without its body.
    virtual void beforeSign(const ObservedCall&, const HttpRequest&) {}
    /// The raw message: keep it to yourself.
    virtual void beforeSend(const ObservedCall&, const HttpRequest&) {}
    /// Status and headers, redacted, without the body.
    virtual void responseReceived(const ObservedCall&, const HttpResponse&) {}
    /// The answer of an attempt that went well, redacted.
    virtual void parsed(const ObservedCall&, const Value&) {}
    /// An attempt has failed and there will be another one after the delay.
    virtual void retrying(const ObservedCall&, const Error&, std::chrono::milliseconds) {}
    /// The end of the call, exactly once; no error when it went well.
    virtual void finished(const ObservedCall&, const std::optional<Error>&) {}
};

} // namespace inia
