#include "core/config/inifile.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Reads what stands between quotes; `at` is behind the opening one, and afterwards behind the closing one.
bool readQuoted(std::string_view text, char quote, std::size_t& at, std::string& word)
{
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == quote) {
            ++at;
            return true;
        }
        const bool escapes = quote == '"' && c == '\\' && at + 1 < text.size() &&
                             (text[at + 1] == '"' || text[at + 1] == '\\');
        if (escapes)
            ++at;
        word += text[at];
    }
    return false;
}

} // namespace

// ---- profiles ---------------------------------------------------------------------------------------------

bool isExplicitNo(std::string_view mark)
{
    static constexpr std::array<std::string_view, 5> no{"", "false", "no", "off", "0"};
    const std::string lower = ascii::lowered(ascii::trimmed(mark));
    return std::find(no.begin(), no.end(), lower) != no.end();
}

bool Profile::isProduction() const
{
    return !isExplicitNo(text("inia_production"));
}

// ---- files ------------------------------------------------------------------------------------------------

std::optional<std::vector<std::string>> splitShellWords(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && isBlank(text[at]))
            ++at;
        if (at == text.size())
            return words;
        std::string word;
        while (at < text.size() && !isBlank(text[at])) {
            const char c = text[at++];
            if (c == '\'' || c == '"') {
                if (!readQuoted(text, c, at, word))
                    return std::nullopt;
            } else if (c == '\\') {
                if (at == text.size())
                    return std::nullopt;
                word += text[at++];
            } else {
                word += c;
            }
        }
        words.push_back(std::move(word));
    }
}

