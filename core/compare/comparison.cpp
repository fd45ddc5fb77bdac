#include "core/compare/comparison.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/common/localpath.h"
#include "core/compare/sides.h"
#include "core/config/clientconfig.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <algorithm>
#include <chrono>
#include <utility>

namespace inia {

// ---- proof ------------------------------------------------------------------------------------------------

struct ContentProof::Digests {
    std::optional<Error> error;
    std::int64_t bytes = 0;
    QByteArray md5;
    QByteArray whole;
    std::vector<std::string> etags;      ///< by part size
    std::vector<std::string> composites; ///< likewise
};

namespace {

constexpr std::int64_t mebibyte = std::int64_t(1) << 20;

/// "3" of "d41d8cd98f00b204e9800998ecf8427e-3"; 0 of others.
std::int64_t partsOfEtag(const std::string& etag)
{
    const auto dash = etag.rfind('-');
    return dash == std::string::npos ? 0 : QString::fromStdString(etag.substr(dash + 1)).toLongLong();
}

std::int64_t partsFor(std::int64_t size, std::int64_t partSize)
{
    return (size + partSize - 1) / partSize;
}

/// Whether a checksum in an answer to HeadObject may be one of the checksums of the parts. There are servers
/// that do not say so.
bool mayBeOfParts(const Value& head, ChecksumAlgorithm algorithm, const std::string& text)
{
    const std::string& type = head["ChecksumType"].text();
    const bool isInParts = head["ETag"].text().find('-') != std::string::npos;
    return type == "COMPOSITE" || text.find('-') != std::string::npos ||
           (type.empty() && isInParts && algorithm != ChecksumAlgorithm::Crc64Nvme);
}

/// A checksum of all bytes, where there is one.
std::optional<ObjectChecksum> wholeChecksum(const Value& head)
{
    for (const auto algorithm :
         {ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Crc32c, ChecksumAlgorithm::Crc32,
          ChecksumAlgorithm::Sha1, ChecksumAlgorithm::Sha256}) {
        const std::string& text = head[checksumMemberOf(algorithm)].text();
        if (!text.empty() && !mayBeOfParts(head, algorithm, text))
            return ObjectChecksum{algorithm, QByteArray::fromBase64(QByteArray::fromStdString(text))};
    }
    return std::nullopt;
}

/// One of the checksums of the parts, without their number.
std::optional<std::pair<ChecksumAlgorithm, std::string>> compositeChecksum(const Value& head)
{
    for (const auto algorithm : checksumsByPriority()) {
        const std::string& text = head[checksumMemberOf(algorithm)].text();
        if (!text.empty() && mayBeOfParts(head, algorithm, text))
            return std::pair{algorithm, text.substr(0, text.find('-'))};
    }
    return std::nullopt;
}

/// Digests of parts of one size, put together as S3 does.
class PartDigests final {
public:
    PartDigests(ChecksumAlgorithm algorithm, std::int64_t partSize)
        : m_partSize(partSize), m_left(partSize), m_part(algorithm), m_all(algorithm)
    {
    }
    void update(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto count = std::min(bytes.size(), static_cast<std::size_t>(m_left));
            m_part.update(bytes.substr(0, count));
            bytes.remove_prefix(count);
            m_left -= static_cast<std::int64_t>(count);
            m_isOpen = true;
            if (m_left == 0)
                close();
        }
    }
    QByteArray digest()
    {
        if (m_isOpen)
            close();
        return m_all.digest();
    }

private:
    void close()
    {
        m_all.update(bytesOf(m_part.digest()));
        m_part = Checksum(m_part.algorithm());
        m_left = m_partSize;
        m_isOpen = false;
    }

    std::int64_t m_partSize;
    std::int64_t m_left;
    Checksum m_part;
    Checksum m_all;
    bool m_isOpen = false;
};

} // namespace

ContentProof::ContentProof(ComparePlace source, ComparePlace target, ComparedPair pair, std::string cause)
    : m_source(std::move(source)),
      m_target(std::move(target)),
      m_pair(std::move(pair)),
      m_cause(std::move(cause)),
      m_etag(m_source.isLocal() ? m_pair.targetMark : m_pair.sourceMark)
{
}

ContentProof::~ContentProof()
{
    *m_stopped = true;
}

