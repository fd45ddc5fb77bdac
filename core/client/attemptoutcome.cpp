#include "core/client/attemptoutcome.h"

#include "core/model/servicemodel.h"

namespace inia {

AttemptOutcome attemptOutcome(const OperationModel& operation, const Error* error, int attempt,
                              const HttpResponse* response)
{
    AttemptOutcome outcome;
    outcome.error = error;
    outcome.response = response;
    outcome.attempt = attempt;
    outcome.service = operation.service().name();
    outcome.operation = operation.name();
    if (!error)
        return outcome;
    for (const auto& shape : operation.errors()) {
        if (shape.trait("error")["code"].text(shape.name()) != error->code)
            continue;
        outcome.modelledError = true;
        if (outcome.modelledRetryable || shape.trait("retryable").isNull())
            continue;
        outcome.modelledRetryable = true;
        outcome.modelledThrottling = shape.trait("retryable")["throttling"].toBool();
    }
    return outcome;
}

} // namespace inia
