#include "core/jobs/jobjournal.h"

#include "core/common/redaction.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr int itemsInALine = 1000;
constexpr std::size_t mostGathered = 1000;
constexpr int gatheringMs = 100;
constexpr int syncMs = 1000;
constexpr qint64 keptSeconds = qint64(30) * 24 * 3600;
constexpr std::size_t keptJobs = 100;
constexpr int formatVersion = 1;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string utf8(const QJsonValue& value)
{
    return value.toString().toStdString();
}

QJsonObject recordOf(const char* what)
{
    return {{QStringLiteral("do"), QString::fromLatin1(what)}};
}

/// Without the empty texts at its end.
QJsonArray fields(std::initializer_list<std::string_view> texts)
{
    QJsonArray array;
    for (const auto each : texts)
        array.append(text(each));
    while (!array.isEmpty() && array.last().toString().isEmpty())
        array.removeLast();
    return array;
}

/// [1, 2, 3, 7] as [[1, 3], [7, 7]].
QJsonArray ranges(std::vector<std::size_t> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    QJsonArray array;
    for (auto first = numbers.begin(); first != numbers.end();) {
        auto last = first;
        while (last + 1 != numbers.end() && *(last + 1) == *last + 1)
            ++last;
        array.append(QJsonArray{static_cast<qint64>(*first), static_cast<qint64>(*last)});
        first = last + 1;
    }
    return array;
}

QJsonObject headerOf(const Job& job)
{
    QJsonObject header = recordOf("job");
    header[QLatin1String("format")] = formatVersion;
    header[QLatin1String("id")] = static_cast<qint64>(job.id);
    header[QLatin1String("action")] = static_cast<int>(job.action);
    // Asked for again with its password.
    header[QLatin1String("session")] =
        fields({job.session.profile, job.session.region, redactUrl(job.session.endpointUrl)});
    header[QLatin1String("bucket")] = text(job.bucket);
    header[QLatin1String("targetBucket")] = text(job.targetBucket);
    header[QLatin1String("overwrites")] = job.overwrites;
    header[QLatin1String("looksFirst")] = job.looksFirst;
    if (job.action == JobAction::Change)
        header[QLatin1String("change")] = text(job.change.text());
    header[QLatin1String("below")] = text(job.below);
    header[QLatin1String("title")] = text(job.title);
    header[QLatin1String("created")] = job.created;
    header[QLatin1String("undoes")] = static_cast<qint64>(job.undoes);
    header[QLatin1String("items")] = static_cast<qint64>(job.items.size());
    return header;
}

template <typename Enum>
Enum enumeration(const QJsonValue& value, Enum last, Enum otherwise)
{
    const int number = value.toInt(-1);
    return number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number) : otherwise;
}

QJsonObject planOf(const JobItems& items, std::size_t first)
{
    QJsonArray rows;
    const std::size_t end = std::min(items.size(), first + itemsInALine);
    for (std::size_t number = first; number < end; ++number) {
        const JobItem item = items.at(number);
        QJsonArray row =
            fields({item.key, item.etag, item.version, item.storageClass, item.target, item.targetVersion});
        row.prepend(static_cast<qint64>(item.size));
        rows.append(row);
    }
    QJsonObject plan = recordOf("plan");
    plan[QLatin1String("from")] = static_cast<qint64>(first);
    plan[QLatin1String("items")] = rows;
    return plan;
}

/// Reads a journal line by line into a job.
class JobReader final {
public:
    void take(const QJsonObject& record)
    {
        const QString what = record[QLatin1String("do")].toString();
        if (what == QLatin1String("job"))
            takeHeader(record);
        else if (what == QLatin1String("plan"))
            takePlan(record);
        else if (what == QLatin1String("sent"))
            takeSent(record);
        else if (what == QLatin1String("ended"))
            takeEnded(record);
        else if (what == QLatin1String("state"))
            takeState(record);
    }

