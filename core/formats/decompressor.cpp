#include "core/formats/decompressor.h"

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

} // namespace

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

} // namespace inia