void ContentProof::start()
{
    const bool isBetweenObjects = !m_source.isLocal() && !m_target.isLocal();
    if (m_pair.sourceSize == 0 ||
        (isBetweenObjects && !m_etag.empty() && m_pair.sourceMark == m_pair.targetMark))
        finish(Verdict::Same);
    else if (isBetweenObjects)
        ask(m_source, false);
    else if (!md5OfETag(m_etag).isEmpty())
        read({.md5 = true, .partSizes = {}, .whole = {}, .ofParts = {}});
    else
        ask(m_source.isLocal() ? m_target : m_source, false);
}

void ContentProof::giveUp()
{
    *m_stopped = true;
    m_reply.reset();
}

void ContentProof::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The comparison was given up."));
}

void ContentProof::ask(const ComparePlace& place, bool isFirstPart)
{
    Value params = Value::map({{"Bucket", place.bucket}, {"Key", place.prefix + m_pair.path}});
    if (isFirstPart)
        params.insert("PartNumber", 1);
    else
        params.insert("ChecksumMode", "ENABLED");
    CallOptions options;
    options.cause = m_cause;
    options.target = place.prefix + m_pair.path;
    ++m_requests;
    m_reply = place.client->call("HeadObject", std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_reply);
        if (!reply->result()) {
            finish(reply->result().error());
            return;
        }
        m_heads.push_back(*reply->result());
        const bool isBetweenObjects = !m_source.isLocal() && !m_target.isLocal();
        if (isBetweenObjects)
            m_heads.size() == 1 ? ask(m_target, false) : compareHeads();
        else
            m_heads.size() == 1 ? judgeHead() : readForParts();
    });
}

/// Two objects.
void ContentProof::compareHeads()
{
    const auto first = wholeChecksum(m_heads[0]);
    const auto second = wholeChecksum(m_heads[1]);
    if (first && second && first->algorithm == second->algorithm) {
        finish(*first == *second ? Verdict::Same : Verdict::Other);
        return;
    }
    const QByteArray md5 = md5OfObject(m_heads[0]);
    const QByteArray other = md5OfObject(m_heads[1]);
    finish(md5.isEmpty() || other.isEmpty() ? Verdict::Unproven
           : md5 == other                   ? Verdict::Same
                                            : Verdict::Other);
}

/// Of a file's object: its ETag has proven nothing yet.
void ContentProof::judgeHead()
{
    const Value& head = m_heads.front();
    if (const auto whole = wholeChecksum(head)) {
        read({.md5 = false, .partSizes = {}, .whole = whole->algorithm, .ofParts = {}});
        return;
    }
    // The file was read already, and its MD5 is another.
    if (!md5OfETag(m_etag).isEmpty())
        finish(md5OfObject(head).isEmpty() ? Verdict::Unproven : Verdict::Other);
    else if (partsOfEtag(m_etag) > 1)
        ask(m_source.isLocal() ? m_target : m_source, true);
    else
        readForParts();
}

void ContentProof::readForParts()
{
    const std::int64_t size = m_pair.sourceSize;
    const std::int64_t parts = partsOfEtag(m_etag);
    Wanted wanted;
    if (const auto composite = compositeChecksum(m_heads.front()))
        wanted.ofParts = composite->first;
    const std::int64_t told = m_heads.size() > 1 ? m_heads[1]["ContentLength"].toInt() : 0;
    if (told > 0 && partsFor(size, told) == parts)
        wanted.partSizes.push_back(told);
    else if (parts == 1)
        wanted.partSizes.push_back(size);
    for (const std::int64_t mebibytes : {5, 8, 10, 15, 16, 32, 64, 100, 128}) {
        const std::int64_t partSize = mebibytes * mebibyte;
        if (partsFor(size, partSize) == parts &&
            std::find(wanted.partSizes.begin(), wanted.partSizes.end(), partSize) == wanted.partSizes.end())
            wanted.partSizes.push_back(partSize);
    }
    if (wanted.partSizes.empty())
        finish(Verdict::Unproven);
    else
        read(wanted);
}