    [[nodiscard]] Job::State state() const { return m_job.state; }
    [[nodiscard]] qint64 ended() const { return m_job.ended; }
    /// Without its header and all of its plan nobody knows what it was about.
    [[nodiscard]] Result<Job> job() &&
    {
        if (!m_hasHeader || m_job.items.size() != m_expected)
            return makeError(ErrorKind::Configuration, "UnreadableJob",
                             "The journal of this job is damaged. Nothing is sent for it any more.");
        return std::move(m_job);
    }

private:
    void takeHeader(const QJsonObject& record)
    {
        const int action = record[QLatin1String("action")].toInt(-1);
        m_hasHeader = record[QLatin1String("format")].toInt() == formatVersion && action >= 0 &&
                      action <= static_cast<int>(JobAction::Change) &&
                      record[QLatin1String("items")].isDouble();
        if (!m_hasHeader)
            return;
        m_job.id = static_cast<quint64>(record[QLatin1String("id")].toInteger());
        m_job.action = static_cast<JobAction>(action);
        if (m_job.action == JobAction::Change) {
            const auto change = ObjectChange::read(utf8(record[QLatin1String("change")]));
            m_hasHeader = change.has_value();
            m_job.change = change.value_or(ObjectChange());
        }
        const QJsonArray session = record[QLatin1String("session")].toArray();
        m_job.session = {utf8(session[0]), utf8(session[1]), utf8(session[2])};
        m_job.bucket = utf8(record[QLatin1String("bucket")]);
        m_job.targetBucket = utf8(record[QLatin1String("targetBucket")]);
        m_job.overwrites = record[QLatin1String("overwrites")].toBool();
        m_job.looksFirst = record[QLatin1String("looksFirst")].toBool();
        m_job.below = utf8(record[QLatin1String("below")]);
        m_job.title = utf8(record[QLatin1String("title")]);
        m_job.created = record[QLatin1String("created")].toInteger();
        m_job.undoes = static_cast<quint64>(record[QLatin1String("undoes")].toInteger());
        m_expected = static_cast<std::size_t>(record[QLatin1String("items")].toInteger());
        m_job.state = Job::State::Interrupted;
    }

    void takePlan(const QJsonObject& record)
    {
        if (static_cast<std::size_t>(record[QLatin1String("from")].toInteger(-1)) != m_job.items.size())
            return;
        for (const auto& value : record[QLatin1String("items")].toArray()) {
            const QJsonArray row = value.toArray();
            m_job.items.add({utf8(row[1]), utf8(row[2]), utf8(row[3]), utf8(row[4]), row[0].toInteger(),
                             utf8(row[5]), utf8(row[6])});
        }
    }

    void setRange(const QJsonValue& range, JobItemState state)
    {
        const auto first = static_cast<std::size_t>(std::max<qint64>(0, range.toArray()[0].toInteger()));
        const auto last = range.toArray()[1].toInteger(-1);
        for (std::size_t number = first; static_cast<qint64>(number) <= last; ++number) {
            if (number >= m_job.items.size())
                return;
            m_job.items.setState(number, state);
        }
    }

    void takeSent(const QJsonObject& record)
    {
        const auto state =
            enumeration(record[QLatin1String("state")], JobItemState::Leaving, JobItemState::Sent);
        for (const auto& range : record[QLatin1String("ranges")].toArray())
            setRange(range, state);
    }

    void takeEnded(const QJsonObject& record)
    {
        for (const auto& range : record[QLatin1String("done")].toArray())
            setRange(range, JobItemState::Done);
        for (const auto& value : record[QLatin1String("items")].toArray()) {
            const QJsonArray row = value.toArray();
            const auto number = static_cast<std::size_t>(row[0].toInteger(-1));
            if (number >= m_job.items.size())
                continue;
            m_job.items.setOutcome(number, {utf8(row[2]), utf8(row[3]), utf8(row[4]), utf8(row[5]),
                                            utf8(row[6]), utf8(row[7]), utf8(row[8])});
            m_job.items.setState(number, enumeration(row[1], JobItemState::Skipped, JobItemState::Sent));
        }
    }

    void takeState(const QJsonObject& record)
    {
        m_job.state =
            enumeration(record[QLatin1String("state")], Job::State::Unreadable, Job::State::Interrupted);
        m_job.ended = record[QLatin1String("ended")].toInteger();
        m_job.isMoreThere = record[QLatin1String("moreThere")].toBool();
        const QJsonArray why = record[QLatin1String("error")].toArray();
        m_job.why.reset();
        if (!why.isEmpty())
            m_job.why = makeError(ErrorKind::Service, utf8(why[0]), utf8(why[1]));
    }

    Job m_job;
    bool m_hasHeader = false;
    std::size_t m_expected = 0;
};

Result<Job> readJob(LineJournal& lines)
{
    JobReader reader;
    lines.read([&reader](const QJsonObject& record) { reader.take(record); });
    return std::move(reader).job();
}

} // namespace

// ---- one job ----------------------------------------------------------------------------------------------

JobJournal::JobJournal(std::unique_ptr<LineJournal> lines) : m_lines(std::move(lines))
{
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(gatheringMs);
    connect(&m_gathering, &QTimer::timeout, this, &JobJournal::flush);
    m_syncing.setSingleShot(true);
    m_syncing.setInterval(syncMs);
    connect(&m_syncing, &QTimer::timeout, this, &JobJournal::sync);
}

