#include "core/transfer/downloadfile.h"

#include "core/async/background.h"
#include "core/common/localpath.h"
#include "core/transfer/filecommit.h"
#include "core/transfer/localname.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QStorageInfo>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr int mostAttempts = 100;
/// Looking for the free space takes longer than writing less than this, which tells of a full disk as well.
constexpr qint64 worthLooking = qint64(1024) * 1024;
constexpr auto onlyNew = QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered;
constexpr auto existing = QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered;

/// What a temporary name begins with: the name, or as much of it as leaves room for the digits.
QString temporaryStem(const QString& path)
{
    constexpr qsizetype suffixSize = 9;
    return firstBytesOf(QFileInfo(path).fileName(), longestFileName - suffixSize);
}

QString temporaryPath(const QString& path)
{
    const QString name =
        temporaryStem(path) +
        QStringLiteral(".%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    return QFileInfo(path).dir().filePath(name);
}

bool isTemporaryName(const QString& name, const QString& path)
{
    static const QRegularExpression suffix(QStringLiteral("^\\.[0-9a-f]{8}$"));
    const QString stem = temporaryStem(path);
    return name.startsWith(stem) && suffix.match(name.mid(stem.size())).hasMatch();
}

Error problem(const char* code, const QString& path, const std::string& why)
{
    return makeError(ErrorKind::Parameter, code, pathText(path) + " " + why);
}

Result<void> checkTarget(const QString& path, ExistingTarget policy)
{
    if (hasForeignBytes(path))
        return problem("BadTarget", path, "is no name in UTF-8. Choose another one.");
    const QFileInfo target(path);
    if (target.fileName().toUtf8().size() > longestFileName)
        return problem("BadTarget", path,
                       "is a longer name than file systems take, which is " +
                           std::to_string(longestFileName) + " bytes. Choose a shorter one.");
    const QFileInfo folder(target.path());
    if (!folder.isDir())
        return problem("BadTarget", target.path(), "is no folder. Choose one that is there.");
    const bool isThere = target.exists() || target.isSymLink();
    if (isThere && !target.isSymLink() && !target.isFile())
        return problem("BadTarget", path, "is a folder or a special file, which a download never replaces.");
    if (isThere && policy == ExistingTarget::Fail)
        return problem("TargetExists", path,
                       "exists already. Overwrite it, keep both or choose another name.");
    return {};
}

Result<void> checkSpace(const QString& path, qint64 size)
{
    if (size < worthLooking)
        return {};
    const QStorageInfo storage(QFileInfo(path).path());
    if (!storage.isValid() || storage.bytesAvailable() < 0 || storage.bytesAvailable() >= size)
        return {};
    return problem("DiskFull", path,
                   "needs " + std::to_string(size) + " bytes, and " +
                       std::to_string(storage.bytesAvailable()) +
                       " are free there. Nothing was written; free some space or choose another folder.");
}

Error unwritable(const QString& path, const QFile& file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return problem(isFull ? "DiskFull" : "UnwritableTarget", path,
                   "cannot be written: " + file.errorString().toStdString() + ".");
}

/// A new file beside `path` to write to.
Result<std::shared_ptr<QFile>> makeTemporary(const QString& path)
{
    auto file = std::make_shared<QFile>();
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        file->setFileName(temporaryPath(path));
        if (file->open(onlyNew))
            return file;
        if (!QFileInfo::exists(file->fileName()))
            break;
    }
    return unwritable(path, *file);
}

Result<QString> commitBytes(const QByteArray& bytes, const QString& path, ExistingTarget policy)
{
    if (auto good = checkTarget(path, policy); !good)
        return good.error();
    const auto file = makeTemporary(path);
    if (!file)
        return file.error();
    auto result = writeWhole(**file, {bytes.constData(), static_cast<std::size_t>(bytes.size())})
                      ? commitFile(**file, path, policy)
                      : Result<QString>(unwritable(path, **file));
    if (!result)
        (*file)->remove();
    return result;
}

} // namespace

DownloadFile::DownloadFile(QString path, ExistingTarget policy, std::shared_ptr<QThreadPool> threads)
    : m_path(std::move(path)),
      m_policy(policy),
      m_threads(std::move(threads)),
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
    if (!m_threads || size > mostInMemory)
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
        return problem("UnwritableTarget", m_path, "is not open.");
    if (!m_file->seek(offset) || !writeWhole(*m_file, bytes))
        return unwritable(m_path, *m_file);
    return {};
}

void DownloadFile::commit(QObject* context, std::function<void(Result<void>)> done)
{
    auto work = [file = m_file, small = m_small, path = m_path, policy = m_policy] {
        return small ? commitBytes(*small, path, policy) : commitFile(*file, path, policy);
    };
    auto told = [context = QPointer<QObject>(context), place = m_place,
                 done = std::move(done)](const Result<QString>& result) {
        if (!context)
            return;
        if (result)
            *place = {*result, true};
        done(result ? Result<void>() : Result<void>(result.error()));
    };
    if (m_threads)
        runInBackground(*m_threads, std::move(work), std::move(told));
    else
        runInOwnThread(std::move(work), std::move(told));
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
