#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectkeys.h"
#include "core/transfer/copy.h"

#include <memory>
#include <string>

namespace inia {

/// Copies one object within a session, by the service itself: up to 5 GiB by CopyObject, beyond in large
/// parts. Headers, metadata, tags and the class of storage come along. A version that is copied onto its own
/// key becomes the current one. A Task; when it is cancelled the copy may be there all the same.
class ObjectCopy final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectCopy)
public:
    struct Order {
        std::string sourceBucket;
        ListedObject source; ///< as it was seen: what has changed since fails with PreconditionFailed
        std::string targetBucket;
        std::string target;
        bool overwrites = false; ///< else what is there already fails with PreconditionFailed
        std::string cause;       ///< shown in the inspector
    };
    struct Copied {
        std::string etag;
        std::string version; ///< empty where there are none
        /// The ETag is that of the source and both are of one part, so that the bytes are the same.
        bool isProven = false;
    };

    /// What a copy needs more than CopyObject can do takes its place among others in `transfers`.
    ObjectCopy(Client client, Order order, std::shared_ptr<TransferSlots> transfers);
    ~ObjectCopy() override;

    void start();
    void cancel() override;

    [[nodiscard]] const Order& order() const { return m_order; }
    /// Valid after finished().
    [[nodiscard]] const Result<Copied>& result() const { return m_result; }
    /// It is too large for one call, so that giving it up takes back what is there.
    [[nodiscard]] bool isInParts() const { return m_parts != nullptr; }
    /// Of the call, after finished().
    [[nodiscard]] int attempts() const { return m_reply ? m_reply->attempts() : 1; }

signals:
    /// Parts are sent from now on. Who cannot see the copy through aborts that upload.
    void uploadBegun(const std::string& uploadId);

private:
    void giveUp() override;
    void startParts(Value params);
    void finish(const Result<Value>& answer);

    Client m_client;
    Order m_order;
    std::shared_ptr<TransferSlots> m_slots;
    ReplyPtr m_reply; // or
    Owned<Copy> m_parts;
    bool m_isTold = false; ///< the upload
    Result<Copied> m_result;
};

} // namespace inia
