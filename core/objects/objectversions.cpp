#include "core/objects/objectversions.h"

#include "core/model/value.h"
#include "core/objects/objectkeys.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t fewVersionedKeys = 3; ///< of more, one listing is cheaper

/// With the place in the document.
using Placed = std::pair<std::size_t, ObjectVersion>;

std::vector<Placed> placed(const Value& list, bool areMarkers)
{
    const auto records =
        recordsOf(list, {"Key", "VersionId", "ETag", "StorageClass", "Size", "LastModified", "IsLatest"});
    const auto key = records->columnOf("Key");
    const auto id = records->columnOf("VersionId");
    const auto etag = records->columnOf("ETag");
    const auto storage = records->columnOf("StorageClass");
    const auto size = records->columnOf("Size");
    const auto modified = records->columnOf("LastModified");
    const auto latest = records->columnOf("IsLatest");
    std::vector<Placed> rows;
    rows.reserve(records->size());
    std::string buffer;
    const auto text = [&](std::size_t row, std::size_t column) {
        return std::string(records->text(row, column, buffer));
    };
    for (std::size_t row = 0; row < records->size(); ++row) {
        ObjectVersion version{text(row, key),
                              text(row, id),
                              {},
                              {},
                              0,
                              records->cell(row, modified).time(),
                              areMarkers,
                              records->cell(row, latest).toBool()};
        if (!areMarkers) {
            version.etag = text(row, etag);
            version.storageClass = text(row, storage);
            version.size = records->cell(row, size).toInt();
        }
        rows.emplace_back(records->place(row), std::move(version));
    }
    return rows;
}

bool isWithoutPlace(const Placed& row)
{
    return row.first == 0;
}

bool standsFirst(const ObjectVersion& a, const ObjectVersion& b)
{
    if (const int order = a.key.compare(b.key); order != 0)
        return order < 0;
    return a.isCurrent != b.isCurrent ? a.isCurrent : b.modified < a.modified;
}

} // namespace

std::vector<ObjectVersion> versionsOf(const Value& page)
{
    auto versions = placed(page["Versions"], false);
    auto markers = placed(page["DeleteMarkers"], true);
    const bool areUnplaced = std::any_of(versions.begin(), versions.end(), isWithoutPlace) ||
                             std::any_of(markers.begin(), markers.end(), isWithoutPlace);
    std::vector<Placed> both;
    both.reserve(versions.size() + markers.size());
    std::merge(std::make_move_iterator(versions.begin()), std::make_move_iterator(versions.end()),
               std::make_move_iterator(markers.begin()), std::make_move_iterator(markers.end()),
               std::back_inserter(both), [areUnplaced](const Placed& a, const Placed& b) {
                   return areUnplaced ? standsFirst(a.second, b.second) : a.first < b.first;
               });
    std::vector<ObjectVersion> result;
    result.reserve(both.size());
    for (auto& row : both)
        result.push_back(std::move(row.second));
    return result;
}

std::vector<ObjectDeletion::Key> markersAbove(const std::vector<ObjectVersion>& versions)
{
    std::vector<ObjectDeletion::Key> result;
    for (auto row = versions.begin(); row != versions.end();) {
        const auto end = std::find_if(
            row, versions.end(), [key = row->key](const ObjectVersion& other) { return other.key != key; });
        const auto newest =
            std::find_if(row, end, [](const ObjectVersion& version) { return !version.isMarker; });
        if (newest != end) {
            for (; row != newest; ++row)
                result.push_back({row->key, {}, row->id});
        }
        row = end;
    }
    return result;
}

ObjectVersions::ObjectVersions(Client client, std::string bucket, std::vector<std::string> keys,
                               std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the listings have not ended yet"))
{
    for (std::string& key : keys) {
        const bool isOneKey = !key.empty() && !key.ends_with('/');
        m_looks.push_back({std::move(key), isOneKey});
    }
}

ObjectVersions::~ObjectVersions() = default;

Owned<ObjectVersions> ObjectVersions::ofKeys(Client client, std::string bucket, std::set<std::string> keys,
                                             std::string cause)
{
    auto versions = makeOwned<ObjectVersions>(std::move(client), std::move(bucket),
                                              std::vector<std::string>(), std::move(cause));
    if (keys.size() <= fewVersionedKeys) {
        for (const std::string& key : keys)
            versions->m_looks.push_back({key, true});
    } else {
        versions->m_looks.push_back({commonStart(*keys.begin(), *keys.rbegin()), false});
        versions->m_chosen = std::move(keys);
    }
    return versions;
}

void ObjectVersions::start()
{
    next();
}

void ObjectVersions::next()
{
    if (m_looks.empty()) {
        finish(std::move(m_versions));
        return;
    }
    const Look look = std::move(m_looks.front());
    m_looks.pop_front();
    m_isBehind = false;
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!look.prefix.empty())
        params.insert("Prefix", look.prefix);
    CallOptions options;
    options.cause = m_cause;
    options.target = m_bucket + '/' + look.prefix;
    m_listing = makeOwned<PageCursor>(m_client.caller(), "ListObjectVersions", std::move(params));
    connect(m_listing.get(), &PageCursor::pageReady, this,
            [this, look](const Value& page) { take(look, page); });
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this, options] {
        switch (m_listing->state()) {
        case PageCursor::State::More:
            if (m_isBehind)
                next();
            else
                m_listing->fetchNextPage(options);
            break;
        case PageCursor::State::Complete:
            next();
            break;
        case PageCursor::State::Failed:
            finish(*m_listing->error());
            break;
        case PageCursor::State::Pristine:
        case PageCursor::State::Loading:
            break;
        }
    });
    m_listing->fetchNextPage(options);
}

void ObjectVersions::take(const Look& look, const Value& page)
{
    const std::size_t first = m_versions.size();
    for (ObjectVersion& version : versionsOf(page)) {
        if (look.isOneKey && version.key != look.prefix)
            m_isBehind = true; // the key itself comes before those that are longer
        else if (m_chosen.empty() || m_chosen.contains(version.key))
            m_versions.push_back(std::move(version));
        else
            m_isBehind = m_isBehind || version.key > *m_chosen.rbegin();
    }
    emit pageFound(m_versions, first);
}

void ObjectVersions::cancel()
{
    if (isFinished())
        return;
    m_listing.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. Nothing was changed."));
}

void ObjectVersions::finish(Result<std::vector<ObjectVersion>> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
