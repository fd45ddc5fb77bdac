#pragma once

#include "core/common/result.h"
#include "core/formats/format.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Where unpacking stops, since a few bytes may stand for very many.
struct UnpackLimits {
    std::int64_t output = std::int64_t(64) << 20;
    /// How many times as much may come out as went in, once `ratioFrom` bytes have.
    std::int64_t ratio = 200;
    std::int64_t ratioFrom = std::int64_t(1) << 20;
    std::chrono::milliseconds time{10'000}; ///< of the processor, in all
    int zstdWindowLog = 24;                 ///< 16 MiB
};

/// Takes off what a stream is packed in, by what its bytes say; at most two layers. What is not packed comes
/// out as it is. Goes forward only.
class Unpacker final {
public:
    explicit Unpacker(UnpackLimits limits = {});
    ~Unpacker();
    Unpacker(Unpacker&&) noexcept;
    Unpacker& operator=(Unpacker&&) noexcept;

    /// The next bytes of the stream, the first time some dozens; what comes of them is appended to `out`,
    /// also when it fails: with kind Parse, code DamagedArchive, or with kind Unsupported, code OutputLimit,
    /// RatioLimit, TimeLimit, WindowLimit or UnknownCompression. Nothing more comes after that.
    [[nodiscard]] Result<void> add(std::string_view bytes, std::string& out);
    /// The outermost first; known once the first bytes have come.
    [[nodiscard]] const std::vector<Compression>& layers() const { return m_names; }
    /// All layers have come to an end of their own.
    [[nodiscard]] bool isAtEnd() const;

private:
    class Layer;
    class GzipLayer;
    class ZstdLayer;

    [[nodiscard]] Result<void> run(std::size_t layer, std::string_view bytes, std::string& out);
    [[nodiscard]] Result<void> check(std::int64_t added);

    UnpackLimits m_limits;
    std::vector<Compression> m_names;
    std::vector<std::unique_ptr<Layer>> m_layers;
    std::size_t m_settled = 0; ///< of how many layers it is known what they are
    std::int64_t m_input = 0;
    std::int64_t m_output = 0;
    std::chrono::nanoseconds m_time{0};
    std::chrono::nanoseconds m_begun{0}; ///< the current step
    Result<void> m_failure;
};

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
