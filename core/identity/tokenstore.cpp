#include "core/identity/tokenstore.h"

#include "core/common/clock.h"
#include "core/common/localpath.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QObject>
#include <QtCore/QSaveFile>

#include <chrono>
#include <utility>

namespace inia {

namespace {

constexpr qint64 longestCacheFile = qint64(1024) * 1024;
constexpr std::chrono::milliseconds betweenLooks{50};
constexpr int mostLooks = 600;

Error cacheError(const char* code, const std::string& path, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, code, path + " " + problem);
}

/// Nothing when there is no file that can be read.
std::optional<std::size_t> contentsOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return qHash(file.read(longestCacheFile));
}

struct LockWait {
    CacheLock lock;
    Clock& clock;
    QObject* context;
    std::function<void(CacheLock)> callback;
    int looks = 0;
};

void lookAtLock(const std::shared_ptr<LockWait>& wait)
{
    if (wait->lock->tryLock(0)) {
        wait->callback(wait->lock);
    } else if (wait->lock->error() != QLockFile::LockFailedError || ++wait->looks == mostLooks) {
        wait->callback(nullptr);
    } else {
        wait->clock.after(betweenLooks, wait->context, [wait] { lookAtLock(wait); });
    }
}

} // namespace

Result<Value> readCacheFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.exists())
        return cacheError("NoCacheFile", path, "does not exist.");
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return cacheError("BadCacheFile", path, "cannot be read: " + file.errorString().toStdString() + ".");
    const QByteArray text = file.read(longestCacheFile + 1);
    if (text.size() > longestCacheFile)
        return cacheError("BadCacheFile", path, "is too large for a cached sign-in; remove it.");
    auto document = parseJson({text.constData(), static_cast<std::size_t>(text.size())});
    if (!document || !document->isMap())
        return cacheError("BadCacheFile", path,
                          "is no JSON object, or only the beginning of one; remove it.");
    return document;
}

Result<void> writeCacheFile(const std::string& path, const Value& document)
{
    const QString name = QString::fromStdString(path);
    const auto failed = [&path](const QString& why) {
        return cacheError("CacheNotWritten", path, "cannot be written: " + why.toStdString() + ".");
    };
    if (!makePrivateFolder(QFileInfo(name).path()))
        return failed(QStringLiteral("its folder cannot be made"));
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failed(file.errorString());
    const QByteArray text = QByteArray::fromStdString(toJson(document));
    if (file.write(text) != text.size() || !file.commit())
        return failed(file.errorString());
    return {};
}

Result<Value> TokenStore::read(const std::string& path)
{
    const auto kept = m_kept.find(path);
    if (kept == m_kept.end())
        return readCacheFile(path);
    if (contentsOf(path) == kept->second.file)
        return kept->second.document;
    m_kept.erase(kept); // another program has written what is newer
    return readCacheFile(path);
}

Result<void> TokenStore::write(const std::string& path, const Value& document)
{
    auto written = writeCacheFile(path, document);
    if (written)
        m_kept.erase(path);
    else
        m_kept.insert_or_assign(path, Kept{document, contentsOf(path), written.error().message});
    return written;
}

std::string TokenStore::notice(const std::string& path) const
{
    const auto kept = m_kept.find(path);
    return kept == m_kept.end() ? std::string()
                                : "What a sign-in gave serves this program alone, since it could not be "
                                  "kept: " +
                                      kept->second.notice;
}

void lockCacheFile(const std::string& path, Clock& clock, QObject* context,
                   std::function<void(CacheLock)> callback)
{
    const QString name = QString::fromStdString(path);
    if (!makePrivateFolder(QFileInfo(name).path())) {
        callback(nullptr);
        return;
    }
    const auto lock = std::make_shared<QLockFile>(name + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // that of a program which is no more is taken away in any case
    lookAtLock(std::make_shared<LockWait>(LockWait{lock, clock, context, std::move(callback)}));
}

std::string cacheFileName(std::string_view subject)
{
    const auto digest = QCryptographicHash::hash(
        QByteArrayView(subject.data(), static_cast<qsizetype>(subject.size())), QCryptographicHash::Sha1);
    return digest.toHex().toStdString() + ".json";
}

} // namespace inia
