#pragma once

#include "core/common/result.h"
#include "ui/models/exchangecondition.h"

namespace inia::ui {

/// What the inspector's filter field says. Terms stand between blanks and all have to hold:
///
///     filter = [ term { blank term } ] ;
///     term   = [ "-" ] ( key ":" values | word ) ;
///     values = value { "," value } ;                one of them has to hold
///     value  = [ ">" | "<" ] text | text ".." text ;  the marks for numbers only
///     text   = '"' { character | "\" character } '"' | characters without a blank ;
///
/// A "-" turns a term around. A word is looked for in service, operation, target, cause, error and request
/// ids; so is what stands in front of a colon and is no key, since ARNs have colons. Nothing looks at case.
class ExchangeFilter final {
public:
    /// A part of the text, in characters.
    struct Span {
        qsizetype begin = 0;
        qsizetype length = 0;
    };

    ExchangeFilter() = default;
    /// Fails (kind Parameter) with a sentence for the user, and tells which word is wrong.
    [[nodiscard]] static Result<ExchangeFilter> parse(const QString& text, Span* wrong = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    [[nodiscard]] bool matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const;
    [[nodiscard]] const std::vector<FilterTerm>& terms() const { return m_terms; }
    /// A term as parse() reads it.
    [[nodiscard]] static QString written(const FilterTerm& term);
    /// What parse() reads as the same filter.
    [[nodiscard]] QString text() const;
    /// What may have been meant otherwise: "status:?" for a key that is one letter off, a quote that was
    /// closed at the end. Mostly empty.
    [[nodiscard]] const QString& hint() const { return m_hint; }

private:
    class Reader;

    std::vector<FilterTerm> m_terms;
    QString m_hint;
};

} // namespace inia::ui
