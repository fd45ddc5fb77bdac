#include "core/transfer/uploadsource.h"

#include "core/common/localpath.h"
#include "core/http/bytesbody.h"

#include <QtCore/QFile>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace inia {

namespace {

Error unreadable(const std::string& name, const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnreadableFile",
                     name + " cannot be uploaded: " + why + ". Nothing was sent.");
}

qint64 nanoseconds(const timespec& time)
{
    constexpr qint64 second = 1'000'000'000;
    return time.tv_sec * second + time.tv_nsec;
}

} // namespace

std::string FileSource::name() const
{
    return pathText(m_path);
}

/// QFileInfo knows milliseconds only, in which a file may be written twice.
Result<FileSource::Found> FileSource::look() const
{
    struct stat status {};
    if (::stat(bytesOfPath(m_path).constData(), &status) != 0)
        return unreadable(name(), std::strerror(errno));
    if (S_ISDIR(status.st_mode))
        return unreadable(name(), "it is a directory");
    if (!S_ISREG(status.st_mode))
        return unreadable(name(), "it is not a file");
    return Found{status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), status.st_dev,
                 status.st_ino};
}

Result<void> FileSource::open()
{
    auto found = look();
    if (!found)
        return found.error();
    QFile file;
    if (const auto opened = openToRead(file, m_path); !opened)
        return unreadable(name(), opened.error().message);
    m_found = *found;
    m_bytes.clear();
    if (m_found.size > 0 && m_found.size <= BytesBody::mostLittle)
        m_bytes = file.read(m_found.size);
    return {};
}

Result<std::shared_ptr<const RequestBody>> FileSource::part(qint64 offset, qint64 size)
{
    // One that could not be read to its end says so itself when it is sent.
    if (!m_bytes.isEmpty() && m_bytes.size() == m_found.size)
        return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(m_bytes, offset, size));
    return std::shared_ptr<const RequestBody>(std::make_shared<FileBody>(m_path, offset, size));
}

Result<void> FileSource::check() const
{
    const auto found = look();
    if (found && *found == m_found)
        return {};
    const bool isSameFile = found && found->device == m_found.device && found->number == m_found.number;
    const std::string what = !found                        ? "is gone"
                             : !isSameFile                 ? "was replaced"
                             : found->size != m_found.size ? "has another size"
                                                           : "was written to";
    return makeError(ErrorKind::Parameter, "SourceChanged",
                     name() + " " + what + " since its upload began. Upload it again when it is at rest.");
}

Value FileSource::fingerprint() const
{
    return Value::map({{"Size", m_found.size}, {"ModifiedNs", m_found.modified}});
}

Result<std::shared_ptr<const RequestBody>> BytesSource::part(qint64 offset, qint64 size)
{
    return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(m_bytes, offset, size));
}

Result<void> DeviceSource::open()
{
    if (!m_device || !m_device->isReadable())
        return unreadable(name(), "the device is not open for reading");
    if (m_device->isSequential())
        return makeError(ErrorKind::Unsupported, "SequentialDevice",
                         "A sequential device cannot be uploaded, since its size is not known. Store what it "
                         "gives in a file first.");
    if (m_start < 0)
        m_start = m_device->pos();
    m_size = std::max<qint64>(0, m_device->size() - m_start);
    return {};
}

Result<std::shared_ptr<const RequestBody>> DeviceSource::part(qint64 offset, qint64 size)
{
    if (!m_device)
        return makeError(ErrorKind::Parameter, "SourceChanged", "The device to upload from is gone.");
    QByteArray bytes(size, Qt::Uninitialized);
    if (!m_device->seek(m_start + offset) || m_device->read(bytes.data(), size) != size)
        return makeError(ErrorKind::Parameter, "SourceChanged",
                         "The device gave fewer bytes than it said it has: " +
                             m_device->errorString().toStdString());
    return std::shared_ptr<const RequestBody>(std::make_shared<BytesBody>(std::move(bytes)));
}

} // namespace inia
