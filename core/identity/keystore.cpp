#include "core/identity/keystore.h"

#include "core/common/clock.h"
#include "core/common/localpath.h"
#include "core/config/inifile.h"
#include "core/credentials/credentials.h"
#include "core/credentials/credentialsources.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QObject>

#include <chrono>
#include <utility>

namespace inia {

Error badKeyDocument(const std::string& place, const std::string& problem)
{
    return makeError(ErrorKind::Credentials, "BadKeyDocument", place + " " + problem + ".");
}

Result<Credentials> keysFromDocument(const Value& document, std::string_view tokenName,
                                     const std::string& place)
{
    if (!document.isMap())
        return badKeyDocument(place, "is not a JSON object with keys");
    Credentials credentials;
    credentials.accessKey = document["AccessKeyId"].text();
    credentials.secretKey = document["SecretAccessKey"].text();
    credentials.sessionToken = document[tokenName].text();
    if (credentials.accessKey.empty())
        return badKeyDocument(place, "has no AccessKeyId");
    if (credentials.secretKey.empty())
        return badKeyDocument(place, "has no SecretAccessKey");
    const auto& account = document["AccountId"];
    credentials.accountId = account.isInt() ? std::to_string(account.toInt()) : account.text();
    if (const auto& expiration = document["Expiration"]; !expiration.isNull()) {
        credentials.expiry =
            parseKeyExpiry(expiration.isInt() ? std::to_string(expiration.toInt()) : expiration.text());
        if (!credentials.expiry)
            return badKeyDocument(place, "has an Expiration that is not a time such as 2030-01-31T12:00:00Z");
        credentials.renewal = Renewal::Silent;
    }
    return credentials;
}

Result<Credentials> keysFromText(std::string_view text, std::string_view tokenName, const std::string& place)
{
    const auto document = parseJson(text);
    if (!document)
        return badKeyDocument(place, "is no JSON");
    return keysFromDocument(*document, tokenName, place);
}

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
    const auto failed = [&path](const std::string& why) -> Result<void> {
        return cacheError("CacheNotWritten", path, "cannot be written: " + why + ".");
    };
    if (!makePrivateFolder(QFileInfo(name).path()))
        return failed("its folder cannot be made");
    const auto written = writePrivateFile(name, QByteArray::fromStdString(toJson(document)));
    return written ? written : failed(written.error().message);
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

Result<std::string> storedKeys(const Credentials& keys)
{
    const std::pair<const char*, const std::string&> parts[]{{"access key ID", keys.accessKey},
                                                             {"secret access key", keys.secretKey}};
    for (const auto& [name, text] : parts) {
        if (text.empty())
            return makeError(ErrorKind::Parameter, "MissingKey", std::string("The ") + name + " is missing.");
        if (auto plain = checkUnquoted(name, text, "What was entered"); !plain)
            return makeError(ErrorKind::Parameter, plain.error().code, plain.error().message);
    }
    Value document =
        Value::map({{"Version", 1}, {"AccessKeyId", keys.accessKey}, {"SecretAccessKey", keys.secretKey}});
    if (!keys.sessionToken.empty())
        document.insert("SessionToken", keys.sessionToken);
    if (keys.expiry)
        document.insert("Expiration", keyExpiryText(*keys.expiry));
    if (!keys.accountId.empty())
        document.insert("AccountId", keys.accountId);
    return toJson(document);
}

std::string storedKeysCommand(const std::string& program, const std::string& name)
{
    return quotedWord(program) + " keychain get " + quotedWord(name);
}

std::string storedKeysName(std::string_view command)
{
    const auto words = splitShellWords(std::string(command));
    if (!words || words->size() != 4 || (*words)[1] != "keychain" || (*words)[2] != "get")
        return {};
    const std::string& program = words->front();
    const std::size_t folder = program.rfind('/');
    const auto file = std::string_view(program).substr(folder == std::string::npos ? 0 : folder + 1);
    return file.starts_with("inia-cli") ? words->back() : std::string();
}

} // namespace inia
