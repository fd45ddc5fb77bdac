#pragma once

#include "core/objects/objectkeys.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// An object as a listing tells it, in the memory of whoever hands it out.
struct ListedRow {
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();

    std::string_view key;
    std::string_view etag; ///< with its quotation marks
    std::string_view storageClass;
    std::int64_t size = 0;          ///< bytes
    std::int64_t modified = noTime; ///< ms since 1970 UTC

    [[nodiscard]] ListedObject object() const;
};

/// Rows of a listing in little memory: of a key what the one before it does not have, of an ETag its 16
/// bytes, numbers as short as they are. A million keys of 54 bytes take 50 MB. Only grows. A copy shares the
/// memory and may be read in another thread while this one grows.
class ListedRows final {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    /// Memory that is in use.
    [[nodiscard]] std::size_t bytes() const;
    void append(const ListedRow& row);
    /// Rows that come behind these.
    void append(ListedRows&& more);
    /// As bytes that fromBytes() takes, piece by piece; on machines of the same byte order.
    void save(const std::function<void(std::string_view)>& put) const;
    /// Looks whether the pieces fit, not what is in them: whoever keeps bytes has to know that they are
    /// whole. To be read; rows that are appended go to others.
    [[nodiscard]] static std::optional<ListedRows> fromBytes(std::string_view bytes);
    /// In the order of their bytes, each key once.
    [[nodiscard]] ListedRows sorted() const;

    enum class Etags { Skip, Read };
    /// Goes through rows; what row() refers to is good until next().
    class Cursor final {
    public:
        explicit Cursor(const ListedRows& rows, std::size_t first = 0, Etags etags = Etags::Read);
        /// False behind the last one.
        [[nodiscard]] bool next();
        [[nodiscard]] const ListedRow& row() const { return m_row; }

    private:
        void read();
        [[nodiscard]] std::uint64_t number();
        [[nodiscard]] std::string_view text();

        const ListedRows& m_rows;
        Etags m_etags;
        std::size_t m_chunk = 0;
        std::size_t m_rowInChunk = 0;
        const char* m_at = nullptr;
        std::string m_key;
        std::string m_etag;
        std::int64_t m_lastTime = 0;
        ListedRow m_row;
    };

private:
    struct Chunk {
        std::string bytes;
        std::vector<std::uint32_t> restarts; ///< where rows begin that need no other before them
        std::size_t rows = 0;
    };
    static constexpr std::size_t rowsInChunk = 1024;
    static constexpr std::size_t rowsBetweenRestarts = 64;

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::string m_lastKey;
    std::int64_t m_lastTime = 0;
    std::size_t m_size = 0;
};

/// Two sums of independent hashes of keys, in which their order does not matter: equal sums and counts are
/// equal sets of keys, for all that chance can do.
struct KeySum {
    std::uint64_t first = 0;
    std::uint64_t second = 0;

    void add(std::string_view key);
    KeySum& operator+=(const KeySum& other);
    friend bool operator==(const KeySum&, const KeySum&) = default;
    /// 32 hexadecimal digits.
    [[nodiscard]] std::string text() const;
};

} // namespace inia
