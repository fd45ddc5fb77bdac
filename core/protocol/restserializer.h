#pragma once

#include "core/protocol/protocol.h"

namespace inia {

/// What rest-xml and rest-json do alike: all but the body's language.
class RestSerializer : public Serializer {
public:
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const final;

protected:
    /// The body for `value`, which is either the payload member or the members without a location.
    [[nodiscard]] virtual Result<QByteArray> body(const Shape& shape, const Value& value) const = 0;
    /// The body of a payload structure that was not given.
    [[nodiscard]] virtual QByteArray emptyBody() const = 0;
    /// Content-Type of what body() made; empty to send none.
    [[nodiscard]] virtual std::string_view contentType() const = 0;
    /// Whether emptyBody() is sent when body members exist but none is given.
    [[nodiscard]] virtual bool sendsEmptyBody() const = 0;
};

} // namespace inia
