#include "core/jobs/job.h"

#include "core/common/redaction.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t longestField = 0xFFFF;

/// Of what came while versioning was off or suspended: it takes the place of the one before, which is lost.
constexpr std::string_view nullVersion = "null";

bool isKept(const std::string& version)
{
    return !version.empty() && version != nullVersion;
}

/// How an item is taken back; nothing where there is no way.
std::optional<JobItem> undoOfItem(const Job& job, std::size_t number)
{
    const JobItemState state = job.items.state(number);
    const JobItem item = job.items.at(number);
    const JobOutcome outcome = job.items.outcome(number);
    const bool isDone = state == JobItemState::Done;
    switch (job.action) {
    case JobAction::Delete:
        if (isDone && isKept(outcome.marker))
            return JobItem{item.key, {}, outcome.marker, {}, item.size, {}, {}};
        return std::nullopt;
    case JobAction::Copy:
        if (isDone && isKept(outcome.newVersion))
            return JobItem{item.target, {}, outcome.newVersion, {}, item.size, {}, {}};
        return std::nullopt;
    case JobAction::Move: {
        // A copy whose source stayed goes by itself.
        const bool isCopied = state == JobItemState::Kept || state == JobItemState::Copied;
        if (isKept(outcome.newVersion) && (isCopied || (isDone && isKept(outcome.marker))))
            return JobItem{
                item.key,          {}, isDone ? outcome.marker : std::string(), {}, item.size, item.target,
                outcome.newVersion};
        return std::nullopt;
    }
    case JobAction::Change:
        if (isDone && !outcome.before.empty())
            return JobItem{item.key, {}, item.version, {}, item.size, outcome.before.substr(1), {}};
        if (isDone && isKept(outcome.newVersion))
            return JobItem{item.key, {}, outcome.newVersion, {}, item.size, {}, {}};
        return std::nullopt;
    case JobAction::DeleteVersions:
    case JobAction::Undelete:
    case JobAction::RemoveCurrent:
    case JobAction::UndoMove:
        break; // what is deleted by its id is gone
    }
    return std::nullopt;
}

QString reportText(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject jsonOf(const Job& job, const JobRow& row)
{
    QJsonObject object{{QStringLiteral("number"), static_cast<qint64>(row.number)},
                       {QStringLiteral("bucket"), reportText(job.bucket)},
                       {QStringLiteral("key"), reportText(row.item.key)},
                       {QStringLiteral("size"), static_cast<qint64>(row.item.size)},
                       {QStringLiteral("outcome"), reportText(std::string(jobItemStateName(row.state)))}};
    const auto add = [&object](const char* name, const std::string& value) {
        if (!value.empty())
            object.insert(QLatin1String(name), reportText(value));
    };
    add("version", row.item.version);
    if (!row.item.target.empty()) {
        add("targetBucket", job.targetBucket);
        add("target", row.item.target);
    }
    add("newVersion", row.outcome.newVersion);
    add("marker", row.outcome.marker);
    add("code", row.outcome.code);
    add("message", redactText(row.outcome.message));
    add("requestId", row.outcome.requestId);
    return object;
}

constexpr std::array<const char*, 12> csvColumns{"number",     "bucket",       "key",    "version",
                                                 "size",       "targetBucket", "target", "outcome",
                                                 "newVersion", "marker",       "code",   "message"};

QByteArray csvLine(const QJsonObject& row)
{
    QByteArray line;
    for (const char* column : csvColumns) {
        const auto value = row[QLatin1String(column)];
        QByteArray field =
            value.isDouble() ? QByteArray::number(value.toInteger()) : value.toString().toUtf8();
        // A spreadsheet would take it for a formula.
        const bool isFormula = !value.isDouble() && !field.isEmpty() &&
                               std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
        if (isFormula)
            field.prepend('\'');
        if (field.contains('"') || field.contains(',') || field.contains('\n') || field.contains('\r'))
            field = '"' + field.replace('"', "\"\"") + '"';
        line += (line.isEmpty() ? "" : ",") + field;
    }
    return line + "\r\n";
}

} // namespace

// ---- jobs -------------------------------------------------------------------------------------------------

