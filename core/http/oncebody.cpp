#include "core/http/oncebody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace inia {

// At position 0, whatever the source's: elsewhere Qt would call seek() instead of reset().
OnceBody::OnceBody(QByteArray bytes) : m_bytes(std::move(bytes)), m_size(m_bytes.size())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

OnceBody::OnceBody(std::unique_ptr<QIODevice> source)
    : m_source(std::move(source)), m_size(m_source->size() - m_source->pos())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    connect(m_source.get(), &QIODevice::readyRead, this, [this] {
        m_isWaiting = false;
        emit readyRead();
    });
}

qint64 OnceBody::readData(char* data, qint64 most)
{
    const qint64 wanted = std::min(most, m_size - m_read);
    if (wanted <= 0)
        return 0;
    qint64 count = wanted;
    if (m_source)
        count = m_source->read(data, wanted);
    else
        std::memcpy(data, m_bytes.constData() + m_read, static_cast<std::size_t>(wanted));
    if (count < 0) {
        m_hasFailed = true;
        setErrorString(m_source->errorString());
        return -1;
    }
    m_isWaiting = count == 0;
    m_read += count;
    return count;
}

} // namespace inia
