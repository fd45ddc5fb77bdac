#include "core/formats/textdocuments.h"

#include "core/protocol/jsonwriter.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace inia {

namespace {

class JsonText final {
public:
    JsonText(std::string_view text, const JsonLimits& limits, JsonDocument& document)
        : m_text(text), m_limits(limits), m_document(document)
    {
    }

    void read()
    {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        m_at = m_text.starts_with(mark) ? mark.size() : 0;
        skipSpace();
        const bool isWhole = value(m_document.value, 1);
        skipSpace();
        if (isWhole && m_at < m_text.size())
            fail("There is more behind the document.");
        m_document.isComplete = isWhole && m_document.problem.empty();
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    void skipSpace()
    {
        while (!isAtEnd() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    /// Always false: what is being read does not go on.
    bool fail(const char* problem)
    {
        if (m_document.problem.empty()) {
            m_document.problem = problem;
            m_document.problemAt = m_at;
        }
        return false;
    }

    /// Each of these gives what there is of it to `out`, and false when the text ends or goes wrong inside.
    bool value(Value& out, int depth)
    {
        if (isAtEnd())
            return false;
        if (depth > m_limits.depth)
            return fail("It goes deeper than can be shown.");
        if (++m_values > m_limits.values)
            return fail("It has more values than can be shown.");
        switch (m_text[m_at]) {
        case '{':
            return map(out, depth);
        case '[':
            return list(out, depth);
        case '"': {
            std::string text;
            const bool isWhole = string(text);
            out = Value(std::move(text));
            return isWhole;
        }
        case 't':
            return word("true", true, out);
        case 'f':
            return word("false", false, out);
        case 'n':
            return word("null", nullptr, out);
        default:
            return number(out);
        }
    }

    bool word(std::string_view word, Value meaning, Value& out)
    {
        const std::string_view rest = m_text.substr(m_at, word.size());
        if (rest != word)
            return word.starts_with(rest) ? false : fail("Here should be a value.");
        m_at += word.size();
        out = std::move(meaning);
        return true;
    }

    bool number(Value& out)
    {
        const std::size_t begin = m_at;
        while (!isAtEnd() && (ascii::isDigit(m_text[m_at]) ||
                              std::string_view("+-.eE").find(m_text[m_at]) != std::string_view::npos))
            ++m_at;
        const std::string_view digits = m_text.substr(begin, m_at - begin);
        if (!isNumber(digits)) {
            const bool isCut = isAtEnd() && !digits.empty();
            m_at = begin;
            return isCut ? false : fail("Here should be a value.");
        }
        out = exactly(digits);
        return true;
    }

    static bool isNumber(std::string_view text)
    {
        const auto digits = [&text] {
            std::size_t count = 0;
            while (count < text.size() && ascii::isDigit(text[count]))
                ++count;
            text.remove_prefix(count);
            return count;
        };
        if (text.starts_with('-'))
            text.remove_prefix(1);
        const bool hasZero = text.starts_with('0');
        const std::size_t whole = digits();
        if (whole == 0 || (hasZero && whole > 1))
            return false;
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            if (digits() == 0)
                return false;
        }
        if (text.starts_with('e') || text.starts_with('E')) {
            text.remove_prefix(1);
            if (text.starts_with('+') || text.starts_with('-'))
                text.remove_prefix(1);
            if (digits() == 0)
                return false;
        }
        return text.empty();
    }

    /// A double gives back fifteen digits, whichever they are.
    Value exactly(std::string_view digits)
    {
        constexpr std::size_t safeDigits = 15;
        std::int64_t whole = 0;
        const char* end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, whole);
        if (read.ec == std::errc() && read.ptr == end && digits != "-0")
            return whole;
        const std::string_view mantissa = digits.substr(0, digits.find_first_of("eE"));
        std::size_t count = 0;
        for (const char c : mantissa)
            count += ascii::isDigit(c) ? 1 : 0;
        double number = 0;
        const auto parsed = std::from_chars(digits.data(), end, number);
        if (parsed.ec == std::errc() && (count <= safeDigits || isShortest(number, digits)))
            return number;
        ++m_document.longNumbers;
        return std::string(digits);
    }

    static bool isShortest(double number, std::string_view digits)
    {
        char text[32];
        const auto written = std::to_chars(text, text + sizeof text, number);
        return std::string_view(text, static_cast<std::size_t>(written.ptr - text)) == digits;
    }

    bool list(Value& out, int depth)
    {
        Value::List items;
        ++m_at;
        const bool isWhole = each(']', [&] {
            items.emplace_back();
            const std::size_t begin = m_at;
            const bool isGood = value(items.back(), depth + 1);
            if (!isGood && m_at == begin && items.back().isNull())
                items.pop_back(); // there is nothing of it
            return isGood;
        });
        out = Value(std::move(items));
        return isWhole;
    }

    bool map(Value& out, int depth)
    {
        ValueMap members;
        ++m_at;
        const bool isWhole = each('}', [&] {
            if (isAtEnd() || m_text[m_at] != '"')
                return isAtEnd() ? false : fail("Here should be a name in quotation marks.");
            std::string name;
            if (!string(name))
                return false;
            skipSpace();
            if (isAtEnd() || m_text[m_at] != ':')
                return isAtEnd() ? false : fail("Here should be a colon.");
            ++m_at;
            skipSpace();
            Value member;
            const bool isGood = value(member, depth + 1);
            members.appendUnchecked(std::move(name), std::move(member));
            return isGood;
        });
        out = Value(std::move(members));
        return isWhole;
    }

    template <typename Item>
    bool each(char close, Item item)
    {
        skipSpace();
        if (!isAtEnd() && m_text[m_at] == close) {
            ++m_at;
            return true;
        }
        while (!isAtEnd()) {
            if (!item())
                return false;
            skipSpace();
            if (isAtEnd())
                return false;
            const char c = m_text[m_at];
            if (c != ',' && c != close)
                return fail("Here should be a comma, or the end of the list or map.");
            ++m_at;
            if (c == close)
                return true;
            skipSpace();
        }
        return false;
    }

    bool string(std::string& out)
    {
        for (++m_at; !isAtEnd(); ++m_at) {
            const auto end = m_text.find_first_of("\"\\", m_at);
            out.append(m_text.substr(m_at, end == m_text.npos ? m_text.npos : end - m_at));
            m_at = end == m_text.npos ? m_text.size() : end;
            if (isAtEnd())
                return false;
            if (m_text[m_at] == '"') {
                ++m_at;
                return true;
            }
            ++m_at;
            if (isAtEnd())
                return false;
            if (!escape(out))
                return false;
        }
        return false;
    }

    bool escape(std::string& out)
    {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char c = m_text[m_at];
        if (const auto at = letters.find(c); at != letters.npos) {
            out += meanings[at];
            return true;
        }
        if (c != 'u')
            return fail("There is no such escape.");
        auto unit = codeUnit(m_at + 1);
        if (!unit)
            return m_at + 5 > m_text.size() ? false : fail("There is no such escape.");
        m_at += 4;
        char32_t character = *unit;
        const bool isHigh = character >= 0xD800 && character < 0xDC00;
        if (isHigh && m_text.substr(m_at + 1, 2) == "\\u") {
            if (const auto low = codeUnit(m_at + 3); low && *low >= 0xDC00 && *low < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10) + (*low - 0xDC00);
                m_at += 6;
            }
        }
        append(character >= 0xD800 && character < 0xE000 ? U'\uFFFD' : character, out);
        return true;
    }

