#pragma once

#include "core/formats/format.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inia {

/// What is in a zip file, by the directory at its end (APPNOTE 6.3, with zip64): two or three small parts of
/// it are enough.
class ZipDirectory final : public TailReader {
public:
    struct Entry {
        std::string name; ///< UTF-8; as it stands there, ".." and all
        std::int64_t size = 0;
        std::int64_t packedSize = 0;
        std::int64_t offset = 0;   ///< of its own header
        std::int64_t modified = 0; ///< seconds since 1970, by a clock on a wall somewhere
        std::uint32_t crc = 0;
        std::uint16_t method = 0;
        bool isEncrypted = false;
        [[nodiscard]] bool isFolder() const { return name.ends_with('/'); }
        /// "deflate", "stored", "method 93".
        [[nodiscard]] std::string methodName() const;
    };
    static constexpr std::int64_t largestDirectory = std::int64_t(16) << 20;

    explicit ZipDirectory(std::int64_t fileSize);

    [[nodiscard]] std::optional<FilePart> wanted() const override;
    /// Fails with code NoZip, DamagedZip, or with kind Unsupported, code DirectoryTooLarge.
    [[nodiscard]] Result<void> add(std::string_view bytes) override;

    /// Valid when nothing is wanted any more.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] const std::string& comment() const { return m_comment; }

private:
    enum class Step { Tail, Record64, Directory, Done };

    [[nodiscard]] Result<void> readTail(std::string_view bytes);
    [[nodiscard]] Result<void> readRecord64(std::string_view bytes);
    [[nodiscard]] Result<void> want(std::uint64_t count, std::uint64_t size, std::uint64_t offset,
                                    std::int64_t end);
    [[nodiscard]] Result<void> readDirectory(std::string_view bytes);

    std::int64_t m_fileSize;
    Step m_step = Step::Tail;
    FilePart m_wanted;
    std::string m_tail;       ///< the end of the file
    std::int64_t m_shift = 0; ///< bytes in front of the archive, of one that unpacks itself
    std::uint64_t m_count = 0;
    std::string m_comment;
    std::vector<Entry> m_entries;
};

} // namespace inia
