#include "core/config/iniedit.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

Error refused(const std::string& what)
{
    return makeError(ErrorKind::Parameter, "NotWritable", what);
}

bool hasControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

Result<void> checkValue(const KeyChange& change)
{
    if (!change.value)
        return {};
    if (hasControl(*change.value))
        return refused("The value of " + change.key +
                       " has a line break or another control character in it, "
                       "which the file cannot hold. Take it out.");
    if (iniTrimmed(*change.value) != *change.value)
        return refused("The value of " + change.key +
                       " begins or ends with a blank, which the file cannot "
                       "hold. Take it away.");
    return {};
}

Result<void> checkKey(std::string_view key)
{
    const bool fits = !key.empty() && !hasControl(key) && iniTrimmed(key) == key &&
                      key.find_first_of("=:[]") == std::string_view::npos && !key.starts_with('#') &&
                      !key.starts_with(';');
    if (!fits)
        return refused("\"" + std::string(key) + "\" cannot be a key of a config file.");
    return {};
}

Result<void> checkHeading(std::string_view name)
{
    const bool fits = !iniTrimmed(name).empty() && !hasControl(name) && iniTrimmed(name) == name &&
                      name.find_first_of("[]") == std::string_view::npos && name != "DEFAULT";
    if (!fits)
        return refused("\"" + std::string(name) +
                       "\" cannot be a heading of a config file: no brackets, line breaks or blanks around "
                       "it, and not DEFAULT.");
    return {};
}

ConfigSection* sectionOf(std::vector<ConfigSection>& sections, std::string_view name)
{
    const auto found = std::find_if(sections.begin(), sections.end(),
                                    [name](const ConfigSection& each) { return each.name == name; });
    return found == sections.end() ? nullptr : &*found;
}

/// What a change is meant to come to, in the reader's terms.
void apply(ConfigSection& section, const KeyChange& change)
{
    if (change.nested.empty()) {
        section.values.erase(change.key);
        if (change.value)
            section.values[change.key].text = *change.value;
        return;
    }
    ConfigValue& value = section.values[change.key];
    value.isNested = true;
    if (change.value)
        value.nested.insert_or_assign(change.nested, *change.value);
    else
        value.nested.erase(change.nested);
    if (value.nested.empty())
        section.values.erase(change.key);
}

bool sameValue(const ConfigValue& a, const ConfigValue& b)
{
    return a.text == b.text && a.isNested == b.isNested && a.nested == b.nested;
}

bool sameSections(const std::vector<ConfigSection>& a, const std::vector<ConfigSection>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return one.name == other.name &&
               std::equal(one.values.begin(), one.values.end(), other.values.begin(), other.values.end(),
                          [](const auto& x, const auto& y) {
                              return x.first == y.first && sameValue(x.second, y.second);
                          });
    });
}

} // namespace

// ---- reading ----------------------------------------------------------------------------------------------

Result<IniEdit> IniEdit::parse(std::string text, std::string fileName)
{
    IniEdit edit;
    edit.m_text = std::move(text);
    edit.m_fileName = std::move(fileName);
    if (auto read = edit.read(); !read)
        return read.error();
    return edit;
}

Result<void> IniEdit::read()
{
    std::vector<IniItem> items;
    auto sections = parseIni(m_text, m_fileName, &items);
    if (!sections)
        return sections.error();
    m_items = std::move(items);
    m_sections = std::move(sections).value();
    m_lines.clear();
    std::size_t at = 0;
    while (at < m_text.size()) {
        m_lines.push_back(at);
        at = std::min(m_text.find_first_of("\r\n", at), m_text.size());
        at = m_text.compare(at, 2, "\r\n") == 0 ? at + 2 : std::min(at + 1, m_text.size());
    }
    m_lines.push_back(m_text.size());
    return {};
}

std::optional<IniEdit::Extent> IniEdit::find(std::string_view section) const
{
    const auto isHeading = [](const IniItem& item) { return item.kind == IniItem::Kind::Heading; };
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const IniItem& item) {
        return isHeading(item) && item.name == section;
    });
    if (found == m_items.end())
        return std::nullopt;
    const auto next = std::find_if(found + 1, m_items.end(), isHeading);
    return Extent{static_cast<std::size_t>(found - m_items.begin()),
                  static_cast<std::size_t>(next - m_items.begin())};
}

