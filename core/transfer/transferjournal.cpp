#include "core/transfer/transferjournal.h"

#include "core/transfer/journalrecords.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

namespace inia {

namespace {

QByteArray line(const QJsonObject& record)
{
    return QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

TransferJournal::TransferJournal(const QString& path) : m_file(path), m_lock(path + QStringLiteral(".lock"))
{
    m_lock.setStaleLockTime(0); // transfers run for hours; the process that holds it tells
}

Result<std::unique_ptr<TransferJournal>> TransferJournal::open(const QString& path)
{
    QDir().mkpath(QFileInfo(path).path());
    std::unique_ptr<TransferJournal> journal(new TransferJournal(path));
    if (!journal->m_lock.tryLock())
        return makeError(ErrorKind::Configuration, "JournalInUse",
                         "Another window of this program keeps the transfers in " + path.toStdString() +
                             ". Those of this one are forgotten when it is closed.");
    journal->read();
    if (!journal->rewrite())
        return makeError(ErrorKind::Configuration, "UnwritableJournal",
                         "Transfers cannot be kept in " + path.toStdString() + ": " +
                             journal->m_file.errorString().toStdString() + ".");
    return journal;
}

void TransferJournal::read()
{
    if (!m_file.open(QIODevice::ReadOnly))
        return;
    std::map<quint64, TransferJob> jobs;
    while (!m_file.atEnd()) {
        const QJsonDocument record = QJsonDocument::fromJson(m_file.readLine());
        if (record.isObject())
            journal::apply(record.object(), jobs);
    }
    m_file.close();
    for (auto& [id, job] : jobs) {
        if (job.state == TransferJob::State::Running || job.state == TransferJob::State::Paused)
            job.state = TransferJob::State::Interrupted;
        job.requeue(false);
        m_jobs.push_back(std::move(job));
    }
}

bool TransferJournal::rewrite()
{
    QSaveFile file(m_file.fileName());
    // Names of buckets and files are nobody else's business; an older journal may have been for everybody.
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    // Names of files and buckets are nobody else's business.
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    for (const TransferJob& job : m_jobs) {
        file.write(line(journal::jobRecord(job)));
        file.write(line(journal::itemsRecord(job, 0, false)));
        for (const auto& [number, item] : job.items) {
            if (!item.resumePoint.isNull() || !item.error.empty())
                file.write(line(journal::itemRecord(job, number)));
        }
    }
    return file.commit() && m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void TransferJournal::write(const QJsonObject& record)
{
    m_file.write(line(record));
}

} // namespace inia
