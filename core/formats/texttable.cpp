#include "core/formats/texttable.h"

#include "core/formats/jsondocument.h"
#include "core/protocol/jsonwriter.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace inia {

namespace {

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
