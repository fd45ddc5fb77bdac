#pragma once

#include "core/protocol/rpcparser.h"

namespace inia {

/// json 1.0 and 1.1: the operation is named in a header, all parameters are in a JSON body.
class JsonSerializer final : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;
};

class JsonParser final : public RpcParser {
protected:
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const override;
};

} // namespace inia
