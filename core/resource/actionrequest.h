#pragma once

#include "core/model/shape.h"
#include "core/policy/effect.h"
#include "core/resource/resourcedefinition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace inia {

class Resource;
class ServiceModel;

/// What an action does: its operation's effect, or the stronger one that its own name promises ("delete" for
/// an operation called Unassign...), and a write for what can be started again. Programmed actions read when
/// they download and write otherwise.
[[nodiscard]] EffectVerdict effectOf(const ActionDefinition& action, const ServiceModel& model);

/// What is left to ask a person who wants to run an action.
struct AskedInputs {
    Shape input;                    ///< the operation's; invalid when it takes nothing
    std::vector<std::string> names; ///< members of `input` to ask for: required ones first, then as modelled
    std::size_t requiredCount = 0;  ///< how many of `names` are required
};

/// The members of the operation's input that the definition does not fill in. Idempotency tokens are filled
/// in by the client and so never required.
[[nodiscard]] AskedInputs askedInputs(const RequestDefinition& request, const ServiceModel& model);

/// One call of a batch action for some of the resources chosen.
struct BatchCall {
    std::vector<std::size_t> resources; ///< indices of those it is for
    Value params;
};

/// The calls that run a batch action on exactly these resources, at most `atMost` a call: what
/// Collection::batch() sends for a page. Resources of different parents do not share a call. `params` take
/// the place of those that the definition fills in.
[[nodiscard]] std::vector<BatchCall> batchCalls(const std::vector<Resource>& resources,
                                                const ActionDefinition& action, const Value& params,
                                                std::size_t atMost);

/// How many items a call takes: the model's `max` of the list that the definition fills; else 1000, as many
/// as the longest page.
[[nodiscard]] std::size_t batchLimit(const ActionDefinition& action, const ServiceModel& model);

/// An item that a batch call says it has not done although the call succeeded.
struct BatchFailure {
    Value item; ///< as the answer has it: {"Key", "Code", "Message"}
    std::string code;
    std::string message;
};

/// Lists in the answer whose items have a code and a message, such as Errors of DeleteObjects and Failed of
/// DeleteMessageBatch.
[[nodiscard]] std::vector<BatchFailure> batchFailures(const ActionDefinition& action,
                                                      const ServiceModel& model, const Value& response);

} // namespace inia
