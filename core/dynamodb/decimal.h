#pragma once

#include "core/common/result.h"

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace inia::dynamodb {

/// A decimal number as it was written: sign, digits and exponent, of any length, with no double in between.
/// 1.50 keeps its zero, and equals 1.5. Arithmetic is not its business.
/// Text form and rules: General Decimal Arithmetic, as Python's decimal module has them.
class Decimal final {
public:
    Decimal() = default;
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) Decimal(Number value) : m_isNegative(value < 0)
    {
        m_digits = std::to_string(value).substr(m_isNegative ? 1 : 0);
    }
    /// A double is not what was meant (0.1 has 55 digits): write the number as text.
    Decimal(double) = delete;

    /// "12", "-0.50", "1E+2", "NaN", "Infinity"; no white space. Fails with kind Parameter.
    [[nodiscard]] static Result<Decimal> parse(std::string_view text);
    [[nodiscard]] static Decimal notANumber();

    /// As Python prints it: 1.50, 1E+2, 0.000001, 1E-7.
    [[nodiscard]] std::string text() const;
    /// The same text for equal numbers: 1.50 and 1.5 give "15E-1".
    [[nodiscard]] std::string canonicalText() const;
    [[nodiscard]] bool isFinite() const { return m_form == Form::Finite; }
    /// The value, if it has no exponent and no fraction and fits.
    [[nodiscard]] std::optional<std::int64_t> toInt() const;
    /// The nearest double: for parameters that are doubles themselves.
    [[nodiscard]] double toDouble() const;

    /// Whether DynamoDB can hold it, by the context boto3 checks with: at most 38 digits, the first of them
    /// at most at 10^126, the last at least at 10^-165. Fails with kind Parameter and the name of the
    /// arithmetic signal as its code: Overflow, Underflow, Inexact (digits get lost), Rounded (zeros get
    /// lost), Clamped; NotFinite for NaN and the infinities, of which boto3 lets the negative one go on to
    /// the service.
    [[nodiscard]] Result<void> checkStorable() const;

    /// By value: 1.0 equals 1, and NaN equals nothing.
    friend bool operator==(const Decimal& a, const Decimal& b);

private:
    enum class Form { Finite, Infinity, NotANumber };

    [[nodiscard]] bool isZero() const { return m_digits == "0"; }
    /// Exponent of the first digit.
    [[nodiscard]] std::int64_t adjustedExponent() const;
    [[nodiscard]] std::string specialText() const;

    std::string m_digits = "0"; ///< without leading zeros; never empty
    std::int64_t m_exponent = 0;
    Form m_form = Form::Finite;
    bool m_isNegative = false;
};

} // namespace inia::dynamodb
