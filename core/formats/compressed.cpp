#include "core/formats/compressed.h"

#include <QtCore/QString>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>

namespace inia {

namespace {

constexpr std::size_t mostLayers = 2;
constexpr std::size_t stepBytes = std::size_t(64) << 10;

using Taken = std::function<Result<void>(std::string_view)>;

std::chrono::nanoseconds processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

Error damaged(std::string_view name)
{
    return makeError(ErrorKind::Parse, "DamagedArchive",
                     "What comes next is no " + std::string(name) + " data any more.");
}

Error stopped(std::string code, std::string message)
{
    return makeError(ErrorKind::Unsupported, std::move(code), std::move(message));
}

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

// ---- one stream -------------------------------------------------------------------------------------------

/// What takes one packing off.
class Unpacker::Layer {
public:
    Layer() = default;
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;
    virtual ~Layer() = default;

    /// Gives what comes of the bytes to `taken`, a step at a time.
    [[nodiscard]] virtual Result<void> add(std::string_view bytes, const Taken& taken) = 0;
    [[nodiscard]] virtual bool isAtEnd() const = 0;
};

/// Of one or many members. What stands behind the last and is none is left alone, as gzip does.
class Unpacker::GzipLayer final : public Layer {
public:
    GzipLayer()
    {
        constexpr int gzipOnly = 16 + MAX_WBITS;
        m_isReady = inflateInit2(&m_stream, gzipOnly) == Z_OK;
    }
    ~GzipLayer() override { inflateEnd(&m_stream); }

    Result<void> add(std::string_view bytes, const Taken& taken) override
    {
        if (!m_isReady)
            return damaged("gzip");
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        while (!m_isOver && (m_stream.avail_in > 0 || m_hasMore)) {
            if (m_isBetween && !beginMember())
                break;
            m_stream.next_out = reinterpret_cast<Bytef*>(m_step.data());
            m_stream.avail_out = static_cast<uInt>(m_step.size());
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
                return damaged("gzip");
            const std::size_t size = m_step.size() - m_stream.avail_out;
            m_hasMore = m_stream.avail_out == 0 && code == Z_OK;
            m_isBetween = code == Z_STREAM_END;
            if (const auto handed = taken({m_step.data(), size}); !handed)
                return handed;
            if (code == Z_BUF_ERROR)
                break;
        }
        return {};
    }
    [[nodiscard]] bool isAtEnd() const override { return m_isBetween || m_isOver; }

private:
    bool beginMember()
    {
        constexpr Bytef firstByte = 0x1f;
        if (m_stream.avail_in == 0)
            return false;
        m_isOver = *m_stream.next_in != firstByte;
        m_isBetween = m_isOver;
        return !m_isOver && inflateReset(&m_stream) == Z_OK;
    }

    z_stream m_stream{};
    std::array<char, stepBytes> m_step;
    bool m_isReady = false;
    bool m_hasMore = false;   ///< than the last step could hold
    bool m_isBetween = false; ///< two members
    bool m_isOver = false;
};

class Unpacker::ZstdLayer final : public Layer {
public:
    explicit ZstdLayer(int windowLog) : m_stream(ZSTD_createDCtx())
    {
        ZSTD_DCtx_setParameter(m_stream, ZSTD_d_windowLogMax, windowLog);
    }
    ~ZstdLayer() override { ZSTD_freeDCtx(m_stream); }

    Result<void> add(std::string_view bytes, const Taken& taken) override
    {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        bool hasMore = false;
        while (in.pos < in.size || hasMore) {
            ZSTD_outBuffer out{m_step.data(), m_step.size(), 0};
            const std::size_t code = ZSTD_decompressStream(m_stream, &out, &in);
            if (ZSTD_isError(code)) {
                if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
                    return stopped("WindowLimit", "Unpacking it would take more than 16 MiB at once.");
                return damaged("zstd");
            }
            m_isAtEnd = code == 0;
            hasMore = out.pos == out.size;
            if (const auto handed = taken({m_step.data(), out.pos}); !handed)
                return handed;
        }
        return {};
    }
    [[nodiscard]] bool isAtEnd() const override { return m_isAtEnd; }

private:
    ZSTD_DCtx* m_stream;
    std::array<char, stepBytes> m_step;
    bool m_isAtEnd = false;
};

Unpacker::Unpacker(UnpackLimits limits) : m_limits(limits) {}
Unpacker::~Unpacker() = default;
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;

bool Unpacker::isAtEnd() const
{
    return std::all_of(m_layers.begin(), m_layers.end(), [](const auto& layer) { return layer->isAtEnd(); });
}

Result<void> Unpacker::add(std::string_view bytes, std::string& out)
{
    if (!m_failure)
        return m_failure;
    m_begun = processorTime();
    m_input += static_cast<std::int64_t>(bytes.size());
    m_failure = run(0, bytes, out);
    m_time += processorTime() - m_begun;
    return m_failure;
}

/// Layer number `layer` takes the bytes off its packing, if they are packed, and hands them to the next.
Result<void> Unpacker::run(std::size_t layer, std::string_view bytes, std::string& out)
{
    if (bytes.empty())
        return {};
    if (m_settled <= layer) {
        ++m_settled;
        const Compression compression = compressionOf(bytes);
        if (compression != Compression::None && layer < mostLayers) {
            m_names.push_back(compression);
            if (compression == Compression::Gzip)
                m_layers.push_back(std::make_unique<GzipLayer>());
            else if (compression == Compression::Zstd)
                m_layers.push_back(std::make_unique<ZstdLayer>(m_limits.zstdWindowLog));
            else
                return stopped("UnknownCompression", "It is packed with " +
                                                         std::string(compressionName(compression)) +
                                                         ", which cannot be unpacked here.");
        }
    }
    if (layer < m_layers.size())
        return m_layers[layer]->add(bytes, [this, layer, &out](std::string_view unpacked) {
            if (const auto isFine = check(static_cast<std::int64_t>(unpacked.size())); !isFine)
                return isFine;
            return run(layer + 1, unpacked, out);
        });
    out.append(bytes);
    return {};
}

Result<void> Unpacker::check(std::int64_t added)
{
    m_output += added;
    if (m_output > m_limits.output)
        return stopped("OutputLimit", "More than " + std::to_string(m_limits.output >> 20) +
                                          " MiB come out of it; the rest is left out.");
    if (m_output > m_limits.ratioFrom && m_output / m_limits.ratio > m_input)
        return stopped("RatioLimit", "More than " + std::to_string(m_limits.ratio) +
                                         " times as much comes out of it as went in; the rest is left out.");
    if (m_time + (processorTime() - m_begun) > m_limits.time)
        return stopped("TimeLimit", "Unpacking it takes too long; the rest is left out.");
    return {};
}

// ---- ZIP --------------------------------------------------------------------------------------------------

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
