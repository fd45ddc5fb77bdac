#include "core/transfer/downloadoutput.h"

#include <QtCore/QIODevice>
#include <QtCore/QMetaObject>

namespace inia {

namespace {

Error unwritable(const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnwritableTarget",
                     "The device for the download cannot be written: " + why + ".");
}

} // namespace

bool writeWhole(QIODevice& device, std::string_view bytes)
{
    while (!bytes.empty()) {
        const qint64 written = device.write(bytes.data(), static_cast<qint64>(bytes.size()));
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

DownloadDevice::DownloadDevice(QIODevice* device)
    : m_device(device), m_begin(device->isSequential() ? 0 : device->pos())
{
}

bool DownloadDevice::isSequential() const
{
    return !m_device || m_device->isSequential();
}

Result<void> DownloadDevice::open(qint64)
{
    if (!m_device || !m_device->isWritable())
        return unwritable("it is not open for writing");
    return {};
}

Result<void> DownloadDevice::write(qint64 offset, std::string_view bytes)
{
    if (!m_device)
        return unwritable("it is gone");
    if (m_device->isSequential()) {
        const qint64 known = m_written - offset;
        if (known >= static_cast<qint64>(bytes.size()))
            return {};
        bytes.remove_prefix(static_cast<std::size_t>(std::max<qint64>(0, known)));
    } else if (!m_device->seek(m_begin + offset)) {
        return unwritable(m_device->errorString().toStdString());
    }
    if (!writeWhole(*m_device, bytes))
        return unwritable(m_device->errorString().toStdString());
    m_written += static_cast<qint64>(bytes.size());
    return {};
}

void DownloadDevice::commit(QObject* context, std::function<void(Result<void>)> done)
{
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

} // namespace inia
