#include "core/transfer/transferjob.h"

#include "core/async/background.h"
#include "core/common/localpath.h"
#include "core/common/redaction.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace inia::journal {

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QJsonValue toJson(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
        return value.toBool();
    case Value::Kind::Int:
        return static_cast<qint64>(value.toInt());
    case Value::Kind::Double:
        return value.toDouble();
    case Value::Kind::Text:
        return text(value.text());
    case Value::Kind::List: {
        QJsonArray items;
        for (const Value& item : value.items())
            items.append(toJson(item));
        return items;
    }
    case Value::Kind::Map: {
        QJsonObject members;
        for (const auto& [name, member] : value.members())
            members.insert(text(name), toJson(member));
        return members;
    }
    default:
        return QJsonValue::Null; // resume points hold nothing else
    }
}

Value fromJson(const QJsonValue& json)
{
    if (json.isObject()) {
        Value members = Value::emptyMap();
        const QJsonObject object = json.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            members.insert(member.key().toStdString(), fromJson(member.value()));
        return members;
    }
    if (json.isArray()) {
        Value items = Value::emptyList();
        for (const auto& item : json.toArray())
            items.append(fromJson(item));
        return items;
    }
    if (json.isString())
        return json.toString().toStdString();
    if (json.isBool())
        return json.toBool();
    if (!json.isDouble())
        return {};
    const qint64 whole = json.toInteger();
    return static_cast<double>(whole) == json.toDouble() ? Value(whole) : Value(json.toDouble());
}

QJsonObject record(const char* what, quint64 job)
{
    return {{QStringLiteral("do"), QString::fromUtf8(what)},
            {QStringLiteral("job"), static_cast<qint64>(job)}};
}

QJsonArray counts(const TransferJob::Counts& counts)
{
    return {counts.files,     counts.bytes,        counts.doneFiles,
            counts.doneBytes, counts.skippedFiles, counts.unverifiedFiles};
}

/// Of an enumeration that a file holds as a number.
template <typename Enum>
Enum checked(const QJsonValue& value, Enum last)
{
    const int number = value.toInt(-1);
    return number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number) : Enum{};
}

void setState(TransferJob& job, const QJsonObject& record)
{
    job.state = checked(record[QLatin1String("state")], TransferJob::State::Cancelled);
    job.ended = record[QLatin1String("ended")].toInteger();
    job.isListing = record[QLatin1String("listing")].toBool();
    job.listedTo = record[QLatin1String("listedTo")].toString().toStdString();
    job.error.reset();
    if (const auto why = record[QLatin1String("error")].toArray(); !why.isEmpty())
        job.error =
            makeError(ErrorKind::Service, why[0].toString().toStdString(), why[1].toString().toStdString());
}

TransferJob readJob(const QJsonObject& record)
{
    TransferJob job;
    job.id = static_cast<quint64>(record[QLatin1String("job")].toInteger());
    job.kind = checked(record[QLatin1String("kind")], TransferKind::Download);
    job.existing = checked(record[QLatin1String("existing")], ExistingPolicy::KeepBoth);
    const QJsonArray session = record[QLatin1String("session")].toArray();
    job.session = {session[0].toString().toStdString(), session[1].toString().toStdString(),
                   session[2].toString().toStdString()};
    job.title = record[QLatin1String("title")].toString();
    job.bucket = record[QLatin1String("bucket")].toString().toStdString();
    job.prefix = record[QLatin1String("prefix")].toString().toStdString();
    job.folder = record[QLatin1String("folder")].toString();
    job.contentType = record[QLatin1String("contentType")].toString().toStdString();
    job.created = record[QLatin1String("created")].toInteger();
    const QJsonArray numbers = record[QLatin1String("counts")].toArray();
    job.counts = {numbers[0].toInteger(), numbers[1].toInteger(), numbers[2].toInteger(),
                  numbers[3].toInteger(), numbers[4].toInteger(), 0,
                  numbers[5].toInteger()};
    setState(job, record);
    return job;
}

