#include "core/transfer/transferqueue.h"

#include "core/policy/effect.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QMetaObject>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// Fewer files than this ahead: time to list more.
constexpr std::size_t fewWaiting = 500;

/// So many files in a row without a connection are no fault of the files; a file that fails so often while
/// others get through is.
constexpr int mostBreaks = 3;

/// Something waits at the service.
bool hasBegun(const TransferJob& job)
{
    return std::any_of(job.items.begin(), job.items.end(), [](const auto& entry) {
        return entry.second.state == TransferItem::State::Running || !entry.second.resumePoint.isNull();
    });
}

bool waitsForKeys(const TransferJob& job)
{
    return job.state == TransferJob::State::Interrupted && job.error && isCredentialsLapse(*job.error);
}

qint64 sinceEpoch(const Clock& clock)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch()).count();
}

} // namespace

TransferQueue::TransferQueue(Clients clients, std::unique_ptr<ItemTransfers> transfers,
                             std::shared_ptr<Clock> clock, std::unique_ptr<TransferJournal> journal,
                             int filesAtOnce)
    : m_clients(std::move(clients)),
      m_transfers(std::move(transfers)),
      m_clock(std::move(clock)),
      m_journal(std::move(journal)),
      m_filesAtOnce(std::max(1, filesAtOnce))
{
    if (!m_journal)
        return;
    for (TransferJob& job : m_journal->takeJobs()) {
        m_nextJob = std::max(m_nextJob, job.id + 1);
        m_jobs.push_back(std::make_unique<TransferJob>(std::move(job)));
    }
}

TransferQueue::~TransferQueue() = default;

// ---- what there is --------------------------------------------------------------------------------------

int TransferQueue::indexOf(quint64 job) const
{
    const auto found = std::lower_bound(m_jobs.begin(), m_jobs.end(), job,
                                        [](const auto& a, quint64 id) { return a->id < id; });
    return found != m_jobs.end() && (*found)->id == job ? static_cast<int>(found - m_jobs.begin()) : -1;
}

TransferJob* TransferQueue::find(quint64 job)
{
    const int index = indexOf(job);
    return index < 0 ? nullptr : m_jobs[static_cast<std::size_t>(index)].get();
}

qint64 TransferQueue::doneBytes(const TransferJob& job) const
{
    qint64 bytes = job.counts.doneBytes;
    for (const Running& running : m_running)
        bytes += running.job == job.id ? running.transfer->done() : 0;
    return bytes;
}

int TransferQueue::runningFiles(const TransferJob& job) const
{
    return static_cast<int>(std::count_if(m_running.begin(), m_running.end(),
                                          [&](const Running& running) { return running.job == job.id; }));
}

std::set<std::string> TransferQueue::ownUploads() const
{
    std::set<std::string> ids;
    for (const auto& job : m_jobs) {
        for (const auto& [number, item] : job->items)
            ids.insert(item.resumePoint["UploadId"].text());
    }
    for (const auto* running : {&m_running, &m_ending}) {
        for (const auto& one : *running)
            ids.insert(one.transfer->resumePoint()["UploadId"].text());
    }
    ids.erase(std::string());
    return ids;
}

int TransferQueue::unfinished() const
{
    return static_cast<int>(
        std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto& job) { return !job->isFinished(); }));
}

void TransferQueue::tell(const TransferJob& job)
{
    emit changed(indexOf(job.id));
}

void TransferQueue::write(const QJsonObject& record)
{
    if (m_journal)
        m_journal->write(record);
}

// ---- what the user asks for -----------------------------------------------------------------------------

quint64 TransferQueue::add(TransferJob job)
{
    const quint64 id = m_nextJob++;
    job.id = id;
    job.created = sinceEpoch(*m_clock);
    job.state = TransferJob::State::Running;
    write(journal::jobRecord(job));
    write(journal::itemsRecord(job, 0, false));
    m_jobs.push_back(std::make_unique<TransferJob>(std::move(job)));
    emit added(count() - 1);
    schedule();
    return id;
}

void TransferQueue::pause(quint64 id)
{
    TransferJob* job = find(id);
    if (!job || job->state != TransferJob::State::Running)
        return;
    m_listings.erase(id);
    for (Running& running : m_running) {
        if (running.job == id)
            running.transfer->pause();
    }
    setState(*job, TransferJob::State::Paused);
}

