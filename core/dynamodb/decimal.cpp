#include "core/dynamodb/decimal.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace inia::dynamodb {

namespace {

constexpr std::int64_t maxDigits = 38;
constexpr std::int64_t maxExponent = 126;
constexpr std::int64_t minExponent = -128;
/// Below it even the last digit of a number too small for 38 digits is lost.
constexpr std::int64_t tiniestExponent = minExponent - (maxDigits - 1);
/// Exponents beyond are all the same: too large. Leaves room for the number of digits.
constexpr std::int64_t endlessExponent = 1'000'000'000'000'000'000;

std::size_t countDigits(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), ascii::isDigit) -
                                    text.begin());
}

bool takePrefix(std::string_view& text, std::string_view lowerCase)
{
    const auto matches = [](char c, char wanted) { return (c | 0x20) == wanted; };
    if (text.size() < lowerCase.size() ||
        !std::equal(lowerCase.begin(), lowerCase.end(), text.begin(),
                    [matches](char wanted, char c) { return matches(c, wanted); }))
        return false;
    text.remove_prefix(lowerCase.size());
    return true;
}

/// The number behind the E, held within bounds; nothing when there is none or something follows.
std::optional<std::int64_t> exponentOf(std::string_view text)
{
    bool isNegative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        isNegative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.empty() || countDigits(text) != text.size())
        return std::nullopt;
    std::int64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        value = endlessExponent;
    value = std::min(value, endlessExponent);
    return isNegative ? -value : value;
}

Error signal(const char* name, const Decimal& number, const std::string& why)
{
    return makeError(ErrorKind::Parameter, name, "The number " + number.text() + " " + why);
}

} // namespace

Result<Decimal> Decimal::parse(std::string_view text)
{
    const auto bad = [text] {
        return makeError(ErrorKind::Parameter, "InvalidNumber",
                         "'" + std::string(text) + "' is no decimal number, such as 12, -0.5 or 1E+3");
    };
    Decimal number;
    auto rest = text;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
        number.m_isNegative = rest.front() == '-';
        rest.remove_prefix(1);
    }
    if (takePrefix(rest, "infinity") || takePrefix(rest, "inf")) {
        number.m_form = Form::Infinity;
        return rest.empty() ? Result<Decimal>(number) : bad();
    }
    if (takePrefix(rest, "snan") || takePrefix(rest, "nan")) {
        // What may follow is diagnostics, which AWS knows nothing of.
        return countDigits(rest) == rest.size() ? Result<Decimal>(notANumber()) : bad();
    }
    const auto whole = countDigits(rest);
    std::string digits(rest.substr(0, whole));
    rest.remove_prefix(whole);
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        const auto fraction = countDigits(rest);
        digits.append(rest.substr(0, fraction));
        number.m_exponent = -static_cast<std::int64_t>(fraction);
        rest.remove_prefix(fraction);
    }
    if (digits.empty())
        return bad();
    if (!rest.empty()) {
        const auto exponent = takePrefix(rest, "e") ? exponentOf(rest) : std::nullopt;
        if (!exponent)
            return bad();
        number.m_exponent += *exponent;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    number.m_digits = std::move(digits);
    return number;
}

Decimal Decimal::notANumber()
{
    Decimal number;
    number.m_form = Form::NotANumber;
    return number;
}

std::string Decimal::specialText() const
{
    return m_form == Form::NotANumber ? "NaN" : m_isNegative ? "-Infinity" : "Infinity";
}

std::string Decimal::text() const
{
    if (!isFinite())
        return specialText();
    const auto count = static_cast<std::int64_t>(m_digits.size());
    const auto leftDigits = m_exponent + count;
    // Numbers with a positive exponent or more than five leading zeros are written with an E.
    const bool isPlain = m_exponent <= 0 && leftDigits > -6;
    const auto point = isPlain ? leftDigits : 1;
    std::string text = m_isNegative ? "-" : "";
    if (point <= 0)
        text += "0." + std::string(static_cast<std::size_t>(-point), '0') + m_digits;
    else if (point >= count)
        text += m_digits;
    else
        text += m_digits.substr(0, static_cast<std::size_t>(point)) + '.' +
                m_digits.substr(static_cast<std::size_t>(point));
    if (const auto exponent = leftDigits - point; exponent != 0)
        text += (exponent > 0 ? "E+" : "E") + std::to_string(exponent);
    return text;
}

std::string Decimal::canonicalText() const
{
    if (!isFinite())
        return specialText();
    if (isZero())
        return "0E0";
    const auto significant = m_digits.find_last_not_of('0') + 1;
    const auto exponent = m_exponent + static_cast<std::int64_t>(m_digits.size() - significant);
    return (m_isNegative ? "-" : "") + m_digits.substr(0, significant) + 'E' + std::to_string(exponent);
}

std::optional<std::int64_t> Decimal::toInt() const
{
    if (!isFinite() || m_exponent != 0)
        return std::nullopt;
    const std::string written = text();
    std::int64_t value = 0;
    const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
    return parsed.ec == std::errc() ? std::optional(value) : std::nullopt;
}

double Decimal::toDouble() const
{
    const std::string written = text();
    double value = 0;
    const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
    if (parsed.ec == std::errc::result_out_of_range) {
        const double limit = adjustedExponent() > 0 ? std::numeric_limits<double>::infinity() : 0.0;
        return m_isNegative ? -limit : limit;
    }
    return value;
}

std::int64_t Decimal::adjustedExponent() const
{
    return m_exponent + static_cast<std::int64_t>(m_digits.size()) - 1;
}

Result<void> Decimal::checkStorable() const
{
    if (!isFinite())
        return signal("NotFinite", *this, "cannot be stored: DynamoDB knows no infinity and no NaN");
    if (isZero()) {
        const bool fits = m_exponent >= tiniestExponent && m_exponent <= maxExponent;
        return fits ? Result<void>() : signal("Clamped", *this, "has an exponent beyond -165 ... 126");
    }
    if (adjustedExponent() > maxExponent)
        return signal("Overflow", *this, "is too large: DynamoDB's numbers end below 1E+127");
    const auto count = static_cast<std::int64_t>(m_digits.size());
    const auto lost = std::max(count - maxDigits, tiniestExponent - m_exponent);
    if (lost <= 0)
        return {};
    const auto kept = static_cast<std::size_t>(std::max<std::int64_t>(count - lost, 0));
    if (lost <= count && m_digits.find_first_not_of('0', kept) == std::string::npos)
        return signal("Rounded", *this, "has more digits than DynamoDB's 38; leave out the zeros at its end");
    if (adjustedExponent() < minExponent)
        return signal("Underflow", *this, "is too close to zero for DynamoDB");
    return signal("Inexact", *this, "has more digits than DynamoDB's 38");
}

bool operator==(const Decimal& a, const Decimal& b)
{
    using enum Decimal::Form;
    if (a.m_form != b.m_form || a.m_form == NotANumber)
        return false;
    return a.canonicalText() == b.canonicalText();
}

} // namespace inia::dynamodb
