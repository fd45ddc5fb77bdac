#include "core/http/requestbody.h"

#include "core/common/localpath.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>

#include <algorithm>

namespace inia {

namespace {

Error unreadable(const QString& path, const QString& why)
{
    return makeError(ErrorKind::Parameter, "UnreadableFile",
                     "The file " + pathText(path) + " cannot be sent: " + why.toStdString() +
                         ". Nothing was sent.");
}

QString shorter()
{
    return QStringLiteral("it has become shorter");
}

/// A part of a file as a device of its own.
class FileRange final : public QIODevice {
public:
    FileRange(qint64 offset, qint64 size) : m_offset(offset), m_size(size) {}

    /// Why it cannot be read; empty when it can.
    [[nodiscard]] QString openFile(const QString& path)
    {
        if (const auto opened = openToRead(m_file, path); !opened)
            return QString::fromStdString(opened.error().message);
        const bool isOpen = m_file.seek(m_offset) && open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        return isOpen ? QString() : m_file.errorString();
    }
    [[nodiscard]] qint64 fileSize() const { return m_file.size(); }
    [[nodiscard]] qint64 size() const override { return m_size; }
    bool seek(qint64 position) override
    {
        return position <= m_size && QIODevice::seek(position) && m_file.seek(m_offset + position);
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 wanted = std::min(most, m_offset + m_size - m_file.pos());
        const qint64 count = m_file.read(data, wanted);
        if (count != 0 || wanted <= 0)
            return count;
        setErrorString(shorter());
        return -1; // not the end of this range
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QFile m_file;
    qint64 m_offset;
    qint64 m_size;
};

} // namespace

Result<std::shared_ptr<const FileBody>> FileBody::of(const QString& path)
{
    QFile file;
    if (const auto opened = openToRead(file, path); !opened)
        return unreadable(path, QString::fromStdString(opened.error().message));
    return std::make_shared<const FileBody>(path, 0, file.size());
}

Result<std::unique_ptr<QIODevice>> FileBody::open() const
{
    auto range = std::make_unique<FileRange>(m_offset, m_size);
    if (const QString problem = range->openFile(m_path); !problem.isEmpty())
        return unreadable(m_path, problem);
    if (range->fileSize() < m_offset + m_size)
        return unreadable(m_path, shorter());
    return std::unique_ptr<QIODevice>(std::move(range));
}

namespace {

/// Keeps alive what it reads from: the device may outlive its body.
class BytesDevice final : public QBuffer {
public:
    BytesDevice(const QByteArray& bytes, qint64 offset, qint64 size) : m_bytes(bytes)
    {
        setData(QByteArray::fromRawData(m_bytes.constData() + offset, size));
        open(QIODevice::ReadOnly);
    }

private:
    QByteArray m_bytes;
};

} // namespace

Result<std::unique_ptr<QIODevice>> BytesBody::open() const
{
    return std::unique_ptr<QIODevice>(std::make_unique<BytesDevice>(m_bytes, m_offset, m_size));
}

} // namespace inia
