#pragma once

#include "core/observe/exchangelog.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace inia::ui {

/// What a term of the inspector's filter looks at: what stands in front of its colon, or Word without one.
enum class FilterKey : quint8 {
    Word,
    Service,
    Operation,
    Target,
    Cause,
    Account,
    Region,
    Session,
    Status,
    Error,
    Retry,
    Effect,
    Header,
    Since,
    Until,
    SlowerThan,
    FasterThan,
    LargerThan,
    SmallerThan,
    Is,
    Id,
    Page,
    Part,
};

/// One of the values of a term.
struct FilterValue {
    enum class Form : quint8 {
        Text,
        Equal,
        Above,
        Below,
        Between,
        StatusClass, ///< "4xx": an x stands for any digit
        Ago,         ///< `low` before now
        TimeOfDay,   ///< of today, local time
    };
    Form form = Form::Text;
    QString text; ///< as it was written, without quotes
    /// Of forms other than Text: numbers as they are, durations in microseconds, sizes in bytes, times in
    /// milliseconds since 1970 or since midnight.
    double low = 0;
    double high = 0;

    bool operator==(const FilterValue&) const = default;
};

/// A key with its values, one of which has to hold; `isNegated`: none of them may.
struct FilterTerm {
    FilterKey key = FilterKey::Word;
    bool isNegated = false;
    std::vector<FilterValue> values;

    bool operator==(const FilterTerm&) const = default;
};

/// "status" of FilterKey::Status; empty for Word.
[[nodiscard]] QString filterKeyName(FilterKey key);
/// In any case of letters; nothing for a name that is none.
[[nodiscard]] std::optional<FilterKey> filterKeyNamed(const QString& name);
/// All but Word, in the order in which they are offered.
[[nodiscard]] const std::vector<FilterKey>& filterKeys();
/// The words that a key takes and no others (`is`, `effect`); empty for other keys.
[[nodiscard]] QStringList filterWords(FilterKey key);

/// Reads a value as its key wants it; nothing when the key cannot be asked for that.
[[nodiscard]] std::optional<FilterValue> filterValue(FilterKey key, const QString& text);
/// How such values are written, for whoever wrote another.
[[nodiscard]] QString filterValueHelp(FilterKey key, const QString& wrong);

[[nodiscard]] bool termHolds(const FilterTerm& term, const ExchangeCall& call,
                             std::chrono::system_clock::time_point now);

} // namespace inia::ui
