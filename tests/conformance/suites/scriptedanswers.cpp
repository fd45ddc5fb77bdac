#include "tests/conformance/suites/scriptedanswers.h"

#include "core/protocol/protocol.h"
#include "tests/conformance/compare.h"

namespace inia::conformance {

ScriptedAnswers::ScriptedAnswers(const Value& answers)
    : m_answers(answers.items().begin(), answers.items().end())
{
}

Result<ParsedResponse> ScriptedAnswers::parse(const OperationModel&, const HttpResponse& response) const
{
    if (m_answers.empty())
        return makeError(ErrorKind::Parse, "NoAnswer", "asks more often than there are answers");
    const auto answer = m_answers.front();
    m_answers.pop_front();
    ParsedResponse parsed;
    if (!answer.contains("__error__")) {
        parsed.value = untagged(answer);
        return parsed;
    }
    const auto& code = answer["__error__"].text();
    parsed.error = makeError(ErrorKind::Service, code, "");
    parsed.error->httpStatus = response.status;
    parsed.errorValue = Value::map({{"Error", Value::map({{"Code", code}, {"Message", ""}})},
                                    {"ResponseMetadata", Value::map({{"HTTPStatusCode", response.status}})}});
    return parsed;
}

} // namespace inia::conformance
