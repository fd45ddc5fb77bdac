#pragma once

#include "core/common/result.h"
#include "core/http/requestbody.h"
#include "core/model/value.h"

#include <QtCore/QPointer>

#include <functional>
#include <memory>
#include <string_view>

class QIODevice;
class QObject;

namespace inia {

/// Writes all of them. A full disk takes the beginning of what does not fit and says why on the next attempt
/// only, so that one write() that falls short has no reason yet; after this the device's errorString() has
/// it.
[[nodiscard]] bool writeWhole(QIODevice& device, std::string_view bytes);

/// Where the bytes of a download go: a file of its own or a device of the caller's.
class DownloadOutput {
public:
    DownloadOutput() = default;
    virtual ~DownloadOutput() = default;
    Q_DISABLE_COPY_MOVE(DownloadOutput)

    /// Bytes can only be taken in their order. Those that were taken once are then passed over, so that a
    /// part may come again after a failure.
    [[nodiscard]] virtual bool isSequential() const = 0;
    /// Before the first byte, with the size that is to come.
    [[nodiscard]] virtual Result<void> open(qint64 size) = 0;
    [[nodiscard]] virtual Result<void> write(qint64 offset, std::string_view bytes) = 0;
    /// All bytes are there: puts them in their place, which may take a while and happens beside the event
    /// loop. `done` runs later, unless `context` dies before.
    virtual void commit(QObject* context, std::function<void(Result<void>)> done) = 0;
    /// The `size` bytes that were written, to be read once more, before commit(); null where that cannot be.
    [[nodiscard]] virtual std::shared_ptr<const RequestBody> written(qint64 size) const
    {
        static_cast<void>(size);
        return {};
    }
    /// Takes everything back.
    virtual void discard() = 0;
    /// What reopen() needs in another process; null when that cannot be.
    [[nodiscard]] virtual Value resumePoint() const { return {}; }
    /// Instead of open(): goes on with what an earlier process has written. False when it is gone.
    [[nodiscard]] virtual bool reopen(const Value&, qint64) { return false; }
    /// Takes back what an earlier process has written, instead of reopen().
    virtual void discardEarlier(const Value&) {}
};

/// boto3's download_fileobj: an open device, which stays the caller's and has to live as long as the
/// download.
class DownloadDevice final : public DownloadOutput {
public:
    /// Bytes go where the device stands now.
    explicit DownloadDevice(QIODevice* device);

    [[nodiscard]] bool isSequential() const override;
    [[nodiscard]] Result<void> open(qint64 size) override;
    [[nodiscard]] Result<void> write(qint64 offset, std::string_view bytes) override;
    void commit(QObject* context, std::function<void(Result<void>)> done) override;
    void discard() override {}

private:
    QPointer<QIODevice> m_device;
    qint64 m_begin = 0;
    qint64 m_written = 0; ///< only counted in sequential devices
};

} // namespace inia
