#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectkeys.h"
#include "core/paging/pagecursor.h"
#include "core/transfer/copy.h"

#include <memory>
#include <string>
#include <vector>

namespace inia {

class TransferSlots;

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

    /// What CopyObject is asked for.
    [[nodiscard]] static Value request(const Order& order);
    /// How many parts a copy has that is too large for one call; 0 for one call.
    [[nodiscard]] static std::int64_t partsOf(std::int64_t size);

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

/// Copies objects within one session, by the service itself, or moves them: copies, verifies, and only then
/// deletes the source, a thousand at a time. Up to 5 GiB by CopyObject, beyond in large parts. Headers,
/// metadata and tags come along, and the class of storage; ACLs, locks and the kind of encryption do not, as
/// S3 has it. What is there already is never replaced, unless `overwrites`.
///
/// A source goes when its copy is proven: by the ETag of the answer, which is that of the source where both
/// are of one part, else by a listing of the target that shows it with its size. Else it stays, and that is
/// the failure. A Task; cancel() begins nothing new; copies that were made and not verified stay beside their
/// sources.
class ObjectMove final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectMove)
public:
    struct Item {
        ListedObject source;
        std::string target;
    };
    struct Order {
        std::string sourceBucket;
        std::string targetBucket;
        std::vector<Item> items;
        bool isMove = true;
        bool overwrites = false;
        std::string cause; ///< shown in the inspector
    };
    struct Failure {
        std::size_t index = 0; ///< of the items
        Error error;
        bool isCopied = false; ///< the copy is there, and so is the source
    };

    ObjectMove(Client client, Order order);
    ~ObjectMove() override;

    void start();
    void cancel() override;

    [[nodiscard]] const Order& order() const { return m_order; }
    /// Items that have come to an end, well or badly.
    [[nodiscard]] std::size_t done() const { return m_done; }
    [[nodiscard]] const std::vector<Failure>& failures() const { return m_failures; }

signals:
    void progressed();

private:
    struct Running {
        std::size_t item = 0;
        Owned<ObjectCopy> copy;
    };

    void giveUp() override;
    void nextRound();
    void startMore();
    void begin(std::size_t item);
    void copied(Running* which);
    void verify();
    void lookFor();
    void compare(const Value& page);
    void deleteSources();
    void deleted();
    void fail(std::size_t item, Error error, bool isCopied);

    Client m_client;
    Order m_order;
    std::shared_ptr<TransferSlots> m_slots;
    std::size_t m_next = 0;     ///< item that is begun next
    std::size_t m_roundEnd = 0; ///< the first that is not of this round
    std::vector<std::unique_ptr<Running>> m_running;
    std::vector<std::size_t> m_proven;   ///< of this round: their sources may go
    std::vector<std::size_t> m_doubtful; ///< likewise: to be looked for
    Owned<PageCursor> m_listing;
    Owned<ObjectDeletion> m_deletion;
    std::vector<Failure> m_failures;
    std::size_t m_done = 0;
};

} // namespace inia