void ContentProof::read(const Wanted& wanted)
{
    const QString path = (m_source.isLocal() ? m_source : m_target).file(m_pair.path);
    runInBackground(
        *QThreadPool::globalInstance(),
        [path, wanted, stopped = m_stopped] {
            Digests digests;
            QFile file;
            if (const auto opened = openToRead(file, path); !opened) {
                digests.error = opened.error();
                return digests;
            }
            Checksum md5(ChecksumAlgorithm::Md5);
            Checksum whole(wanted.whole.value_or(ChecksumAlgorithm::Crc32));
            std::vector<PartDigests> etags;
            std::vector<PartDigests> composites;
            for (const std::int64_t partSize : wanted.partSizes) {
                etags.emplace_back(ChecksumAlgorithm::Md5, partSize);
                if (wanted.ofParts)
                    composites.emplace_back(*wanted.ofParts, partSize);
            }
            QByteArray piece(mebibyte, Qt::Uninitialized);
            for (qint64 count = 0; !*stopped && (count = file.read(piece.data(), piece.size())) > 0;) {
                const std::string_view bytes(piece.constData(), static_cast<std::size_t>(count));
                digests.bytes += count;
                if (wanted.md5)
                    md5.update(bytes);
                if (wanted.whole)
                    whole.update(bytes);
                for (auto& parts : etags)
                    parts.update(bytes);
                for (auto& parts : composites)
                    parts.update(bytes);
            }
            digests.md5 = md5.digest();
            digests.whole = whole.digest();
            for (auto& parts : etags)
                digests.etags.push_back(parts.digest().toHex().toStdString());
            for (auto& parts : composites)
                digests.composites.push_back(parts.digest().toBase64().toStdString());
            return digests;
        },
        [this, wanted, stopped = m_stopped](const Digests& digests) {
            if (!*stopped)
                compareRead(wanted, digests);
        });
}

void ContentProof::compareRead(const Wanted& wanted, const Digests& digests)
{
    m_bytesRead += digests.bytes;
    if (digests.error) {
        finish(*digests.error);
        return;
    }
    if (digests.bytes != m_pair.sourceSize) {
        finish(makeError(ErrorKind::Parameter, "SourceChanged",
                         m_pair.path + " has changed while it was read."));
        return;
    }
    if (wanted.md5) {
        if (digests.md5 == md5OfETag(m_etag))
            finish(Verdict::Same);
        else // It may be no MD5, as of objects that are encrypted with keys of their own.
            ask(m_source.isLocal() ? m_target : m_source, false);
        return;
    }
    const Value& head = m_heads.front();
    if (wanted.whole) {
        finish(wholeChecksum(head)->digest == digests.whole ? Verdict::Same : Verdict::Other);
        return;
    }
    const std::string parts = '-' + std::to_string(partsOfEtag(m_etag));
    const auto composite = compositeChecksum(head);
    bool isSame = std::any_of(digests.etags.begin(), digests.etags.end(),
                              [&](const std::string& etag) { return etag + parts == m_etag; });
    isSame = isSame || (composite && std::find(digests.composites.begin(), digests.composites.end(),
                                               composite->second) != digests.composites.end());
    // Parts may be of other sizes than the first one is.
    finish(isSame ? Verdict::Same : Verdict::Unproven);
}

void ContentProof::finish(Result<Verdict> result)
{
    m_result = std::move(result);
    end();
}

// ---- the comparison ---------------------------------------------------------------------------------------

namespace {

constexpr std::size_t proofsAtOnce = 4;

Error parameterError(const char* code, std::string message)
{
    return makeError(ErrorKind::Parameter, code, std::move(message));
}

} // namespace

Comparison::Comparison(Order order)
    : m_order(std::move(order)),
      m_seen(std::make_shared<SeenPairs>(m_order.recordFolder, m_order.source, m_order.target))
{
}

Comparison::~Comparison()
{
    *m_stopped = true;
}