void TransferQueue::resume(quint64 id)
{
    TransferJob* job = find(id);
    if (!job || job->state == TransferJob::State::Running || job->state == TransferJob::State::Succeeded)
        return;
    m_clientsOfJobs.erase(id);
    if (holdIfLocked(*job))
        return;
    if (job->isFinished())
        job->requeue(true);
    job->error.reset();
    job->ended = 0;
    job->breaks = 0;
    setState(*job, TransferJob::State::Running);
    for (Running& running : m_running) {
        if (running.job == id)
            running.transfer->resume();
    }
    schedule();
}

void TransferQueue::cancel(quint64 id)
{
    TransferJob* job = find(id);
    if (!job || job->isFinished() || (hasBegun(*job) && holdIfLocked(*job)))
        return;
    giveUp(*job);
    job->requeue(false);
    setState(*job, TransferJob::State::Cancelled);
    schedule();
}

/// Running transfers take back what they began before they go; for those of an earlier time it is done here.
void TransferQueue::giveUp(TransferJob& job)
{
    m_listings.erase(job.id);
    for (auto running = m_running.begin(); running != m_running.end();) {
        if (running->job != job.id) {
            ++running;
            continue;
        }
        job.items.at(running->item).resumePoint = Value();
        m_ending.push_back(std::move(*running));
        running = m_running.erase(running);
        m_ending.back().transfer->cancel();
    }
    for (auto& [number, item] : job.items) {
        if (item.resumePoint.isNull())
            continue;
        m_transfers->discard(job, item, clientFor(job));
        item.resumePoint = Value();
    }
    m_clientsOfJobs.erase(job.id);
}

void TransferQueue::remove(quint64 id)
{
    TransferJob* job = find(id);
    if (!job)
        return;
    giveUp(*job);
    const int index = indexOf(id);
    emit aboutToRemove(index);
    write(journal::removeRecord(id));
    m_clientsOfJobs.erase(id);
    m_jobs.erase(m_jobs.begin() + index);
    emit removed();
    schedule();
}

void TransferQueue::clearFinished()
{
    std::vector<quint64> finished;
    for (const auto& job : m_jobs) {
        if (job->isFinished())
            finished.push_back(job->id);
    }
    for (const quint64 id : finished)
        remove(id);
}

int TransferQueue::waitingForKeys(const std::string& profile) const
{
    return static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(), [&profile](const auto& job) {
        return job->session.profile == profile && waitsForKeys(*job);
    }));
}

void TransferQueue::sessionAvailable(const TransferSession& session)
{
    for (const auto& job : m_jobs) {
        if (waitsForKeys(*job) && job->session == session)
            resume(job->id);
    }
}

// ---- files ----------------------------------------------------------------------------------------------

/// Paused ones leave their place to others, and so do those that only wait for the disk, up to a number.
int TransferQueue::filesUnderWay() const
{
    constexpr int mostSettling = 64;
    int calling = 0;
    int settling = 0;
    for (const Running& running : m_running) {
        if (running.transfer->isSettling())
            ++settling;
        else if (running.transfer->state() != Transfer::State::Paused)
            ++calling;
    }
    return calling + std::max(0, settling - mostSettling);
}

void TransferQueue::schedule()
{
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(this, &TransferQueue::fill, Qt::QueuedConnection);
}

void TransferQueue::fill()
{
    m_scheduled = false;
    // Jobs never leave while this runs, but one more may come.
    for (std::size_t index = 0; index < m_jobs.size(); ++index) {
        TransferJob& job = *m_jobs[index];
        if (job.state == TransferJob::State::Running && !job.waiting.empty() && holdIfLocked(job))
            continue;
        while (job.state == TransferJob::State::Running && filesUnderWay() < m_filesAtOnce &&
               startNext(job)) {
        }
        list(job);
        if (job.state == TransferJob::State::Running)
            settle(job);
    }
}

const Result<Client>& TransferQueue::clientFor(const TransferJob& job)
{
    auto found = m_clientsOfJobs.find(job.id);
    if (found == m_clientsOfJobs.end() || !found->second)
        found = m_clientsOfJobs.insert_or_assign(job.id, m_clients(job.session)).first;
    if (found->second)
        connect(&found->second->policy(), &ChangePolicy::changed, this, &TransferQueue::heedLocks,
                Qt::UniqueConnection);
    return found->second;
}

