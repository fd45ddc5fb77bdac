#include "core/compare/syncrun.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/common/localpath.h"
#include "core/config/clientconfig.h"
#include "core/transfer/download.h"
#include "core/transfer/downloadfile.h"
#include "core/transfer/localname.h"
#include "core/transfer/transferjob.h"
#include "core/transfer/upload.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr int mostBreaks = 3; ///< items in a row without a connection are no fault of theirs
constexpr std::size_t mostSettling = 64;

LocalName namesOf(const std::string& path)
{
    QStringList parts = QString::fromStdString(path).split(u'/');
    LocalName name;
    name.file = parts.takeLast();
    name.folders = std::move(parts);
    return name;
}

Error changedMeanwhile(const std::string& path)
{
    return makeError(ErrorKind::Parameter, "ChangedMeanwhile",
                     path + " has changed since the places were compared, and stays as it is.");
}

/// The file that is to be replaced or deleted is still the one that was compared.
bool isAsSeen(const QString& path, const ComparedPair& pair)
{
    const auto there = lookAtFile(path);
    return there && there->size == pair.targetSize && there->time == pair.targetTime;
}

void setTime(const QString& path, std::int64_t ns)
{
    constexpr std::int64_t second = 1'000'000'000;
    const timespec time{ns / second, ns % second};
    const timespec times[2]{time, time};
    static_cast<void>(::utimensat(AT_FDCWD, bytesOfPath(path).constData(), times, 0));
}

/// Seconds with a fraction, as rclone writes them.
std::optional<std::int64_t> timeInMetadata(const Value& answer)
{
    bool isNumber = false;
    const double seconds = QString::fromStdString(answer["Metadata"]["mtime"].text()).toDouble(&isNumber);
    constexpr double nsInSecond = 1e9;
    constexpr double most = 9e9; // in ns it has to fit
    if (!isNumber || seconds < 0 || seconds > most)
        return std::nullopt;
    return static_cast<std::int64_t>(seconds * nsInSecond);
}

} // namespace

std::vector<SyncItem> syncItems(const ComparedPairs& compared, bool deletes, bool takesConflicts)
{
    std::vector<SyncItem> items;
    for (const ComparedPair& pair : compared.pairs) {
        const bool isMeant = pair.state == PairState::New || pair.state == PairState::Changed ||
                             pair.state == PairState::OnlyInTarget ||
                             (takesConflicts && pair.state == PairState::Conflict);
        if (isMeant && (pair.isInSource || (deletes && compared.mayDelete())))
            items.push_back({pair, pair.isInSource ? SyncItem::Action::Copy : SyncItem::Action::Delete});
    }
    return items;
}

SyncRun::SyncRun(Order order)
    : m_order(std::move(order)), m_slots(std::make_shared<TransferSlots>(m_order.filesAtOnce))
{
    for (const SyncItem& item : m_order.items)
        m_bytes += item.action == SyncItem::Action::Copy ? item.pair.sourceSize : 0;
}

SyncRun::~SyncRun()
{
    *m_stopped = true;
}

void SyncRun::start()
{
    const bool deletes = std::any_of(m_order.items.begin(), m_order.items.end(), [](const SyncItem& item) {
        return item.action == SyncItem::Action::Delete;
    });
    if (deletes && !m_order.mayDelete) {
        m_result = makeError(ErrorKind::Parameter, "NotAllKnown",
                             "Nothing is deleted, since the places could not be read to their ends.");
        end();
        return;
    }
    if (m_order.target.isLocal() && !QDir().mkpath(m_order.target.folder)) {
        m_result = makeError(ErrorKind::Parameter, "BadTarget",
                             m_order.target.text() + " is no folder and cannot be made.");
        end();
        return;
    }
    const bool isBetweenObjects = !m_order.source.isLocal() && !m_order.target.isLocal();
    m_step = isBetweenObjects ? Step::NewObjects : Step::Copies;
    next();
}

void SyncRun::giveUp()
{
    *m_stopped = true;
    m_moving.clear();
    m_job.reset();
}

void SyncRun::cancel()
{
    if (isFinished() || m_end || m_step == Step::Saving)
        return;
    m_end = makeError(ErrorKind::Cancelled, "Cancelled", "It was given up; what is done stays.");
    *m_stopped = true;
    skipRest(*m_end);
    if (m_job)
        m_job->cancel();
    for (const auto& moving : m_moving)
        moving->transfer->cancel();
    if (!m_job && m_moving.empty())
        finish();
}

/// Goes on with the step, or with the one behind it.
void SyncRun::next()
{
    switch (m_step) {
    case Step::Copies:
        startMore();
        return;
    case Step::NewObjects:
        copyObjects(PairState::New);
        return;
    case Step::ChangedObjects:
        copyObjects(PairState::Changed);
        return;
    case Step::Deletions:
        deleteAll();
        return;
    case Step::Saving:
        save();
    }
}

