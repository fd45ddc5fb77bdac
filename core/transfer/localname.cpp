#include "core/transfer/localname.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeDatabase>

#include <algorithm>

namespace inia {

namespace {

constexpr qsizetype longestSuffix = 32;

QString escaped(QStringView text)
{
    QString result;
    for (const char byte : text.toUtf8())
        result += QStringLiteral("%%1").arg(static_cast<uchar>(byte), 2, 16, QLatin1Char('0')).toUpper();
    return result;
}

bool turnsDirection(QChar character)
{
    const char16_t code = character.unicode();
    return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool isHexDigit(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= u'0' && code <= u'9') || (code >= u'a' && code <= u'f') || (code >= u'A' && code <= u'F');
}

bool needsEscape(QStringView part, qsizetype at, NameRules rules)
{
    const QChar character = part[at];
    const char16_t code = character.unicode();
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == u'\\' || turnsDirection(character))
        return true;
    if (code == 0x2028 || code == 0x2029)
        return true; // line and paragraph separators
    if (code == u'%')
        return at + 2 < part.size() && isHexDigit(part[at + 1]) && isHexDigit(part[at + 2]);
    if (rules != NameRules::Windows)
        return false;
    const bool isLast = at + 1 == part.size();
    return QStringView(u"<>:\"|?*").contains(character) || (isLast && (code == u'.' || code == u' '));
}

/// Windows opens a device for CON as well as for con.txt.
bool isDeviceName(QStringView part)
{
    const QString stem =
        part.left(part.indexOf(u'.') < 0 ? part.size() : part.indexOf(u'.')).toString().toUpper();
    if (QStringList{QStringLiteral("CON"), QStringLiteral("PRN"), QStringLiteral("AUX"),
                    QStringLiteral("NUL")}
            .contains(stem))
        return true;
    const bool isPort = stem.startsWith(QStringLiteral("COM")) || stem.startsWith(QStringLiteral("LPT"));
    return isPort && stem.size() == 4 && stem[3].isDigit();
}

QString shortened(const QString& part)
{
    if (part.toUtf8().size() <= longestFileName)
        return part;
    const QByteArray hash = QCryptographicHash::hash(part.toUtf8(), QCryptographicHash::Sha1).toHex().left(8);
    const qsizetype dot = part.lastIndexOf(u'.');
    QString suffix = dot > 0 ? part.mid(dot) : QString();
    if (suffix.toUtf8().size() > longestSuffix)
        suffix.clear();
    const qsizetype room = longestFileName - suffix.toUtf8().size() - 1 - hash.size();
    return firstBytesOf(part, room) + u'~' + QString::fromLatin1(hash) + suffix;
}

QString safePart(const QString& part, NameRules rules)
{
    if (part.isEmpty())
        return contentOfFolder();
    if (part == QStringLiteral(".") || part == QStringLiteral(".."))
        return escaped(part);
    QString result;
    for (qsizetype at = 0; at < part.size(); ++at)
        result += needsEscape(part, at, rules) ? escaped(QStringView(part).mid(at, 1)) : QString(part[at]);
    if (rules == NameRules::Windows && isDeviceName(part))
        result.replace(0, 1, escaped(QStringView(part).left(1)));
    return shortened(result);
}

} // namespace

// ---- types of content -------------------------------------------------------------------------------------

std::string contentTypeOf(const QString& fileName)
{
    const QMimeType type =
        QMimeDatabase().mimeTypeForFile(QFileInfo(fileName).fileName(), QMimeDatabase::MatchExtension);
    return type.isDefault() ? "binary/octet-stream" : type.name().toStdString();
}

// ---- names of files ---------------------------------------------------------------------------------------

QString firstBytesOf(const QString& text, qsizetype size)
{
    qsizetype end = std::min(text.size(), size);
    while (end > 0 && (text.left(end).toUtf8().size() > size || text[end - 1].isHighSurrogate()))
        --end;
    return text.left(end);
}

QString LocalName::path() const
{
    return (folders + QStringList(file)).join(u'/');
}

QString contentOfFolder()
{
    return QStringLiteral("%2F");
}

LocalName localName(std::string_view key, NameRules rules)
{
    const QString text = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    LocalName name;
    const QStringList parts = text.split(u'/');
    for (qsizetype at = 0; at + 1 < parts.size(); ++at)
        name.folders.append(safePart(parts[at], rules));
    // What is after the last "/" is nothing for the object of a folder, which is no part of its own.
    if (!parts.last().isEmpty() || text.isEmpty())
        name.file = safePart(parts.last(), rules);
    return name;
}

namespace {

Error refused(const char* code, const QString& path, const char* why)
{
    return makeError(ErrorKind::Parameter, code,
                     path.toStdString() + " " + why + ". Nothing was written there.");
}

bool isBelow(const QString& path, const QString& folder)
{
    const QString base = folder.endsWith(u'/') ? folder : folder + u'/';
    return path == folder || path.startsWith(base);
}

/// One step down from `path`, which is canonical and stays so: what is one plain name (see localName) and no
/// link leads nowhere else, so that only links have to be followed.
Result<void> enter(QString& path, const QString& part, const QString& base)
{
    const QString next = QDir(path).filePath(part);
    QFileInfo info(next);
    if (!info.isSymLink() && !info.exists()) {
        const bool isMade = QDir(path).mkdir(part);
        info.refresh();
        if (!isMade && !info.isDir())
            return refused("BadTarget", next, "cannot be made");
    }
    if (!info.isDir())
        return refused("BadTarget", next, "is no folder, but the key needs one of that name");
    const QString canonical = info.isSymLink() ? info.canonicalFilePath() : next;
    if (!isBelow(canonical, base))
        return refused("OutsideTarget", next, "is a link that leads out of the target folder");
    path = canonical;
    return {};
}

} // namespace

Result<QString> pathBelow(const QString& folder, const LocalName& name)
{
    const QString base = QFileInfo(folder).canonicalFilePath();
    if (base.isEmpty() || !QFileInfo(base).isDir())
        return refused("BadTarget", folder, "is no folder");
    QString path = base;
    for (const QString& part : name.folders) {
        if (auto entered = enter(path, part, base); !entered)
            return entered.error();
    }
    return name.file.isEmpty() ? path : QDir(path).filePath(name.file);
}

} // namespace inia
