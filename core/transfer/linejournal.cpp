#include "core/transfer/linejournal.h"

#include "core/async/background.h"
#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>

#include <unistd.h>

#include <utility>

namespace inia {

namespace {

constexpr auto ownerAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray lineOf(const QJsonObject& record)
{
    return QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

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

} // namespace inia
