#pragma once

#include "core/protocol/restparser.h"
#include "core/protocol/restserializer.h"

namespace inia {

/// rest-json: most newer services.
class RestJsonSerializer final : public RestSerializer {
protected:
    [[nodiscard]] Result<QByteArray> body(const Shape& shape, const Value& value) const override;
    [[nodiscard]] QByteArray emptyBody() const override { return "{}"; }
    [[nodiscard]] std::string_view contentType() const override { return "application/json"; }
    [[nodiscard]] bool sendsEmptyBody() const override { return true; }
};

class RestJsonParser final : public RestParser {
protected:
    [[nodiscard]] Result<Value> parseBody(const ShapeEntry& shape, ShapeTables& tables,
                                          const QByteArray& body,
                                          UnreadableValues& unreadable) const override;
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
};

} // namespace inia
