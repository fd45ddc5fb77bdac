#include "core/checksum/awschunked.h"

#include "core/checksum/checksum.h"

#include <algorithm>
#include <cstring>

namespace inia {

namespace {

constexpr qsizetype chunkSize = qsizetype(1024) * 1024;

QByteArray head(qint64 size)
{
    return QByteArray::number(size, 16) + "\r\n";
}

QByteArray trailer(const Checksum& checksum)
{
    return "0\r\n" +
           QByteArray::fromStdString(checksumHeader(checksum.algorithm()) + ':' + checksum.base64()) +
           "\r\n\r\n";
}

qint64 chunkedSize(qint64 size, ChecksumAlgorithm algorithm)
{
    const auto framed = [](qint64 bytes) { return bytes == 0 ? 0 : head(bytes).size() + bytes + 2; };
    return size / chunkSize * framed(chunkSize) + framed(size % chunkSize) +
           trailer(Checksum(algorithm)).size();
}

/// Encodes what it reads. Going back to the beginning is the only move it knows.
class AwsChunkedDevice final : public QIODevice {
public:
    AwsChunkedDevice(std::unique_ptr<QIODevice> source, ChecksumAlgorithm algorithm,
                     std::shared_ptr<std::string> result)
        : m_source(std::move(source)),
          m_checksum(algorithm),
          m_size(chunkedSize(m_source->size(), algorithm)),
          m_result(std::move(result))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        connect(m_source.get(), &QIODevice::readyRead, this, &QIODevice::readyRead);
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    bool seek(qint64 position) override
    {
        if (position == pos())
            return true;
        if (position != 0 || !m_source->seek(0) || !QIODevice::seek(0))
            return false;
        m_checksum = Checksum(m_checksum.algorithm());
        m_pending.clear();
        m_gathered = 0;
        m_unread = m_source->size();
        m_isComplete = false;
        return true;
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        qint64 done = 0;
        while (done < most && (!m_pending.isEmpty() || !m_isComplete)) {
            if (m_pending.isEmpty() && m_unread > 0) {
                const qint64 count = gather();
                if (count < 0)
                    return -1;
                if (count == 0)
                    break; // readyRead() will tell
            }
            if (m_pending.isEmpty())
                encode();
            const auto size = std::min<qint64>(m_pending.size() - m_taken, most - done);
            std::memcpy(data + done, m_pending.constData() + m_taken, static_cast<std::size_t>(size));
            done += size;
            m_taken += size;
            if (m_taken == m_pending.size())
                m_pending.clear();
        }
        return done;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    /// Reads what is missing of the next chunk. The source may give less, or nothing for a while; what is
    /// encoded is whole chunks. Negative for an error, 0 while the chunk is not whole.
    qint64 gather()
    {
        m_chunk.resize(std::min<qint64>(chunkSize, m_unread));
        while (m_gathered < m_chunk.size()) {
            const qint64 count = m_source->read(m_chunk.data() + m_gathered, m_chunk.size() - m_gathered);
            if (count < 0)
                setErrorString(m_source->errorString());
            if (count <= 0)
                return count;
            m_gathered += count;
        }
        return m_gathered;
    }

    /// The chunk that was gathered, or what follows the last one.
    void encode()
    {
        m_taken = 0;
        m_isComplete = m_gathered == 0;
        if (m_isComplete) {
            m_pending = trailer(m_checksum);
            *m_result = m_checksum.base64();
            return;
        }
        m_checksum.update({m_chunk.constData(), static_cast<std::size_t>(m_gathered)});
        m_pending = head(m_gathered) + m_chunk + "\r\n";
        m_unread -= m_gathered;
        m_gathered = 0;
    }

    std::unique_ptr<QIODevice> m_source;
    Checksum m_checksum;
    qint64 m_size;
    std::shared_ptr<std::string> m_result;
    qint64 m_unread = m_source->size(); ///< bytes of the source that are not encoded
    QByteArray m_chunk;
    qint64 m_gathered = 0; ///< bytes of m_chunk that are there
    QByteArray m_pending;
    qint64 m_taken = 0; ///< bytes of m_pending that are read
    bool m_isComplete = false;
};

} // namespace

QByteArray awsChunked(const QByteArray& body, ChecksumAlgorithm algorithm)
{
    QByteArray out;
    out.reserve(chunkedSize(body.size(), algorithm));
    Checksum checksum(algorithm);
    for (qsizetype at = 0; at < body.size(); at += chunkSize) {
        const qsizetype size = std::min(chunkSize, body.size() - at);
        checksum.update({body.constData() + at, static_cast<std::size_t>(size)});
        out += head(size);
        out.append(body.constData() + at, size);
        out += "\r\n";
    }
    return out + trailer(checksum);
}

std::string awsChunkedChecksum(const QByteArray& chunked)
{
    const auto line = chunked.lastIndexOf("\r\n", chunked.size() - 5) + 2;
    const auto colon = chunked.indexOf(':', line);
    const bool isTrailer = chunked.endsWith("\r\n\r\n") && line >= 2 && colon > line;
    return isTrailer ? chunked.mid(colon + 1, chunked.size() - 4 - colon - 1).toStdString() : std::string();
}

qint64 AwsChunkedBody::size() const
{
    return chunkedSize(m_body->size(), m_algorithm);
}

Result<std::unique_ptr<QIODevice>> AwsChunkedBody::open() const
{
    auto source = m_body->open();
    if (!source)
        return source.error();
    return std::unique_ptr<QIODevice>(
        std::make_unique<AwsChunkedDevice>(std::move(source).value(), m_algorithm, m_sentChecksum));
}

} // namespace inia
