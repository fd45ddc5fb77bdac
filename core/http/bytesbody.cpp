#include "core/http/bytesbody.h"

#include <QtCore/QBuffer>

namespace inia {

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