// ---- locked sessions --------------------------------------------------------------------------------------

void TransferQueue::heedLocks()
{
    for (const auto& job : m_jobs) {
        if (job->state == TransferJob::State::Running && m_clientsOfJobs.contains(job->id))
            static_cast<void>(holdIfLocked(*job));
    }
}

/// The calls would be refused one by one, and what an upload has begun would be given up for it.
bool TransferQueue::holdIfLocked(TransferJob& job)
{
    if (job.kind != TransferKind::Upload)
        return false;
    const Result<Client>& client = clientFor(job);
    if (!client) // told elsewhere
        return false;
    const auto allowed =
        client->policy().check({Effect::Write, "it uploads"}, "the upload of " + job.title.toStdString());
    if (allowed)
        return false;
    for (Running& running : m_running) {
        if (running.job == job.id)
            running.transfer->pause();
    }
    if (job.isFinished())
        job.requeue(true);
    job.error = allowed.error();
    job.ended = 0;
    setState(job, TransferJob::State::Paused);
    return true;
}

/// False when the job has nothing to start now.
bool TransferQueue::startNext(TransferJob& job)
{
    if (job.waiting.empty())
        return false;
    const Result<Client>& client = clientFor(job);
    if (!client) {
        interrupt(job, client.error());
        return false;
    }
    const quint64 number = job.waiting.front();
    job.waiting.pop_front();
    const auto item = job.items.find(number);
    if (item == job.items.end())
        return true;
    auto transfer = m_transfers->make(job, item->second, *client);
    if (!transfer)
        itemFailed(job, number, transfer.error());
    else if (!*transfer)
        itemDone(job, number,
                 TransferJob::Done::Verified); // a folder has been made, nothing else is to be done
    else
        start(job, number, std::move(*transfer));
    return true;
}

void TransferQueue::start(TransferJob& job, quint64 number, Owned<Transfer> transfer)
{
    TransferItem& item = job.items.at(number);
    item.state = TransferItem::State::Running;
    Transfer* started = transfer.get();
    m_running.push_back({job.id, number, std::move(transfer)});
    connect(started, &Transfer::progressed, this, [this, id = job.id] {
        if (const int index = indexOf(id); index >= 0)
            emit changed(index);
    });
    connect(started, &Transfer::resumePointChanged, this, [this, started, id = job.id, number] {
        TransferJob* which = find(id);
        if (!which || !which->items.contains(number))
            return;
        Value& point = which->items.at(number).resumePoint;
        const bool wasNull = std::exchange(point, started->resumePoint()).isNull();
        if (!wasNull || !point.isNull()) // a small file never has one
            write(journal::itemRecord(*which, number));
    });
    connect(started, &Transfer::settling, this, &TransferQueue::schedule);
    connect(started, &Transfer::finished, this, [this, started] { ended(started); });
    started->start();
    tell(job);
}

void TransferQueue::ended(Transfer* transfer)
{
    const auto isIt = [transfer](const Running& running) { return running.transfer.get() == transfer; };
    std::erase_if(m_ending, isIt);
    const auto found = std::find_if(m_running.begin(), m_running.end(), isIt);
    if (found == m_running.end()) {
        schedule();
        return;
    }
    Running running = std::move(*found);
    m_running.erase(found);
    TransferJob& job = *find(running.job);
    TransferItem& item = job.items.at(running.item);
    if (transfer->result()) {
        if (const qint64 size = transfer->total(); size >= 0) {
            job.counts.bytes += size - std::max<qint64>(0, item.size);
            item.size = size;
        }
        itemDone(job, running.item,
                 transfer->isVerified() ? TransferJob::Done::Verified : TransferJob::Done::Unverified);
    } else {
        item.resumePoint = transfer->resumePoint();
        itemFailed(job, running.item, transfer->result().error());
    }
    schedule();
}

void TransferQueue::itemDone(TransferJob& job, quint64 number, TransferJob::Done how)
{
    write(journal::doneRecord(job, number, how));
    job.setDone(number, how);
    tell(job);
}

