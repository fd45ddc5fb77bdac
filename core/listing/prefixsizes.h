#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/listing/rangedlisting.h"
#include "core/paging/pagecursor.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// How much there is below a prefix, and below each folder in it to some depth. Lists all of it in ranges and
/// keeps no rows. A Task; what was counted stays, and isPartial() says when that is not all.
class PrefixSizes final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PrefixSizes)
public:
    static constexpr int deepest = 3;

    struct Sum {
        std::uint64_t count = 0;
        std::int64_t bytes = 0;
        std::optional<std::int64_t> oldest; ///< ms since 1970
        std::optional<std::int64_t> newest;
        std::map<std::string, std::pair<std::uint64_t, std::int64_t>, std::less<>> classes; ///< count, bytes
        std::uint64_t olderVersions = 0;
        std::int64_t olderBytes = 0;
        std::uint64_t markers = 0;
        std::uint64_t uploads = 0; ///< unfinished ones

        void add(const ListedRow& row);
    };
    struct Order {
        std::string bucket;
        std::string prefix;
        std::string cause; ///< shown in the inspector
        int depth = deepest;
        int workers = 8;
        bool withVersions = false; ///< lists them one page after the other
        bool withUploads = false;
        std::shared_ptr<ListingMemory> memory;
    };

    PrefixSizes(Client client, Order order);
    ~PrefixSizes() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with Cancelled and with what the listings fail with.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// Of the prefix itself, and of "logs/", "logs/2026/" and so on, by whole prefixes.
    [[nodiscard]] const std::map<std::string, Sum, std::less<>>& sums() const { return m_sums; }
    [[nodiscard]] const Sum& total() const { return m_sums.find(m_order.prefix)->second; }
    [[nodiscard]] bool isPartial() const { return !isFinished() || !m_result; }
    /// There are more folders than are told apart: the sums of those above them are whole.
    [[nodiscard]] bool hasMoreFolders() const { return m_hasMoreFolders; }
    [[nodiscard]] int requests() const;

signals:
    void progressed();

private:
    void giveUp() override;
    void take(const ListedRow& row);
    [[nodiscard]] const std::vector<Sum*>& sumsOf(std::string_view key);
    void clear();
    void listMore();
    void list(const char* operation, void (PrefixSizes::*take)(const Value& page));
    void takeVersions(const Value& page);
    void takeUploads(const Value& page);
    void finish(Result<void> result);

    Client m_client;
    Order m_order;
    Owned<RangedListing> m_listing;
    Owned<PageCursor> m_pages; ///< of versions, of uploads
    std::map<std::string, Sum, std::less<>> m_sums;
    std::string m_folder;        ///< of the key before, to the depth
    std::vector<Sum*> m_folders; ///< its sums
    int m_otherRequests = 0;
    bool m_hasMoreFolders = false;
    Result<void> m_result;
};

} // namespace inia
