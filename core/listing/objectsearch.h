#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/listing/objectquery.h"
#include "core/listing/rangedlisting.h"
#include "core/paging/pagecursor.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Looks for objects in one or many places, eight at the same time, and tells of them as they come. Of a
/// place only what can match is listed, as far as the query says how keys begin. A place that may not be
/// listed is one that was not searched, and the others go on: the result is a value only when all of them
/// were searched to their ends. A Task; what was found stays.
class ObjectSearch final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectSearch)
public:
    /// What has not been listed of a place: below a prefix, behind the last keys that were seen.
    struct Left {
        std::string prefix;
        std::vector<RangedListing::Range> ranges; ///< empty: nothing was listed yet, or all has to be again
        std::uint64_t keys = 0;                   ///< that were told
        /// Going on tells none of them again.
        [[nodiscard]] bool isExact() const { return keys == 0 || !ranges.empty(); }
    };
    struct Place {
        std::string bucket;
        std::string prefix;
        std::vector<Left> left; ///< of an earlier search that goes on; empty: all that can match
    };
    struct Order {
        std::vector<Place> places;
        bool isOfAllBuckets = false; ///< in place of `places`
        ObjectQuery query;
        std::string cause;     ///< shown in the inspector
        int workers = 8;       ///< requests at the same time for each place, where there are few of them
        int requests = 10'000; ///< then it asks whether to go on
        std::size_t mostHits = 10'000'000; ///< rows that are kept; beyond, they are counted
        std::shared_ptr<ListingMemory> memory;
    };
    enum class State { Waiting, Running, Done, Denied, Failed, Cancelled };
    struct Scope {
        Place place;
        State state = State::Waiting;
        std::vector<std::string> prefixes; ///< that are listed
        std::optional<Error> error;        ///< of Denied and Failed
        std::string action;                ///< of Denied: what one needs to be allowed
        std::uint64_t keys = 0;            ///< seen
        std::uint64_t hits = 0;            ///< found, `rows` among them
        ListedRows rows;                   ///< in the order they came
        int requests = 0;
        std::vector<std::string> warnings;
        std::size_t listings = 0; ///< of `prefixes`, not ended yet
        std::vector<Left> left;   ///< once it has ended: what has not been listed
    };

    ObjectSearch(Client client, Order order);
    ~ObjectSearch() override;

    void start();
    void cancel() override;
    /// After outOfRequests(): so many more.
    void allow(int requests);

    /// Valid after finished(). Fails with what the query is wrong by, before anything is asked; with
    /// RegexTooSlow, Cancelled; and with NotAllSearched when places could not be searched or not to their
    /// ends.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] const std::vector<Scope>& scopes() const { return m_scopes; }
    /// The rows of a scope that have come since they were taken last; it keeps none of them.
    [[nodiscard]] ListedRows takeRows(std::size_t scope);
    [[nodiscard]] std::uint64_t keys() const;
    [[nodiscard]] std::uint64_t hits() const { return m_hits; }
    [[nodiscard]] int requests() const;
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

signals:
    void progressed();
    /// There are more rows in a scope than there were, from this one on.
    void found(std::size_t scope, std::size_t firstRow);
    /// Rows of a scope do not count any more, since it is listed anew: found() tells the others again.
    void forgotten(std::size_t scope);
    /// As many requests as were allowed have been made: nothing more is asked for until allow().
    void outOfRequests();

private:
    struct Look {
        std::size_t scope = 0;
        std::string prefix;
        Owned<RangedListing> listing; ///< null while it waits
        std::vector<RangedListing::Range> resumed;
        int requests = 0; ///< that were counted
        std::uint64_t keys = 0;
        std::uint64_t hits = 0;
    };

    void giveUp() override;
    void listBuckets();
    void plan();
    void startMore();
    void begin(std::unique_ptr<Look> look);
    void take(Look& look, const ListedRow& row);
    void forget(Look& look);
    void heard(Look& look);
    void ended(const Look* look);
    void leave(const Look& look);
    void finish(Result<void> result);

    Client m_client;
    Order m_order;
    std::optional<ObjectMatcher> m_matcher;
    std::vector<Scope> m_scopes;
    std::vector<std::size_t> m_told; ///< rows of each scope
    std::deque<std::unique_ptr<Look>> m_waiting;
    std::vector<std::unique_ptr<Look>> m_running;
    Owned<PageReader> m_buckets;
    std::uint64_t m_hits = 0;
    std::uint64_t m_kept = 0;
    int m_allowed = 0; ///< requests that are left
    int m_bucketRequests = 0;
    bool m_isPaused = false;
    Result<void> m_result;
};

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
    Owned<PageReader> m_pages; ///< of versions, of uploads
    std::map<std::string, Sum, std::less<>> m_sums;
    std::string m_folder;        ///< of the key before, to the depth
    std::vector<Sum*> m_folders; ///< its sums
    int m_otherRequests = 0;     ///< of pages that have been read
    bool m_hasMoreFolders = false;
    Result<void> m_result;
};

} // namespace inia
