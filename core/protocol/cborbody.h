#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

namespace inia {

/// `value` as the CBOR of a request, members in the order given.
[[nodiscard]] Result<QByteArray> writeCborBody(const Shape& shape, const Value& value);

/// A parsed CBOR item as a value of the shape: unknown members dropped, scalars that do not fit null and
/// noted in `unreadable`. Fails (kind Parse) when a union does not have exactly one member, or when a list or
/// map is something else.
[[nodiscard]] Result<Value> readCborBody(const ShapeEntry& entry, ShapeTables& tables, const Value& item,
                                         UnreadableValues& unreadable);

} // namespace inia