void readItems(TransferJob& job, const QJsonObject& record)
{
    const bool areNew = record[QLatin1String("new")].toBool();
    for (const auto& value : record[QLatin1String("items")].toArray()) {
        const QJsonArray fields = value.toArray();
        const auto number = static_cast<quint64>(fields[0].toInteger());
        TransferItem item;
        item.key = fields[1].toString().toStdString();
        item.path = fields[2].toString();
        item.size = fields[3].toInteger(-1);
        if (areNew) {
            ++job.counts.files;
            job.counts.bytes += std::max<qint64>(0, item.size);
        }
        job.items.insert_or_assign(number, std::move(item));
        job.nextItem = std::max(job.nextItem, number + 1);
    }
}

void readItem(TransferJob& job, const QJsonObject& record)
{
    const auto number = static_cast<quint64>(record[QLatin1String("item")].toInteger(-1));
    const auto item = job.items.find(number);
    if (item == job.items.end())
        return;
    item->second.key = record[QLatin1String("key")].toString(text(item->second.key)).toStdString();
    item->second.resumePoint = fromJson(record[QLatin1String("point")]);
    if (const QString error = record[QLatin1String("error")].toString(); !error.isEmpty())
        job.setFailed(number, error.toStdString());
}

} // namespace

QJsonObject stateRecord(const TransferJob& job)
{
    QJsonObject result = record("state", job.id);
    result[QLatin1String("state")] = static_cast<int>(job.state);
    result[QLatin1String("ended")] = job.ended;
    result[QLatin1String("listing")] = job.isListing;
    result[QLatin1String("listedTo")] = text(job.listedTo);
    if (job.error)
        result[QLatin1String("error")] =
            QJsonArray{text(job.error->code), text(redactText(job.error->message))};
    return result;
}

QJsonObject jobRecord(const TransferJob& job)
{
    QJsonObject result = stateRecord(job);
    result[QLatin1String("do")] = QStringLiteral("job");
    result[QLatin1String("kind")] = static_cast<int>(job.kind);
    result[QLatin1String("existing")] = static_cast<int>(job.existing);
    result[QLatin1String("session")] =
        QJsonArray{text(job.session.profile), text(job.session.region),
                   text(redactUrl(job.session.endpointUrl))}; // asked for again with its password
    result[QLatin1String("title")] = job.title;
    result[QLatin1String("bucket")] = text(job.bucket);
    result[QLatin1String("prefix")] = text(job.prefix);
    result[QLatin1String("folder")] = job.folder;
    result[QLatin1String("contentType")] = text(job.contentType);
    result[QLatin1String("created")] = job.created;
    result[QLatin1String("counts")] = counts(job.counts);
    return result;
}

QJsonObject itemsRecord(const TransferJob& job, quint64 first, bool areNew)
{
    QJsonArray items;
    for (auto item = job.items.lower_bound(first); item != job.items.end(); ++item)
        items.append(QJsonArray{static_cast<qint64>(item->first), text(item->second.key), item->second.path,
                                item->second.size});
    QJsonObject result = record("items", job.id);
    result[QLatin1String("new")] = areNew;
    result[QLatin1String("items")] = items;
    return result;
}

QJsonObject doneRecord(const TransferJob& job, quint64 item, TransferJob::Done how)
{
    QJsonObject result = record("done", job.id);
    result[QLatin1String("item")] = static_cast<qint64>(item);
    if (how == TransferJob::Done::Skipped)
        result[QLatin1String("skipped")] = true;
    else if (how == TransferJob::Done::Unverified)
        result[QLatin1String("unverified")] = true;
    if (const auto found = job.items.find(item); found != job.items.end())
        result[QLatin1String("size")] = found->second.size;
    return result;
}

QJsonObject itemRecord(const TransferJob& job, quint64 number)
{
    const TransferItem& item = job.items.at(number);
    QJsonObject result = record("item", job.id);
    result[QLatin1String("item")] = static_cast<qint64>(number);
    result[QLatin1String("key")] = text(item.key);
    result[QLatin1String("point")] = toJson(item.resumePoint);
    result[QLatin1String("error")] = text(redactText(item.error));
    return result;
}

