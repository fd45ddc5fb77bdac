#include "core/protocol/xmltext.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace inia {

namespace {

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

/// What stands between & and ;. False when it is none of XML's own or no usable character.
bool appendEntity(std::string& out, std::string_view name)
{
    struct Entity {
        std::string_view name;
        char character;
    };
    static constexpr std::array<Entity, 5> entities{
        {{"quot", '"'}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}}};
    for (const auto& entity : entities) {
        if (entity.name == name) {
            out += entity.character;
            return true;
        }
    }
    if (name.size() < 2 || name[0] != '#')
        return false;
    const bool isHex = name[1] == 'x';
    const auto digits = name.substr(isHex ? 2 : 1);
    std::uint32_t code = 0;
    const auto* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, code, isHex ? 16 : 10);
    const bool isCharacter = code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (parsed.ec != std::errc() || parsed.ptr != end || !isCharacter)
        return false;
    appendUtf8(out, code);
    return true;
}

} // namespace

bool appendXmlText(std::string_view text, std::string& out)
{
    if (text.find('\r') != std::string_view::npos)
        return false;
    out.reserve(out.size() + text.size());
    for (;;) {
        const auto mark = text.find('&');
        out += text.substr(0, mark);
        if (mark == std::string_view::npos)
            return true;
        const auto end = text.find(';', mark);
        if (end == std::string_view::npos || !appendEntity(out, text.substr(mark + 1, end - mark - 1)))
            return false;
        text.remove_prefix(end + 1);
    }
}

} // namespace inia
