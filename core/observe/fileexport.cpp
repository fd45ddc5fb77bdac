#include "core/observe/fileexport.h"

#include "core/async/background.h"

#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>

namespace inia {

namespace {

Result<void> cannotWrite(const QSaveFile& file)
{
    return makeError(ErrorKind::Configuration, "CannotWrite",
                     "Cannot write " + file.fileName().toStdString() + ": " +
                         file.errorString().toStdString());
}

Result<void> writeWhole(const QString& path, const FileExport::Write& write, const std::atomic<bool>& stop)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (auto written = write(file, stop); !written)
        return written;
    return file.commit() ? Result<void>() : cannotWrite(file);
}

} // namespace

FileExport::FileExport(QString path, Write write) : m_path(std::move(path)), m_write(std::move(write)) {}

void FileExport::start()
{
    runInOwnThread([path = m_path, write = m_write, stop = m_stop] { return writeWhole(path, write, *stop); },
                   [self = QPointer<FileExport>(this)](Result<void> result) {
                       if (self && !self->isFinished())
                           self->finish(std::move(result));
                   });
}

void FileExport::cancel()
{
    if (isFinished())
        return;
    *m_stop = true;
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "Writing the file was given up"));
}

void FileExport::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

Result<void> writeFileNow(const QString& path, const FileExport::Write& write)
{
    const std::atomic<bool> never = false;
    return writeWhole(path, write, never);
}

} // namespace inia
