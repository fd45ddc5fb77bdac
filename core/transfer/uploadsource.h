#pragma once

#include "core/common/result.h"
#include "core/http/requestbody.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QPointer>
#include <QtCore/QString>

#include <memory>
#include <string>

namespace inia {

/// Where an upload's bytes come from.
class UploadSource {
public:
    UploadSource() = default;
    virtual ~UploadSource() = default;
    Q_DISABLE_COPY_MOVE(UploadSource)

    /// For messages: the path of a file.
    [[nodiscard]] virtual std::string name() const = 0;
    /// Learns the size; once more for an upload that begins anew. Fails with kind Parameter when there is
    /// nothing to read.
    [[nodiscard]] virtual Result<void> open() = 0;
    [[nodiscard]] virtual qint64 size() const = 0;
    [[nodiscard]] virtual Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) = 0;
    /// Fails with code SourceChanged when it is not what it was at open().
    [[nodiscard]] virtual Result<void> check() const { return {}; }
    /// By which another process knows that it is still the same; null when that cannot be said.
    [[nodiscard]] virtual Value fingerprint() const { return {}; }
    /// Whether part() holds its bytes in memory.
    [[nodiscard]] virtual bool isHeldInMemory() const { return false; }
};

/// A file, by a path of core/common/localpath.h. Parts are read from it while they are sent, but a little one
/// is read when it is opened, which spares opening it again and again. A change is noticed by its size, its
/// times and its number in the file system: the time of the last change (ctime) cannot be put back.
class FileSource final : public UploadSource {
public:
    explicit FileSource(QString path) : m_path(std::move(path)) {}

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] qint64 size() const override { return m_found.size; }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;
    [[nodiscard]] Result<void> check() const override;
    /// {"Size", "ModifiedNs"}
    [[nodiscard]] Value fingerprint() const override;

private:
    struct Found {
        qint64 size = 0;
        qint64 modified = 0; ///< nanoseconds since the epoch
        qint64 changed = 0;  ///< the same, of its content or of what the system knows of it
        quint64 device = 0;
        quint64 number = 0;
        friend bool operator==(const Found&, const Found&) = default;
    };
    [[nodiscard]] Result<Found> look() const;

    QString m_path;
    Found m_found;
    QByteArray m_bytes; ///< all of a little file
};

/// Bytes in memory; parts share them.
class BytesSource final : public UploadSource {
public:
    explicit BytesSource(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    [[nodiscard]] std::string name() const override { return "the data"; }
    [[nodiscard]] Result<void> open() override { return {}; }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;

private:
    QByteArray m_bytes;
};

/// What a random-access device holds from its position on; boto3's seekable file object. The device has to
/// live and stay untouched until the upload has ended; its parts are copied when their turn comes.
class DeviceSource final : public UploadSource {
public:
    explicit DeviceSource(QIODevice* device) : m_device(device) {}

    [[nodiscard]] std::string name() const override { return "the data"; }
    /// Fails for sequential devices, whose size nobody knows: kind Unsupported.
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<std::shared_ptr<const RequestBody>> part(qint64 offset, qint64 size) override;
    [[nodiscard]] bool isHeldInMemory() const override { return true; }

private:
    QPointer<QIODevice> m_device;
    qint64 m_start = -1;
    qint64 m_size = 0;
};

} // namespace inia