JobJournal::~JobJournal()
{
    close();
}

void JobJournal::close()
{
    if (!m_lines)
        return;
    flush();
    m_syncing.stop();
    m_waiting.clear();
    m_lines.reset();
}

void JobJournal::announce(JobItemState state, const std::vector<std::size_t>& numbers, bool isDestroying,
                          std::function<void()> then)
{
    flush();
    QJsonObject record = recordOf("sent");
    record[QLatin1String("state")] = static_cast<int>(state);
    record[QLatin1String("ranges")] = ranges(numbers);
    write(record);
    if (m_error) {
        if (!isDestroying)
            then();
        return;
    }
    if (m_isOnDisk || !isDestroying) {
        then();
        return;
    }
    m_waiting.push_back(std::move(then));
    sync();
}

void JobJournal::note(const JobItems& items, std::size_t number)
{
    const bool isPlain = !items.hasOutcome(number);
    const JobOutcome outcome = isPlain ? JobOutcome() : items.outcome(number);
    QJsonArray row = fields({outcome.newVersion, outcome.marker, outcome.upload, outcome.code,
                             redactText(outcome.message), outcome.requestId, outcome.before});
    if (isPlain && items.state(number) == JobItemState::Done) {
        m_doneRun.push_back(number);
    } else {
        row.prepend(static_cast<int>(items.state(number)));
        row.prepend(static_cast<qint64>(number));
        m_others.append(row);
    }
    if (m_doneRun.size() + static_cast<std::size_t>(m_others.size()) >= mostGathered)
        flush();
    else if (!m_gathering.isActive())
        m_gathering.start();
}

void JobJournal::noteState(const Job& job)
{
    flush();
    QJsonObject record = recordOf("state");
    record[QLatin1String("state")] = static_cast<int>(job.state);
    record[QLatin1String("ended")] = job.ended;
    record[QLatin1String("moreThere")] = job.isMoreThere;
    if (job.why)
        record[QLatin1String("error")] = fields({job.why->code, redactText(job.why->message)});
    write(record);
}

/// What does not fit on the disk stays gathered.
void JobJournal::flush()
{
    m_gathering.stop();
    if (m_error || (m_doneRun.empty() && m_others.isEmpty()))
        return;
    QJsonObject record = recordOf("ended");
    if (!m_doneRun.empty())
        record[QLatin1String("done")] = ranges(m_doneRun);
    if (!m_others.isEmpty())
        record[QLatin1String("items")] = m_others;
    write(record);
    if (m_error)
        return;
    m_doneRun.clear();
    m_others = {};
}

void JobJournal::write(const QJsonObject& record)
{
    if (m_error || !m_lines)
        return;
    if (!m_lines->append(record)) {
        fail();
        return;
    }
    m_isDirty = true;
    if (!m_syncing.isActive())
        m_syncing.start();
}

void JobJournal::sync()
{
    if (m_isSyncing || m_error || !m_isDirty || !m_lines)
        return;
    m_isSyncing = true;
    m_isDirty = false;
    m_lines->sync(this, [this](bool isDone) {
        m_isSyncing = false;
        if (!m_lines)
            return;
        if (!isDone) {
            fail();
            return;
        }
        m_isOnDisk = true;
        if (m_isDirty && !m_waiting.empty()) { // announced meanwhile
            sync();
            return;
        }
        for (const auto& then : std::exchange(m_waiting, {}))
            then();
    });
}

void JobJournal::fail()
{
    if (m_error)
        return;
    m_error = makeError(ErrorKind::Configuration, "JournalFull",
                        "The journal of this job, " + m_lines->path().toStdString() +
                            ", cannot be written: " + m_lines->errorText() +
                            ". Nothing more is deleted or replaced until it can be.");
    m_waiting.clear();
    // Not inside the call that wrote.
    QMetaObject::invokeMethod(this, &JobJournal::failed, Qt::QueuedConnection);
}

bool JobJournal::recover(const Job& job)
{
    m_error.reset();
    noteState(job);
    return !m_error;
}

// ---- all of them ------------------------------------------------------------------------------------------

QString JobFolder::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/Inia/jobs");
}

QString JobFolder::pathOf(quint64 id) const
{
    return m_path + QStringLiteral("/%1.jsonl").arg(id);
}

/// Greatest first.
std::vector<quint64> JobFolder::ids() const
{
    std::vector<quint64> found;
    for (const QString& name : QDir(m_path).entryList({QStringLiteral("*.jsonl")}, QDir::Files)) {
        bool isNumber = false;
        const quint64 id = name.section(u'.', 0, 0).toULongLong(&isNumber);
        if (isNumber && id > 0)
            found.push_back(id);
    }
    std::sort(found.rbegin(), found.rend());
    return found;
}