std::string_view jobActionName(JobAction action)
{
    constexpr std::array<std::string_view, 8> names{"delete", "delete versions", "undelete", "copy", "move",
                                                    "undo",   "undo move",       "change"};
    return names.at(static_cast<std::size_t>(action));
}

std::string_view jobItemStateName(JobItemState state)
{
    constexpr std::array<std::string_view, 8> names{
        "waiting", "sent", "copied", "source being deleted", "done", "failed", "copied, source kept",
        "skipped"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view jobStateName(Job::State state)
{
    constexpr std::array<std::string_view, 8> names{"waiting",     "running", "paused",    "stopped",
                                                    "interrupted", "done",    "cancelled", "unreadable"};
    return names.at(static_cast<std::size_t>(state));
}

bool isDestroying(JobAction action, bool overwrites)
{
    return (action != JobAction::Copy && action != JobAction::Change) || overwrites;
}

void JobItems::add(const JobItem& item)
{
    m_records.push_back(
        {store({item.key, item.etag, item.version, item.storageClass, item.target, item.targetVersion}), 0,
         item.size, JobItemState::Queued});
    m_bytes += item.size;
    ++m_counts[0];
}

JobItem JobItems::at(std::size_t number) const
{
    const Record& record = m_records[number];
    const auto text = [&](int which) { return std::string(field(record.item, which)); };
    return {text(0), text(1), text(2), text(3), record.size, text(4), text(5)};
}

JobOutcome JobItems::outcome(std::size_t number) const
{
    const std::uint64_t at = m_records[number].outcome;
    if (at == 0)
        return {};
    const auto text = [&](int which) { return std::string(field(at, which)); };
    return {text(0), text(1), text(2), text(3), text(4), text(5), text(6)};
}

void JobItems::setState(std::size_t number, JobItemState state)
{
    Record& record = m_records[number];
    --m_counts[static_cast<std::size_t>(record.state)];
    ++m_counts[static_cast<std::size_t>(state)];
    if (record.state == JobItemState::Done)
        m_doneBytes -= record.size;
    if (state == JobItemState::Done)
        m_doneBytes += record.size;
    record.state = state;
}

void JobItems::setOutcome(std::size_t number, const JobOutcome& outcome)
{
    const bool isEmpty = outcome.newVersion.empty() && outcome.marker.empty() && outcome.upload.empty() &&
                         outcome.code.empty() && outcome.message.empty() && outcome.before.empty();
    m_records[number].outcome = isEmpty
                                    ? 0
                                    : store({outcome.newVersion, outcome.marker, outcome.upload, outcome.code,
                                             outcome.message, outcome.requestId, outcome.before});
}

std::size_t JobItems::ended() const
{
    return count(JobItemState::Done) + count(JobItemState::Failed) + count(JobItemState::Kept) +
           count(JobItemState::Skipped);
}

/// Each with its length in two bytes in front.
std::uint64_t JobItems::store(const std::vector<std::string_view>& fields)
{
    const std::uint64_t at = m_text.size();
    for (const std::string_view text : fields) {
        const std::size_t length = std::min(text.size(), longestField);
        m_text += static_cast<char>(length >> 8U);
        m_text += static_cast<char>(length & 0xFFU);
        m_text += text.substr(0, length);
    }
    return at;
}

std::string_view JobItems::field(std::uint64_t at, int number) const
{
    const auto lengthAt = [this](std::uint64_t place) {
        return std::size_t(static_cast<unsigned char>(m_text[place])) << 8U |
               static_cast<unsigned char>(m_text[place + 1]);
    };
    for (; number > 0; --number)
        at += 2 + lengthAt(at);
    return std::string_view(m_text).substr(at + 2, lengthAt(at));
}

// ---- plans and reports ------------------------------------------------------------------------------------

// ---- plans ------------------------------------------------------------------------------------------------

Job deletionJob(std::string bucket, const std::vector<ListedObject>& objects, std::string below,
                std::string title)
{
    Job job;
    job.bucket = std::move(bucket);
    job.below = std::move(below);
    job.title = std::move(title);
    for (const ListedObject& object : objects)
        job.items.add({object.key, object.etag, object.version, object.storageClass, object.size, {}, {}});
    return job;
}

Job versionsJob(JobAction action, std::string bucket, const std::vector<ObjectDeletion::Key>& versions,
                std::string title)
{
    Job job;
    job.action = action;
    job.bucket = std::move(bucket);
    job.title = std::move(title);
    for (const auto& version : versions)
        job.items.add({version.key, {}, version.version, {}, 0, {}, {}});
    return job;
}

Job moveJob(const ObjectMove::Order& order)
{
    Job job;
    job.action = order.isMove ? JobAction::Move : JobAction::Copy;
    job.bucket = order.sourceBucket;
    job.targetBucket = order.targetBucket;
    job.overwrites = order.overwrites;
    job.title = order.cause;
    for (const auto& [source, target] : order.items)
        job.items.add(
            {source.key, source.etag, source.version, source.storageClass, source.size, target, {}});
    return job;
}

Job restoreJob(std::string bucket, const std::vector<ObjectVersion>& versions, std::string title)
{
    Job job;
    job.action = JobAction::Copy;
    job.targetBucket = bucket;
    job.bucket = std::move(bucket);
    job.overwrites = true;
    job.title = std::move(title);
    for (const ObjectVersion& version : versions) {
        if (!version.isMarker && !version.isCurrent)
            job.items.add(
                {version.key, version.etag, version.id, version.storageClass, version.size, version.key, {}});
    }
    return job;
}

Job classJob(std::string bucket, const std::vector<ListedObject>& objects, const std::string& storageClass,
             std::string title)
{
    Job job;
    job.action = JobAction::Copy;
    job.targetBucket = bucket;
    job.bucket = std::move(bucket);
    job.overwrites = true;
    job.title = std::move(title);
    for (const ListedObject& object : objects) {
        const std::string now = object.storageClass.empty() ? "STANDARD" : object.storageClass;
        if (now != storageClass)
            job.items.add(
                {object.key, object.etag, object.version, storageClass, object.size, object.key, {}});
    }
    return job;
}

Job changeJob(std::string bucket, const std::vector<ListedObject>& objects, ObjectChange change,
              std::string title)
{
    Job job;
    job.action = JobAction::Change;
    job.bucket = std::move(bucket);
    job.title = std::move(title);
    for (const ListedObject& object : objects) {
        const bool isMeant =
            change.kind != ObjectChange::Kind::Restore || !restoreTiers(object.storageClass).empty();
        if (isMeant)
            job.items.add(
                {object.key, object.etag, object.version, object.storageClass, object.size, {}, {}});
    }
    job.change = std::move(change);
    return job;
}

Result<Job> undoOf(const Job& job)
{
    Job undo;
    undo.action = job.action == JobAction::Move ? JobAction::UndoMove : JobAction::RemoveCurrent;
    if (job.action == JobAction::Change && job.change.operation() == "PutObjectTagging") {
        undo.action = JobAction::Change;
        undo.change.kind = ObjectChange::Kind::TagsOf;
    }
    undo.session = job.session;
    undo.bucket = job.action == JobAction::Copy ? job.targetBucket : job.bucket;
    undo.targetBucket = job.targetBucket;
    undo.undoes = job.id;
    undo.title = "Undo: " + job.title;
    for (std::size_t number = 0; number < job.items.size(); ++number) {
        if (const auto item = undoOfItem(job, number))
            undo.items.add(*item);
    }
    if (undo.items.size() > 0)
        return undo;
    const bool isForGood = job.action == JobAction::DeleteVersions || job.action == JobAction::Undelete ||
                           job.action == JobAction::RemoveCurrent || job.action == JobAction::UndoMove;
    return makeError(ErrorKind::Parameter, "NotUndoable",
                     isForGood ? "What is deleted by its version is gone; that cannot be undone."
                     : job.items.count(JobItemState::Done) == 0
                         ? "Nothing was done that could be undone."
                         : "The bucket kept no versions of it, so that it cannot be undone.");
}

bool isUndoable(const Job& job)
{
    for (std::size_t number = 0; number < job.items.size(); ++number) {
        if (undoOfItem(job, number))
            return true;
    }
    return false;
}

std::size_t notUndoable(const Job& job)
{
    std::size_t count = 0;
    for (std::size_t number = 0; number < job.items.size(); ++number)
        count += job.items.state(number) == JobItemState::Done && !undoOfItem(job, number) ? 1 : 0;
    return count;
}

Job failedOf(const Job& job)
{
    Job again;
    again.action = job.action;
    again.session = job.session;
    again.bucket = job.bucket;
    again.targetBucket = job.targetBucket;
    again.overwrites = job.overwrites;
    again.change = job.change;
    again.looksFirst = job.looksFirst;
    again.title = job.title;
    forEachRow(job, JobItemState::Failed, [&again](const JobRow& row) {
        again.items.add(row.item);
        return true;
    });
    return again;
}

// ---- requests ---------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t keysInACall = 1000;
constexpr std::size_t shownKeys = 3;

std::size_t callsFor(std::size_t keys)
{
    return (keys + keysInACall - 1) / keysInACall;
}

/// Of the first few items.
Value deletionOf(const Job& job, const std::string& bucket, bool isOne, bool isOfTargets)
{
    Value objects = Value::emptyList();
    for (std::size_t number = 0; number < std::min(shownKeys, job.items.size()); ++number) {
        const JobItem item = job.items.at(number);
        const std::string& version = isOfTargets ? item.targetVersion : item.version;
        Value object = Value::map({{"Key", isOfTargets ? item.target : item.key}});
        if (!version.empty() && !isCopying(job.action))
            object.insert("VersionId", version);
        if (version.empty() && !item.etag.empty())
            object.insert(isOne ? "IfMatch" : "ETag", item.etag);
        if (isOne)
            object.insert("Bucket", bucket);
        objects.append(std::move(object));
    }
    if (isOne)
        return objects[0];
    return Value::map({{"Bucket", bucket}, {"Delete", Value::map({{"Objects", std::move(objects)}})}});
}

class RequestCount final {
public:
    RequestCount(const Job& sample, const JobTally& tally) : m_job(sample), m_tally(tally) {}

    std::vector<JobRequest> all() &&
    {
        const std::size_t items = m_tally.items;
        if (items == 0)
            return {};
        switch (m_job.action) {
        case JobAction::Copy:
        case JobAction::Move:
            addCopies();
            if (m_job.action == JobAction::Copy)
                break;
            [[fallthrough]];
        case JobAction::Delete:
            if (m_job.looksFirst)
                addListing("ListObjectsV2", m_job.bucket, callsFor(items));
            addDeletions(m_job.bucket, false);
            if (!m_job.below.empty())
                addListing("ListObjectsV2", m_job.bucket, 1);
            break;
        case JobAction::DeleteVersions:
        case JobAction::Undelete:
            addDeletions(m_job.bucket, false);
            break;
        case JobAction::Change:
            addChanges();
            break;
        case JobAction::UndoMove:
            addListing("ListObjectVersions", m_job.targetBucket, callsFor(items));
            addDeletions(m_job.targetBucket, true);
            [[fallthrough]];
        case JobAction::RemoveCurrent:
            addListing("ListObjectVersions", m_job.bucket, callsFor(items));
            addDeletions(m_job.bucket, false);
            break;
        }
        return std::move(m_requests);
    }

private:
    void add(const char* operation, std::size_t count, JobRequest::Class priced, Value first)
    {
        if (count > 0)
            m_requests.push_back({operation, count, priced, std::move(first)});
    }
    void addListing(const char* operation, const std::string& bucket, std::size_t count)
    {
        add(operation, count, JobRequest::Class::Write,
            Value::map({{"Bucket", bucket}, {"Prefix", folderOf(m_job.items.at(0).key)}}));
    }
    /// What is there already is looked at first, where it has to be kept.
    void addChanges()
    {
        const ObjectChange& change = m_job.change;
        const JobItem first = m_job.items.at(0);
        const Value object = Value::map({{"Bucket", m_job.bucket}, {"Key", first.key}});
        if (change.kind == ObjectChange::Kind::Tags)
            add("GetObjectTagging", m_tally.items, JobRequest::Class::Read, object);
        if (change.kind == ObjectChange::Kind::Metadata)
            add("HeadObject", m_tally.items, JobRequest::Class::Read, object);
        if (change.kind == ObjectChange::Kind::Metadata && change.keepsAcl)
            add("GetObjectAcl", m_tally.items, JobRequest::Class::Read, object);
        add(std::string(change.operation()).c_str(), m_tally.items, JobRequest::Class::Write, object);
        if (change.kind == ObjectChange::Kind::Metadata && change.keepsAcl)
            add("PutObjectAcl", m_tally.items, JobRequest::Class::Write, object);
    }
    void addDeletions(const std::string& bucket, bool areTargets)
    {
        const std::size_t items = m_tally.items;
        add(items == 1 ? "DeleteObject" : "DeleteObjects", callsFor(items), JobRequest::Class::Free,
            deletionOf(m_job, bucket, items == 1, areTargets));
    }
    void addCopies()
    {
        Value first;
        Value firstLarge;
        for (std::size_t number = m_job.items.size(); number-- > 0;) {
            const JobItem item = m_job.items.at(number);
            const ObjectCopy::Order order{
                m_job.bucket,       {item.key, item.etag, item.storageClass, item.size, item.version},
                m_job.targetBucket, item.target,
                m_job.overwrites,   {}};
            (ObjectCopy::partsOf(item.size) > 0 ? firstLarge : first) = ObjectCopy::request(order);
        }
        add("CopyObject", m_tally.items - m_tally.large, JobRequest::Class::Write, std::move(first));
        const Value target = Value::map({{"Bucket", m_job.targetBucket}, {"Key", firstLarge["Key"]}});
        add("CreateMultipartUpload", m_tally.large, JobRequest::Class::Write, target);
        add("UploadPartCopy", m_tally.parts, JobRequest::Class::Write, firstLarge);
        add("CompleteMultipartUpload", m_tally.large, JobRequest::Class::Write, target);
        if (m_tally.doubtful > 0)
            addListing("ListObjectsV2", m_job.targetBucket, callsFor(m_tally.doubtful));
    }

    const Job& m_job;
    const JobTally& m_tally;
    std::vector<JobRequest> m_requests;
};

} // namespace

void JobTally::count(std::int64_t size, std::string_view etag, bool isIn)
{
    const auto partsOfIt = static_cast<std::size_t>(ObjectCopy::partsOf(size));
    const bool isDoubtful = partsOfIt > 0 || etag.find('-') != std::string_view::npos;
    const auto add = [isIn](std::size_t& sum, std::size_t more) { sum = isIn ? sum + more : sum - more; };
    add(items, 1);
    add(large, partsOfIt > 0 ? 1 : 0);
    add(parts, partsOfIt);
    add(doubtful, isDoubtful ? 1 : 0);
}

std::vector<JobRequest> requestsOf(const Job& sample, const JobTally& tally)
{
    return RequestCount(sample, tally).all();
}

// ---- reports ----------------------------------------------------------------------------------------------

void forEachRow(const Job& job, std::optional<JobItemState> state,
                const std::function<bool(const JobRow&)>& take)
{
    for (std::size_t number = 0; number < job.items.size(); ++number) {
        if (state && job.items.state(number) != *state)
            continue;
        if (!take({number, job.items.at(number), job.items.state(number), job.items.outcome(number)}))
            return;
    }
}

void writeReport(const Job& job, std::optional<JobItemState> state, ReportFormat format,
                 const std::function<bool(const QByteArray&)>& write)
{
    if (format == ReportFormat::Csv) {
        QByteArray header;
        for (const char* column : csvColumns)
            header += (header.isEmpty() ? "" : ",") + QByteArray(column);
        if (!write(header + "\r\n"))
            return;
    } else if (format == ReportFormat::Json && !write("[")) {
        return;
    }
    bool isFirst = true;
    forEachRow(job, state, [&](const JobRow& row) {
        const QJsonObject object = jsonOf(job, row);
        if (format == ReportFormat::Csv)
            return write(csvLine(object));
        const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
        if (format == ReportFormat::NdJson)
            return write(json + '\n');
        return write((std::exchange(isFirst, false) ? "\n" : ",\n") + json);
    });
    if (format == ReportFormat::Json)
        write("\n]\n");
}

} // namespace inia