Result<void> Comparison::checked() const
{
    const ComparePlace& source = m_order.source;
    const ComparePlace& target = m_order.target;
    if (source.isLocal() && target.isLocal())
        return parameterError("TwoFolders", "One of both places has to be in S3.");
    for (const ComparePlace* place : {&source, &target}) {
        const QFileInfo info(place->folder);
        if (place->isLocal() && info.exists() && !info.isDir())
            return parameterError("NoFolder", place->text() + " is no folder.");
        if (!place->isLocal() && (place->bucket.empty() || !place->client))
            return parameterError("NoBucket", "'" + place->text() + "' names no bucket.");
        if (!place->isLocal() && !place->prefix.empty() && !place->prefix.ends_with('/'))
            return parameterError("NoFolder",
                                  "'" + place->text() + "' is no folder: it ends without a \"/\".");
    }
    if (source.isLocal() && !QFileInfo(source.folder).isDir())
        return parameterError("NoSource", source.text() + " is not there.");
    const bool isInside =
        !source.isLocal() && !target.isLocal() && source.bucket == target.bucket &&
        source.client->config().endpointUrl == target.client->config().endpointUrl &&
        (source.prefix.starts_with(target.prefix) || target.prefix.starts_with(source.prefix));
    if (isInside)
        return parameterError("SamePlace", "Both places are the same, or one is inside the other.");
    return {};
}

void Comparison::start()
{
    if (const auto good = checked(); !good) {
        finish(good);
        return;
    }
    read(m_source, m_order.source);
    read(m_target, m_order.target);
}

void Comparison::giveUp()
{
    *m_stopped = true;
    m_source.listing.reset();
    m_target.listing.reset();
    m_proofs.clear();
}

void Comparison::cancel()
{
    if (isFinished())
        return;
    giveUp();
    m_compared.isSourceWhole = false;
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The comparison was given up."));
}

std::uint64_t Comparison::seenIn(const Side& side)
{
    return side.listing ? side.listing->keys() : side.files->load();
}

int Comparison::requests() const
{
    int sum = m_source.requests + m_target.requests + m_proofRequests;
    for (const Side* side : {&m_source, &m_target})
        sum += side->listing ? side->listing->requests() : 0;
    return sum;
}

// ---- reading both sides -----------------------------------------------------------------------------------

void Comparison::read(Side& side, const ComparePlace& place)
{
    if (place.isLocal()) {
        runInOwnThread([folder = place.folder, filter = m_order.filter, stopped = m_stopped,
                        files = side.files] { return readFolder(folder, filter, *stopped, *files); },
                       [this, &side, stopped = m_stopped](SideRows rows) {
                           if (*stopped)
                               return;
                           side.rows = std::move(rows);
                           sideIsRead(side);
                       });
        return;
    }
    RangedListing::Order order;
    order.bucket = place.bucket;
    order.prefix = place.prefix;
    order.cause = m_order.cause;
    order.workers = m_order.workers;
    order.memory = m_order.memory;
    if (!m_order.filter.isEmpty())
        order.take = [filter = m_order.filter, prefix = place.prefix.size()](const ListedRow& row) mutable {
            return !filter.isLeftOut(row.key.substr(std::min(prefix, row.key.size())));
        };
    side.listing = makeOwned<RangedListing>(*place.client, std::move(order));
    connect(side.listing.get(), &RangedListing::progressed, this, &Comparison::progressed);
    connect(side.listing.get(), &Task::finished, this, [this, &side] { listed(side); });
    side.listing->start();
}

void Comparison::listed(Side& side)
{
    const auto listing = std::move(side.listing);
    side.requests = listing->requests();
    *side.files = listing->keys();
    for (const std::string& warning : listing->warnings())
        m_compared.notes.push_back(warning);
    const std::size_t prefix = (&side == &m_source ? m_order.source : m_order.target).prefix.size();
    side.rows.prefix = prefix;
    side.rows.isWhole = static_cast<bool>(listing->result());
    if (!side.rows.isWhole) {
        if (!m_error)
            m_error = listing->result().error();
        // What is behind the first range that did not come to its end is not known.
        std::string last;
        if (listing->isSorted()) {
            for (const auto& range : listing->ranges()) {
                last = range.last;
                if (!range.isComplete)
                    break;
            }
            side.rows.rows = listing->takeReadyRows();
        }
        side.rows.knownTo = last.substr(std::min(prefix, last.size()));
        sideIsRead(side);
        return;
    }
    if (listing->isSorted()) {
        side.rows.rows = listing->takeRows();
        sideIsRead(side);
        return;
    }
    runInBackground(
        *QThreadPool::globalInstance(), [rows = listing->takeRows()] { return rows.sorted(); },
        [this, &side, stopped = m_stopped](ListedRows rows) {
            if (*stopped)
                return;
            side.rows.rows = std::move(rows);
            sideIsRead(side);
        });
}

