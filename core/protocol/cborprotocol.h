#pragma once

#include "core/protocol/protocolparser.h"

namespace inia {

/// smithy-rpc-v2-cbor: the operation is named in the path, all parameters are in a CBOR body.
class CborSerializer final : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;
};

class CborParser final : public ProtocolParser {
protected:
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation,
                                            const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape,
                                                  const HttpResponse& response) const override;
};

} // namespace inia
