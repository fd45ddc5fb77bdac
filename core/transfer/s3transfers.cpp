#include "core/transfer/s3transfers.h"

#include "core/config/clientconfig.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/downloadfile.h"

namespace inia {

S3Transfers::S3Transfers(Client client, const TransferConfig& config)
    : m_client(std::move(client)),
      m_config(config),
      m_slots(std::make_shared<TransferSlots>(config.maxConcurrency))
{
    if (config.maxBandwidth > 0)
        m_bandwidth = std::make_shared<BandwidthLimit>(m_client.clock(), config.maxBandwidth);
}

S3Transfers::~S3Transfers() = default;

Owned<Upload> S3Transfers::made(std::unique_ptr<UploadSource> source, UploadTarget target) const
{
    auto upload = makeOwned<Upload>(m_client, std::move(target), std::move(source), m_slots, m_config);
    upload->setBandwidthLimit(m_bandwidth);
    return upload;
}

Owned<Upload> S3Transfers::upload(const QString& path, UploadTarget target) const
{
    return made(std::make_unique<FileSource>(path), std::move(target));
}

Owned<Upload> S3Transfers::upload(QByteArray bytes, UploadTarget target) const
{
    return made(std::make_unique<BytesSource>(std::move(bytes)), std::move(target));
}

Owned<Upload> S3Transfers::upload(QIODevice* device, UploadTarget target) const
{
    return made(std::make_unique<DeviceSource>(device), std::move(target));
}

Owned<Download> S3Transfers::made(std::unique_ptr<DownloadOutput> output, DownloadSource source) const
{
    auto download = makeOwned<Download>(m_client, std::move(source), std::move(output), m_slots, m_config);
    download->setBandwidthLimit(m_bandwidth);
    return download;
}

Owned<Download> S3Transfers::download(DownloadSource source, const QString& path) const
{
    return made(std::make_unique<DownloadFile>(path, ExistingTarget::Overwrite), std::move(source));
}

Owned<Download> S3Transfers::download(DownloadSource source, QIODevice* device) const
{
    return made(std::make_unique<DownloadDevice>(device), std::move(source));
}

Owned<Copy> S3Transfers::copy(CopyOrder order, const std::optional<Client>& sourceClient) const
{
    return makeOwned<Copy>(m_client, std::move(order), sourceClient.value_or(m_client), m_slots, m_config);
}

} // namespace inia
