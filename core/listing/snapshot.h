#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/common/result.h"
#include "core/listing/listedrows.h"
#include "core/listing/rangedlisting.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace inia {

/// What is known of a snapshot without its rows.
struct SnapshotFacts {
    std::string bucket;
    std::string prefix;
    std::string server;     ///< the endpoint that was set; empty for AWS itself
    std::int64_t taken = 0; ///< ms since 1970: when the listing had come to its end
    std::uint64_t keys = 0;
    std::int64_t bytes = 0; ///< of the objects
    KeySum sum;             ///< with the count and the ranges, the proof of the listing
    std::uint64_t ranges = 0;
    std::string file; ///< its path; empty: it is not kept

    [[nodiscard]] bool isOf(const std::string& otherServer, const std::string& otherBucket,
                            const std::string& otherPrefix) const
    {
        return server == otherServer && bucket == otherBucket && prefix == otherPrefix;
    }
};

/// All that was below a prefix once: a listing that came to its end. Kept in a file of one's own folder that
/// nobody else can read, it can be searched without a connection and compared with a later one.
struct Snapshot {
    SnapshotFacts facts;
    ListedRows rows; ///< in the order of their keys' bytes

    /// Fails (kind Configuration, code BadSnapshot) for a file that is none or is not whole.
    [[nodiscard]] static Result<Snapshot> read(const std::string& file);
    /// Makes the folder where there is none, and tells facts.file.
    [[nodiscard]] Result<void> write(const std::string& folder);
};

/// Those in the folder, the newest first; of each only the first bytes are read. What is no snapshot is left
/// out.
[[nodiscard]] std::vector<SnapshotFacts> snapshotsIn(const std::string& folder);

/// What came, what went, and what is another one by its size, ETag or class; of the latter as it is now. Rows
/// without ETags are compared by their times.
struct SnapshotChanges {
    ListedRows added;
    ListedRows gone;
    ListedRows changed;
    std::uint64_t same = 0;
    std::int64_t bytes = 0; ///< how much more there is than there was
};
/// Both in the order of their keys. Ends early, with a part of them, once `isCancelled`.
[[nodiscard]] SnapshotChanges changesBetween(const ListedRows& before, const ListedRows& after,
                                             const std::function<bool()>& isCancelled);

/// Lists all that is below a prefix and keeps it. A Task; nothing is kept unless the listing came to its end.
class SnapshotTaking final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SnapshotTaking)
public:
    struct Order {
        std::string bucket;
        std::string prefix;
        std::string cause;  ///< shown in the inspector
        std::string folder; ///< of the file; empty: it is not kept
        int workers = 8;
        std::function<bool()> mayAsk; ///< as of RangedListing
        std::shared_ptr<ListingMemory> memory;
    };

    SnapshotTaking(Client client, Order order);
    ~SnapshotTaking() override;

    void start();
    void cancel() override;
    /// There may be more requests again.
    void proceed();

    /// Valid after finished().
    [[nodiscard]] const Result<std::shared_ptr<const Snapshot>>& result() const { return m_result; }
    [[nodiscard]] std::uint64_t keys() const { return m_listing->keys(); }
    [[nodiscard]] int requests() const { return m_listing->requests(); }

signals:
    void progressed();

private:
    void giveUp() override;
    void keep();
    void finish(Result<std::shared_ptr<const Snapshot>> result);

    Client m_client;
    std::string m_folder;
    SnapshotFacts m_facts;
    Owned<RangedListing> m_listing;
    std::shared_ptr<std::atomic<bool>> m_isGivenUp = std::make_shared<std::atomic<bool>>(false);
    Result<std::shared_ptr<const Snapshot>> m_result{nullptr};
};

} // namespace inia