void SyncRun::settle(std::size_t number, SyncItem::State state, std::optional<Error> error)
{
    SyncItem& item = m_order.items[number];
    item.state = state;
    item.error = std::move(error);
    m_done += state == SyncItem::State::Running ? 0 : 1;
    m_failed += state == SyncItem::State::Failed || state == SyncItem::State::Skipped ? 1 : 0;
    if (state == SyncItem::State::Done && item.action == SyncItem::Action::Copy)
        m_doneBytes += item.pair.sourceSize;
    emit itemChanged(number);
}

void SyncRun::skipRest(const Error& error)
{
    for (std::size_t number = 0; number < m_order.items.size(); ++number) {
        if (m_order.items[number].state == SyncItem::State::Waiting)
            settle(number, SyncItem::State::Skipped, error);
    }
}

std::int64_t SyncRun::doneBytes() const
{
    std::int64_t sum = m_doneBytes;
    for (const auto& moving : m_moving)
        sum += moving->transfer->done();
    return sum;
}

// ---- uploads and downloads --------------------------------------------------------------------------------

void SyncRun::startMore()
{
    const auto calling = [this] {
        const auto settling = static_cast<std::size_t>(std::count_if(
            m_moving.begin(), m_moving.end(), [](const auto& one) { return one->transfer->isSettling(); }));
        return m_moving.size() - std::min(settling, mostSettling);
    };
    if (m_step != Step::Copies)
        return;
    while (!m_end && m_next < m_order.items.size() && calling() < std::size_t(m_order.filesAtOnce)) {
        const std::size_t item = m_next++;
        if (m_order.items[item].action == SyncItem::Action::Copy && !startOne(item))
            emit progressed();
    }
    if (!m_moving.empty() || isFinished())
        return;
    m_step = Step::Deletions;
    next();
}

/// False when it has failed already.
bool SyncRun::startOne(std::size_t item)
{
    const ComparedPair& pair = m_order.items[item].pair;
    auto moving = std::make_unique<Moving>();
    moving->item = item;
    if (const auto prepared = prepare(*moving, pair); !prepared) {
        settle(item, SyncItem::State::Failed, prepared.error());
        return false;
    }
    Transfer* started = moving->transfer.get();
    m_moving.push_back(std::move(moving));
    connect(started, &Transfer::progressed, this, &SyncRun::progressed);
    connect(started, &Transfer::settling, this, &SyncRun::startMore, Qt::QueuedConnection);
    connect(started, &Transfer::finished, this, [this, started] { moved(started); });
    settle(item, SyncItem::State::Running);
    started->start();
    return true;
}

Result<void> SyncRun::prepare(Moving& moving, const ComparedPair& pair)
{
    const ComparePlace& target = m_order.target;
    if (m_order.source.isLocal()) {
        moving.file = m_order.source.file(pair.path);
        const auto there = lookAtFile(moving.file);
        if (!there)
            return makeError(ErrorKind::Parameter, "SourceChanged", pair.path + " is not there any more.");
        moving.fingerprint = fingerprintOf(*there, true);
        moving.transfer = upload(moving, pair);
    } else {
        auto file = pathBelow(target.folder, namesOf(pair.path));
        if (!file)
            return file.error();
        moving.file = *std::move(file);
        if (pair.isInTarget && !isAsSeen(moving.file, pair))
            return changedMeanwhile(pair.path);
        const auto policy = pair.isInTarget ? ExistingTarget::Overwrite : ExistingTarget::Fail;
        auto download =
            makeOwned<Download>(*m_order.source.client,
                                DownloadSource{m_order.source.bucket, m_order.source.prefix + pair.path, {}},
                                std::make_unique<DownloadFile>(moving.file, policy), m_slots);
        CallOptions options;
        options.cause = m_order.cause;
        options.target = m_order.source.prefix + pair.path;
        download->setCallOptions(std::move(options));
        download->setExpectedSize(pair.sourceSize);
        moving.transfer = std::move(download);
        moving.fingerprint = std::to_string(pair.sourceSize) + ':' + pair.sourceMark;
    }
    if (m_order.seen)
        m_order.seen->noteSending(pair.path, moving.fingerprint);
    return {};
}

Owned<Transfer> SyncRun::upload(Moving& moving, const ComparedPair& pair) const
{
    const ComparePlace& target = m_order.target;
    auto upload = makeOwned<Upload>(*target.client,
                                    UploadTarget{target.bucket, target.prefix + pair.path,
                                                 Value::map({{"ContentType", contentTypeOf(moving.file)}})},
                                    std::make_unique<FileSource>(moving.file), m_slots);
    CallOptions options;
    options.cause = m_order.cause;
    options.target = target.prefix + pair.path;
    upload->setCallOptions(std::move(options));
    if (pair.isInTarget)
        upload->replaceOnly('"' + pair.targetMark + '"');
    else
        upload->replaceNothing(true);
    return upload;
}

