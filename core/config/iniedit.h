#pragma once

#include "core/config/inifile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// A key that gets a value, or goes.
struct KeyChange {
    std::string key;                  ///< in lower case
    std::optional<std::string> value; ///< none: the key goes
    std::string nested;               ///< where the value is one of the block below `key`: its name there
};

/// The text of an ini file while it is changed. What a change does not name stays as it is, byte for byte:
/// comments, order, blank lines, line ends. Sections are named as their headings stand.
///
/// A change that the format cannot hold is refused with an error of kind Parameter, and so is one after which
/// the reader would not read what was meant; the text is then as it was before.
class IniEdit final {
public:
    /// Fails where parseIni() fails. `fileName` is for messages.
    [[nodiscard]] static Result<IniEdit> parse(std::string text, std::string fileName);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] const std::vector<ConfigSection>& sections() const { return m_sections; }

    /// A section that is not there yet comes to the end of the file.
    [[nodiscard]] Result<void> change(const std::string& section, const std::vector<KeyChange>& changes);
    [[nodiscard]] Result<void> rename(const std::string& section, const std::string& name);
    /// The copy comes below the section.
    [[nodiscard]] Result<void> duplicate(const std::string& section, const std::string& name);
    /// Comments above the heading and below the last key stay.
    [[nodiscard]] Result<void> remove(const std::string& section);

private:
    struct Extent {
        std::size_t first = 0; ///< index of the heading in m_items
        std::size_t end = 0;   ///< of the next one
    };

    [[nodiscard]] Result<void> read();
    [[nodiscard]] Result<void> checkNew(const std::string& heading) const;
    [[nodiscard]] Result<void> checked(const IniEdit& before, const std::vector<ConfigSection>& wanted);
    [[nodiscard]] std::optional<Extent> find(std::string_view section) const;
    [[nodiscard]] int lastLine(const Extent& extent) const { return m_items[extent.end - 1].lastLine; }
    [[nodiscard]] const IniItem* key(const Extent& extent, std::string_view key) const;
    [[nodiscard]] std::string_view line(int number) const;
    [[nodiscard]] std::string indentOf(int number) const;
    [[nodiscard]] std::string lineEnd() const;
    void replace(int first, int last, const std::string& text);
    void append(int after, const std::string& text);
    void setValue(int number, const std::string& value, int last);
    Result<void> changeKey(const std::string& section, const KeyChange& change);
    void changeNested(const IniItem& item, const KeyChange& change);

    std::string m_fileName;
    std::string m_text;
    std::vector<std::size_t> m_lines; ///< where each begins; one more than there are
    std::vector<IniItem> m_items;
    std::vector<ConfigSection> m_sections;
};

} // namespace inia
