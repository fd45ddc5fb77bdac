#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <string_view>

namespace inia {

/// Writes CBOR (RFC 8949) with definite lengths and shortest integers.
class CborWriter final {
public:
    void integer(std::int64_t value);
    void text(std::string_view value);
    void bytes(const QByteArray& value);
    void beginList(std::size_t size) { head(4, size); }
    void beginMap(std::size_t size) { head(5, size); }
    void boolean(bool value) { m_out.append(static_cast<char>(value ? 0xF5 : 0xF4)); }
    void null() { m_out.append(static_cast<char>(0xF6)); }
    /// NaN and the infinities take two bytes.
    void float32(float value);
    void float64(double value);
    /// Tag 1: seconds since 1970.
    void timestamp(Timestamp time);
    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    void head(int majorType, std::uint64_t argument);
    void bigEndian(std::uint64_t value, int bytes);
    bool special(double value);

    QByteArray m_out;
};

/// One CBOR data item with nothing behind it. Undefined reads as null, tag 1 as a timestamp; members whose
/// value is null are left out, as in botocore. Fails (kind Parse) on malformed or truncated bytes, on other
/// tags, on keys that are no texts and on nesting that is too deep; takes no more memory than the bytes
/// can fill.
[[nodiscard]] Result<Value> parseCbor(const QByteArray& bytes);

/// `value` as the CBOR of a request, members in the order given.
[[nodiscard]] Result<QByteArray> writeCborBody(const Shape& shape, const Value& value);

/// A parsed CBOR item as a value of the shape: unknown members dropped, scalars that do not fit null and
/// noted in `unreadable`. Fails (kind Parse) when a union does not have exactly one member, or when a list or
/// map is something else.
[[nodiscard]] Result<Value> readCborBody(const ShapeEntry& entry, ShapeTables& tables, const Value& item,
                                         UnreadableValues& unreadable);

} // namespace inia