    [[nodiscard]] std::optional<std::uint16_t> codeUnit(std::size_t at) const
    {
        if (at + 4 > m_text.size())
            return std::nullopt;
        std::uint16_t unit = 0;
        const char* begin = m_text.data() + at;
        const auto read = std::from_chars(begin, begin + 4, unit, 16);
        return read.ptr == begin + 4 ? std::optional(unit) : std::nullopt;
    }

    static void append(char32_t character, std::string& out)
    {
        const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
        const auto rest = [&put, character](int shift) { put(0x80 | ((character >> shift) & 0x3F)); };
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0 | character >> 6);
            rest(0);
        } else if (character < 0x10000) {
            put(0xE0 | character >> 12);
            rest(6);
            rest(0);
        } else {
            put(0xF0 | character >> 18);
            rest(12);
            rest(6);
            rest(0);
        }
    }

    std::string_view m_text;
    const JsonLimits& m_limits;
    JsonDocument& m_document;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
};

constexpr std::size_t guessedBytes = std::size_t(64) << 10;
constexpr std::size_t mostNamingLines = 1000;

/// Where the line that begins at `begin` ends, behind its line break; npos when the text ends before it does.
std::size_t endOfRow(std::string_view text, std::size_t begin, const TextTable::Dialect& dialect)
{
    bool isQuoted = false;
    bool isCellStart = true;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (isQuoted) {
            // Two of them are one, and close and open again here.
            isQuoted = c != dialect.quote;
            isCellStart = false;
        } else if (c == dialect.quote && (isCellStart || (i > begin && text[i - 1] == dialect.quote))) {
            isQuoted = true;
        } else if (c == '\n') {
            return i + 1;
        } else if (c == '\r') {
            return i + 1 < text.size() && text[i + 1] == '\n' ? i + 2 : i + 1;
        } else {
            isCellStart = c == dialect.delimiter;
        }
    }
    return text.npos;
}

