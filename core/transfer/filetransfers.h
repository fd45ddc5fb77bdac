#pragma once

#include "core/client/client.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferqueue.h"
#include "core/transfer/upload.h"

#include <memory>
#include <string>
#include <vector>

namespace inia {

class BandwidthLimit;
class FileCommits;
class TransferSlots;

/// An upload that replaces nothing: fails with kind Parameter, code TargetExists, when there is an object of
/// that key. HeadObject is asked first, which spares sending what will be refused and is all there is where a
/// server ignores conditions; If-None-Match then guards what comes between. Who may write but not ask (no
/// s3:GetObject: 403) has the condition alone. HeadObject has no body, so that its 400 does not say whether
/// the credentials have run out: GetObject is asked for one byte then, and for the reason.
class NewObjectUpload final : public Transfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NewObjectUpload)
public:
    /// `upload` has not started and goes to that bucket and key.
    NewObjectUpload(Client client, std::string bucket, std::string key, Owned<Upload> upload,
                    std::shared_ptr<TransferSlots> transferSlots);
    ~NewObjectUpload() override;

    [[nodiscard]] Value resumePoint() const override { return m_upload->resumePoint(); }
    void start() override;
    void pause() override;
    void resume() override;
    void cancel() override;

private:
    void giveUp() override;
    void ask(const char* operation, Value params, CallOptions options);
    void answered();
    void judge(const Error& error);
    void follow();
    void ended();
    [[nodiscard]] Error exists() const;

    Client m_client;
    std::string m_bucket;
    std::string m_key;
    Owned<Upload> m_upload;
    std::shared_ptr<TransferSlots> m_slots;
    TransferSlots::Slot m_slot;
    ReplyPtr m_reply;
    bool m_isReason = false; ///< GetObject is asked, not HeadObject
};

/// A queue's transfers between S3 and files. All share the places for calls and the bandwidth.
class FileTransfers final : public ItemTransfers {
public:
    FileTransfers(std::shared_ptr<TransferSlots> transferSlots, std::shared_ptr<BandwidthLimit> bandwidth,
                  const TransferConfig& config = {});
    ~FileTransfers() override;

    /// Uploads carry the type of content that the job says, else that of the file's name. Downloads: makes
    /// the folders on the way, and only that for an empty object whose key stands for a folder; what is in
    /// such an object otherwise becomes a file in it (contentOfFolder()).
    [[nodiscard]] Result<Owned<Transfer>> make(const TransferJob& job, const TransferItem& item,
                                               const Client& client) override;
    /// Removes temporary files, and aborts uploads when there is a client for it.
    void discard(const TransferJob& job, const TransferItem& item, const Result<Client>& client) override;

private:
    [[nodiscard]] TransferConfig config() const;
    [[nodiscard]] Owned<Transfer> upload(const TransferJob& job, const TransferItem& item,
                                         const Client& client) const;
    [[nodiscard]] Result<Owned<Transfer>> download(const TransferJob& job, const TransferItem& item,
                                                   const Client& client) const;

    std::shared_ptr<TransferSlots> m_slots;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    TransferConfig m_config;
    std::shared_ptr<FileCommits> m_commits; ///< of downloads
    std::vector<ReplyPtr> m_aborts;
};

} // namespace inia
