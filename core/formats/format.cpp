#include "core/formats/format.h"

#include "core/text/ascii.h"

#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

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

namespace {

struct Magic {
    std::size_t offset;
    std::string_view bytes;
    Format format;
};

constexpr std::array magics{
    Magic{0, "\x89PNG\r\n\x1a\n"sv, Format::Image},
    Magic{0, "\xff\xd8\xff"sv, Format::Image},
    Magic{0, "GIF87a"sv, Format::Image},
    Magic{0, "GIF89a"sv, Format::Image},
    Magic{8, "WEBP"sv, Format::Image},
    Magic{0, "II*\0"sv, Format::Image},
    Magic{0, "MM\0*"sv, Format::Image},
    Magic{0, "\0\0\1\0"sv, Format::Image},
    Magic{0, "%PDF-"sv, Format::Pdf},
    Magic{0, "PK\3\4"sv, Format::Zip},
    Magic{0, "PK\5\6"sv, Format::Zip},
    Magic{0, "PAR1"sv, Format::Parquet},
    Magic{0, "PARE"sv, Format::Parquet},
    Magic{0, "Obj\1"sv, Format::Avro},
    Magic{0, "ORC"sv, Format::Orc},
    Magic{257, "ustar"sv, Format::Tar},
    Magic{4, "ftyp"sv, Format::Media},
    Magic{8, "WAVE"sv, Format::Media},
    Magic{0, "fLaC"sv, Format::Media},
    Magic{0, "ID3"sv, Format::Media},
    Magic{0, "OggS"sv, Format::Media},
};

std::optional<Format> byMagic(std::string_view bytes)
{
    for (const Magic& magic : magics) {
        if (bytes.size() >= magic.offset && bytes.substr(magic.offset).starts_with(magic.bytes))
            return magic.format;
    }
    // "BM" begins many a text: the size of a bitmap's second header has to fit as well.
    constexpr std::array<std::uint32_t, 4> headerSizes{12, 40, 108, 124};
    if (bytes.starts_with("BM")) {
        LittleEndian header(bytes.substr(2));
        header.skip(12);
        if (std::find(headerSizes.begin(), headerSizes.end(), header.u32()) != headerSizes.end())
            return Format::Image;
    }
    return std::nullopt;
}

std::string suffixOf(std::string_view name)
{
    const auto slash = name.rfind('/');
    const std::string_view last = slash == name.npos ? name : name.substr(slash + 1);
    const auto dot = last.rfind('.');
    return dot == last.npos ? std::string() : ascii::lowered(last.substr(dot + 1));
}

using Word = std::pair<std::string_view, Format>;

constexpr std::array suffixes{
    Word{"json", Format::Json},     Word{"geojson", Format::Json},     Word{"map", Format::Json},
    Word{"ipynb", Format::Json},    Word{"ndjson", Format::JsonLines}, Word{"jsonl", Format::JsonLines},
    Word{"csv", Format::Delimited}, Word{"tsv", Format::Delimited},    Word{"tab", Format::Delimited},
    Word{"psv", Format::Delimited},
};
constexpr std::array contentTypes{
    Word{"application/json", Format::Json},
    Word{"application/x-ndjson", Format::JsonLines},
    Word{"application/jsonl", Format::JsonLines},
    Word{"text/csv", Format::Delimited},
    Word{"text/tab-separated-values", Format::Delimited},
};

template <std::size_t Size>
std::optional<Format> meaning(const std::array<Word, Size>& words, std::string_view word)
{
    for (const auto& [name, format] : words) {
        if (name == word)
            return format;
    }
    return std::nullopt;
}

/// What begins like a list of numbers may as well be a log.
bool beginsLikeJson(std::string_view text)
{
    if (text.empty() || (text.front() != '{' && text.front() != '['))
        return false;
    const std::string_view rest = ascii::trimmed(text.substr(1));
    const std::string_view wanted = text.front() == '{' ? "\"}" : "{[\"]";
    return !rest.empty() && wanted.find(rest.front()) != wanted.npos;
}

/// A document on each of the first two lines.
bool areJsonLines(std::string_view text)
{
    const auto end = text.find('\n');
    if (end == text.npos)
        return false;
    const std::string_view first = ascii::trimmed(text.substr(0, end));
    const std::string_view rest = ascii::trimmed(text.substr(end));
    return first.size() > 1 && first.starts_with('{') && first.ends_with('}') && rest.starts_with('{');
}

Format formatOfText(std::string_view bytes, std::string_view name, std::string_view contentType)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const std::string_view text = ascii::trimmed(bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes);
    if (text.starts_with('<') && text.find("<svg") != text.npos)
        return Format::Svg;
    if (text.starts_with('{') && areJsonLines(text))
        return Format::JsonLines;
    if (const auto format = meaning(suffixes, suffixOf(name)))
        return *format;
    if (beginsLikeJson(text))
        return Format::Json;
    const std::string type = ascii::lowered(ascii::trimmed(contentType.substr(0, contentType.find(';'))));
    return meaning(contentTypes, type).value_or(Format::Text);
}

} // namespace

std::string_view compressionName(Compression compression)
{
    switch (compression) {
    case Compression::Gzip:
        return "gzip";
    case Compression::Zstd:
        return "zstd";
    case Compression::Bzip2:
        return "bzip2";
    case Compression::Xz:
        return "xz";
    case Compression::Lz4:
        return "lz4";
    case Compression::None:
        break;
    }
    return {};
}

Compression compressionOf(std::string_view bytes)
{
    if (bytes.starts_with("\x1f\x8b\x08"))
        return Compression::Gzip;
    if (bytes.starts_with("\x28\xb5\x2f\xfd"))
        return Compression::Zstd;
    // The digit is the size of its blocks; what follows it is the number pi.
    if (bytes.starts_with("BZh") && bytes.size() > 9 && bytes.substr(4, 2) == "\x31\x41")
        return Compression::Bzip2;
    if (bytes.starts_with("\xfd\x37zXZ\0"sv))
        return Compression::Xz;
    if (bytes.starts_with("\x04\x22\x4d\x18"))
        return Compression::Lz4;
    return Compression::None;
}

std::string nameInside(std::string_view name)
{
    for (const std::string_view packed : {".gz", ".zst", ".bz2", ".xz", ".lz4", ".gzip", ".zstd"}) {
        if (name.size() > packed.size() && ascii::lowered(name.substr(name.size() - packed.size())) == packed)
            return std::string(name.substr(0, name.size() - packed.size()));
    }
    if (name.ends_with(".tgz"))
        return std::string(name.substr(0, name.size() - 4)) + ".tar";
    return std::string(name);
}

Format formatOf(std::string_view bytes, std::string_view name, std::string_view contentType)
{
    if (const auto format = byMagic(bytes))
        return *format;
    if (bytes.empty())
        return Format::Text;
    if (encodingOf(bytes.substr(0, 4096), contentType).empty())
        return Format::Binary;
    return formatOfText(bytes, name, contentType);
}

std::uint64_t LittleEndian::number(std::size_t bytes)
{
    const std::string_view taken = text(bytes);
    std::uint64_t value = 0;
    for (std::size_t i = taken.size(); i > 0; --i)
        value = value << 8 | static_cast<unsigned char>(taken[i - 1]);
    return value;
}

std::string_view LittleEndian::text(std::size_t size)
{
    if (size > left()) {
        m_isGood = false;
        m_at = m_bytes.size();
        return {};
    }
    const std::string_view taken = m_bytes.substr(m_at, size);
    m_at += size;
    return taken;
}

} // namespace inia