QJsonObject removeRecord(quint64 job)
{
    return record("remove", job);
}

void apply(const QJsonObject& record, std::map<quint64, TransferJob>& jobs)
{
    const QString what = record[QLatin1String("do")].toString();
    const auto id = static_cast<quint64>(record[QLatin1String("job")].toInteger());
    if (what == QLatin1String("job"))
        jobs.insert_or_assign(id, readJob(record));
    const auto found = jobs.find(id);
    if (found == jobs.end())
        return;
    TransferJob& job = found->second;
    if (what == QLatin1String("remove"))
        jobs.erase(found);
    else if (what == QLatin1String("state"))
        setState(job, record);
    else if (what == QLatin1String("items"))
        readItems(job, record);
    else if (what == QLatin1String("item"))
        readItem(job, record);
    else if (what == QLatin1String("done")) {
        const auto number = static_cast<quint64>(record[QLatin1String("item")].toInteger(-1));
        if (const auto item = job.items.find(number); item != job.items.end())
            item->second.size = record[QLatin1String("size")].toInteger(item->second.size);
        job.setDone(number, record[QLatin1String("skipped")].toBool()      ? TransferJob::Done::Skipped
                            : record[QLatin1String("unverified")].toBool() ? TransferJob::Done::Unverified
                                                                           : TransferJob::Done::Verified);
    }
}

} // namespace inia::journal

