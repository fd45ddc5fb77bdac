#include "core/protocol/cbor.h"
#include "core/protocol/timestamps.h"

#include <cmath>
#include <cstring>

namespace inia {

void CborWriter::bigEndian(std::uint64_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        m_out.append(static_cast<char>(value >> shift & 0xFF));
}

void CborWriter::head(int majorType, std::uint64_t argument)
{
    const auto put = [this, majorType](std::uint64_t info) {
        m_out.append(static_cast<char>(static_cast<std::uint64_t>(majorType) << 5 | info));
    };
    if (argument < 24) {
        put(argument);
    } else if (argument <= 0xFF) {
        put(24);
        bigEndian(argument, 1);
    } else if (argument <= 0xFFFF) {
        put(25);
        bigEndian(argument, 2);
    } else if (argument <= 0xFFFFFFFF) {
        put(26);
        bigEndian(argument, 4);
    } else {
        put(27);
        bigEndian(argument, 8);
    }
}

void CborWriter::integer(std::int64_t value)
{
    if (value >= 0)
        head(0, static_cast<std::uint64_t>(value));
    else
        head(1, ~static_cast<std::uint64_t>(value)); // -1 - value, without overflow
}

void CborWriter::text(std::string_view value)
{
    head(3, value.size());
    m_out.append(value.data(), static_cast<qsizetype>(value.size()));
}

void CborWriter::bytes(const QByteArray& value)
{
    head(2, static_cast<std::uint64_t>(value.size()));
    m_out.append(value);
}

bool CborWriter::special(double value)
{
    if (std::isfinite(value))
        return false;
    m_out.append(static_cast<char>(0xF9));
    bigEndian(std::isnan(value) ? 0x7E00 : value > 0 ? 0x7C00 : 0xFC00, 2);
    return true;
}

void CborWriter::float32(float value)
{
    if (special(static_cast<double>(value)))
        return;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    m_out.append(static_cast<char>(0xFA));
    bigEndian(bits, 4);
}

void CborWriter::float64(double value)
{
    if (special(value))
        return;
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    m_out.append(static_cast<char>(0xFB));
    bigEndian(bits, 8);
}

void CborWriter::timestamp(Timestamp time)
{
    head(6, 1);
    const auto seconds = unixTimestampValue(time);
    if (seconds.isInt())
        integer(seconds.toInt());
    else
        float64(seconds.toDouble());
}

} // namespace inia
