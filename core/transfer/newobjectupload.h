#pragma once

#include "core/client/client.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferslots.h"

#include <memory>
#include <string>

namespace inia {

/// An upload that replaces nothing: asks by HeadObject first and fails with kind Parameter, code
/// TargetExists, when there is an object of that key. Who may not ask (no s3:GetObject: 403) is told so.
/// Between the answer and the end of the upload another may come; boto3's upload knows no condition that
/// would prevent it.
class NewObjectUpload final : public Transfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NewObjectUpload)
public:
    NewObjectUpload(Client client, std::string bucket, std::string key, std::unique_ptr<Transfer> upload,
                    std::shared_ptr<TransferSlots> transferSlots);
    ~NewObjectUpload() override;

    [[nodiscard]] Value resumePoint() const override { return m_upload->resumePoint(); }
    void start() override;
    void pause() override;
    void resume() override;
    void cancel() override;

private:
    void ask(TransferSlots::Slot slot);
    void answered();
    void follow();

    Client m_client;
    std::string m_bucket;
    std::string m_key;
    std::unique_ptr<Transfer> m_upload;
    std::shared_ptr<TransferSlots> m_slots;
    TransferSlots::Slot m_slot;
    ReplyPtr m_head;
};

} // namespace inia
