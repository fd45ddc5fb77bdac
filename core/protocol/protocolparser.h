#pragma once

#include "core/protocol/protocol.h"

namespace inia {

/// The order in which every protocol reads a response; the protocols fill in how.
class ProtocolParser : public ResponseParser {
public:
    [[nodiscard]] Result<ParsedResponse> parse(const OperationModel& operation,
                                               const HttpResponse& response) const final;

protected:
    /// The output members, and what the protocol knows of ResponseMetadata. Errors are of kind Parse and
    /// only say what is wrong. Scalars that do not fit are null and noted in `unreadable`.
    [[nodiscard]] virtual Result<Value> parseOutput(const OperationModel& operation,
                                                    const HttpResponse& response,
                                                    UnreadableValues& unreadable) const = 0;
    /// {"Error": {"Code", "Message", ...}, "ResponseMetadata": {...}}. A failure means that the body cannot
    /// be read.
    [[nodiscard]] virtual Result<Value> parseError(const HttpResponse& response) const = 0;
    /// The members of a modelled error.
    [[nodiscard]] virtual Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                          UnreadableValues& unreadable) const = 0;

private:
    [[nodiscard]] Result<ParsedResponse> parseEvents(const OperationModel& operation,
                                                     const HttpResponse& response) const;
    [[nodiscard]] Value errorValue(const OperationModel& operation, const HttpResponse& response) const;
    void addErrorMembers(const OperationModel& operation, const HttpResponse& response, Value& parsed) const;
};

} // namespace inia
