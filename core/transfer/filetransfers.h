#pragma once

#include "core/transfer/transferconfig.h"
#include "core/transfer/transferqueue.h"

#include <memory>
#include <vector>

namespace inia {

class BandwidthLimit;
class FileCommits;
class TransferSlots;

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