void SyncRun::moved(Transfer* which)
{
    const auto found = std::find_if(m_moving.begin(), m_moving.end(),
                                    [which](const auto& one) { return one->transfer.get() == which; });
    const auto moving = std::move(*found);
    m_moving.erase(found);
    if (which->result()) {
        m_breaks = 0;
        movedWell(*moving);
        settle(moving->item, SyncItem::State::Done);
    } else {
        const Error& error = which->result().error();
        const bool isHopeless = isCredentialsLapse(error) || error.kind == ErrorKind::ReadOnly;
        m_breaks = isInterruption(error) ? m_breaks + 1 : 0;
        settle(moving->item, SyncItem::State::Failed,
               error.code == "PreconditionFailed" || error.code == "TargetExists"
                   ? changedMeanwhile(m_order.items[moving->item].pair.path)
                   : error);
        if (!m_end && (isHopeless || m_breaks >= mostBreaks)) {
            m_end = error;
            skipRest(error);
        }
    }
    emit progressed();
    if (!isFinished())
        startMore();
}

void SyncRun::movedWell(const Moving& moving)
{
    const ComparedPair& pair = m_order.items[moving.item].pair;
    const Value& answer = *moving.transfer->result();
    std::string etag = answer["ETag"].text();
    std::erase(etag, '"');
    if (m_order.source.isLocal()) {
        if (m_order.seen && !etag.empty())
            m_order.seen->noteSame(pair.path, moving.fingerprint,
                                   std::to_string(moving.transfer->total()) + ':' + etag);
        return;
    }
    std::optional<std::int64_t> time;
    if (m_order.setsTimes && pair.sourceTime != SideRows::noTime)
        time = pair.sourceTime;
    if (m_order.takesTimesFromMetadata)
        time = timeInMetadata(answer) ? timeInMetadata(answer) : time;
    if (time)
        setTime(moving.file, *time);
    const auto there = lookAtFile(moving.file);
    if (m_order.seen && there && (etag.empty() || etag == pair.sourceMark))
        m_order.seen->noteSame(pair.path, moving.fingerprint, fingerprintOf(*there, true));
}

// ---- objects ----------------------------------------------------------------------------------------------

void SyncRun::copyObjects(PairState state)
{
    const bool isOfNew = state == PairState::New;
    m_step = isOfNew ? Step::ChangedObjects : Step::Deletions;
    ObjectMove::Order order{m_order.source.bucket, m_order.target.bucket, {}, false, !isOfNew, m_order.cause};
    std::vector<std::size_t> items;
    for (std::size_t number = 0; number < m_order.items.size(); ++number) {
        const SyncItem& item = m_order.items[number];
        const ComparedPair& pair = item.pair;
        if (item.action != SyncItem::Action::Copy || pair.isInTarget == isOfNew)
            continue;
        items.push_back(number);
        order.items.push_back({{m_order.source.prefix + pair.path,
                                '"' + pair.sourceMark + '"',
                                pair.storageClass,
                                pair.sourceSize,
                                {}},
                               m_order.target.prefix + pair.path});
        if (m_order.seen)
            m_order.seen->noteSending(pair.path, std::to_string(pair.sourceSize) + ':' + pair.sourceMark);
    }
    runJob(moveJob(order), std::move(items));
}

void SyncRun::runJob(Job job, std::vector<std::size_t> items)
{
    if (items.empty() || m_end) {
        m_end ? finish() : next();
        return;
    }
    const Client& client = *(m_order.target.isLocal() ? m_order.source : m_order.target).client;
    job.session = m_order.session;
    job.looksFirst = !client.config().endpointUrl.empty(); // most servers but AWS take no conditions
    const auto time = client.clock()->now().time_since_epoch();
    job.created = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    std::unique_ptr<JobJournal> journal;
    if (m_order.jobs) {
        if (auto made = m_order.jobs->create(job))
            journal = std::move(made).value();
    }
    if (job.action == JobAction::Delete)
        m_deletionJob = job.id;
    m_jobItems = std::move(items);
    m_jobTold = 0;
    m_job = makeOwned<JobRunner>(client, std::move(job), std::move(journal));
    connect(m_job.get(), &JobRunner::progressed, this, &SyncRun::jobChanged);
    connect(m_job.get(), &JobRunner::stateChanged, this, [this] {
        const Job::State state = m_job->job().state;
        if ((state == Job::State::Stopped || state == Job::State::Interrupted) && m_job->isAtRest() &&
            !m_end) {
            m_end = m_job->job().why.value_or(
                makeError(ErrorKind::Cancelled, "Interrupted", "It was interrupted; what is done stays."));
            m_job->cancel();
        }
    });
    connect(m_job.get(), &Task::finished, this, &SyncRun::jobEnded);
    m_job->start();
}