std::string_view withoutLineEnd(std::string_view line)
{
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

void add(std::string& cell, char c)
{
    if (cell.size() < TextTable::longestCell)
        cell += c;
}

std::vector<std::string> cellsOf(std::string_view line, const TextTable::Dialect& dialect)
{
    std::vector<std::string> cells(1);
    bool isQuoted = false;
    bool isCellStart = true;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (isQuoted) {
            if (c != dialect.quote) {
                add(cells.back(), c);
            } else if (i + 1 < line.size() && line[i + 1] == dialect.quote) {
                add(cells.back(), c);
                ++i;
            } else {
                isQuoted = false;
            }
        } else if (c == dialect.quote && isCellStart) {
            isQuoted = true;
            isCellStart = false;
        } else if (c == dialect.delimiter) {
            if (cells.size() == TextTable::mostColumns)
                break;
            cells.emplace_back();
            isCellStart = true;
        } else {
            add(cells.back(), c);
            isCellStart = false;
        }
    }
    return cells;
}

bool isNumeric(std::string_view cell)
{
    const std::string_view text = ascii::trimmed(cell);
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// Names are no numbers, and each is another one.
bool looksLikeHeader(const std::vector<std::string>& cells)
{
    const std::set<std::string> different(cells.begin(), cells.end());
    return different.size() == cells.size() &&
           std::none_of(cells.begin(), cells.end(),
                        [](const std::string& cell) { return cell.empty() || isNumeric(cell); });
}

std::string cellText(const Value& value)
{
    if (value.isNull())
        return {};
    std::string text = value.isText() ? value.text() : toJson(value);
    if (text.size() > TextTable::longestCell)
        text.resize(TextTable::longestCell);
    return text;
}

std::string_view bodyOf(const std::string& text)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return std::string_view(text).substr(text.starts_with(mark) ? mark.size() : 0);
}

} // namespace

// ---- JSON -------------------------------------------------------------------------------------------------

JsonDocument readJson(std::string_view text, const JsonLimits& limits)
{
    JsonDocument document;
    JsonText(text, limits, document).read();
    return document;
}

// ---- tables -----------------------------------------------------------------------------------------------

TextTable::Dialect TextTable::guess(std::string_view text)
{
    text = text.substr(0, guessedBytes);
    const auto quotes = [text](char quote) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool isStart = i == 0 || std::string_view(",;\t|\n\r").find(text[i - 1]) != text.npos;
            count += text[i] == quote && isStart ? 1 : 0;
        }
        return count;
    };
    Dialect best;
    best.quote = quotes('"') == 0 && quotes('\'') > 1 ? '\'' : '"';
    double bestScore = 0;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        Dialect dialect = best;
        dialect.delimiter = delimiter;
        std::map<std::size_t, std::size_t> rowsOfSize;
        std::size_t rows = 0;
        for (std::size_t begin = 0; begin < text.size();) {
            const auto end = endOfRow(text, begin, dialect);
            if (end == text.npos && rows > 0)
                break; // the cut may be within it
            const std::string_view line = withoutLineEnd(text.substr(begin, end - begin));
            if (!line.empty()) {
                ++rows;
                ++rowsOfSize[cellsOf(line, dialect).size()];
            }
            begin = end == text.npos ? text.size() : end;
        }
        for (const auto& [size, count] : rowsOfSize) {
            const double score =
                size > 1 ? double(count) / double(rows) + double(std::min<std::size_t>(size, 50)) / 1000 : 0;
            if (score > bestScore) {
                bestScore = score;
                best.delimiter = delimiter;
            }
        }
    }
    const auto end = endOfRow(text, 0, best);
    best.hasHeader = looksLikeHeader(cellsOf(withoutLineEnd(text.substr(0, end)), best));
    return best;
}

