#include "core/transfer/limitedbody.h"

#include "core/transfer/bandwidthlimit.h"

#include <utility>

namespace inia {

namespace {

class LimitedDevice final : public QIODevice {
public:
    LimitedDevice(std::unique_ptr<QIODevice> device, std::shared_ptr<BandwidthLimit> limit)
        : m_device(std::move(device)), m_limit(std::move(limit))
    {
    }

    [[nodiscard]] qint64 size() const override { return m_device->size(); }
    bool seek(qint64 position) override { return QIODevice::seek(position) && m_device->seek(position); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 wanted = std::min(most, m_device->size() - m_device->pos());
        const qint64 allowed = m_limit->take(wanted);
        if (wanted > 0 && allowed == 0) {
            waitForMore();
            return 0;
        }
        return m_device->read(data, allowed);
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    void waitForMore()
    {
        if (std::exchange(m_waiting, true))
            return;
        m_limit->wait(this, [this] {
            m_waiting = false;
            emit readyRead();
        });
    }

    std::unique_ptr<QIODevice> m_device;
    std::shared_ptr<BandwidthLimit> m_limit;
    bool m_waiting = false;
};

} // namespace

Result<std::unique_ptr<QIODevice>> LimitedBody::open() const
{
    auto opened = m_body->open();
    if (!opened)
        return opened;
    auto device = std::make_unique<LimitedDevice>(std::move(opened).value(), m_limit);
    device->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return std::unique_ptr<QIODevice>(std::move(device));
}

} // namespace inia
