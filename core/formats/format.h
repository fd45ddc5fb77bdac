#pragma once

#include "core/common/result.h"

#include <QtCore/QStringDecoder>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// The name of the encoding in which the bytes are text ("UTF-8", "UTF-16LE", "windows-1252"), empty when
/// they are none. By their mark, then by the charset of the Content-Type, then by themselves. They may be cut
/// in the middle of a character.
[[nodiscard]] std::string encodingOf(std::string_view bytes, std::string_view contentType);

/// Whether the bytes are UTF-8, but for a character that the end cuts.
[[nodiscard]] bool isUtf8(std::string_view bytes);

/// Bytes as UTF-8 text, a piece after the other.
class TextDecoder final {
public:
    /// An encoding nobody knows is read as windows-1252.
    explicit TextDecoder(const std::string& encoding);

    /// The next bytes as text; a character that they cut comes with those after them. A mark at the beginning
    /// is left out.
    [[nodiscard]] std::string decode(std::string_view bytes);

    /// How many places could not be read; they are U+FFFD.
    [[nodiscard]] std::int64_t unreadable() const { return m_unreadable; }

    /// How lines end, by their number.
    struct LineEnds {
        std::int64_t lf = 0;
        std::int64_t crlf = 0;
        std::int64_t cr = 0;
        /// "LF", "CRLF", "CR", "mixed"; empty for none.
        [[nodiscard]] std::string_view name() const;
    };
    [[nodiscard]] const LineEnds& lineEnds() const { return m_lineEnds; }

private:
    void countLineEnds(std::string_view text);

    QStringDecoder m_decoder;
    std::int64_t m_unreadable = 0;
    LineEnds m_lineEnds;
    bool m_endsWithCr = false;
};

/// "00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 0a              Hello world.": at most sixteen bytes that
/// begin at that offset.
[[nodiscard]] std::string hexRow(std::uint64_t offset, std::string_view bytes);
inline constexpr std::size_t hexRowBytes = 16;

/// What a file is, as far as it matters to whoever shows it.
enum class Format {
    Text,
    Json,
    JsonLines, ///< a JSON document on each line
    Delimited, ///< CSV and its kind
    Image,     ///< a picture made of points
    Svg,
    Pdf,
    Zip, ///< with all that is one inside: jar, xlsx, docx
    Tar,
    Parquet,
    Avro,
    Orc,
    Media, ///< sound and film
    Binary,
};

/// How a file is packed as a whole.
enum class Compression { None, Gzip, Zstd, Bzip2, Xz, Lz4 };

/// "gzip", "zstd"; empty for None.
[[nodiscard]] std::string_view compressionName(Compression compression);

/// By the first bytes alone: names and headers are often wrong about it.
[[nodiscard]] Compression compressionOf(std::string_view bytes);
/// "a.csv" of "logs/a.csv.gz": the name that what is inside would have.
[[nodiscard]] std::string nameInside(std::string_view name);

/// By the first bytes, of which 4 KiB are enough, then by the name, then by the Content-Type, which is
/// "binary/octet-stream" more often than not.
[[nodiscard]] Format formatOf(std::string_view bytes, std::string_view name, std::string_view contentType);

/// A part of a file.
struct FilePart {
    std::int64_t offset = 0;
    std::int64_t size = 0;
    friend bool operator==(const FilePart&, const FilePart&) = default;
};

/// Reads what stands at the end of a file, a part after the other, each of which somebody else fetches.
class TailReader {
public:
    TailReader() = default;
    TailReader(const TailReader&) = delete;
    TailReader& operator=(const TailReader&) = delete;
    virtual ~TailReader() = default;

    /// The part that is needed next; nothing when all has been read.
    [[nodiscard]] virtual std::optional<FilePart> wanted() const = 0;
    /// The bytes of that part, all of them. Fails with kind Parse when the file is not what it should be.
    [[nodiscard]] virtual Result<void> add(std::string_view bytes) = 0;
};

/// Numbers of little-endian formats, and whether there were enough bytes for them. Reading beyond the end
/// gives zeros and is remembered.
class LittleEndian final {
public:
    explicit LittleEndian(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_at; }
    [[nodiscard]] std::size_t at() const { return m_at; }
    std::uint64_t number(std::size_t bytes);
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    std::string_view text(std::size_t size);
    void skip(std::size_t size) { text(size); }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_isGood = true;
};

} // namespace inia
