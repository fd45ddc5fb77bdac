#pragma once

#include "core/identity/sourcecontext.h"

#include <chrono>
#include <functional>

namespace inia {

/// How often and how patiently a machine nearby is asked.
struct PlainRequestOptions {
    /// To connect, and for each silence; twice as long for all of an attempt, however it trickles.
    std::chrono::milliseconds timeout{1'000};
    bool noProxy = true; ///< no proxy reaches a machine nearby
    int attempts = 1;
    std::chrono::milliseconds pause{0}; ///< before another attempt
    /// More of them for an answer that says "later": those cost no waiting.
    int attemptsWhenBusy = 1;
    /// Whether the answer is what was wanted; another attempt otherwise.
    bool (*isGood)(const HttpResponse& response) = nullptr;
};

using PlainCallback = std::function<void(const Result<HttpResponse>& response)>;

/// Sends a request outside of any client, to the metadata services of containers and instances. Calls back
/// once, later, with the last response, good or not, or the last error; never if `context` died.
void sendPlainly(const SourceContextPtr& tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback);

} // namespace inia
