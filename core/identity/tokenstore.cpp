#include "core/identity/tokenstore.h"

#include "core/common/localpath.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

namespace inia {

namespace {

constexpr qint64 longestCacheFile = qint64(1024) * 1024;

Error cacheError(const char* code, const std::string& path, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, code, path + " " + problem);
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

std::string cacheFileName(std::string_view subject)
{
    const auto digest = QCryptographicHash::hash(
        QByteArrayView(subject.data(), static_cast<qsizetype>(subject.size())), QCryptographicHash::Sha1);
    return digest.toHex().toStdString() + ".json";
}

} // namespace inia
