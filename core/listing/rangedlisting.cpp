#include "core/listing/rangedlisting.h"

#include "core/config/clientconfig.h"
#include "core/model/value.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr int fewestFullPages = 3;      ///< before a range is divided again, once all workers have one
constexpr double fewestPagesLeft = 4;   ///< by estimate, that a range is divided for
constexpr int pagesAgainstEstimate = 8; ///< after so many it is divided all the same
constexpr int emptyProbesInARow = 3;    ///< then a range is left alone
constexpr int pagesLeftAlone = 8;       ///< so long
constexpr int mostTries = 3;            ///< of a page, by us; the client tries as well
constexpr double wasteful = 0.10;       ///< part of the requests that may find less than a page
constexpr int rangesForEachPage = 3;    ///< how fast it begins
constexpr int pagesForAWorker = 8;      ///< without a refusal, before there is one more again

bool isOfDirectories(const std::string& bucket)
{
    return bucket.ends_with("--x-s3");
}

/// What one range meets, all do.
bool concernsAll(const Error& error)
{
    return isAccessDenied(error) || error.code == "NoSuchBucket" || error.kind == ErrorKind::Credentials ||
           error.kind == ErrorKind::Parameter || error.kind == ErrorKind::ReadOnly ||
           error.kind == ErrorKind::Endpoint || error.kind == ErrorKind::Configuration;
}

bool isTooMuch(const Error& error)
{
    constexpr int tooMany = 429;
    constexpr int unavailable = 503;
    return error.httpStatus == unavailable || error.httpStatus == tooMany || error.code == "SlowDown";
}

bool mayPass(const Error& error)
{
    constexpr int firstServerError = 500;
    return isTooMuch(error) || error.httpStatus >= firstServerError || error.kind == ErrorKind::Transport ||
           error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Parse;
}

} // namespace

/// A range on its way.
struct RangedListing::Part {
    Range range;
    std::string prefix;
    ListedRows rows;
    ReplyPtr reply;
    Part* owner = nullptr; ///< the one it was cut from, while nobody knows whether there is anything in it
    std::string token;     ///< of the next page, when it is asked for by token
    std::optional<Error> error;
    std::string first;     ///< key of the range
    std::string least;     ///< of its last page
    std::size_t place = 0; ///< at which it was cut
    bool isGuess = false;  ///< whether there is anything in it
    int request = 0;       ///< its number among all
    int fullPages = 0;     ///< since it was divided
    int emptyProbes = 0;
    int leftAlone = 0; ///< pages
    int tries = 0;
    bool hasAnswer = false;
    bool isFolderList = false; ///< of a bucket of directories: tells further prefixes

    [[nodiscard]] bool isOver() const { return range.isComplete || error; }
};

/// The objects of an answer. Its keys are copied into memory that is used again and again.
struct RangedListing::Page {
    std::shared_ptr<const RecordList> records;
    std::size_t size = 0;
    std::vector<std::string> keys;
    std::size_t sizeColumn = 0;
    std::size_t timeColumn = 0;
    std::size_t classColumn = 0;
    std::size_t etagColumn = 0;
    std::string classText;
    std::string etagText;

    void read(const Value& answer)
    {
        records = recordsOf(answer["Contents"], {"Key", "Size", "LastModified", "StorageClass", "ETag"});
        size = records->size();
        const auto keyColumn = records->columnOf("Key");
        sizeColumn = records->columnOf("Size");
        timeColumn = records->columnOf("LastModified");
        classColumn = records->columnOf("StorageClass");
        etagColumn = records->columnOf("ETag");
        if (keys.size() < size)
            keys.resize(size);
        for (std::size_t row = 0; row < size; ++row)
            keys[row].assign(records->text(row, keyColumn, classText));
    }
};

RangedListing::RangedListing(Client client, Order order)
    : m_client(std::move(client)),
      m_order(std::move(order)),
      m_server(m_client.config().endpointUrl + ' ' + m_client.region()),
      m_page(std::make_unique<Page>()),
      m_split(m_order.prefix.size())
{
    m_order.workers = std::clamp(m_order.workers, 1, mostWorkers);
    m_workers = m_order.workers;
    if (!m_order.memory)
        m_order.memory = std::make_shared<ListingMemory>();
    m_isByMarker = m_order.memory->byMarker.contains(m_server);
    m_isByToken = m_order.memory->byToken.contains(m_server) || isOfDirectories(m_order.bucket);
}

RangedListing::~RangedListing() = default;

void RangedListing::start()
{
    const bool isResumed = !m_order.resumed.empty() && !m_isByToken;
    for (Range& range : isResumed ? m_order.resumed : std::vector<Range>(1)) {
        auto part = std::make_unique<Part>();
        m_keys += range.keys;
        part->range = std::move(range);
        part->prefix = m_order.prefix;
        m_parts.push_back(std::move(part));
    }
    m_parts.front()->isFolderList = isOfDirectories(m_order.bucket);
    startMore();
}

