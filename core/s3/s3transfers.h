#pragma once

#include "core/client/client.h"
#include "core/common/result.h"
#include "core/resource/resource.h"
#include "core/transfer/copy.h"
#include "core/transfer/download.h"
#include "core/transfer/transfer.h"
#include "core/transfer/upload.h"

#include <QtCore/QString>

#include <memory>
#include <optional>
#include <string_view>

class QIODevice;

namespace inia {

class BandwidthLimit;

/// boto3's S3Transfer: makes transfers of one client that share their places for calls and their bandwidth.
/// Each has to be started; keep it until it has finished.
///
///     inia::S3Transfers transfers(session.client("s3").value());
///     auto upload = transfers.upload("photo.jpg", {"bucket", "photos/1.jpg", {}});
///     upload->start();
class S3Transfers final {
public:
    explicit S3Transfers(Client client, const TransferConfig& config = {});
    ~S3Transfers();

    [[nodiscard]] Owned<Upload> upload(const QString& path, UploadTarget target) const;
    /// boto3's upload_fileobj: bytes, or what a random-access device holds from its position on. The device
    /// stays the caller's and has to live as long as the upload.
    [[nodiscard]] Owned<Upload> upload(QByteArray bytes, UploadTarget target) const;
    [[nodiscard]] Owned<Upload> upload(QIODevice* device, UploadTarget target) const;
    /// A file that is there is replaced, as boto3 does it, once the download is whole.
    [[nodiscard]] Owned<Download> download(DownloadSource source, const QString& path) const;
    /// boto3's download_fileobj: the device has to live as long as the download.
    [[nodiscard]] Owned<Download> download(DownloadSource source, QIODevice* device) const;
    /// Without a client of its own the source is asked with this one.
    [[nodiscard]] Owned<Copy> copy(CopyOrder order, const std::optional<Client>& sourceClient = {}) const;

private:
    [[nodiscard]] Owned<Upload> made(std::unique_ptr<UploadSource> source, UploadTarget target) const;
    [[nodiscard]] Owned<Download> made(std::unique_ptr<DownloadOutput> output, DownloadSource source) const;

    Client m_client;
    TransferConfig m_config;
    std::shared_ptr<TransferSlots> m_slots;
    std::shared_ptr<BandwidthLimit> m_bandwidth; ///< null without a limit
};

/// What boto3 puts into its S3 client beside the operations: upload_file, upload_fileobj, download_file,
/// download_fileobj and copy, with boto3's parameters: Filename, Bucket, Key, ExtraArgs, CopySource, Config
/// ({"multipart_threshold": ...} as TransferConfig names them). Fileobj is a blob where it is read, and
/// `device` where it is written (or read as well). Gives a transfer that waits for start(); wrong parameters
/// fail with kind Parameter.
[[nodiscard]] Result<Owned<Transfer>> transferFor(const Client& client, std::string_view action,
                                                  const Value& params, CallOptions options = {},
                                                  QIODevice* device = nullptr);

/// What stands behind upload_file, upload_fileobj, download_file, download_fileobj and copy of buckets and
/// objects, for those who want to see it proceed or pause it: a transfer that has not started. Bucket and Key
/// are the resource's; the other parameters and `device` are those of transferFor().
[[nodiscard]] Result<Owned<Transfer>> resourceTransfer(const Resource& resource, std::string_view action,
                                                       const Value& params, CallOptions options = {},
                                                       QIODevice* device = nullptr);

/// What begins these as actions of resources.
[[nodiscard]] std::shared_ptr<const ResourceExtension> transferExtension();

} // namespace inia