const IniItem* IniEdit::key(const Extent& extent, std::string_view key) const
{
    for (std::size_t i = extent.first + 1; i < extent.end; ++i) {
        if (m_items[i].name == key)
            return &m_items[i];
    }
    return nullptr;
}

std::string_view IniEdit::line(int number) const
{
    const auto index = static_cast<std::size_t>(number - 1);
    auto text = std::string_view(m_text).substr(m_lines[index], m_lines[index + 1] - m_lines[index]);
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

std::string IniEdit::indentOf(int number) const
{
    const auto text = line(number);
    return std::string(text.substr(0, std::min(text.find_first_not_of(" \t"), text.size())));
}

std::string IniEdit::lineEnd() const
{
    const auto at = m_text.find_first_of("\r\n");
    if (at == std::string::npos)
        return "\n";
    return m_text.compare(at, 2, "\r\n") == 0 ? "\r\n" : m_text.substr(at, 1);
}

// ---- changing ---------------------------------------------------------------------------------------------

/// The lines with their ends.
void IniEdit::replace(int first, int last, const std::string& text)
{
    const std::size_t from = m_lines[static_cast<std::size_t>(first - 1)];
    m_text.replace(from, m_lines[static_cast<std::size_t>(last)] - from, text);
}

void IniEdit::append(int after, const std::string& text)
{
    std::size_t at = m_lines[static_cast<std::size_t>(after)];
    if (at > 0 && m_text[at - 1] != '\n' && m_text[at - 1] != '\r') {
        const auto end = lineEnd();
        m_text.insert(at, end);
        at += end.size();
    }
    m_text.insert(at, text);
}

/// Lines `number` to `last` become one, with the name, the delimiter and the blanks around it as they were.
void IniEdit::setValue(int number, const std::string& value, int last)
{
    const auto old = line(number);
    const auto delimiter = old.find_first_of("=:");
    auto behind = old.find_first_not_of(" \t", delimiter + 1);
    if (behind == std::string_view::npos)
        behind = old.size();
    std::string text(old.substr(0, behind));
    if (behind == delimiter + 1 && behind == old.size() && !value.empty())
        text += ' ';
    text += value;
    const auto begin = m_lines[static_cast<std::size_t>(last - 1)];
    const auto size = m_lines[static_cast<std::size_t>(last)] - begin;
    text += m_text.substr(begin + line(last).size(), size - line(last).size());
    replace(number, last, text);
}

void IniEdit::changeNested(const IniItem& item, const KeyChange& change)
{
    int last = item.line;
    std::optional<int> found;
    int others = 0;
    for (int number = item.line + 1; number <= item.lastLine; ++number) {
        const auto content = iniTrimmed(line(number));
        if (content.empty() || content.starts_with('#') || content.starts_with(';'))
            continue;
        last = number;
        if (iniTrimmed(content.substr(0, content.find('='))) == change.nested)
            found = number;
        else
            ++others;
    }
    if (found && change.value)
        setValue(*found, *change.value, *found);
    else if (found && others > 0)
        replace(*found, *found, {});
    else if (found)
        replace(item.line, item.lastLine, {});
    else if (change.value)
        append(last, (last > item.line ? indentOf(last) : indentOf(item.line) + "    ") + change.nested +
                         " = " + *change.value + lineEnd());
}

Result<void> IniEdit::changeKey(const std::string& section, const KeyChange& change)
{
    const auto extent = find(section);
    const IniItem* item = key(*extent, change.key);
    if (item != nullptr && !change.nested.empty()) {
        changeNested(*item, change);
    } else if (item != nullptr && change.value) {
        const auto* value = sectionOf(m_sections, section)->find(change.key);
        if (value->isNested || value->text != *change.value)
            setValue(item->line, *change.value, item->lastLine);
    } else if (item != nullptr) {
        replace(item->line, item->lastLine, {});
    } else if (change.value) {
        const auto indent = indentOf(m_items[extent->end - 1].line);
        std::string text = indent + change.key + " =";
        if (!change.nested.empty())
            text += lineEnd() + indent + "    " + change.nested + " =";
        append(lastLine(*extent), text + ' ' + *change.value + lineEnd());
    }
    return read();
}

/// Keeps the change if the reader reads it as it was meant.
Result<void> IniEdit::checked(const IniEdit& before, const std::vector<ConfigSection>& wanted)
{
    if (const auto fresh = read(); fresh && sameSections(m_sections, wanted))
        return {};
    *this = before;
    return refused(m_fileName +
                   " is laid out in a way that this program cannot change safely; make the change "
                   "in a text editor.");
}

Result<void> IniEdit::change(const std::string& section, const std::vector<KeyChange>& changes)
{
    for (const auto& each : changes) {
        auto fits = checkKey(each.key);
        if (fits && !each.nested.empty())
            fits = checkKey(each.nested);
        if (fits)
            fits = checkValue(each);
        if (!fits)
            return fits;
    }
    const IniEdit before = *this;
    auto wanted = m_sections;
    if (!find(section)) {
        if (auto fits = checkHeading(section); !fits)
            return fits;
        std::string text = m_text.empty() ? std::string() : lineEnd();
        append(static_cast<int>(m_lines.size()) - 1, text + '[' + section + ']' + lineEnd());
        // Values of a [DEFAULT] section come with it.
        if (auto fresh = read(); !fresh)
            return checked(before, {});
        if (const auto* made = sectionOf(m_sections, section))
            wanted.push_back(*made);
    }
    ConfigSection* target = sectionOf(wanted, section);
    for (const auto& each : changes) {
        if (auto done = changeKey(section, each); !done || target == nullptr)
            return checked(before, {});
        apply(*target, each);
    }
    return checked(before, wanted);
}

Result<void> IniEdit::checkNew(const std::string& heading) const
{
    if (auto fits = checkHeading(heading); !fits)
        return fits;
    if (find(heading))
        return refused("There is a section [" + heading + "] in " + m_fileName + " already.");
    return {};
}

Result<void> IniEdit::rename(const std::string& section, const std::string& name)
{
    if (auto fits = checkNew(name); !fits)
        return fits;
    const auto extent = find(section);
    if (!extent)
        return {};
    const IniEdit before = *this;
    auto wanted = m_sections;
    sectionOf(wanted, section)->name = name;
    const int number = m_items[extent->first].line;
    const auto old = line(number);
    const auto begin = m_lines[static_cast<std::size_t>(number - 1)];
    const auto from = old.find('[') + 1;
    m_text.replace(begin + from, old.rfind(']') - from, name);
    return checked(before, wanted);
}

Result<void> IniEdit::duplicate(const std::string& section, const std::string& name)
{
    if (auto fits = checkNew(name); !fits)
        return fits;
    const auto extent = find(section);
    if (!extent)
        return {};
    const IniEdit before = *this;
    auto wanted = m_sections;
    const auto original = std::find_if(wanted.begin(), wanted.end(),
                                       [&](const ConfigSection& each) { return each.name == section; });
    auto copy = *original;
    copy.name = name;
    wanted.insert(original + 1, std::move(copy));
    const int first = m_items[extent->first].line;
    const int last = lastLine(*extent);
    const auto begin = m_lines[static_cast<std::size_t>(first)];
    std::string body = m_text.substr(begin, m_lines[static_cast<std::size_t>(last)] - begin);
    if (!body.empty() && !body.ends_with('\n') && !body.ends_with('\r'))
        body += lineEnd();
    append(last, lineEnd() + indentOf(first) + '[' + name + ']' + lineEnd() + body);
    return checked(before, wanted);
}

Result<void> IniEdit::remove(const std::string& section)
{
    const auto extent = find(section);
    if (!extent)
        return {};
    const IniEdit before = *this;
    auto wanted = m_sections;
    std::erase_if(wanted, [&](const ConfigSection& each) { return each.name == section; });
    int last = lastLine(*extent);
    while (last + 1 < static_cast<int>(m_lines.size()) && iniTrimmed(line(last + 1)).empty())
        ++last;
    replace(m_items[extent->first].line, last, {});
    return checked(before, wanted);
}

} // namespace inia
