#include "core/s3/s3listing.h"

#include "core/model/value.h"
#include "core/objects/objectkeys.h"
#include "core/objects/objectversions.h"

#include <algorithm>
#include <cstring>

namespace inia {

namespace {

constexpr std::string_view scheme = "s3://";

/// "arn:aws-cn:s3:::bucket/key" without what stands in front of the bucket; empty for other ARNs.
std::string_view afterBucketArn(std::string_view text)
{
    for (const std::string_view start : {"arn:aws:s3:::", "arn:aws-cn:s3:::", "arn:aws-us-gov:s3:::"}) {
        if (text.starts_with(start))
            return text.substr(start.size());
    }
    return {};
}

} // namespace

Result<S3Location> S3Location::parse(std::string_view text)
{
    const auto given = text;
    if (text.starts_with(scheme)) {
        text.remove_prefix(scheme.size());
        if (text.empty())
            return S3Location();
    } else if (text.starts_with("arn:")) {
        text = afterBucketArn(text);
    } else if (text.find("://") != std::string_view::npos) {
        text = {};
    }
    const auto slash = text.find('/');
    S3Location location;
    location.bucket = text.substr(0, slash);
    if (slash != std::string_view::npos)
        location.prefix = text.substr(slash + 1);
    if (location.bucket.empty()) {
        return makeError(ErrorKind::Parameter, "InvalidLocation",
                         "\"" + std::string(given) + "\" is not a place in S3. Write s3://bucket/prefix.");
    }
    return location;
}

Result<S3Location> S3Location::parse(const QString& text)
{
    return parse(text.trimmed().toStdString());
}

std::string S3Location::uri() const
{
    std::string uri(scheme);
    return bucket.empty() ? uri : uri + bucket + '/' + prefix;
}

std::string S3Location::folder() const
{
    const auto slash = prefix.rfind('/');
    return slash == std::string::npos ? std::string() : prefix.substr(0, slash + 1);
}

S3Location S3Location::parent() const
{
    if (prefix.empty())
        return {};
    return {bucket, folderOf(prefix)};
}

std::string S3Location::lastPart() const
{
    return prefix.empty() ? bucket : nameOf(prefix);
}

namespace {

Value paramsBelow(const std::string& wanted)
{
    auto params = Value::map({{"Delimiter", "/"}});
    if (!wanted.empty())
        params.insert("Prefix", wanted);
    return params;
}

} // namespace

Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                const std::string& startsWith)
{
    auto objects = bucket.collection("objects");
    if (!objects)
        return objects.error();
    return objects->withOperation("ListObjectsV2").filter(paramsBelow(prefix + startsWith));
}

Result<Collection> versionsBelow(const Resource& bucket, const std::string& prefix,
                                 const std::string& startsWith)
{
    auto versions = bucket.collection("object_versions");
    if (!versions)
        return versions.error();
    return versions->filter(paramsBelow(prefix + startsWith));
}

namespace {

constexpr std::size_t blockBytes = std::size_t(256) * 1024;

} // namespace

/// Contents of an answer.
class ObjectStore::Objects final {
public:
    explicit Objects(const Value& contents)
        : m_records(recordsOf(contents, {"Key", "Size", "LastModified", "StorageClass", "ETag"})),
          m_key(m_records->columnOf("Key")),
          m_size(m_records->columnOf("Size")),
          m_modified(m_records->columnOf("LastModified")),
          m_storageClass(m_records->columnOf("StorageClass")),
          m_etag(m_records->columnOf("ETag"))
    {
    }

    [[nodiscard]] std::size_t count() const { return m_records->size(); }
    // Texts are good until the same is asked for again.
    [[nodiscard]] std::string_view key(std::size_t row) const
    {
        return m_records->text(row, m_key, m_keyBuffer);
    }
    [[nodiscard]] std::string_view etag(std::size_t row) const
    {
        return m_records->text(row, m_etag, m_etagBuffer);
    }
    [[nodiscard]] std::string_view storageClass(std::size_t row) const
    {
        return m_records->text(row, m_storageClass, m_storageClassBuffer);
    }
    [[nodiscard]] std::int64_t size(std::size_t row) const
    {
        return m_records->cell(row, m_size).toInt(ObjectRows::noSize);
    }
    [[nodiscard]] std::int64_t modified(std::size_t row) const
    {
        const auto value = m_records->cell(row, m_modified);
        const auto time = value.time();
        return value.isTime() ? time.seconds * 1000 + time.nanoseconds / 1'000'000 : ObjectRows::noTime;
    }

private:
    std::shared_ptr<const RecordList> m_records;
    std::size_t m_key;
    std::size_t m_size;
    std::size_t m_modified;
    std::size_t m_storageClass;
    std::size_t m_etag;
    mutable std::string m_keyBuffer;
    mutable std::string m_etagBuffer;
    mutable std::string m_storageClassBuffer;
};

ObjectStore::ObjectStore(std::string prefix, Etags etags) : m_prefix(std::move(prefix)), m_etags(etags) {}

std::string ObjectStore::key(std::size_t row) const
{
    const auto name = m_rows.name(row);
    return m_rows[row].wholeKey ? std::string(name) : m_prefix + std::string(name);
}

