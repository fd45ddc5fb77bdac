#pragma once

#include "core/protocol/protocol.h"

#include <deque>

namespace inia::conformance {

/// The parser of a service whose answers are given as they are after parsing: one a response, in turn.
/// {"__error__": code, "status": number} is an error.
class ScriptedAnswers final : public ResponseParser {
public:
    explicit ScriptedAnswers(const Value& answers);

    [[nodiscard]] Result<ParsedResponse> parse(const OperationModel& operation,
                                               const HttpResponse& response) const override;

private:
    mutable std::deque<Value> m_answers;
};

} // namespace inia::conformance
