#pragma once

#include "core/client/client.h"
#include "core/transfer/transferslots.h"
#include "core/transfer/upload.h"

#include <memory>
#include <string>

namespace inia {

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

} // namespace inia
