#include "core/observe/fileexport.h"

#include "core/async/background.h"
#include "core/common/redaction.h"

#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>
#include <QtCore/QString>

namespace inia {

namespace {

ExportedBody exported(const ExchangeCall& call, const QByteArray& bytes, bool isUnreadable)
{
    ExportedBody body;
    if (bytes.isEmpty())
        return body;
    if (call.effect == Effect::Reveal)
        body.leftOut = "the call reveals secrets";
    else if (isUnreadable)
        body.leftOut = "it could not be read";
    if (!body.leftOut.empty())
        return body;
    body.isText = QString::fromUtf8(bytes).toUtf8() == bytes;
    body.bytes = body.isText ? QByteArray::fromStdString(redactText(bytes.toStdString())) : bytes;
    body.isRewritten =
        body.isText && body.bytes.contains(QByteArray(redactedText.data(), qsizetype(redactedText.size())));
    return body;
}

} // namespace

ExportedBody exportedRequestBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    return exported(call, attempt.request.body, false);
}

ExportedBody exportedAnswerBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    const bool isUnreadable = attempt.error && (attempt.error->kind == ErrorKind::Parse ||
                                                attempt.error->kind == ErrorKind::Checksum);
    auto body = exported(call, attempt.response.body, isUnreadable);
    if (attempt.response.isBodyElsewhere)
        body.leftOut = "it was handed on as it came";
    return body;
}

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
