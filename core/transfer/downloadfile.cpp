#include "core/transfer/downloadfile.h"

#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QStorageInfo>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// Looking for the free space takes longer than writing less than this, which tells of a full disk as well.
constexpr qint64 worthLooking = qint64(1024) * 1024;
constexpr auto existing = QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered;

Result<void> checkSpace(const QString& path, qint64 size)
{
    if (size < worthLooking)
        return {};
    const QStorageInfo storage(QFileInfo(path).path());
    if (!storage.isValid() || storage.bytesAvailable() < 0 || storage.bytesAvailable() >= size)
        return {};
    return targetError("DiskFull", path,
                       "needs " + std::to_string(size) + " bytes, and " +
                           std::to_string(storage.bytesAvailable()) +
                           " are free there. Nothing was written; free some space or choose another folder.");
}

} // namespace

DownloadFile::DownloadFile(QString path, ExistingTarget policy, std::shared_ptr<FileCommits> commits)
    : m_path(std::move(path)),
      m_policy(policy),
      m_commits(std::move(commits)),
      m_place(std::make_shared<Place>(Place{m_path, false}))
{
}

Result<void> DownloadFile::make(qint64 size)
{
    if (auto good = checkTarget(m_path, m_policy); !good)
        return good;
    if (auto enough = checkSpace(m_path, size); !enough)
        return enough;
    auto file = makeTemporary(m_path);
    if (!file)
        return file.error();
    m_file = *std::move(file);
    return {};
}

Result<void> DownloadFile::open(qint64 size)
{
    discard();
    if (!m_commits || size > mostInMemory)
        return make(size);
    // What is not to be replaced should not come in vain.
    if (m_policy == ExistingTarget::Fail) {
        if (auto good = checkTarget(m_path, m_policy); !good)
            return good;
    }
    m_small.emplace();
    m_small->reserve(size);
    return {};
}

Result<void> DownloadFile::write(qint64 offset, std::string_view bytes)
{
    if (m_small) {
        const auto end = offset + static_cast<qint64>(bytes.size());
        if (end <= mostInMemory) {
            m_small->resize(std::max<qsizetype>(m_small->size(), end));
            std::copy(bytes.begin(), bytes.end(), m_small->begin() + offset);
            return {};
        }
        // Longer than was said.
        const QByteArray earlier = *std::exchange(m_small, std::nullopt);
        if (auto made = make(end); !made)
            return made;
        if (auto written = write(0, {earlier.constData(), static_cast<std::size_t>(earlier.size())});
            !written)
            return written;
    }
    if (!m_file)
        return targetError("UnwritableTarget", m_path, "is not open.");
    if (!m_file->seek(offset) || !writeWhole(*m_file, bytes))
        return writeError(m_path, *m_file);
    return {};
}

void DownloadFile::commit(QObject* context, std::function<void(Result<void>)> done)
{
    auto told = [context = QPointer<QObject>(context), place = m_place,
                 done = std::move(done)](const Result<QString>& result) {
        if (!context)
            return;
        if (result)
            *place = {*result, true};
        done(result ? Result<void>() : Result<void>(result.error()));
    };
    if (m_small)
        m_commits->add(*m_small, m_path, m_policy, std::move(told));
    else
        FileCommits::add(m_file, m_path, m_policy, std::move(told));
}

std::shared_ptr<const RequestBody> DownloadFile::written(qint64 size) const
{
    return m_file ? std::make_shared<const FileBody>(m_file->fileName(), 0, size) : nullptr;
}

void DownloadFile::discard()
{
    m_small.reset();
    if (!m_file)
        return;
    m_file->close();
    if (!m_place->isFinal)
        m_file->remove();
    m_file.reset();
}

/// The folder is that of the path: a name alone cannot lead anywhere else.
Value DownloadFile::resumePoint() const
{
    if (!m_file || m_place->isFinal)
        return {};
    return Value::map({{"temporaryName", QFileInfo(m_file->fileName()).fileName().toStdString()}});
}

bool DownloadFile::reopen(const Value& resumePoint, qint64 size)
{
    const QString name = QString::fromStdString(resumePoint["temporaryName"].text());
    const QFileInfo info(QFileInfo(m_path).dir(), name);
    if (!isTemporaryName(name, m_path) || !checkTarget(m_path, m_policy) || info.isSymLink() ||
        !info.isFile() || info.size() > size)
        return false;
    auto file = std::make_shared<QFile>(info.filePath());
    if (!file->open(existing))
        return false;
    m_file = std::move(file);
    return true;
}

void DownloadFile::removeLeftover(const QString& path, const Value& resumePoint)
{
    const QString name = QString::fromStdString(resumePoint["temporaryName"].text());
    if (isTemporaryName(name, path))
        QFile::remove(QFileInfo(path).dir().filePath(name));
}

} // namespace inia
