#pragma once

#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <string>
#include <vector>

namespace inia {

/// One thing that is wrong with parameters.
struct ParameterProblem {
    std::string path; ///< "Tags[0].Key", a missing or unknown member's own; empty: the parameters themselves
    std::string text; ///< botocore's line: "Missing required parameter in input: \"Key\""
    std::string hint; ///< the same in a few words, for a form that shows the place: "Required"
};

/// All that is wrong, by the rules below, in botocore's order.
[[nodiscard]] std::vector<ParameterProblem> parameterProblems(const Shape& shape, const Value& params);

/// Checks parameters before anything is sent, by botocore's rules: types, required members, unknown members,
/// `min`, unions, documents. `max`, patterns and enums are the service's business, so that new values work
/// with an old model.
///
/// Fails with kind Parameter. The message is "Parameter validation failed:" and one line for every problem,
/// in botocore's words and with its paths ("Tags[0].Key"; "input" for the parameters themselves). Values
/// of sensitive members are not shown.
[[nodiscard]] Result<void> validateParameters(const Shape& shape, const Value& params);

/// The same for an operation's input. An operation without input accepts anything, as in botocore.
[[nodiscard]] Result<void> validateParameters(const OperationModel& operation, const Value& params);

} // namespace inia
