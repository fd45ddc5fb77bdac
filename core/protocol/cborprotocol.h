#pragma once

#include "core/protocol/rpcparser.h"

namespace inia {

/// smithy-rpc-v2-cbor: the operation is named in the path, all parameters are in a CBOR body.
class CborSerializer final : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;
};

class CborParser final : public RpcParser {
protected:
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const override;
};

} // namespace inia