void Comparison::sideIsRead(Side& side)
{
    side.isRead = true;
    emit progressed();
    if (!isFinished() && m_source.isRead && m_target.isRead)
        compare();
}

// ---- comparing --------------------------------------------------------------------------------------------

void Comparison::compare()
{
    CompareRules rules;
    rules.way = m_order.way;
    rules.filter = m_order.filter;
    rules.limits = m_order.limits;
    rules.keepsSame = m_order.keepsSame;
    rules.targetIsLocal = m_order.target.isLocal();
    rules.targetPrefix = m_order.target.prefix;
    const auto& client = m_order.source.client ? m_order.source.client : m_order.target.client;
    rules.now = std::chrono::nanoseconds(client->clock()->now().time_since_epoch()).count();
    runInOwnThread(
        [rules = std::move(rules), source = m_source.rows, target = m_target.rows, seen = m_seen,
         folder = m_order.target.folder]() mutable {
            rules.targetIgnoresCase = rules.targetIsLocal && ignoresCase(folder);
            const bool isSeen = seen->load();
            ComparedPairs compared = comparePairs(source, target, rules, isSeen ? seen.get() : nullptr);
            if (!seen->note().empty() && rules.way == CompareWay::LastSeen)
                compared.notes.push_back(seen->note() + " Size and time tell instead.");
            return compared;
        },
        [this, stopped = m_stopped](ComparedPairs compared) {
            if (!*stopped)
                merged(std::move(compared));
        });
}

void Comparison::merged(ComparedPairs compared)
{
    compared.notes.insert(compared.notes.begin(), m_compared.notes.begin(), m_compared.notes.end());
    m_compared = std::move(compared);
    for (std::size_t i = 0; m_order.way == CompareWay::Content && i < m_compared.pairs.size(); ++i) {
        const ComparedPair& pair = m_compared.pairs[i];
        if (pair.state == PairState::Changed && pair.reason == PairReason::NotProven)
            m_toProve.push_back(i);
    }
    proveMore();
}

void Comparison::proveMore()
{
    while (m_nextToProve < m_toProve.size() && m_proofs.size() < proofsAtOnce) {
        const std::size_t pair = m_toProve[m_nextToProve++];
        auto proof =
            makeOwned<ContentProof>(m_order.source, m_order.target, m_compared.pairs[pair], m_order.cause);
        ContentProof* started = proof.get();
        connect(started, &Task::finished, this, [this, started] { provenOne(started); });
        m_proofs.emplace_back(pair, std::move(proof));
        started->start();
    }
    if (!m_proofs.empty())
        return;
    if (m_order.way == CompareWay::Content) {
        const auto print = [](std::int64_t size, const std::string& mark) {
            return std::to_string(size) + ':' + mark;
        };
        for (const ComparedPair& pair : m_compared.pairs) {
            if (pair.state == PairState::Same && pair.isProven)
                m_seen->learn(pair.path, print(pair.sourceSize, pair.sourceMark),
                              print(pair.targetSize, pair.targetMark));
        }
        if (!m_order.keepsSame)
            std::erase_if(m_compared.pairs,
                          [](const ComparedPair& pair) { return pair.state == PairState::Same; });
    }
    finish(m_error ? Result<void>(*m_error) : Result<void>());
}

void Comparison::provenOne(ContentProof* which)
{
    const auto found = std::find_if(m_proofs.begin(), m_proofs.end(),
                                    [which](const auto& proof) { return proof.second.get() == which; });
    const auto proof = std::move(*found);
    m_proofs.erase(found);
    ComparedPair& pair = m_compared.pairs[proof.first];
    ++m_proven;
    m_proofRequests += which->requests();
    m_bytesRead += which->bytesRead();
    const auto& result = which->result();
    --m_compared.counts[std::size_t(pair.state)];
    if (!result)
        pair.note = result.error().message;
    else if (*result == ContentProof::Verdict::Same)
        pair.state = PairState::Same;
    pair.isProven = result && *result != ContentProof::Verdict::Unproven;
    pair.reason = pair.state == PairState::Same ? PairReason::None
                  : pair.isProven               ? PairReason::Content
                                                : PairReason::NotProven;
    ++m_compared.counts[std::size_t(pair.state)];
    emit progressed();
    if (!isFinished())
        proveMore();
}

void Comparison::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