void SyncRun::jobChanged()
{
    emit progressed();
}

void SyncRun::jobEnded()
{
    const auto runner = std::move(m_job);
    const JobItems& results = runner->job().items;
    for (std::size_t i = 0; i < m_jobItems.size(); ++i) {
        const std::size_t number = m_jobItems[i];
        if (m_order.items[number].state == SyncItem::State::Skipped)
            continue;
        const std::string& path = m_order.items[number].pair.path;
        if (results.state(i) == JobItemState::Done) {
            if (m_order.seen)
                m_order.seen->forget(path);
            settle(number, SyncItem::State::Done);
            continue;
        }
        const JobOutcome outcome = results.outcome(i);
        const Error error = outcome.code == "PreconditionFailed" || results.state(i) == JobItemState::Skipped
                                ? changedMeanwhile(path)
                                : makeError(ErrorKind::Service, outcome.code, outcome.message);
        settle(number, SyncItem::State::Failed, error);
    }
    emit progressed();
    if (isFinished())
        return;
    if (m_end) {
        skipRest(*m_end);
        finish();
    } else {
        next();
    }
}

// ---- deletions --------------------------------------------------------------------------------------------

void SyncRun::deleteAll()
{
    m_step = Step::Saving;
    if (m_failed > 0 || m_end) {
        skipRest(m_end ? *m_end
                       : makeError(ErrorKind::Cancelled, "NotDeleted",
                                   "Nothing was deleted, since not everything could be copied."));
        next();
        return;
    }
    std::vector<std::size_t> items;
    std::vector<ListedObject> objects;
    for (std::size_t number = 0; number < m_order.items.size(); ++number) {
        const SyncItem& item = m_order.items[number];
        if (item.action != SyncItem::Action::Delete)
            continue;
        items.push_back(number);
        objects.push_back({m_order.target.prefix + item.pair.path,
                           '"' + item.pair.targetMark + '"',
                           {},
                           item.pair.targetSize,
                           {}});
    }
    if (m_order.target.isLocal() && !items.empty())
        deleteFiles(std::move(items));
    else
        runJob(inia::deletionJob(m_order.target.bucket, objects, {}, m_order.cause), std::move(items));
}

void SyncRun::deleteFiles(std::vector<std::size_t> items)
{
    std::vector<ComparedPair> pairs;
    for (const std::size_t item : items)
        pairs.push_back(m_order.items[item].pair);
    runInOwnThread(
        [pairs = std::move(pairs), folder = m_order.target.folder, stopped = m_stopped] {
            std::vector<std::optional<Error>> errors;
            for (const ComparedPair& pair : pairs) {
                if (*stopped)
                    break;
                const auto path = pathBelow(folder, namesOf(pair.path));
                if (!path) {
                    errors.emplace_back(path.error());
                } else if (!isAsSeen(*path, pair)) {
                    errors.emplace_back(changedMeanwhile(pair.path));
                } else {
                    QFile file(*path);
                    const bool isGone = file.remove();
                    errors.push_back(isGone ? std::nullopt
                                            : std::optional(makeError(ErrorKind::Parameter, "CannotDelete",
                                                                      pair.path + " cannot be deleted: " +
                                                                          file.errorString().toStdString())));
                }
            }
            return errors;
        },
        [this, items = std::move(items),
         stopped = m_stopped](const std::vector<std::optional<Error>>& errors) {
            if (*stopped)
                return;
            for (std::size_t i = 0; i < errors.size(); ++i) {
                if (m_order.seen && !errors[i])
                    m_order.seen->forget(m_order.items[items[i]].pair.path);
                settle(items[i], errors[i] ? SyncItem::State::Failed : SyncItem::State::Done, errors[i]);
            }
            emit progressed();
            if (!isFinished())
                next();
        });
}

// ---- the end ----------------------------------------------------------------------------------------------

/// What is kept of the pairs is written anew as a whole.
void SyncRun::save()
{
    if (!m_order.seen || m_end) { // what was noted on the way is kept all the same
        finish();
        return;
    }
    for (const std::string& path : m_order.gone)
        m_order.seen->drop(path);
    runInOwnThread([seen = m_order.seen] { return static_cast<bool>(seen->save()); },
                   [this, stopped = m_stopped](bool) {
                       if (!*stopped)
                           finish();
                   });
}

void SyncRun::finish()
{
    if (m_end)
        m_result = *m_end;
    else if (m_failed > 0)
        m_result =
            makeError(ErrorKind::Cancelled, "Unfinished",
                      std::to_string(m_failed) + " of " + std::to_string(m_order.items.size()) + " failed.");
    end();
}

} // namespace inia