// ---- who does what ----------------------------------------------------------------------------------------

void RangedListing::startMore()
{
    while (!isFinished() && !m_isHopeless && m_running < m_workers) {
        Part* part = idlePart();
        if (!part)
            part = divide();
        if (!part || (m_order.mayAsk && !m_order.mayAsk()))
            break;
        ask(*part);
    }
    if (!isFinished() && m_running == 0 && (m_isHopeless || unended() == 0))
        finish();
}

RangedListing::Part* RangedListing::idlePart() const
{
    const auto found = std::find_if(m_parts.begin(), m_parts.end(),
                                    [](const auto& part) { return !part->isOver() && !part->reply; });
    return found == m_parts.end() ? nullptr : found->get();
}

std::size_t RangedListing::unended() const
{
    return static_cast<std::size_t>(
        std::count_if(m_parts.begin(), m_parts.end(), [](const auto& part) { return !part->isOver(); }));
}

/// Each range ends with a page that is not full. Should all that there are now, and one more, do so, the
/// listing still has cost no more than a tenth beyond what it needs.
bool RangedListing::isAffordable() const
{
    const double needed = static_cast<double>(m_keys) / static_cast<double>(m_pageSize);
    const double wasted = m_answers - needed + static_cast<double>(unended()) + 1;
    return wasted <= wasteful * needed + 2 * m_order.workers;
}

/// Whether there are some pages left in a range, as far as can be told.
bool RangedListing::isWorthIt(const Part& part) const
{
    if (part.fullPages >= pagesAgainstEstimate)
        return true;
    const double behind = m_split.partBehind(part.first, part.range.last, part.range.hi);
    const double pages = static_cast<double>(part.range.keys) / static_cast<double>(m_pageSize);
    return behind >= 1 || pages * behind / (1 - behind) >= fewestPagesLeft;
}

/// Cuts a range in two and returns the upper part; null when none is worth it.
RangedListing::Part* RangedListing::divide()
{
    const auto most = std::min<std::size_t>(static_cast<std::size_t>(m_workers),
                                            1 + static_cast<std::size_t>(rangesForEachPage * m_fullPages));
    if (m_isByToken || m_fullPages == 0 || unended() >= most || !isAffordable())
        return nullptr;
    std::vector<std::string_view> seen;
    for (const auto& part : m_parts) {
        if (part->range.keys > 0)
            seen.insert(seen.end(), {part->first, part->least, part->range.last});
    }
    const bool isBeginning = m_fullPages < 2 * m_workers;
    std::optional<KeySplit::Middle> middle;
    std::size_t owner = m_parts.size();
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = *m_parts[i];
        const bool isFresh = (isBeginning || part.isGuess) && !part.hasAnswer;
        if (part.isOver() || part.leftAlone > 0 || !part.token.empty() ||
            (!isFresh && part.fullPages < (isBeginning ? 1 : fewestFullPages)))
            continue;
        const bool isBetter = owner == m_parts.size() || part.fullPages > m_parts[owner]->fullPages;
        const bool isEqual = owner < m_parts.size() && part.fullPages == m_parts[owner]->fullPages;
        if ((!isBetter && !isEqual) || (!isFresh && !isWorthIt(part)))
            continue;
        auto found = m_split.between(part.range.last, part.range.hi, seen);
        // Of a range nobody has seen anything of, only what is further up may be cut off, on a guess. Where
        // there may be nothing behind the range, that is waited for.
        const bool isOpen = i + 1 < m_parts.size() && !m_parts[i + 1]->hasAnswer;
        if (!found || (isFresh && !found->isGuess) || (found->isNear && (isFresh || isOpen)) ||
            (isEqual && found->place >= middle->place))
            continue;
        middle = std::move(found);
        owner = i;
    }
    if (!middle)
        return nullptr;
    Part& lower = *m_parts[owner];
    auto upper = std::make_unique<Part>();
    upper->range = {middle->key, std::exchange(lower.range.hi, middle->key), middle->key, 0, {}, false};
    upper->prefix = lower.prefix;
    upper->owner = &lower;
    upper->isGuess = middle->isGuess;
    upper->place = middle->place;
    lower.fullPages = 0;
    return m_parts.insert(m_parts.begin() + static_cast<std::ptrdiff_t>(owner) + 1, std::move(upper))->get();
}

