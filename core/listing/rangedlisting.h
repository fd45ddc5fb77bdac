#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/listing/keysplit.h"
#include "core/listing/listedrows.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inia {

/// What was found out about servers by listing them; kept by whoever lists often, by endpoint and region.
struct ListingMemory {
    std::set<std::string> byToken;  ///< StartAfter or the order of keys cannot be relied upon
    std::set<std::string> byMarker; ///< knows the first version of ListObjects alone
};

/// Lists all objects below a prefix of one bucket, in ranges of keys side by side. It begins with one; who
/// has nothing to do divides the range that has been longest on its way, and asks for what is behind the
/// middle. Each range goes on behind its last key, so that it may be taken up at any time. The keys of all
/// ranges, one after the other, are in the order of their bytes.
///
/// Nothing is taken on trust: each page has to be in order and behind the key it was asked for. A server that
/// does otherwise is listed anew from page to page. Buckets of directories ("--x-s3") are so from the first,
/// side by side for the folders in them. A Task; it fails when any range does, what was found stays.
class RangedListing final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RangedListing)
public:
    static constexpr int mostWorkers = 32;

    /// Keys behind `lo` and not behind `hi`, by their bytes.
    struct Range {
        std::string lo;                ///< empty: from the first
        std::optional<std::string> hi; ///< none: to the last
        std::string last;              ///< the last key that was seen, `lo` at first
        std::uint64_t keys = 0;
        KeySum sum;
        bool isComplete = false;
    };
    struct Order {
        std::string bucket;
        std::string prefix;
        std::string cause; ///< shown in the inspector
        int workers = 8;   ///< requests at the same time
        /// Told of each key once, in order within a page, the pages of different ranges as they come. Whether
        /// the row is kept. May not drop the listing. Without it all are kept.
        std::function<bool(const ListedRow& row)> take;
        /// Asked before each request; after a no nothing more is asked for until proceed().
        std::function<bool()> mayAsk;
        /// Where an earlier listing of the same place stood; its keys are counted and not told again.
        std::vector<Range> resumed;
        std::shared_ptr<ListingMemory> memory;
    };
    /// Why the listing is known to be whole: each range came to its end, and each begins where the one before
    /// ends. In a bucket of directories and from page to page there is one.
    struct Proof {
        std::vector<Range> ranges;
        std::uint64_t keys = 0;
        KeySum sum;
    };

    RangedListing(Client client, Order order);
    ~RangedListing() override;

    void start();
    void cancel() override;
    /// There may be more requests again.
    void proceed() { startMore(); }

    /// Valid after finished().
    [[nodiscard]] const Result<Proof>& result() const { return m_result; }
    /// As they are now, in order: what to resume, and what to show while it runs.
    [[nodiscard]] std::vector<Range> ranges() const;
    /// All that was kept, in the order of the ranges; once, after finished().
    [[nodiscard]] ListedRows takeRows();
    /// What was kept of the keys that have none before them still to come; once each, while it runs.
    [[nodiscard]] ListedRows takeReadyRows();

    [[nodiscard]] std::uint64_t keys() const { return m_keys; }
    [[nodiscard]] int requests() const { return m_requests; }
    /// Whether ranges() are a place to go on from: not of a list that is read from page to page.
    [[nodiscard]] bool canResume() const { return !m_isByToken; }
    /// Requests at the same time now: fewer than ordered after a server said that it is too much.
    [[nodiscard]] int workers() const { return m_workers; }
    /// Rows are in the order of their bytes.
    [[nodiscard]] bool isSorted() const { return m_isSorted; }
    /// What is unusual about the server, a sentence each.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

    /// Whether ranges cover all keys without a gap or an overlap, and each has come to its end.
    [[nodiscard]] static bool isWhole(const std::vector<Range>& ranges);

signals:
    void progressed();
    /// Nothing that was told counts any more: it is listed anew, from page to page.
    void beganAnew();

private:
    struct Part;
    struct Page;

    void giveUp() override;
    void startMore();
    [[nodiscard]] Part* idlePart() const;
    [[nodiscard]] Part* divide();
    [[nodiscard]] bool isWorthIt(const Part& part) const;
    void ask(Part& part);
    void receive(Part& part);
    [[nodiscard]] const char* problemOf(const Part& part, const Page& page) const;
    void take(Part& part, Page& page, const Value& answer);
    void takeRow(Part& part, const Page& page, std::size_t row);
    void goOn(Part& part, const Value& answer, std::size_t taken);
    void fail(Part& part, const Error& error);
    void throttle(int request);
    void listAnew(const std::string& why);
    void warn(const std::string& sentence);
    void addFolders(const Value& answer);
    void finish();
    [[nodiscard]] std::size_t unended() const;
    [[nodiscard]] bool isAffordable() const;

    Client m_client;
    Order m_order;
    std::string m_server;                       ///< in the memory
    std::vector<std::unique_ptr<Part>> m_parts; ///< by `lo`
    std::unique_ptr<Page> m_page;
    KeySplit m_split;
    std::vector<std::string> m_warnings;
    std::optional<Error> m_error; ///< the first; of others the range alone fails
    Result<Proof> m_result{Proof()};
    std::uint64_t m_keys = 0;
    std::size_t m_pageSize = 1; ///< most keys on a page so far
    int m_requests = 0;
    int m_answers = 0;
    int m_fullPages = 0;
    int m_running = 0;
    int m_workers = 0;
    int m_throttledAt = 0; ///< the newest request when the workers were halved last
    int m_goodSince = 0;   ///< pages since then
    quint64 m_firstCallId = 0;
    bool m_isByToken = false;
    bool m_isByMarker = false;
    bool m_isSorted = true;
    bool m_isHopeless = false; ///< what failed would fail for all ranges
};

} // namespace inia
