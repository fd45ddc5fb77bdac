#pragma once

#include "core/observe/callobserver.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// One request on the wire and what came back. Already redacted: see core/common/redaction.h.
struct ExchangeAttempt {
    int number = 1;
    AttemptKind kind = AttemptKind::First;
    std::chrono::system_clock::time_point started;
    std::chrono::milliseconds delayBefore{0}; ///< back-off that was waited before it
    std::string reason; ///< why it was made, when not the first ("503 SlowDown", "bucket is in eu-west-1")
    HttpRequest request;
    SigningRecord signing;
    HttpResponse response; ///< status 0 while none has come
    TransportTiming timing;
    std::optional<Error> error;
    UnreadableValues unreadable; ///< scalars of the answer that could not be read: null in the result
    bool running = true;
};

/// One call of an operation with all its attempts.
struct ExchangeCall {
    enum class State { Running, Succeeded, Failed, Cancelled };

    quint64 id = 0;
    std::string service;   ///< client name ("s3")
    std::string serviceId; ///< as the model spells it ("S3")
    std::string operation;
    std::string target;
    std::string cause;
    std::string profile;
    std::string region;
    std::string account; ///< empty while nothing has told it
    bool background = false;
    bool isReplayed = false; ///< answered from a recording
    Effect effect = Effect::Read;
    quint64 parent = 0; ///< the call it was made for; 0 for none
    int page = 0;       ///< of a walk, and part of an object; from 1, 0 for none
    int part = 0;
    int parts = 0;
    quint64 group = 0; ///< the first call of the walk or transfer it goes on with; 0 for none
    State state = State::Running;
    std::chrono::system_clock::time_point started;
    std::chrono::microseconds duration{0};
    Value params; ///< sensitive members replaced
    Value result; ///< sensitive members replaced
    std::optional<Error> error;
    std::vector<ExchangeAttempt> attempts;

    /// Status of the last attempt; 0 while there is none.
    [[nodiscard]] int status() const { return attempts.empty() ? 0 : attempts.back().response.status; }
    /// Values of the answer that could not be read.
    [[nodiscard]] UnreadableValues unreadable() const
    {
        return attempts.empty() ? UnreadableValues() : attempts.back().unreadable;
    }
    /// Bytes of the response bodies of all attempts.
    [[nodiscard]] qint64 receivedBytes() const;
    [[nodiscard]] int retries() const { return attempts.empty() ? 0 : static_cast<int>(attempts.size()) - 1; }
};

} // namespace inia
