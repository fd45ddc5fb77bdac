#include "core/client/attemptoutcome.h"

namespace inia {

AttemptOutcome attemptOutcome(const OperationModel& operation, const Error& error, int attempt,
                              const HttpResponse* response)
{
    AttemptOutcome outcome(error, attempt);
    if (response)
        outcome.retryAfter = response->headers.value("x-amz-retry-after");
    for (const auto& shape : operation.errors()) {
        const auto code = shape.trait("error")["code"].text(shape.name());
        if (code != error.code && shape.name() != error.code)
            continue;
        outcome.modelledError = true;
        outcome.modelledRetryable = !shape.trait("retryable").isNull();
        outcome.modelledThrottling = shape.trait("retryable")["throttling"].toBool();
    }
    return outcome;
}

} // namespace inia
