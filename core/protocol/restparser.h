#pragma once

#include "core/protocol/protocolparser.h"
#include "core/protocol/shapetables.h"

namespace inia {

/// What rest-xml and rest-json read alike: members bound to headers and the status, and which member the
/// body is.
class RestParser : public ProtocolParser {
protected:
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation, const HttpResponse& response,
                                            UnreadableValues& unreadable) const final;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const final;
    /// The body as a value of the shape. An empty body is a structure with nothing in it.
    [[nodiscard]] virtual Result<Value> parseBody(const ShapeEntry& shape, ShapeTables& tables,
                                                  const QByteArray& body,
                                                  UnreadableValues& unreadable) const = 0;

private:
    [[nodiscard]] Result<void> addPayload(const Shape& shape, ShapeTables& tables,
                                          const HttpResponse& response, Value& into,
                                          UnreadableValues& unreadable) const;
};

} // namespace inia
