#include "core/protocol/percentencoding.h"

namespace inia {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void appendEscaped(std::string& out, char c)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4];
    out += hex[byte & 15];
}

} // namespace

std::string percentEncode(std::string_view text, std::string_view alsoSafe)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || alsoSafe.find(c) != std::string_view::npos)
            out += c;
        else
            appendEscaped(out, c);
    }
    return out;
}

std::string formEncode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == ' ')
            out += '+';
        else if (isUnreserved(c))
            out += c;
        else
            appendEscaped(out, c);
    }
    return out;
}

} // namespace inia