std::unique_ptr<JobJournal> JobFolder::journalOf(std::unique_ptr<LineJournal> lines)
{
    return std::unique_ptr<JobJournal>(new JobJournal(std::move(lines)));
}

Result<std::unique_ptr<JobJournal>> JobFolder::create(Job& job) const
{
    auto lines = write(job);
    if (!lines)
        return lines.error();
    return journalOf(std::move(lines).value());
}

Result<std::unique_ptr<LineJournal>> JobFolder::write(Job& job) const
{
    const auto unwritable = [this](const std::string& why) {
        return makeError(ErrorKind::Configuration, "UnwritableJournal",
                         "What is done cannot be written down in " + m_path.toStdString() + ": " + why +
                             ". It could neither be gone on with nor undone.");
    };
    if (!QDir().mkpath(m_path))
        return unwritable("the folder cannot be made");
    const auto known = ids();
    quint64 id = known.empty() ? 1 : known.front() + 1;
    // Another program may take the same number.
    std::unique_ptr<LineJournal> lines;
    const quint64 last = id + keptJobs;
    while (!lines) {
        auto candidate = std::make_unique<LineJournal>(pathOf(id));
        if (candidate->lock() && !QFile::exists(pathOf(id)))
            lines = std::move(candidate);
        else if (++id > last)
            return unwritable("its lock cannot be had");
    }
    job.id = id;
    const bool isWritten = lines->rewrite([&job](const auto& write) {
        write(headerOf(job));
        for (std::size_t first = 0; first < job.items.size(); first += itemsInALine)
            write(planOf(job.items, first));
    });
    if (!isWritten) {
        job.id = 0;
        return unwritable(lines->errorText());
    }
    return lines;
}

Result<JobFolder::Opened> JobFolder::open(quint64 id) const
{
    Opened opened;
    auto lines = reopen(id, opened.job);
    if (!lines)
        return lines.error();
    opened.journal = journalOf(std::move(lines).value());
    return opened;
}

Result<std::unique_ptr<LineJournal>> JobFolder::reopen(quint64 id, Job& job) const
{
    if (!QFile::exists(pathOf(id)))
        return makeError(ErrorKind::Parameter, "UnknownJob", "There is no job " + std::to_string(id) + ".");
    auto lines = std::make_unique<LineJournal>(pathOf(id));
    if (!lines->lock())
        return makeError(ErrorKind::Configuration, "JournalInUse",
                         "Job " + std::to_string(id) + " runs in another program.");
    auto read = readJob(*lines);
    if (!read)
        return read.error();
    if (!lines->openForMore())
        return makeError(ErrorKind::Configuration, "UnwritableJournal",
                         "Job " + std::to_string(id) + " cannot go on: " + lines->errorText() + ".");
    job = std::move(read).value();
    if (!job.hasEnded())
        job.state = Job::State::Interrupted;
    return lines;
}

Result<Job> JobFolder::read(quint64 id) const
{
    if (!QFile::exists(pathOf(id)))
        return makeError(ErrorKind::Parameter, "UnknownJob", "There is no job " + std::to_string(id) + ".");
    LineJournal lines(pathOf(id));
    auto job = readJob(lines);
    if (!job || job->hasEnded())
        return job;
    if (!lines.lock())
        job->state = Job::State::Running;
    else if (job->state == Job::State::Running)
        job->state = Job::State::Interrupted;
    return job;
}

std::vector<Job> JobFolder::list() const
{
    std::vector<Job> jobs;
    for (const quint64 id : ids()) {
        auto job = read(id);
        if (job) {
            jobs.push_back(std::move(job).value());
            continue;
        }
        Job damaged;
        damaged.id = id;
        damaged.state = Job::State::Unreadable;
        damaged.why = job.error();
        jobs.push_back(std::move(damaged));
    }
    return jobs;
}

void JobFolder::tidy(qint64 now) const
{
    std::size_t kept = 0;
    for (const quint64 id : ids()) {
        LineJournal lines(pathOf(id));
        if (!lines.lock())
            continue;
        // The last line of one that has ended says so; the others are few.
        JobReader end;
        end.take(lines.lastLine());
        const bool hasEnded = end.state() == Job::State::Done || end.state() == Job::State::Cancelled;
        const qint64 touched = QFileInfo(pathOf(id)).lastModified().toSecsSinceEpoch();
        const bool isOld = (hasEnded ? end.ended() : touched) + keptSeconds < now;
        if (hasEnded ? isOld || ++kept > keptJobs : isOld && !readJob(lines))
            QFile::remove(pathOf(id));
    }
}

} // namespace inia