namespace inia {

namespace {

constexpr auto ownerAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray lineOf(const QJsonObject& record)
{
    return QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

// ---- a journal of lines -----------------------------------------------------------------------------------

LineJournal::LineJournal(const QString& path) : m_file(path), m_lock(path + QStringLiteral(".lock"))
{
    m_lock.setStaleLockTime(0); // what it tells of runs for hours; the process that holds it tells
}

bool LineJournal::lock()
{
    QDir().mkpath(QFileInfo(m_file).path());
    return m_lock.tryLock();
}

void LineJournal::read(const std::function<void(const QJsonObject&)>& take)
{
    if (!m_file.open(QIODevice::ReadOnly))
        return;
    while (!m_file.atEnd()) {
        const QJsonDocument record = QJsonDocument::fromJson(m_file.readLine());
        if (record.isObject())
            take(record.object());
    }
    m_file.close();
}

QJsonObject LineJournal::lastLine()
{
    constexpr qint64 longest = 64 * 1024;
    if (!m_file.open(QIODevice::ReadOnly))
        return {};
    m_file.seek(std::max<qint64>(0, m_file.size() - longest));
    const QByteArray end = m_file.readAll();
    m_file.close();
    const qsizetype last = end.endsWith('\n') ? end.size() - 1 : -1;
    const qsizetype before = last > 0 ? end.lastIndexOf('\n', last - 1) : -1;
    return last < 0 ? QJsonObject() : QJsonDocument::fromJson(end.mid(before + 1, last - before)).object();
}

bool LineJournal::rewrite(const std::function<void(const std::function<void(const QJsonObject&)>&)>& fill)
{
    QSaveFile file(m_file.fileName());
    // An older journal may have been for everybody.
    if (!openPrivate(file))
        return false;
    fill([&file](const QJsonObject& record) { file.write(lineOf(record)); });
    return file.commit() && openForMore();
}

bool LineJournal::openForMore()
{
    const bool isNew = !m_file.exists();
    bool isCut = false;
    if (!isNew && m_file.open(QIODevice::ReadOnly)) {
        isCut = m_file.size() > 0 && m_file.seek(m_file.size() - 1) && m_file.read(1) != "\n";
        m_file.close();
    }
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return false;
    return (!isNew || m_file.setPermissions(ownerAlone)) && (!isCut || m_file.write("\n") == 1);
}

bool LineJournal::append(const QJsonObject& record)
{
    const QByteArray line = (m_isCut ? QByteArray("\n") : QByteArray()) + lineOf(record);
    m_isCut = m_file.write(line) != line.size();
    return !m_isCut;
}

void LineJournal::sync(QObject* context, std::function<void(bool isDone)> done)
{
    const int copy = ::dup(m_file.handle()); // the file may be closed meanwhile
    runInOwnThread(
        [copy] {
            const bool isDone = ::fdatasync(copy) == 0;
            ::close(copy);
            return isDone;
        },
        [guard = QPointer<QObject>(context), done = std::move(done)](bool isDone) {
            if (guard)
                done(isDone);
        });
}

// ---- jobs -------------------------------------------------------------------------------------------------

void TransferJob::add(TransferItem item)
{
    ++counts.files;
    counts.bytes += std::max<qint64>(0, item.size);
    waiting.push_back(nextItem);
    items.emplace(nextItem++, std::move(item));
}

void TransferJob::requeue(bool failedToo)
{
    waiting.clear();
    for (auto& [number, item] : items) {
        if (item.state == TransferItem::State::Failed && !failedToo)
            continue;
        counts.failedFiles -= item.state == TransferItem::State::Failed ? 1 : 0;
        item.state = TransferItem::State::Waiting;
        item.breaks = 0;
        item.error.clear();
        waiting.push_back(number);
    }
}

void TransferJob::setDone(quint64 number, Done how)
{
    const auto item = items.find(number);
    if (item == items.end())
        return;
    breaks = 0;
    ++counts.doneFiles;
    counts.skippedFiles += how == Done::Skipped ? 1 : 0;
    counts.unverifiedFiles += how == Done::Unverified ? 1 : 0;
    counts.doneBytes += std::max<qint64>(0, item->second.size);
    items.erase(item);
}

void TransferJob::setFailed(quint64 number, std::string why)
{
    const auto item = items.find(number);
    if (item == items.end())
        return;
    counts.failedFiles += item->second.state == TransferItem::State::Failed ? 0 : 1;
    item->second.state = TransferItem::State::Failed;
    item->second.error = std::move(why);
}

bool isCredentialsLapse(const Error& error)
{
    constexpr std::array<std::string_view, 4> codes{"ExpiredToken", "ExpiredTokenException", "RequestExpired",
                                                    "TokenRefreshRequired"};
    return error.kind == ErrorKind::Credentials ||
           std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

bool isInterruption(const Error& error)
{
    constexpr int firstServerError = 500;
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
           error.kind == ErrorKind::Tls || isCredentialsLapse(error) ||
           (error.kind == ErrorKind::Service && error.httpStatus >= firstServerError &&
            error.code != "NotImplemented");
}

// ---- the journal of transfers -----------------------------------------------------------------------------

TransferJournal::TransferJournal(const QString& path) : m_lines(path) {}

Result<std::unique_ptr<TransferJournal>> TransferJournal::open(const QString& path)
{
    std::unique_ptr<TransferJournal> journal(new TransferJournal(path));
    if (!journal->m_lines.lock())
        return makeError(ErrorKind::Configuration, "JournalInUse",
                         "Another window of this program keeps the transfers in " + path.toStdString() +
                             ". Those of this one are forgotten when it is closed.");
    journal->read();
    if (!journal->rewrite())
        return makeError(ErrorKind::Configuration, "UnwritableJournal",
                         "Transfers cannot be kept in " + path.toStdString() + ": " +
                             journal->m_lines.errorText() + ".");
    return journal;
}

void TransferJournal::read()
{
    std::map<quint64, TransferJob> jobs;
    m_lines.read([&jobs](const QJsonObject& record) { journal::apply(record, jobs); });
    for (auto& [id, job] : jobs) {
        if (job.state == TransferJob::State::Running || job.state == TransferJob::State::Paused)
            job.state = TransferJob::State::Interrupted;
        job.requeue(false);
        m_jobs.push_back(std::move(job));
    }
}

bool TransferJournal::rewrite()
{
    return m_lines.rewrite([this](const std::function<void(const QJsonObject&)>& write) {
        for (const TransferJob& job : m_jobs) {
            write(journal::jobRecord(job));
            write(journal::itemsRecord(job, 0, false));
            for (const auto& [number, item] : job.items) {
                if (!item.resumePoint.isNull() || !item.error.empty())
                    write(journal::itemRecord(job, number));
            }
        }
    });
}

} // namespace inia
