#pragma once

#include "core/model/value.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What a JSON text says, as far as it goes.
struct JsonDocument {
    Value value;
    bool isComplete = false; ///< the text ends where the document does
    /// What is wrong with the text and where, in bytes. Empty where it is only cut.
    std::string problem;
    std::size_t problemAt = 0;
    /// Numbers that neither 64 bits nor a double can give back: they are texts in `value`.
    std::size_t longNumbers = 0;
};

struct JsonLimits {
    int depth = 512;
    std::size_t values = 1'000'000; ///< more than are looked at, and less than 100 MiB
};

/// Reads JSON (RFC 8259) that may be cut anywhere, and may be damaged: all in front of that place is there.
/// Names that come twice stand in their map twice.
[[nodiscard]] JsonDocument readJson(std::string_view text, const JsonLimits& limits = {});

/// A text that is a table: CSV and its kind, or a JSON document on each line. Keeps the text and where its
/// rows begin; cells are made of it when somebody looks at them, so that a table takes little more memory
/// than its text.
class TextTable final {
public:
    /// How cells are told apart.
    struct Dialect {
        char delimiter = ',';
        char quote = '"';
        bool hasHeader = true;
        friend bool operator==(const Dialect&, const Dialect&) = default;
    };
    struct Row {
        std::vector<std::string> cells; ///< as many as there are columns, at least
        std::string problem;            ///< why it is not like the others; mostly empty
    };
    static constexpr std::size_t mostColumns = 1000;
    static constexpr std::size_t longestCell = std::size_t(64) << 10;

    TextTable() = default;
    /// UTF-8. Of a text that goes on (`isCut`) the last line is left out, as nobody knows its end.
    [[nodiscard]] static TextTable delimited(std::shared_ptr<const std::string> text, Dialect dialect,
                                             bool isCut);
    /// The columns are the members of the first 1,000 documents, in the order in which they come.
    [[nodiscard]] static TextTable jsonLines(std::shared_ptr<const std::string> text, bool isCut);
    /// By how evenly each of , ; tab and | divides the first lines.
    [[nodiscard]] static Dialect guess(std::string_view text);

    [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }
    [[nodiscard]] std::size_t size() const { return m_starts.empty() ? 0 : m_starts.size() - 1; }
    [[nodiscard]] Row row(std::size_t number) const;
    /// As it stands in the text, without its line end.
    [[nodiscard]] std::string_view line(std::size_t number) const;
    [[nodiscard]] const Dialect& dialect() const { return m_dialect; }
    [[nodiscard]] bool isJsonLines() const { return m_isJsonLines; }

private:
    std::shared_ptr<const std::string> m_text;
    std::vector<std::uint32_t> m_starts; ///< of each row, and the end of the last
    std::vector<std::string> m_columns;
    Dialect m_dialect;
    bool m_isJsonLines = false;
};

} // namespace inia
