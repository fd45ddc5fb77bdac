#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/resource/resource.h"

#include <QtCore/QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// A place in S3: a bucket and what the keys there begin with. Bytes as in the key, nothing decoded.
struct S3Location {
    std::string bucket; ///< empty: the list of buckets
    std::string prefix;

    /// From "s3://bucket/prefix", "s3://bucket", "s3://", "arn:aws:s3:::bucket/prefix" or a bare
    /// "bucket/prefix". Fails (kind Parameter) with a sentence for the user.
    [[nodiscard]] static Result<S3Location> parse(std::string_view text);
    [[nodiscard]] static Result<S3Location> parse(const QString& text);

    /// "s3://bucket/prefix". The uri of a place is the beginning of the uris of all places in it.
    [[nodiscard]] std::string uri() const;
    /// The prefix up to its last "/": the folder that is listed to find what the prefix names.
    [[nodiscard]] std::string folder() const;
    /// One level up: "logs/2026/" -> "logs/" -> the bucket -> the list of buckets.
    [[nodiscard]] S3Location parent() const;
    /// The last part of the prefix with its "/", else the bucket: what the place is called among its
    /// siblings.
    [[nodiscard]] std::string lastPart() const;

    friend bool operator==(const S3Location&, const S3Location&) = default;
};

/// The collection that lists what is directly below a prefix of a bucket: objects and, as CommonPrefixes,
/// the prefixes up to the next "/". Asks by ListObjectsV2, as AWS recommends. `startsWith` narrows the
/// listing to names that begin with it; the service does the filtering.
[[nodiscard]] Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                              const std::string& startsWith = {});
/// The same with all versions of the objects and their delete markers, by ListObjectVersions.
[[nodiscard]] Result<Collection> versionsBelow(const Resource& bucket, const std::string& prefix,
                                               const std::string& startsWith = {});

enum class ObjectKind : std::uint8_t { Object, Prefix, Marker };

/// One row of an object listing. Kept at 40 bytes: a million of them are shown at once.
struct ObjectRecord {
    std::int64_t size;          ///< bytes; ObjectRows::noSize for a prefix
    std::int64_t modified;      ///< ms since 1970 UTC; ObjectRows::noTime for a prefix
    const char* text;           ///< in the arena: the name, then the ETag, then the version's id
    std::uint32_t nameLength;   ///< bytes
    std::uint16_t etagLength;   ///< bytes; 0 when ETags are not kept
    std::uint16_t storageClass; ///< index into ObjectRows::storageClasses(); 0 is "none"
    ObjectKind kind;
    bool wholeKey; ///< the name is the whole key, since it does not begin with the listing's prefix
    bool isOlder;  ///< a version, or a marker, that is not the current one
    std::uint16_t versionLength; ///< bytes; 0 where objects are listed without their versions
};
static_assert(sizeof(ObjectRecord) == 40);

/// Rows that never change: a cheap copy shares the memory with the store it was taken from, and may be read
/// in another thread while the store grows.
class ObjectRows final {
public:
    static constexpr std::int64_t noSize = -1;
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const ObjectRecord& operator[](std::size_t row) const
    {
        return m_chunks[row / rowsPerChunk][row % rowsPerChunk];
    }
    /// Relative to the listing's prefix; UTF-8 as the service sent it. Valid as long as these rows.
    [[nodiscard]] std::string_view name(std::size_t row) const
    {
        const auto& record = (*this)[row];
        return {record.text, record.nameLength};
    }
    [[nodiscard]] std::string_view etag(std::size_t row) const
    {
        const auto& record = (*this)[row];
        return {record.text + record.nameLength, record.etagLength};
    }
    [[nodiscard]] std::string_view version(std::size_t row) const
    {
        const auto& record = (*this)[row];
        return {record.text + record.nameLength + record.etagLength, record.versionLength};
    }
    /// As the service spells them; the first is empty.
    [[nodiscard]] const std::vector<std::string>& storageClasses() const { return m_storageClasses; }

private:
    friend class ObjectStore;
    static constexpr std::size_t rowsPerChunk = 4096;

    // Chunks and blocks are filled once and never moved: that is what makes sharing them safe.
    std::vector<std::shared_ptr<ObjectRecord[]>> m_chunks;
    std::vector<std::shared_ptr<char[]>> m_blocks;
    std::vector<std::string> m_storageClasses{std::string()};
    std::size_t m_size = 0;
};

/// The rows of one listing of objects, in the order they came. The listing's prefix is kept once; a row
/// keeps what follows it. Only grows; clear() starts anew.
class ObjectStore final {
public:
    /// Whether to keep ETags, which take another 34 bytes a row.
    enum class Etags { Drop, Keep };

    explicit ObjectStore(std::string prefix = {}, Etags etags = Etags::Drop);

    [[nodiscard]] const std::string& prefix() const { return m_prefix; }
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const ObjectRows& rows() const { return m_rows; }
    /// The key of an object, or the whole prefix.
    [[nodiscard]] std::string key(std::size_t row) const;

    /// Takes Contents and CommonPrefixes of an answer of ListObjects or ListObjectsV2, merged by key: both
    /// lists are sorted, so the rows come out in the order the service goes through the bucket. Of
    /// ListObjectVersions, versions and markers as versionsOf() orders them. Returns the number of rows
    /// added.
    std::size_t append(const Value& response);
    /// An object that was listed by others.
    void append(std::string_view key, std::int64_t size, std::int64_t modified,
                std::string_view storageClass);
    void clear();

private:
    class Objects;
    void appendObject(const Objects& objects, std::size_t row, std::string_view key);
    void appendVersions(const Value& response);
    void appendPrefix(const Value& prefix);
    ObjectRecord& addRecord(std::string_view key, std::string_view etag, std::string_view version);
    [[nodiscard]] char* allocate(std::size_t bytes);
    [[nodiscard]] std::uint16_t storageClassId(std::string_view name);

    std::string m_prefix;
    ObjectRows m_rows;
    char* m_free = nullptr;
    std::size_t m_freeBytes = 0;
    Etags m_etags;
};

} // namespace inia
