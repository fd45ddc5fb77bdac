#include "core/formats/textdecoding.h"

#include "core/text/ascii.h"

#include <QtCore/QString>

#include <algorithm>
#include <cstdio>

namespace inia {

namespace {

using namespace std::string_view_literals;

std::string_view byMark(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        return "UTF-8";
    if (bytes.starts_with("\xFF\xFE\0\0"sv))
        return "UTF-32LE";
    if (bytes.starts_with("\0\0\xFE\xFF"sv))
        return "UTF-32BE";
    if (bytes.starts_with("\xFF\xFE"))
        return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF"))
        return "UTF-16BE";
    return {};
}

std::string charsetOf(std::string_view contentType)
{
    const std::string lower = ascii::lowered(contentType);
    const auto at = lower.find("charset=");
    if (at == lower.npos)
        return {};
    const std::string_view rest = std::string_view(lower).substr(at + 8);
    return std::string(ascii::trimmed(rest.substr(0, rest.find(';')), " \t\"'"));
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !ascii::isSpace(c) && c != '\x1b' && c != '\b') || byte == 0x7f;
}

/// Text of ASCII letters in UTF-16 has a NUL in every other place.
std::string_view byNuls(std::string_view bytes)
{
    std::size_t even = 0;
    std::size_t odd = 0;
    std::size_t controls = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\0')
            ++(i % 2 == 0 ? even : odd);
        else
            controls += isControl(bytes[i]) ? 1 : 0;
    }
    const std::size_t pairs = bytes.size() / 2;
    if (controls * 20 > pairs)
        return {};
    if (pairs >= 2 && odd * 10 > pairs * 6 && even * 20 < pairs)
        return "UTF-16LE";
    if (pairs >= 2 && even * 10 > pairs * 6 && odd * 20 < pairs)
        return "UTF-16BE";
    return {};
}

/// How long the character that begins with this byte is; 0 when none does.
std::size_t lengthBy(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

bool fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second < 0xA0;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second < 0x90;
    default:
        return true;
    }
}

std::int64_t count(std::string_view text, std::string_view what)
{
    std::int64_t found = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size()))
        ++found;
    return found;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        const std::size_t length = lengthBy(lead);
        if (length == 0)
            return false;
        for (std::size_t next = 1; next < length; ++next) {
            if (i + next == bytes.size())
                return true;
            const auto byte = static_cast<unsigned char>(bytes[i + next]);
            if ((byte & 0xC0) != 0x80 || (next == 1 && !fits(lead, byte)))
                return false;
        }
        i += length;
    }
    return true;
}

std::string encodingOf(std::string_view bytes, std::string_view contentType)
{
    if (const auto marked = byMark(bytes); !marked.empty())
        return std::string(marked);
    const std::string said = charsetOf(contentType);
    const bool isWide = said.starts_with("utf-16") || said.starts_with("utf-32");
    if (!isWide && bytes.find('\0') != bytes.npos)
        return std::string(byNuls(bytes));
    const auto controls = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), isControl));
    if (!isWide && controls * 20 > bytes.size())
        return {};
    // What says it is UTF-8 or ASCII and is not was written by somebody who did not ask.
    const bool isPlain = said.empty() || said == "utf-8" || said == "utf8" || said == "us-ascii";
    if (!isPlain && QStringDecoder(said.c_str()).isValid())
        return said;
    return isUtf8(bytes) ? "UTF-8" : "windows-1252";
}

TextDecoder::TextDecoder(const std::string& encoding) : m_decoder(encoding.c_str())
{
    if (!m_decoder.isValid())
        m_decoder = QStringDecoder("windows-1252");
    if (!m_decoder.isValid()) // Qt without ICU
        m_decoder = QStringDecoder(QStringDecoder::Latin1);
}

std::string TextDecoder::decode(std::string_view bytes)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    const QString decoded =
        m_decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    std::string text = decoded.toStdString();
    m_unreadable += std::max<std::int64_t>(0, count(text, replacement) - count(bytes, replacement));
    countLineEnds(text);
    return text;
}

void TextDecoder::countLineEnds(std::string_view text)
{
    for (const char c : text) {
        if (c == '\n' && m_endsWithCr) {
            --m_lineEnds.cr;
            ++m_lineEnds.crlf;
        } else if (c == '\n') {
            ++m_lineEnds.lf;
        } else if (c == '\r') {
            ++m_lineEnds.cr;
        }
        m_endsWithCr = c == '\r';
    }
}

std::string_view TextDecoder::LineEnds::name() const
{
    const int kinds = int(lf > 0) + int(crlf > 0) + int(cr > 0);
    if (kinds > 1)
        return "mixed";
    if (lf > 0)
        return "LF";
    if (crlf > 0)
        return "CRLF";
    return cr > 0 ? "CR" : std::string_view();
}

std::string hexRow(std::uint64_t offset, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    char place[24];
    std::snprintf(place, sizeof place, "%08llx ", static_cast<unsigned long long>(offset));
    std::string row(place);
    for (std::size_t i = 0; i < hexRowBytes; ++i) {
        row += i == hexRowBytes / 2 ? "  " : " ";
        if (i >= bytes.size()) {
            row += "  ";
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[i]);
        row += digits[byte >> 4];
        row += digits[byte & 0xF];
    }
    row += "  ";
    for (const char c : bytes.substr(0, hexRowBytes))
        row += c >= ' ' && c < '\x7f' ? c : '.';
    return row;
}

} // namespace inia