/// A name that is taken, answered as the user has said. A new name is tried for KeepBoth until one is free.
bool TransferQueue::solveExisting(TransferJob& job, quint64 number, const Error& error)
{
    const bool isTaken = error.code == "TargetExists" ||
                         (job.kind == TransferKind::Upload && error.code == "PreconditionFailed");
    if (!isTaken || job.existing == ExistingPolicy::Overwrite)
        return false;
    if (job.existing == ExistingPolicy::Skip) {
        itemDone(job, number, TransferJob::Done::Skipped);
        return true;
    }
    TransferItem& item = job.items.at(number);
    item.attempt += 1;
    item.state = TransferItem::State::Waiting;
    job.waiting.push_front(number);
    return true;
}

void TransferQueue::itemFailed(TransferJob& job, quint64 number, const Error& error)
{
    if (solveExisting(job, number, error))
        return;
    if (error.kind == ErrorKind::ReadOnly) {
        job.items.at(number).state = TransferItem::State::Waiting;
        job.waiting.push_front(number);
        // It may be that of a tab which is gone; another one that is open may be asked instead.
        if (!holdIfLocked(job))
            schedule();
        return;
    }
    const bool isBreak = isInterruption(error) && !isCredentialsLapse(error);
    job.breaks = isBreak ? job.breaks + 1 : 0;
    TransferItem& item = job.items.at(number);
    item.breaks += isBreak ? 1 : 0;
    if (isCredentialsLapse(error) || job.breaks >= mostBreaks) {
        item.state = TransferItem::State::Waiting;
        job.waiting.push_front(number);
        interrupt(job, error);
        return;
    }
    // What it had done is kept, so that it goes on from there when the others have had their turn.
    if (isBreak && item.breaks < mostBreaks) {
        item.state = TransferItem::State::Waiting;
        job.waiting.push_back(number);
        write(journal::itemRecord(job, number));
        return;
    }
    job.setFailed(number, error.message);
    if (!job.error)
        job.error = error;
    write(journal::itemRecord(job, number));
    tell(job);
}

// ---- folders --------------------------------------------------------------------------------------------

void TransferQueue::list(TransferJob& job)
{
    if (job.state != TransferJob::State::Running || !job.isListing || job.waiting.size() >= fewWaiting ||
        m_listings.contains(job.id))
        return;
    const Result<Client>& client = clientFor(job);
    if (!client) {
        interrupt(job, client.error());
        return;
    }
    m_listings[job.id] = makeOwned<PrefixListing>(
        *client, job.bucket, job.prefix, PrefixListing::Position{job.listedTo, job.listToken},
        [this, id = job.id](const Result<PrefixListing::Page>& page) { listed(id, page); });
}

void TransferQueue::listed(quint64 id, const Result<PrefixListing::Page>& page)
{
    m_listings.erase(id);
    TransferJob& job = *find(id);
    if (!page) {
        // Tokens may be refused when they are old; keys never are.
        const bool isTokenRefused =
            page.error().code == "InvalidArgument" && !std::exchange(job.listToken, {}).empty();
        isTokenRefused ? schedule() : interrupt(job, page.error());
        return;
    }
    const quint64 first = job.nextItem;
    for (const PrefixListing::Object& object : page->objects) {
        TransferItem item;
        item.key = object.key;
        item.size = object.size;
        job.add(std::move(item));
    }
    job.isListing = !page->isLast;
    job.listToken = page->token;
    if (!page->objects.empty())
        job.listedTo = page->objects.back().key;
    write(journal::itemsRecord(job, first, true));
    write(journal::stateRecord(job));
    tell(job);
    schedule();
}

// ---- states ---------------------------------------------------------------------------------------------

void TransferQueue::settle(TransferJob& job)
{
    if (job.isListing || !job.waiting.empty() || runningFiles(job) > 0)
        return;
    m_clientsOfJobs.erase(job.id);
    setState(job, job.counts.failedFiles > 0 ? TransferJob::State::Failed : TransferJob::State::Succeeded);
}

void TransferQueue::setState(TransferJob& job, TransferJob::State state)
{
    job.state = state;
    if (job.isFinished())
        job.ended = sinceEpoch(*m_clock);
    write(journal::stateRecord(job));
    tell(job);
}

/// What is under way comes to its own end, most likely the same one.
void TransferQueue::interrupt(TransferJob& job, const Error& error)
{
    job.error = error;
    m_clientsOfJobs.erase(job.id);
    if (job.state == TransferJob::State::Running)
        setState(job, TransferJob::State::Interrupted);
}

} // namespace inia