std::size_t ObjectStore::append(const Value& response)
{
    const auto before = m_rows.m_size;
    if (!response["Versions"].isNull() || !response["DeleteMarkers"].isNull()) {
        appendVersions(response);
        return m_rows.m_size - before;
    }
    const Objects objects(response["Contents"]);
    const auto& prefixes = response["CommonPrefixes"].items();
    auto prefix = prefixes.begin();
    for (std::size_t row = 0; row < objects.count(); ++row) {
        const auto key = objects.key(row);
        for (; prefix != prefixes.end() && (*prefix)["Prefix"].text() <= key; ++prefix)
            appendPrefix(*prefix);
        appendObject(objects, row, key);
    }
    for (; prefix != prefixes.end(); ++prefix)
        appendPrefix(*prefix);
    return m_rows.m_size - before;
}

void ObjectStore::append(std::string_view key, std::int64_t size, std::int64_t modified,
                         std::string_view storageClass)
{
    auto& record = addRecord(key, {}, {});
    record.size = size;
    record.modified = modified;
    record.storageClass = storageClassId(storageClass);
}

void ObjectStore::clear()
{
    m_rows = ObjectRows();
    m_free = nullptr;
    m_freeBytes = 0;
}

void ObjectStore::appendObject(const Objects& objects, std::size_t row, std::string_view key)
{
    auto& record = addRecord(key, m_etags == Etags::Keep ? objects.etag(row) : std::string_view(), {});
    record.kind = ObjectKind::Object;
    record.size = objects.size(row);
    record.modified = objects.modified(row);
    record.storageClass = storageClassId(objects.storageClass(row));
}

void ObjectStore::appendVersions(const Value& response)
{
    const auto& prefixes = response["CommonPrefixes"].items();
    auto prefix = prefixes.begin();
    for (const ObjectVersion& version : versionsOf(response)) {
        for (; prefix != prefixes.end() && (*prefix)["Prefix"].text() <= version.key; ++prefix)
            appendPrefix(*prefix);
        auto& record = addRecord(version.key,
                                 m_etags == Etags::Keep ? std::string_view(version.etag) : std::string_view(),
                                 version.id);
        record.kind = version.isMarker ? ObjectKind::Marker : ObjectKind::Object;
        record.size = version.isMarker ? ObjectRows::noSize : version.size;
        record.modified = version.modified.seconds * 1000 + version.modified.nanoseconds / 1'000'000;
        record.storageClass = storageClassId(version.storageClass);
        record.isOlder = !version.isCurrent;
    }
    for (; prefix != prefixes.end(); ++prefix)
        appendPrefix(*prefix);
}

void ObjectStore::appendPrefix(const Value& prefix)
{
    addRecord(prefix["Prefix"].text(), {}, {}).kind = ObjectKind::Prefix;
}

ObjectRecord& ObjectStore::addRecord(std::string_view key, std::string_view etag, std::string_view version)
{
    const bool wholeKey = !key.starts_with(m_prefix);
    const auto name = wholeKey ? key : key.substr(m_prefix.size());
    const auto etagLength = std::min<std::size_t>(etag.size(), std::numeric_limits<std::uint16_t>::max());
    const auto versionLength =
        std::min<std::size_t>(version.size(), std::numeric_limits<std::uint16_t>::max());
    char* text = allocate(name.size() + etagLength + versionLength);
    std::memcpy(text, name.data(), name.size());
    if (etagLength > 0)
        std::memcpy(text + name.size(), etag.data(), etagLength);
    if (versionLength > 0)
        std::memcpy(text + name.size() + etagLength, version.data(), versionLength);

    const auto slot = m_rows.m_size % ObjectRows::rowsPerChunk;
    if (slot == 0)
        m_rows.m_chunks.push_back(std::make_shared_for_overwrite<ObjectRecord[]>(ObjectRows::rowsPerChunk));
    auto& record = m_rows.m_chunks.back()[slot];
    record = {ObjectRows::noSize,
              ObjectRows::noTime,
              text,
              static_cast<std::uint32_t>(name.size()),
              static_cast<std::uint16_t>(etagLength),
              0,
              ObjectKind::Object,
              wholeKey,
              false,
              static_cast<std::uint16_t>(versionLength)};
    ++m_rows.m_size;
    return record;
}

char* ObjectStore::allocate(std::size_t bytes)
{
    if (bytes > m_freeBytes || !m_free) {
        const auto size = std::max(bytes, blockBytes);
        m_rows.m_blocks.push_back(std::make_shared_for_overwrite<char[]>(size));
        m_free = m_rows.m_blocks.back().get();
        m_freeBytes = size;
    }
    char* text = m_free;
    m_free += bytes;
    m_freeBytes -= bytes;
    return text;
}

std::uint16_t ObjectStore::storageClassId(std::string_view name)
{
    auto& names = m_rows.m_storageClasses;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<std::uint16_t>(found - names.begin());
    if (names.size() > std::numeric_limits<std::uint16_t>::max())
        return 0;
    names.emplace_back(name);
    return static_cast<std::uint16_t>(names.size() - 1);
}

} // namespace inia
