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

} // namespace inia
