#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectcopy.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectkeys.h"
#include "core/paging/pagecursor.h"

#include <memory>
#include <string>
#include <vector>

namespace inia {

class TransferSlots;

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
