#pragma once

#include "core/protocol/protocolparser.h"

namespace inia {

/// Reads the answers of protocols in which the body holds all members of the output: json and CBOR.
class RpcParser : public ProtocolParser {
protected:
    /// Reads the body as it reads an error's, by parseErrorMembers().
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation, const HttpResponse& response,
                                            UnreadableValues& unreadable) const final;
};

} // namespace inia
