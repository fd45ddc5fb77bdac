#include "core/model/modelfile.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <zlib.h>

#include <memory>

namespace inia {

namespace {

/// The largest model there is has 10 MB; a few kilobytes of gzip must not unpack into all of memory.
constexpr qsizetype largestFile = qsizetype{256} * 1024 * 1024;

Error unreadable(const QString& path, const std::string& problem)
{
    return makeError(ErrorKind::Model, "UnreadableModel",
                     "the model " + path.toStdString() + " " + problem + "; mend the file or take it away");
}

Result<std::optional<QByteArray>> readPlain(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, "cannot be read: " + file.errorString().toStdString());
    if (file.size() > largestFile)
        return unreadable(path, "is larger than 256 MiB");
    return std::optional(file.readAll());
}

Result<std::optional<QByteArray>> readGzip(const QString& path)
{
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.toLocal8Bit().constData(), "rb"),
                                                             gzclose);
    if (!file)
        return unreadable(path, "cannot be read");
    QByteArray text;
    char buffer[64 * 1024];
    int count = 0;
    while ((count = gzread(file.get(), buffer, sizeof(buffer))) > 0) {
        text.append(buffer, count);
        if (text.size() > largestFile)
            return unreadable(path, "unpacks to more than 256 MiB");
    }
    // A file that ends early is told by gzclose alone; gzread has given what there was.
    if (count < 0 || gzeof(file.get()) == 0 || gzdirect(file.get()) == 1)
        return unreadable(path, "is no whole gzip file");
    return std::optional(std::move(text));
}

} // namespace

Result<std::optional<QByteArray>> readModelFile(const QString& folder, const QString& name)
{
    const QString plain = folder + u'/' + name + QStringLiteral(".json");
    if (QFileInfo::exists(plain))
        return readPlain(plain);
    const QString packed = plain + QStringLiteral(".gz");
    if (QFileInfo::exists(packed))
        return readGzip(packed);
    return std::optional<QByteArray>();
}

} // namespace inia
