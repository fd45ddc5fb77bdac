#include "core/protocol/scalartext.h"

#include "core/text/ascii.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace inia {

namespace {

/// Python writes an exponent of at least two digits, and no exponent from 1e-4 up to 1e16.
std::string pythonLayout(std::string_view digits, int exponent, bool negative)
{
    std::string out = negative ? "-" : "";
    const auto count = static_cast<int>(digits.size());
    if (exponent < -4 || exponent >= 16) {
        out += digits[0];
        if (count > 1)
            out.append(".").append(digits.substr(1));
        const auto size = std::to_string(std::abs(exponent));
        out += exponent < 0 ? "e-" : "e+";
        return out + (size.size() < 2 ? "0" : "") + size;
    }
    if (exponent < 0)
        return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + std::string(digits);
    if (count <= exponent + 1)
        return out + std::string(digits) + std::string(static_cast<std::size_t>(exponent + 1 - count), '0') +
               ".0";
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    return out.append(digits.substr(0, whole)).append(".").append(digits.substr(whole));
}

} // namespace

std::string doubleText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number > 0 ? "Infinity" : "-Infinity";
    char buffer[40];
    const auto end =
        std::to_chars(buffer, buffer + sizeof(buffer), std::fabs(number), std::chars_format::scientific).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    const auto mark = text.find('e');
    std::string digits(text.substr(0, 1));
    if (mark > 2)
        digits += text.substr(2, mark - 2);
    int exponent = 0;
    const auto* first = text.data() + mark + 1;
    std::from_chars(*first == '+' ? first + 1 : first, end, exponent);
    return pythonLayout(digits, exponent, std::signbit(number));
}

std::string_view boolText(bool value)
{
    return value ? "true" : "false";
}

std::string scalarText(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
        return value.toBool() ? "True" : "False";
    case Value::Kind::Int:
        return std::to_string(value.toInt());
    case Value::Kind::Double:
        return doubleText(value.toDouble());
    case Value::Kind::Text:
        return value.text();
    case Value::Kind::Blob:
        return value.blob().toStdString();
    default:
        return {};
    }
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    text = ascii::trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

std::optional<double> parseDouble(std::string_view text)
{
    text = ascii::trimmed(text);
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

QByteArray blobBytes(const Value& value)
{
    return value.isBlob() ? value.blob() : QByteArray::fromStdString(scalarText(value));
}

std::string base64Text(const Value& value)
{
    return blobBytes(value).toBase64().toStdString();
}

std::optional<QByteArray> parseBase64(std::string_view text)
{
    QByteArray compact;
    compact.reserve(static_cast<qsizetype>(text.size()));
    for (const char c : text) {
        if (!ascii::isSpace(c))
            compact.append(c);
    }
    auto decoded =
        QByteArray::fromBase64Encoding(std::move(compact), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(decoded.decoded);
}

} // namespace inia