TextTable TextTable::delimited(std::shared_ptr<const std::string> text, Dialect dialect, bool isCut)
{
    TextTable table;
    table.m_text = std::move(text);
    table.m_dialect = dialect;
    const std::string_view all = *table.m_text;
    std::size_t begin = all.size() - bodyOf(*table.m_text).size();
    table.m_starts.push_back(static_cast<std::uint32_t>(begin));
    std::size_t columns = 0;
    for (bool isFirst = true; begin < all.size();) {
        auto end = endOfRow(all, begin, dialect);
        if (end == all.npos && isCut)
            break;
        end = std::min(end, all.size());
        const std::string_view line = withoutLineEnd(all.substr(begin, end - begin));
        begin = end;
        if (isFirst) {
            const auto cells = cellsOf(line, dialect);
            columns = cells.size();
            if (dialect.hasHeader)
                table.m_columns = cells;
            isFirst = false;
            if (dialect.hasHeader) {
                table.m_starts.back() = static_cast<std::uint32_t>(end);
                continue;
            }
        }
        // An empty line would be a row only where there is one column.
        if (line.empty() && columns > 1 && table.m_starts.size() > 1 && end == all.size())
            break;
        table.m_starts.push_back(static_cast<std::uint32_t>(end));
    }
    for (std::size_t i = table.m_columns.size(); i < columns; ++i)
        table.m_columns.push_back("Column " + std::to_string(i + 1));
    return table;
}

TextTable TextTable::jsonLines(std::shared_ptr<const std::string> text, bool isCut)
{
    TextTable table;
    table.m_text = std::move(text);
    table.m_isJsonLines = true;
    const std::string_view all = *table.m_text;
    std::size_t begin = all.size() - bodyOf(*table.m_text).size();
    table.m_starts.push_back(static_cast<std::uint32_t>(begin));
    std::set<std::string> known;
    while (begin < all.size()) {
        auto end = all.find('\n', begin);
        if (end == all.npos && isCut)
            break;
        end = end == all.npos ? all.size() : end + 1;
        const std::string_view line = ascii::trimmed(all.substr(begin, end - begin));
        begin = end;
        if (line.empty() && table.m_starts.size() == 1) {
            table.m_starts.back() = static_cast<std::uint32_t>(end);
            continue;
        }
        if (line.empty() && end == all.size())
            break;
        table.m_starts.push_back(static_cast<std::uint32_t>(end));
        if (table.m_starts.size() > mostNamingLines + 1)
            continue;
        const JsonDocument document = readJson(line);
        for (const auto& [name, value] : document.value.members()) {
            if (table.m_columns.size() < mostColumns && known.insert(name).second)
                table.m_columns.push_back(name);
        }
    }
    if (table.m_columns.empty())
        table.m_columns.emplace_back("Value");
    return table;
}

std::string_view TextTable::line(std::size_t number) const
{
    const std::size_t begin = m_starts[number];
    return withoutLineEnd(std::string_view(*m_text).substr(begin, m_starts[number + 1] - begin));
}

TextTable::Row TextTable::row(std::size_t number) const
{
    Row row;
    if (!m_isJsonLines) {
        row.cells = cellsOf(line(number), m_dialect);
        if (row.cells.size() != m_columns.size())
            row.problem = std::to_string(row.cells.size()) + " cells where the first row has " +
                          std::to_string(m_columns.size()) + '.';
        row.cells.resize(std::max(row.cells.size(), m_columns.size()));
        return row;
    }
    const JsonDocument document = readJson(ascii::trimmed(line(number)));
    row.cells.resize(m_columns.size());
    if (!document.isComplete) {
        row.problem = document.problem.empty() ? "The document ends too early." : document.problem;
        row.cells.front() = std::string(line(number).substr(0, longestCell));
    } else if (!document.value.isMap()) {
        row.cells.front() = cellText(document.value);
    } else {
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            row.cells[i] = cellText(document.value[m_columns[i]]);
    }
    return row;
}

} // namespace inia
