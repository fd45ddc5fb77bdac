#include "core/listing/snapshot.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/config/clientconfig.h"

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>

#include <algorithm>
#include <charconv>
#include <utility>

namespace inia {

namespace {

// A line that says what it is, a line of JSON with the facts, the rows, and a digest of all before it.
const QByteArray magic = QByteArrayLiteral("inia snapshot 1\n");
constexpr auto digestKind = QCryptographicHash::Blake2b_256;
constexpr qsizetype digestBytes = 32;
constexpr qint64 longestFacts = 64 * 1024;
const QString fileEnding = QStringLiteral(".snapshot");

Error badSnapshot(const QString& file, const char* why)
{
    return makeError(ErrorKind::Configuration, "BadSnapshot", file.toStdString() + ' ' + why);
}

Error fileError(const QFileDevice& file)
{
    return makeError(ErrorKind::Configuration, "SnapshotFile",
                     file.fileName().toStdString() + ": " + file.errorString().toStdString());
}

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

// JSON has no whole numbers of 64 bits.
QString numberText(std::uint64_t number)
{
    return QString::number(number);
}

QByteArray lineOf(const SnapshotFacts& facts)
{
    const QJsonObject object{{QStringLiteral("bucket"), text(facts.bucket)},
                             {QStringLiteral("prefix"), text(facts.prefix)},
                             {QStringLiteral("server"), text(facts.server)},
                             {QStringLiteral("taken"), QString::number(facts.taken)},
                             {QStringLiteral("keys"), numberText(facts.keys)},
                             {QStringLiteral("bytes"), QString::number(facts.bytes)},
                             {QStringLiteral("sum"), numberText(facts.sum.first)},
                             {QStringLiteral("secondSum"), numberText(facts.sum.second)},
                             {QStringLiteral("ranges"), numberText(facts.ranges)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<SnapshotFacts> readFacts(QFile& file)
{
    if (file.readLine(magic.size() + 1) != magic)
        return badSnapshot(file.fileName(), "is no snapshot.");
    const QJsonObject object = QJsonDocument::fromJson(file.readLine(longestFacts)).object();
    const auto member = [&object](const char* name) { return object[QLatin1StringView(name)].toString(); };
    SnapshotFacts facts;
    facts.bucket = member("bucket").toStdString();
    facts.prefix = member("prefix").toStdString();
    facts.server = member("server").toStdString();
    facts.taken = member("taken").toLongLong();
    facts.keys = member("keys").toULongLong();
    facts.bytes = member("bytes").toLongLong();
    facts.sum = {member("sum").toULongLong(), member("secondSum").toULongLong()};
    facts.ranges = member("ranges").toULongLong();
    facts.file = file.fileName().toStdString();
    if (facts.bucket.empty())
        return badSnapshot(file.fileName(), "does not say of what it is.");
    return facts;
}

/// Servers that list in another order are rare; those rows are few.
ListedRows inOrder(const ListedRows& rows)
{
    struct Kept {
        std::string key;
        std::string etag;
        std::string storageClass;
        std::int64_t size;
        std::int64_t modified;
    };
    std::vector<Kept> all;
    all.reserve(rows.size());
    ListedRows::Cursor cursor(rows);
    while (cursor.next()) {
        const ListedRow& row = cursor.row();
        all.push_back({std::string(row.key), std::string(row.etag), std::string(row.storageClass), row.size,
                       row.modified});
    }
    std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.key < b.key; });
    ListedRows sorted;
    for (const Kept& row : all)
        sorted.append({row.key, row.etag, row.storageClass, row.size, row.modified});
    return sorted;
}

bool isSame(const ListedRow& before, const ListedRow& after)
{
    const bool haveEtags = !before.etag.empty() && !after.etag.empty();
    return before.size == after.size && before.storageClass == after.storageClass &&
           (haveEtags ? before.etag == after.etag : before.modified == after.modified);
}

} // namespace

Result<Snapshot> Snapshot::read(const std::string& path)
{
    QFile file(text(path));
    if (!file.open(QIODevice::ReadOnly))
        return fileError(file);
    auto facts = readFacts(file);
    if (!facts)
        return facts.error();
    const qint64 begin = file.pos();
    const qint64 size = file.size();
    if (size < begin + digestBytes)
        return badSnapshot(file.fileName(), "is not whole.");
    const uchar* mapped = file.map(0, size);
    if (!mapped)
        return fileError(file);
    const auto* bytes = reinterpret_cast<const char*>(mapped);
    QCryptographicHash digest(digestKind);
    digest.addData(QByteArrayView(bytes, size - digestBytes));
    if (digest.result() != QByteArrayView(bytes + size - digestBytes, digestBytes))
        return badSnapshot(file.fileName(), "is not whole.");
    auto rows = ListedRows::fromBytes({bytes + begin, static_cast<std::size_t>(size - digestBytes - begin)});
    if (!rows || rows->size() != facts->keys)
        return badSnapshot(file.fileName(), "is not whole.");
    return Snapshot{std::move(*facts), std::move(*rows)};
}

Result<void> Snapshot::write(const std::string& folder)
{
    const QDir place(text(folder));
    if (!place.mkpath(QStringLiteral(".")))
        return makeError(ErrorKind::Configuration, "SnapshotFile",
                         "The folder " + folder + " cannot be made.");
    QFile::setPermissions(place.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString name = QString::number(facts.taken) + u'-' + text(facts.sum.text()).left(8);
    QSaveFile file(place.filePath(name + fileEnding));
    if (!file.open(QIODevice::WriteOnly))
        return fileError(file);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QCryptographicHash digest(digestKind);
    const auto put = [&](std::string_view bytes) {
        const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
        digest.addData(view);
        file.write(view.data(), view.size());
    };
    put(magic.toStdString());
    put(lineOf(facts).toStdString());
    rows.save(put);
    file.write(digest.result());
    if (!file.commit())
        return fileError(file);
    facts.file = file.fileName().toStdString();
    return {};
}

std::vector<SnapshotFacts> snapshotsIn(const std::string& folder)
{
    std::vector<SnapshotFacts> all;
    const QDir place(text(folder));
    for (const QString& name : place.entryList({u'*' + fileEnding}, QDir::Files)) {
        QFile file(place.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto facts = readFacts(file))
            all.push_back(std::move(facts).value());
    }
    std::sort(all.begin(), all.end(),
              [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.taken > b.taken; });
    return all;
}

SnapshotChanges changesBetween(const ListedRows& before, const ListedRows& after,
                               const std::function<bool()>& isCancelled)
{
    SnapshotChanges changes;
    ListedRows::Cursor old(before);
    ListedRows::Cursor now(after);
    bool hasOld = old.next();
    bool hasNow = now.next();
    constexpr std::size_t rowsBetweenLooks = 4096;
    for (std::size_t row = 0; hasOld || hasNow; ++row) {
        if (row % rowsBetweenLooks == 0 && isCancelled())
            break;
        const int order = !hasOld ? 1 : !hasNow ? -1 : old.row().key.compare(now.row().key);
        if (order < 0) {
            changes.gone.append(old.row());
            changes.bytes -= old.row().size;
        } else if (order > 0) {
            changes.added.append(now.row());
            changes.bytes += now.row().size;
        } else if (isSame(old.row(), now.row())) {
            ++changes.same;
        } else {
            changes.changed.append(now.row());
            changes.bytes += now.row().size - old.row().size;
        }
        if (order <= 0)
            hasOld = old.next();
        if (order >= 0)
            hasNow = now.next();
    }
    return changes;
}

SnapshotTaking::SnapshotTaking(Client client, Order order)
    : m_client(std::move(client)), m_folder(std::move(order.folder))
{
    m_facts.bucket = order.bucket;
    m_facts.prefix = order.prefix;
    m_facts.server = m_client.config().endpointUrl;
    RangedListing::Order listing;
    listing.bucket = std::move(order.bucket);
    listing.prefix = std::move(order.prefix);
    listing.cause = std::move(order.cause);
    listing.workers = order.workers;
    listing.mayAsk = std::move(order.mayAsk);
    listing.memory = std::move(order.memory);
    m_listing = makeOwned<RangedListing>(m_client, std::move(listing));
    connect(m_listing.get(), &RangedListing::progressed, this, &SnapshotTaking::progressed);
    connect(m_listing.get(), &Task::finished, this, &SnapshotTaking::keep);
}

SnapshotTaking::~SnapshotTaking() = default;

void SnapshotTaking::start()
{
    m_listing->start();
}

void SnapshotTaking::proceed()
{
    m_listing->proceed();
}

void SnapshotTaking::keep()
{
    const auto& proof = m_listing->result();
    if (!proof) {
        finish(proof.error());
        return;
    }
    m_facts.keys = proof->keys;
    m_facts.sum = proof->sum;
    m_facts.ranges = proof->ranges.size();
    m_facts.taken =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_client.clock()->now().time_since_epoch())
            .count();
    using Answer = Result<std::shared_ptr<const Snapshot>>;
    runInOwnThread(
        [facts = m_facts, rows = m_listing->takeRows(), isSorted = m_listing->isSorted(), folder = m_folder,
         isGivenUp = m_isGivenUp]() -> Answer {
            auto snapshot = std::make_shared<Snapshot>(Snapshot{facts, isSorted ? rows : inOrder(rows)});
            ListedRows::Cursor cursor(snapshot->rows, 0, ListedRows::Etags::Skip);
            while (cursor.next())
                snapshot->facts.bytes += cursor.row().size;
            if (!folder.empty() && !*isGivenUp) {
                if (const auto written = snapshot->write(folder); !written)
                    return written.error();
            }
            return std::shared_ptr<const Snapshot>(std::move(snapshot));
        },
        [alive = QPointer<SnapshotTaking>(this), isGivenUp = m_isGivenUp](Answer answer) {
            if (alive && !*isGivenUp)
                alive->finish(std::move(answer));
        });
}

void SnapshotTaking::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. Nothing is kept of it."));
}

void SnapshotTaking::giveUp()
{
    *m_isGivenUp = true;
    m_listing->disconnect(this);
    if (!m_listing->isFinished())
        m_listing->cancel();
}

void SnapshotTaking::finish(Result<std::shared_ptr<const Snapshot>> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
