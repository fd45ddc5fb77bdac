#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <string>

namespace inia {

/// `value` as an XML document with the shape's locationName as root, members in the order given.
[[nodiscard]] Result<std::string> writeXmlBody(const Shape& shape, const Value& value);

/// An XML document as a value of the shape, whatever its root element is called; that of a modelled error is
/// the <Error> inside an <ErrorResponse>. An empty body is an empty structure. Scalars that do not fit are
/// null and noted in `unreadable`. Fails (kind Parse) when it is not well-formed or something else does not
/// fit.
[[nodiscard]] Result<Value> readXmlBody(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                                        UnreadableValues& unreadable);

} // namespace inia