void RangedListing::ask(Part& part)
{
    Value params = Value::map({{"Bucket", m_order.bucket}});
    if (!part.prefix.empty())
        params.insert("Prefix", part.prefix);
    if (part.isFolderList)
        params.insert("Delimiter", "/");
    if (!part.token.empty())
        params.insert(m_isByMarker ? "Marker" : "ContinuationToken", part.token);
    else if (!part.range.last.empty())
        params.insert(m_isByMarker ? "Marker" : "StartAfter", part.range.last);
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.bucket + '/' + part.prefix;
    options.page = ++m_requests;
    options.group = m_firstCallId;
    part.request = m_requests;
    part.reply =
        m_client.call(m_isByMarker ? "ListObjects" : "ListObjectsV2", std::move(params), std::move(options));
    ++m_running;
    if (m_firstCallId == 0)
        m_firstCallId = part.reply->callId();
    connect(part.reply.get(), &Reply::finished, this, [this, &part] { receive(part); });
    connect(part.reply.get(), &Reply::retryScheduled, this, [this, request = part.request] {
        throttle(request);
        emit progressed();
    });
}

/// Half as many from now on; requests that were under way by then say nothing new.
void RangedListing::throttle(int request)
{
    if (request <= m_throttledAt)
        return;
    m_throttledAt = m_requests;
    m_goodSince = 0;
    m_workers = std::max(1, m_workers / 2);
}

// ---- answers ----------------------------------------------------------------------------------------------

void RangedListing::receive(Part& part)
{
    const QPointer<RangedListing> alive(this); // a slot may drop it
    const ReplyPtr reply = std::move(part.reply);
    --m_running;
    ++m_answers;
    if (!reply->result()) {
        fail(part, reply->result().error());
    } else {
        const Value& answer = *reply->result();
        m_page->read(answer);
        if (const char* problem = problemOf(part, *m_page)) {
            listAnew(problem);
            if (!alive)
                return;
        } else {
            part.tries = 0;
            if (++m_goodSince >= pagesForAWorker * m_workers && m_workers < m_order.workers) {
                m_goodSince = 0;
                ++m_workers;
            }
            take(part, *m_page, answer);
        }
    }
    emit progressed();
    if (alive)
        startMore();
}

/// Why a page is not what was asked for; null when it is.
const char* RangedListing::problemOf(const Part& part, const Page& page) const
{
    if (m_isByToken)
        return nullptr;
    if (page.size > 0 && page.keys[0] < part.range.last)
        return "does not heed StartAfter";
    for (std::size_t row = 1; row < page.size; ++row) {
        if (page.keys[row] <= page.keys[row - 1])
            return "does not list keys in the order of their bytes";
    }
    return nullptr;
}

void RangedListing::take(Part& part, Page& page, const Value& answer)
{
    const bool isTruncated = answer["IsTruncated"].toBool();
    if (isTruncated && !m_isByMarker && answer["NextContinuationToken"].text().empty()) {
        m_isByMarker = true;
        m_order.memory->byMarker.insert(m_server);
        warn("knows the first version of ListObjects alone");
    }
    std::size_t first = 0;
    if (!m_isByToken && part.token.empty() && page.size > 0 && !part.range.last.empty() &&
        page.keys[0] == part.range.last) {
        warn("lists the key again that the next page was to begin behind");
        first = 1;
    }
    m_pageSize = std::max(m_pageSize, page.size);
    std::size_t end = page.size;
    if (part.range.hi && !m_isByToken) {
        const auto beyond = std::upper_bound(
            page.keys.begin(), page.keys.begin() + static_cast<std::ptrdiff_t>(end), *part.range.hi);
        end = static_cast<std::size_t>(beyond - page.keys.begin());
    }
    const bool isBeyond = end < page.size;
    for (std::size_t row = first; row < end; ++row)
        takeRow(part, page, row);
    if (end > first) {
        part.least = page.keys[first];
        if (!part.hasAnswer)
            part.first = part.least;
    }
    if (part.isFolderList)
        addFolders(answer);
    const std::size_t taken = end > first ? end - first : 0;
    if (Part* owner = std::exchange(part.owner, nullptr)) {
        if (part.isGuess)
            m_split.judge(part.place, taken > 0);
        owner->emptyProbes = taken > 0 ? 0 : owner->emptyProbes + 1;
        if (owner->emptyProbes >= emptyProbesInARow) {
            owner->emptyProbes = 0;
            owner->leftAlone = pagesLeftAlone;
        }
    }
    part.hasAnswer = true;
    if (isBeyond || !isTruncated) {
        part.range.isComplete = true;
        for (const auto& other : m_parts) {
            if (other->owner == &part)
                other->owner = nullptr;
        }
        return;
    }
    goOn(part, answer, taken);
}

