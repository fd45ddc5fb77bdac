#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QString>

#include <memory>

namespace inia {

/// A request's body that is not in memory. Every attempt opens it anew at its beginning, which is how a retry
/// rewinds. Its length is known beforehand: S3 takes no other.
class RequestBody {
public:
    RequestBody() = default;
    virtual ~RequestBody() = default;
    Q_DISABLE_COPY_MOVE(RequestBody)

    [[nodiscard]] virtual qint64 size() const = 0;
    /// A device of its own, open for reading, of exactly size() bytes.
    [[nodiscard]] virtual Result<std::unique_ptr<QIODevice>> open() const = 0;
    /// The same for digests, which are computed before it is sent: never slowed down, and from any thread.
    [[nodiscard]] virtual Result<std::unique_ptr<QIODevice>> openForDigest() const { return open(); }
    /// Whether it is in memory and so little that handing it to another thread takes longer than its digests.
    [[nodiscard]] virtual bool isLittle() const { return false; }
};

/// A file, or a range of one; paths as core/common/localpath.h has them.
class FileBody final : public RequestBody {
public:
    /// The whole file. Fails (kind Parameter) when it cannot be read.
    [[nodiscard]] static Result<std::shared_ptr<const FileBody>> of(const QString& path);
    /// `size` bytes from `offset` on, which is not checked before open().
    FileBody(QString path, qint64 offset, qint64 size)
        : m_path(std::move(path)), m_offset(offset), m_size(size)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    /// Fails (kind Parameter) when the file cannot be read or has become shorter.
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;

private:
    QString m_path;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

/// Bytes in memory, or a part of them, which is not copied.
class BytesBody final : public RequestBody {
public:
    explicit BytesBody(QByteArray bytes) : m_bytes(std::move(bytes)), m_size(m_bytes.size()) {}
    /// The part has to lie within `bytes`.
    BytesBody(QByteArray bytes, qint64 offset, qint64 size)
        : m_bytes(std::move(bytes)), m_offset(offset), m_size(size)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] bool isLittle() const override { return m_size <= mostLittle; }

    static constexpr qint64 mostLittle = qint64(64) * 1024;

private:
    QByteArray m_bytes;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

} // namespace inia
