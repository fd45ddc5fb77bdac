#include "ui/models/objectstore.h"

#include <algorithm>
#include <cstring>

namespace inia::ui {

namespace {

constexpr std::size_t blockBytes = 256 * 1024;

} // namespace

ObjectStore::ObjectStore(std::string prefix, Etags etags) : m_prefix(std::move(prefix)), m_etags(etags) {}

std::string ObjectStore::key(std::size_t row) const
{
    const auto name = m_rows.name(row);
    return m_rows[row].wholeKey ? std::string(name) : m_prefix + std::string(name);
}

std::size_t ObjectStore::append(const Value& response)
{
    const auto before = m_rows.m_size;
    const auto& objects = response["Contents"].items();
    const auto& prefixes = response["CommonPrefixes"].items();
    auto object = objects.begin();
    auto prefix = prefixes.begin();
    while (object != objects.end() || prefix != prefixes.end()) {
        const bool takeObject =
            prefix == prefixes.end() ||
            (object != objects.end() && (*object)["Key"].text() < (*prefix)["Prefix"].text());
        if (takeObject)
            appendObject(*object++);
        else
            appendPrefix(*prefix++);
    }
    return m_rows.m_size - before;
}

void ObjectStore::clear()
{
    m_rows = ObjectRows();
    m_free = nullptr;
    m_freeBytes = 0;
}

void ObjectStore::appendObject(const Value& object)
{
    const bool keepEtag = m_etags == Etags::Keep;
    auto& record = addRecord(object["Key"].text(), keepEtag ? object["ETag"].text() : std::string_view());
    record.kind = ObjectKind::Object;
    record.size = object["Size"].toInt(ObjectRows::noSize);
    const auto& modified = object["LastModified"];
    if (modified.isTime()) {
        const auto time = modified.time();
        record.modified = time.seconds * 1000 + time.nanoseconds / 1'000'000;
    }
    record.storageClass = storageClassId(object["StorageClass"].text());
}

void ObjectStore::appendPrefix(const Value& prefix)
{
    addRecord(prefix["Prefix"].text(), {}).kind = ObjectKind::Prefix;
}

ObjectRecord& ObjectStore::addRecord(std::string_view key, std::string_view etag)
{
    const bool wholeKey = !key.starts_with(m_prefix);
    const auto name = wholeKey ? key : key.substr(m_prefix.size());
    const auto etagLength = std::min<std::size_t>(etag.size(), std::numeric_limits<std::uint16_t>::max());
    char* text = allocate(name.size() + etagLength);
    std::memcpy(text, name.data(), name.size());
    if (etagLength > 0)
        std::memcpy(text + name.size(), etag.data(), etagLength);

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
              wholeKey};
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

std::uint16_t ObjectStore::storageClassId(const std::string& name)
{
    auto& names = m_rows.m_storageClasses;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<std::uint16_t>(found - names.begin());
    if (names.size() > std::numeric_limits<std::uint16_t>::max())
        return 0;
    names.push_back(name);
    return static_cast<std::uint16_t>(names.size() - 1);
}

} // namespace inia::ui
