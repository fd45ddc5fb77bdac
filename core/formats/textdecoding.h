#pragma once

#include <QtCore/QStringDecoder>

#include <cstdint>
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

} // namespace inia