std::string quotedWord(std::string_view text)
{
    if (const auto words = splitShellWords(text); words && words->size() == 1 && words->front() == text)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

namespace {

/// What Python's str.strip() takes away: people paste keys from web pages, no-break spaces included.
constexpr std::array<std::string_view, 29> whitespace{" ",
                                                      "\t",
                                                      "\n",
                                                      "\v",
                                                      "\f",
                                                      "\r",
                                                      "\x1c",
                                                      "\x1d",
                                                      "\x1e",
                                                      "\x1f",
                                                      "\xc2\x85",
                                                      "\xc2\xa0",
                                                      "\xe1\x9a\x80",
                                                      "\xe2\x80\x80",
                                                      "\xe2\x80\x81",
                                                      "\xe2\x80\x82",
                                                      "\xe2\x80\x83",
                                                      "\xe2\x80\x84",
                                                      "\xe2\x80\x85",
                                                      "\xe2\x80\x86",
                                                      "\xe2\x80\x87",
                                                      "\xe2\x80\x88",
                                                      "\xe2\x80\x89",
                                                      "\xe2\x80\x8a",
                                                      "\xe2\x80\xa8",
                                                      "\xe2\x80\xa9",
                                                      "\xe2\x80\xaf",
                                                      "\xe2\x81\x9f",
                                                      "\xe3\x80\x80"};

constexpr const char* malformedHeading = "a section heading needs the form [name], with both brackets";

/// Takes leading white space away and says how many characters it was.
std::size_t trimFront(std::string_view& text)
{
    std::size_t count = 0;
    while (true) {
        const auto found = std::find_if(whitespace.begin(), whitespace.end(),
                                        [text](std::string_view space) { return text.starts_with(space); });
        if (found == whitespace.end())
            return count;
        text.remove_prefix(found->size());
        ++count;
    }
}

std::string_view trimmed(std::string_view text)
{
    trimFront(text);
    while (true) {
        const auto found = std::find_if(whitespace.begin(), whitespace.end(),
                                        [text](std::string_view space) { return text.ends_with(space); });
        if (found == whitespace.end())
            return text;
        text.remove_suffix(found->size());
    }
}

/// The key in quotes if it reads like one. A line without a key may be a secret on the wrong line.
std::string quotedKey(std::string_view key)
{
    const bool plain = key.size() <= 48 && key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") ==
                                               std::string_view::npos;
    return plain ? "key \"" + std::string(key) + "\"" : std::string("key");
}

/// A value while its lines are being collected.
struct PendingValue {
    std::string key;
    int line = 0;
    std::vector<std::pair<std::string, int>> lines; ///< text and line number
};

class IniReader final {
public:
    explicit IniReader(const std::string& fileName) : m_fileName(fileName) {}

    Result<std::vector<ConfigSection>> read(std::string_view text);
    [[nodiscard]] std::vector<IniItem> takeItems() { return std::move(m_items); }

private:
    [[nodiscard]] Error error(int line, const std::string& what) const;
    Result<void> readLine(std::string_view line);
    Result<void> openSection(std::string_view name);
    Result<void> openValue(std::string_view line);
    Result<void> closeValue();
    Result<void> readNested(const PendingValue& pending, ConfigValue& value) const;
    [[nodiscard]] ConfigSection* section() { return m_inDefaults ? &m_defaults : &m_sections.back(); }
    [[nodiscard]] bool inSection() const { return m_inDefaults || !m_sections.empty(); }

    const std::string& m_fileName;
    std::vector<ConfigSection> m_sections;
    std::map<std::string, int> m_headings; ///< line of each
    std::vector<IniItem> m_items;
    ConfigSection m_defaults;
    bool m_inDefaults = false;
    bool m_valueOpen = false;
    PendingValue m_value;
    std::size_t m_indent = 0;
    int m_line = 0;
};

Error IniReader::error(int line, const std::string& what) const
{
    return makeError(ErrorKind::Configuration, "ConfigParseError",
                     m_fileName + ", line " + std::to_string(line) + ": " + what);
}

Result<void> IniReader::readNested(const PendingValue& pending, ConfigValue& value) const
{
    for (const auto& [line, number] : pending.lines) {
        if (line.empty())
            continue;
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos) {
            return error(number, "the indented lines below " + quotedKey(pending.key) +
                                     " need the form \"key = value\"");
        }
        const std::string_view text(line);
        value.nested.insert_or_assign(std::string(trimmed(text.substr(0, equals))),
                                      std::string(trimmed(text.substr(equals + 1))));
    }
    return {};
}

Result<void> IniReader::closeValue()
{
    if (!std::exchange(m_valueOpen, false))
        return {};
    auto& lines = m_value.lines;
    while (!lines.empty() && lines.back().first.empty())
        lines.pop_back();
    ConfigValue value;
    value.file = m_fileName;
    value.line = m_value.line;
    m_items.push_back(
        {IniItem::Kind::Key, m_value.key, m_value.line, lines.empty() ? m_value.line : lines.back().second});
    value.isNested = lines.size() > 1 && lines.front().first.empty();
    if (value.isNested) {
        if (auto nested = readNested(m_value, value); !nested)
            return nested.error();
    } else {
        for (const auto& [line, number] : lines) {
            if (number != lines.front().second)
                value.text += '\n';
            value.text += line;
        }
    }
    section()->values.insert_or_assign(m_value.key, std::move(value));
    return {};
}

Result<void> IniReader::openSection(std::string_view name)
{
    m_items.push_back({IniItem::Kind::Heading, std::string(name), m_line, m_line});
    m_inDefaults = name == "DEFAULT";
    if (m_inDefaults)
        return {};
    const auto [known, isNew] = m_headings.try_emplace(std::string(name), m_line);
    if (!isNew) {
        return error(m_line, "section [" + std::string(name) + "] was begun before, in line " +
                                 std::to_string(known->second) + "; put both together or rename one");
    }
    ConfigSection section;
    section.name = name;
    section.file = m_fileName;
    section.line = m_line;
    m_sections.push_back(std::move(section));
    return {};
}

Result<void> IniReader::openValue(std::string_view line)
{
    const std::size_t delimiter = line.find_first_of("=:");
    if (delimiter == std::string_view::npos) {
        return error(m_line, line.starts_with('[') ? malformedHeading
                                                   : "expected \"key = value\" or a [section] heading");
    }
    std::string key = ascii::lowered(trimmed(line.substr(0, delimiter)));
    if (key.empty())
        return error(m_line, "there is no key in front of the \"" + std::string(1, line[delimiter]) + "\"");
    if (const ConfigValue* other = section()->find(key)) {
        return error(m_line, quotedKey(key) + " was set before in this section, in line " +
                                 std::to_string(other->line) + "; remove one of the two");
    }
    m_value = {std::move(key), m_line, {}};
    m_value.lines.emplace_back(trimmed(line.substr(delimiter + 1)), m_line);
    m_valueOpen = true;
    return {};
}

Result<void> IniReader::readLine(std::string_view line)
{
    std::string_view content = line;
    const std::size_t indent = trimFront(content);
    content = trimmed(content);
    if (content.starts_with('#') || content.starts_with(';'))
        return {};
    if (content.empty()) {
        if (m_valueOpen)
            m_value.lines.emplace_back(std::string(), m_line);
        return {};
    }
    if (m_valueOpen && indent > m_indent) {
        m_value.lines.emplace_back(content, m_line);
        return {};
    }
    if (auto closed = closeValue(); !closed)
        return closed;
    m_indent = indent;
    // The last bracket ends the heading, as botocore's parser has it; what follows is ignored.
    const std::size_t bracket = content.rfind(']');
    if (content.starts_with('[') && bracket != std::string_view::npos && bracket > 1)
        return openSection(content.substr(1, bracket - 1));
    if (inSection())
        return openValue(content);
    return error(m_line, content.starts_with('[') ? malformedHeading
                                                  : "expected a [section] heading before the first key");
}

Result<std::vector<ConfigSection>> IniReader::read(std::string_view text)
{
    if (text.starts_with("\xef\xbb\xbf"))
        return error(1, "the file begins with a byte order mark; save it as UTF-8 without one");
    while (!text.empty()) {
        ++m_line;
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        if (auto line = readLine(text.substr(0, end)); !line)
            return line.error();
        text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : std::min(end + 1, text.size()));
    }
    if (auto closed = closeValue(); !closed)
        return closed.error();
    for (ConfigSection& section : m_sections)
        section.values.insert(m_defaults.values.begin(), m_defaults.values.end());
    return std::move(m_sections);
}

} // namespace

Result<std::vector<ConfigSection>> parseIni(std::string_view text, const std::string& fileName,
                                            std::vector<IniItem>* layout)
{
    IniReader reader(fileName);
    auto sections = reader.read(text);
    if (layout != nullptr)
        *layout = reader.takeItems();
    return sections;
}

std::string_view iniTrimmed(std::string_view text)
{
    return trimmed(text);
}

} // namespace inia
