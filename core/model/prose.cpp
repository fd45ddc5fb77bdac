#include "core/model/prose.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace inia {

namespace {

void appendUtf8(std::string& out, std::uint32_t point)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0 | point >> 6);
        add(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        add(0xE0 | point >> 12);
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    } else {
        add(0xF0 | point >> 18);
        add(0x80 | (point >> 12 & 0x3F));
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    }
}

/// What stands between '&' and ';'.
std::optional<std::uint32_t> referencedPoint(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 11> names{{
        {"amp", '&'},
        {"lt", '<'},
        {"gt", '>'},
        {"quot", '"'},
        {"apos", '\''},
        {"nbsp", ' '},
        {"ndash", 0x2013},
        {"mdash", 0x2014},
        {"hellip", 0x2026},
        {"rsquo", 0x2019},
        {"trade", 0x2122},
    }};
    for (const auto& [known, point] : names) {
        if (known == name)
            return point;
    }
    if (!name.starts_with('#'))
        return std::nullopt;
    name.remove_prefix(1);
    const bool isHex = name.starts_with('x') || name.starts_with('X');
    if (isHex)
        name.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), point, isHex ? 16 : 10);
    const bool isScalar = point != 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return error == std::errc() && end == name.data() + name.size() && isScalar ? std::optional(point)
                                                                                : std::nullopt;
}

class ProseText final {
public:
    void tag(std::string_view tag)
    {
        const bool closes = tag.starts_with('/');
        if (closes)
            tag.remove_prefix(1);
        std::string name;
        for (const char c : tag.substr(0, tag.find_first_of(" \t\r\n/")))
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        static constexpr std::array<std::string_view, 15> blocks{"p",   "ul",    "ol",        "dl", "pre",
                                                                 "div", "table", "note",      "h1", "h2",
                                                                 "h3",  "h4",    "important", "h5", "tr"};
        if (name == "br") {
            breakLine(1);
        } else if (name == "li" || name == "dt" || name == "dd") {
            breakLine(1);
            if (name == "li" && !closes)
                m_item = true;
        } else if (std::find(blocks.begin(), blocks.end(), name) != blocks.end()) {
            // A paragraph inside a list item does not leave its line.
            breakLine(m_item ? 0 : 2);
        }
    }

    void character(std::string_view bytes)
    {
        if (bytes.size() == 1 && std::isspace(static_cast<unsigned char>(bytes[0]))) {
            m_blank = true;
            return;
        }
        if (!m_out.empty() && m_breaks > 0)
            m_out.append(static_cast<std::size_t>(m_breaks), '\n');
        else if (!m_out.empty() && m_blank && !m_item)
            m_out += ' ';
        if (m_item)
            m_out += "- ";
        m_item = false;
        m_blank = false;
        m_breaks = 0;
        m_out += bytes;
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void breakLine(int count)
    {
        m_breaks = std::max(m_breaks, count);
        m_blank = false;
    }

    std::string m_out;
    int m_breaks = 0;
    bool m_blank = false;
    bool m_item = false; ///< a list item begins with the next character
};

} // namespace

std::string plainText(std::string_view html)
{
    ProseText text;
    while (!html.empty()) {
        const char first = html.front();
        const auto end = first == '<'   ? html.find('>')
                         : first == '&' ? html.find(';')
                                        : std::string_view::npos;
        if (first == '<' && end != std::string_view::npos) {
            if (!html.starts_with("<!--"))
                text.tag(html.substr(1, end - 1));
            html.remove_prefix(end + 1);
            continue;
        }
        const auto point =
            end != std::string_view::npos ? referencedPoint(html.substr(1, end - 1)) : std::nullopt;
        if (point) {
            std::string bytes;
            appendUtf8(bytes, *point);
            text.character(bytes);
            html.remove_prefix(end + 1);
            continue;
        }
        text.character(html.substr(0, 1));
        html.remove_prefix(1);
    }
    return text.take();
}

} // namespace inia
