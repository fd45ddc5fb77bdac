#include "core/formats/zipdirectory.h"

#include "core/formats/format.h"

#include <QtCore/QString>

#include <algorithm>
#include <chrono>

namespace inia {

namespace {

constexpr std::size_t recordSize = 22;
constexpr std::size_t longestComment = 65'535;
constexpr std::size_t locatorSize = 20;
constexpr std::size_t record64Size = 56;
constexpr std::size_t headerSize = 46;
constexpr std::uint32_t isIn64 = 0xFFFF'FFFF;

Error zipError(ErrorKind kind, const char* code, const char* message)
{
    return makeError(kind, code, message);
}

Error damagedZip()
{
    return zipError(ErrorKind::Parse, "DamagedZip", "The directory of this zip file is damaged.");
}

/// Names without a mark are in the letters of the first PCs.
std::string zipText(std::string_view bytes, bool isUtf8Text)
{
    if (isUtf8Text)
        return TextDecoder("UTF-8").decode(bytes);
    static const QString upper = QStringLiteral(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
        "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0");
    QString text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x80 ? QChar(static_cast<ushort>(byte)) : upper.at(byte - 0x80);
    }
    return text.toStdString();
}

/// Two numbers as MS-DOS has kept date and time, in steps of two seconds.
std::int64_t dosTime(std::uint16_t time, std::uint16_t date)
{
    using namespace std::chrono;
    const year_month_day day(year(1980 + (date >> 9)), month((date >> 5) & 0xF),
                             std::chrono::day(date & 0x1F));
    if (!day.ok())
        return 0;
    return duration_cast<seconds>(sys_days(day).time_since_epoch()).count() +
           ((time >> 11) * 60 + ((time >> 5) & 0x3F)) * 60 + (time & 0x1F) * 2;
}

/// Sizes that did not fit stand in a field of their own, in this order, as far as they did not.
void readExtra(std::string_view extra, ZipDirectory::Entry& entry, bool size, bool packed, bool offset)
{
    constexpr std::uint16_t zip64 = 1;
    LittleEndian fields(extra);
    while (fields.left() >= 4) {
        const auto id = fields.u16();
        const auto length = fields.u16();
        LittleEndian field(fields.text(length));
        if (id != zip64)
            continue;
        if (size)
            entry.size = static_cast<std::int64_t>(field.u64());
        if (packed)
            entry.packedSize = static_cast<std::int64_t>(field.u64());
        if (offset)
            entry.offset = static_cast<std::int64_t>(field.u64());
        return;
    }
}

} // namespace

std::string ZipDirectory::Entry::methodName() const
{
    switch (method) {
    case 0:
        return "stored";
    case 8:
        return "deflate";
    case 9:
        return "deflate64";
    case 12:
        return "bzip2";
    case 14:
        return "lzma";
    case 93:
        return "zstd";
    case 95:
        return "xz";
    case 99:
        return "AES";
    default:
        return "method " + std::to_string(method);
    }
}

ZipDirectory::ZipDirectory(std::int64_t fileSize) : m_fileSize(fileSize)
{
    m_wanted.size = std::min<std::int64_t>(fileSize, recordSize + longestComment + locatorSize);
    m_wanted.offset = fileSize - m_wanted.size;
}

std::optional<FilePart> ZipDirectory::wanted() const
{
    return m_step == Step::Done ? std::nullopt : std::optional(m_wanted);
}

Result<void> ZipDirectory::add(std::string_view bytes)
{
    if (static_cast<std::int64_t>(bytes.size()) != m_wanted.size)
        return damagedZip();
    switch (m_step) {
    case Step::Tail:
        m_tail = bytes;
        return readTail(m_tail);
    case Step::Record64:
        return readRecord64(bytes);
    case Step::Directory:
        return readDirectory(bytes);
    case Step::Done:
        break;
    }
    return {};
}

