#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtCore/QStringDecoder>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

#include <algorithm>

namespace inia {

namespace {

constexpr char16_t foreignBase = 0xDC00;

bool isForeign(QChar character)
{
    return character.unicode() >= foreignBase + 0x80 && character.unicode() <= foreignBase + 0xFF;
}

/// A low surrogate behind a high one is half of a character.
bool isForeignAt(const QString& path, qsizetype at)
{
    return isForeign(path[at]) && (at == 0 || !path[at - 1].isHighSurrogate());
}

/// How many of the bytes from `at` on are one character of UTF-8; 0 when they are none.
qsizetype characterSize(const QByteArray& bytes, qsizetype at)
{
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const qsizetype size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size <= 1)
        return size;
    if (at + size > bytes.size())
        return 0;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString character = decoder.decode(QByteArrayView(bytes).sliced(at, size));
    return decoder.hasError() || character.isEmpty() ? 0 : size;
}

} // namespace

QString pathFromBytes(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString whole = decoder.decode(bytes);
    if (!decoder.hasError())
        return whole;
    QString path;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = characterSize(bytes, at);
        if (size == 0)
            path += QChar(static_cast<char16_t>(foreignBase + static_cast<unsigned char>(bytes[at])));
        else
            path += QString::fromUtf8(bytes.constData() + at, size);
        at += std::max<qsizetype>(1, size);
    }
    return path;
}

QByteArray bytesOfPath(const QString& path)
{
    QByteArray bytes;
    qsizetype from = 0;
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (!isForeignAt(path, at))
            continue;
        bytes += QStringView(path).sliced(from, at - from).toUtf8();
        bytes += static_cast<char>(path[at].unicode() - foreignBase);
        from = at + 1;
    }
    return bytes + QStringView(path).sliced(from).toUtf8();
}

bool hasForeignBytes(const QString& path)
{
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (isForeignAt(path, at))
            return true;
    }
    return false;
}

std::string pathText(const QString& path)
{
    if (!hasForeignBytes(path))
        return path.toStdString();
    QString text;
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (isForeignAt(path, at))
            text += QStringLiteral("\\x") + QString::number(path[at].unicode() - foreignBase, 16).toUpper();
        else
            text += path[at];
    }
    return text.toStdString();
}

Result<void> openToRead(QFile& file, const QString& path)
{
    constexpr auto mode = QIODevice::ReadOnly | QIODevice::Unbuffered;
    const auto unreadable = [](std::string why) {
        return makeError(ErrorKind::Parameter, "UnreadableFile", std::move(why));
    };
#ifdef Q_OS_UNIX
    if (hasForeignBytes(path)) {
        const int descriptor = ::open(bytesOfPath(path).constData(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return unreadable(std::strerror(errno));
        if (file.open(descriptor, mode, QFileDevice::AutoCloseHandle))
            return {};
        ::close(descriptor);
        return unreadable(file.errorString().toStdString());
    }
#endif
    file.setFileName(path);
    if (!file.open(mode))
        return unreadable(file.errorString().toStdString());
    return {};
}

bool makePrivateFolder(const QString& folder)
{
    if (QDir(folder).exists())
        return true;
    return QDir().mkpath(folder) &&
           QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

bool openPrivate(QSaveFile& file)
{
    return file.open(QIODevice::WriteOnly) &&
           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

Result<void> writePrivateFile(const QString& path, const QByteArray& contents)
{
    QSaveFile file(path);
    if (openPrivate(file) && file.write(contents) == contents.size() && file.commit())
        return {};
    return makeError(ErrorKind::Configuration, "CannotWrite", file.errorString().toStdString());
}

} // namespace inia
