#include "core/listing/prefixsizes.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t mostFolders = 200'000;

} // namespace

void PrefixSizes::Sum::add(const ListedRow& row)
{
    ++count;
    bytes += row.size;
    if (row.modified != ListedRow::noTime) {
        oldest = std::min(oldest.value_or(row.modified), row.modified);
        newest = std::max(newest.value_or(row.modified), row.modified);
    }
    auto storage = classes.find(row.storageClass);
    if (storage == classes.end())
        storage =
            classes.emplace(std::string(row.storageClass), std::pair<std::uint64_t, std::int64_t>()).first;
    ++storage->second.first;
    storage->second.second += row.size;
}

PrefixSizes::PrefixSizes(Client client, Order order) : m_client(std::move(client)), m_order(std::move(order))
{
    m_order.depth = std::clamp(m_order.depth, 0, deepest);
    clear();
}

PrefixSizes::~PrefixSizes() = default;

void PrefixSizes::clear()
{
    m_sums.clear();
    m_folder.clear();
    m_folders.clear();
    m_sums[m_order.prefix];
    m_hasMoreFolders = false;
}

void PrefixSizes::start()
{
    RangedListing::Order order;
    order.bucket = m_order.bucket;
    order.prefix = m_order.prefix;
    order.cause = m_order.cause;
    order.workers = m_order.workers;
    order.memory = m_order.memory;
    order.take = [this](const ListedRow& row) {
        take(row);
        return false;
    };
    m_listing = makeOwned<RangedListing>(m_client, std::move(order));
    connect(m_listing.get(), &RangedListing::progressed, this, &PrefixSizes::progressed);
    connect(m_listing.get(), &RangedListing::beganAnew, this, &PrefixSizes::clear);
    connect(m_listing.get(), &Task::finished, this, [this] {
        if (m_listing->result())
            listMore();
        else
            finish(m_listing->result().error());
    });
    m_listing->start();
}

void PrefixSizes::take(const ListedRow& row)
{
    for (Sum* sum : sumsOf(row.key))
        sum->add(row);
}

/// Those of the prefix and of the folders in it that the key is in. Keys mostly are in that of the one
/// before.
const std::vector<PrefixSizes::Sum*>& PrefixSizes::sumsOf(std::string_view key)
{
    std::vector<std::size_t> ends;
    std::size_t at = m_order.prefix.size();
    while (static_cast<int>(ends.size()) < m_order.depth) {
        const auto slash = key.find('/', at);
        if (slash == std::string_view::npos)
            break;
        at = slash + 1;
        ends.push_back(at);
    }
    const auto folder =
        key.substr(0, ends.empty() ? std::min(m_order.prefix.size(), key.size()) : ends.back());
    if (!m_folders.empty() && folder == m_folder)
        return m_folders;
    m_folder = folder;
    m_folders = {&m_sums.find(m_order.prefix)->second};
    for (const std::size_t end : ends) {
        auto found = m_sums.find(key.substr(0, end));
        if (found == m_sums.end()) {
            if (m_sums.size() >= mostFolders) {
                m_hasMoreFolders = true;
                break;
            }
            found = m_sums.emplace(std::string(key.substr(0, end)), Sum()).first;
        }
        m_folders.push_back(&found->second);
    }
    return m_folders;
}

void PrefixSizes::listMore()
{
    if (std::exchange(m_order.withVersions, false))
        list("ListObjectVersions", &PrefixSizes::takeVersions);
    else if (std::exchange(m_order.withUploads, false))
        list("ListMultipartUploads", &PrefixSizes::takeUploads);
    else
        finish({});
}

void PrefixSizes::list(const char* operation, void (PrefixSizes::*take)(const Value& page))
{
    Value params = Value::map({{"Bucket", m_order.bucket}});
    if (!m_order.prefix.empty())
        params.insert("Prefix", m_order.prefix);
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.bucket + '/' + m_order.prefix;
    m_pages = makeOwned<PageCursor>(m_client.caller(), operation, std::move(params));
    connect(m_pages.get(), &PageCursor::pageReady, this, take);
    connect(m_pages.get(), &PageCursor::stateChanged, this, [this, options] {
        const auto state = m_pages->state();
        if (state == PageCursor::State::Loading)
            return;
        ++m_otherRequests;
        if (state == PageCursor::State::More)
            m_pages->fetchNextPage(options);
        else if (state == PageCursor::State::Failed)
            finish(*m_pages->error());
        else
            listMore();
    });
    m_pages->fetchNextPage(options);
}

void PrefixSizes::takeVersions(const Value& page)
{
    for (const Value& version : page["Versions"].items()) {
        if (version["IsLatest"].toBool())
            continue;
        for (Sum* sum : sumsOf(version["Key"].text())) {
            ++sum->olderVersions;
            sum->olderBytes += version["Size"].toInt();
        }
    }
    for (const Value& marker : page["DeleteMarkers"].items()) {
        for (Sum* sum : sumsOf(marker["Key"].text()))
            ++sum->markers;
    }
    emit progressed();
}

void PrefixSizes::takeUploads(const Value& page)
{
    for (const Value& upload : page["Uploads"].items()) {
        for (Sum* sum : sumsOf(upload["Key"].text()))
            ++sum->uploads;
    }
    emit progressed();
}

int PrefixSizes::requests() const
{
    return m_otherRequests + (m_listing ? m_listing->requests() : 0);
}

void PrefixSizes::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(
        makeError(ErrorKind::Cancelled, "Cancelled", "The count was given up. The sums are not complete."));
}

void PrefixSizes::giveUp()
{
    if (m_listing)
        m_listing->disconnect(this);
    if (m_listing && !m_listing->isFinished())
        m_listing->cancel();
    m_pages.reset();
}

void PrefixSizes::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