Result<void> ZipDirectory::readTail(std::string_view bytes)
{
    // The last one whose comment reaches to the end; a comment may have the same four bytes in it.
    std::size_t at = bytes.rfind("PK\5\6");
    for (; at != bytes.npos; at = at == 0 ? bytes.npos : bytes.rfind("PK\5\6", at - 1)) {
        LittleEndian length(bytes.substr(std::min(bytes.size(), at + recordSize - 2)));
        if (const auto size = length.u16(); length.isGood() && at + recordSize + size == bytes.size())
            break;
    }
    if (at == bytes.npos)
        return zipError(ErrorKind::Parse, "NoZip", "There is no directory at the end of this zip file.");
    LittleEndian record(bytes.substr(at + 4));
    record.skip(6);
    const std::uint16_t count = record.u16();
    const std::uint32_t size = record.u32();
    const std::uint32_t offset = record.u32();
    m_comment = zipText(bytes.substr(at + recordSize), isUtf8(bytes.substr(at + recordSize)));
    const std::int64_t end = m_fileSize - static_cast<std::int64_t>(bytes.size() - at);
    const bool hasLocator = at >= locatorSize && bytes.substr(at - locatorSize, 4) == "PK\6\7";
    if (!hasLocator)
        return want(count, size, offset, end);
    LittleEndian locator(bytes.substr(at - locatorSize + 8, 8));
    const auto record64 = static_cast<std::int64_t>(locator.u64());
    if (record64 < 0 || record64 > m_fileSize - std::int64_t(record64Size))
        return damagedZip();
    m_step = Step::Record64;
    m_wanted = {record64, record64Size};
    const std::int64_t tailBegin = m_fileSize - static_cast<std::int64_t>(m_tail.size());
    if (record64 < tailBegin)
        return {};
    return readRecord64(bytes.substr(static_cast<std::size_t>(record64 - tailBegin), record64Size));
}

Result<void> ZipDirectory::readRecord64(std::string_view bytes)
{
    if (!bytes.starts_with("PK\6\6"))
        return damagedZip();
    LittleEndian record(bytes.substr(4));
    record.skip(28);
    const std::uint64_t count = record.u64();
    const std::uint64_t size = record.u64();
    const std::uint64_t offset = record.u64();
    return want(count, size, offset, m_wanted.offset);
}

/// `end`: where the directory ends, by where the record behind it stands.
Result<void> ZipDirectory::want(std::uint64_t count, std::uint64_t size, std::uint64_t offset,
                                std::int64_t end)
{
    if (size > static_cast<std::uint64_t>(largestDirectory))
        return zipError(ErrorKind::Unsupported, "DirectoryTooLarge",
                        "The directory of this zip file is larger than 16 MiB.");
    const auto bytes = static_cast<std::int64_t>(size);
    if (bytes > end || offset > static_cast<std::uint64_t>(end - bytes) || count > size / headerSize)
        return damagedZip();
    m_count = count;
    m_shift = end - bytes - static_cast<std::int64_t>(offset);
    m_wanted = {end - bytes, bytes};
    m_step = Step::Directory;
    const std::int64_t tailBegin = m_fileSize - static_cast<std::int64_t>(m_tail.size());
    if (m_wanted.offset < tailBegin)
        return {};
    return readDirectory(std::string_view(m_tail).substr(
        static_cast<std::size_t>(m_wanted.offset - tailBegin), static_cast<std::size_t>(size)));
}

Result<void> ZipDirectory::readDirectory(std::string_view bytes)
{
    m_step = Step::Done;
    m_entries.reserve(static_cast<std::size_t>(m_count));
    LittleEndian in(bytes);
    for (std::uint64_t i = 0; i < m_count; ++i) {
        if (in.text(4) != "PK\1\2")
            return damagedZip();
        Entry entry;
        in.skip(4); // who made it, and what it takes to unpack it
        const std::uint16_t flags = in.u16();
        entry.method = in.u16();
        const std::uint16_t time = in.u16();
        entry.modified = dosTime(time, in.u16());
        entry.crc = in.u32();
        const std::uint32_t packed = in.u32();
        const std::uint32_t size = in.u32();
        const std::uint16_t nameSize = in.u16();
        const std::uint16_t extraSize = in.u16();
        const std::uint16_t commentSize = in.u16();
        in.skip(8);
        const std::uint32_t offset = in.u32();
        constexpr std::uint16_t encrypted = 1;
        constexpr std::uint16_t utf8 = 1 << 11;
        entry.isEncrypted = (flags & encrypted) != 0;
        entry.name = zipText(in.text(nameSize), (flags & utf8) != 0);
        entry.size = size;
        entry.packedSize = packed;
        entry.offset = offset;
        readExtra(in.text(extraSize), entry, size == isIn64, packed == isIn64, offset == isIn64);
        in.skip(commentSize);
        if (!in.isGood())
            return damagedZip();
        if (entry.size < 0 || entry.packedSize < 0 || entry.offset < 0 || entry.offset > m_fileSize - m_shift)
            return damagedZip();
        entry.offset += m_shift;
        m_entries.push_back(std::move(entry));
    }
    m_tail.clear();
    return {};
}

} // namespace inia