/// What the next page of a range is asked by.
void RangedListing::goOn(Part& part, const Value& answer, std::size_t taken)
{
    ++m_fullPages;
    ++part.fullPages;
    part.leftAlone = std::max(0, part.leftAlone - 1);
    if (!m_isByToken && taken > 0) {
        part.token.clear();
        return;
    }
    // A page may have no key that is new, where many were deleted: by StartAfter the same would come again.
    std::string next = answer[m_isByMarker ? "NextMarker" : "NextContinuationToken"].text();
    if (next.empty() && m_isByMarker)
        next = part.range.last;
    if (next.empty() || next == part.token)
        fail(part, makeError(ErrorKind::Parse, "NoNextPage",
                             "The server says that there are more objects, but not how to ask for them."));
    else
        part.token = std::move(next);
}

void RangedListing::takeRow(Part& part, const Page& page, std::size_t row)
{
    const std::string& key = page.keys[row];
    if (m_isByToken && key < part.range.last)
        m_isSorted = false;
    auto& buffers = *m_page;
    ListedRow listed;
    listed.key = key;
    listed.etag = page.records->text(row, page.etagColumn, buffers.etagText);
    listed.storageClass = page.records->text(row, page.classColumn, buffers.classText);
    listed.size = page.records->cell(row, page.sizeColumn).toInt();
    if (const auto time = page.records->cell(row, page.timeColumn); time.isTime())
        listed.modified = time.time().seconds * 1000 + time.time().nanoseconds / 1'000'000;
    part.range.last = key;
    ++part.range.keys;
    ++m_keys;
    part.range.sum.add(key);
    m_split.learn(key);
    if (!m_order.take || m_order.take(listed))
        part.rows.append(listed);
}

/// Folders of a bucket of directories have listings of their own.
void RangedListing::addFolders(const Value& answer)
{
    for (const Value& folder : answer["CommonPrefixes"].items()) {
        auto part = std::make_unique<Part>();
        part->prefix = folder["Prefix"].text();
        m_parts.push_back(std::move(part));
        m_isSorted = false;
    }
}

void RangedListing::fail(Part& part, const Error& error)
{
    if (isTooMuch(error))
        throttle(part.request);
    if (mayPass(error) && error.code != "NoNextPage" && ++part.tries < mostTries)
        return; // it is idle, and will be asked again
    part.error = error;
    if (!m_error)
        m_error = error;
    if (!concernsAll(error))
        return;
    m_isHopeless = true;
    for (const auto& other : m_parts)
        other->reply.reset();
    m_running = 0;
}

void RangedListing::warn(const std::string& sentence)
{
    const std::string warning = "The server " + sentence + '.';
    if (std::find(m_warnings.begin(), m_warnings.end(), warning) == m_warnings.end())
        m_warnings.push_back(warning);
}

void RangedListing::listAnew(const std::string& why)
{
    warn(why + "; it was listed page by page");
    m_order.memory->byToken.insert(m_server);
    m_isByToken = true;
    m_parts.clear();
    m_running = 0;
    m_keys = 0;
    m_error.reset();
    auto part = std::make_unique<Part>();
    part->prefix = m_order.prefix;
    m_parts.push_back(std::move(part));
    emit beganAnew();
}

// ---- the end ----------------------------------------------------------------------------------------------

std::vector<RangedListing::Range> RangedListing::ranges() const
{
    std::vector<Range> ranges;
    ranges.reserve(m_parts.size());
    for (const auto& part : m_parts)
        ranges.push_back(part->range);
    return ranges;
}

bool RangedListing::isWhole(const std::vector<Range>& ranges)
{
    if (ranges.empty() || !ranges.front().lo.empty() || ranges.back().hi)
        return false;
    for (std::size_t i = 0; i + 1 < ranges.size(); ++i) {
        if (ranges[i].hi != ranges[i + 1].lo)
            return false;
    }
    return std::all_of(ranges.begin(), ranges.end(), [](const Range& range) { return range.isComplete; });
}

ListedRows RangedListing::takeRows()
{
    ListedRows rows;
    for (const auto& part : m_parts)
        rows.append(std::exchange(part->rows, {}));
    return rows;
}

ListedRows RangedListing::takeReadyRows()
{
    ListedRows rows;
    for (const auto& part : m_parts) {
        rows.append(std::exchange(part->rows, {}));
        if (!part->range.isComplete)
            break;
    }
    return rows;
}

void RangedListing::finish()
{
    if (m_error) {
        m_result = *m_error;
    } else if (const auto all = ranges(); isOfDirectories(m_order.bucket) || isWhole(all)) {
        Proof proof{all, 0, {}};
        for (const Range& range : all) {
            proof.keys += range.keys;
            proof.sum += range.sum;
        }
        m_result = std::move(proof);
    } else {
        m_result = makeError(ErrorKind::Parse, "NotWhole", "The ranges of the listing do not join.");
    }
    end();
}

void RangedListing::cancel()
{
    if (isFinished())
        return;
    giveUp();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. It is not complete.");
    end();
}

void RangedListing::giveUp()
{
    for (const auto& part : m_parts)
        part->reply.reset();
    m_running = 0;
}

} // namespace inia
