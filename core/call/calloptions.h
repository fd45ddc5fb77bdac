#pragma once

#include "core/call/features.h"

#include <QtCore/QtGlobal>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace inia {

class BodySink;
class RequestBody;
class Value;

/// What a caller may say about one call, beside its parameters.
struct CallOptions {
    /// The user's action that caused it ("Expand S3", "Load more"); shown in the inspector.
    std::string cause;
    /// What it is about ("logs/2026/ · page 2"); shown behind the operation.
    std::string target;
    /// True for what the program does by itself (account id, region look-up).
    bool background = false;
    /// Which page of a walk it fetches, which of how many parts of an object it moves; counted from 1, 0 for
    /// none.
    int page = 0;
    int part = 0;
    int parts = 0;
    /// The first call of the walk or transfer it goes on with, by Reply::callId(); 0 for the first itself.
    quint64 group = 0;
    quint64 parent = 0; ///< the call it is made for, by Reply::callId(); 0 for none
    /// Builds and signs the request, sends nothing; see Reply::preparedRequest().
    bool dryRun = false;
    /// What the call is part of, such as a waiter; named in the User-Agent.
    FeatureSet features;
    /// Sent as the streaming payload (PutObject's Body), which the parameters lack then; null to take it from
    /// there. Never in memory as a whole, read anew by every attempt. Fails with kind Parameter where the
    /// operation has no such payload and where the body cannot be read.
    std::shared_ptr<const RequestBody> body;
    /// Takes a streaming payload (GetObject's Body) as it comes, which the result then lacks; null to get it
    /// there as one blob, of 512 MiB at most. Nothing is handed on twice: once write() was called a failed
    /// call is not retried. Taking less than offered pauses the server until Reply::resume().
    std::shared_ptr<BodySink> bodySink;
    /// Gets the events of an event stream one by one ({"Records": {...}}), which the result then lacks; empty
    /// to get them there as a list. May drop the Reply. An exception in the stream ends the call with it.
    std::function<void(const Value& event)> onEvent;
    /// Longest time for the whole call, with all attempts and the waits before them; it ends with kind
    /// Timeout, code CallTimeout. 0 for none: each attempt has the limits of the client's settings in any
    /// case.
    std::chrono::milliseconds timeout{0};
};

} // namespace inia
