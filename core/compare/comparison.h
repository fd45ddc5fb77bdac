#pragma once

#include "core/async/task.h"
#include "core/checksum/checksum.h"
#include "core/compare/sides.h"
#include "core/listing/rangedlisting.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Proves whether an object is the same as a file or another object, by as few requests and bytes as can be:
/// equal ETags; the MD5 that an ETag is, or that of the parts; a checksum of the whole or of the parts. A
/// file is read once for all parts that are thought of. What proves nothing either way stays unproven. A
/// Task.
class ContentProof final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ContentProof)
public:
    enum class Verdict { Same, Other, Unproven };

    /// Both are there and of equal size. `cause` is shown in the inspector.
    ContentProof(ComparePlace source, ComparePlace target, ComparedPair pair, std::string cause);
    ~ContentProof() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with what HeadObject fails with, and with SourceChanged.
    [[nodiscard]] const Result<Verdict>& result() const { return m_result; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t bytesRead() const { return m_bytesRead; }

private:
    /// What one reading of the file is to give.
    struct Wanted {
        bool md5 = false;
        std::vector<std::int64_t> partSizes;
        std::optional<ChecksumAlgorithm> whole;
        std::optional<ChecksumAlgorithm> ofParts;
    };
    struct Digests;

    void giveUp() override;
    void ask(const ComparePlace& place, bool isFirstPart);
    void compareHeads();
    void judgeHead();
    void readForParts();
    void read(const Wanted& wanted);
    void compareRead(const Wanted& wanted, const Digests& digests);
    void finish(Result<Verdict> result);

    ComparePlace m_source;
    ComparePlace m_target;
    ComparedPair m_pair;
    std::string m_cause;
    std::string m_etag; ///< of the object, without quotation marks
    ReplyPtr m_reply;
    std::vector<Value> m_heads;
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
    int m_requests = 0;
    std::int64_t m_bytesRead = 0;
    Result<Verdict> m_result{Verdict::Unproven};
};

/// Compares two places, of which at most one is a folder of this machine. Lists and reads names; bytes only
/// by CompareWay::Content. A Task: what was found stays when it fails, and what is behind the place where a
/// listing broke off is Unknown.
class Comparison final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Comparison)
public:
    struct Order {
        ComparePlace source;
        ComparePlace target;
        CompareWay way = CompareWay::LastSeen;
        PathFilter filter;
        PairLimits limits;
        bool keepsSame = false;
        int workers = 1;   ///< requests at the same time for a listing
        std::string cause; ///< shown in the inspector
        QString recordFolder = SeenPairs::usualFolder();
        std::shared_ptr<ListingMemory> memory;
    };

    explicit Comparison(Order order);
    ~Comparison() override;

    void start();
    void cancel() override;

    [[nodiscard]] const Order& order() const { return m_order; }
    /// Valid after finished(). Fails with kind Parameter, SamePlace and TwoFolders, before anything is asked,
    /// and NoSource; with what a listing fails with.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] const ComparedPairs& compared() const { return m_compared; }
    [[nodiscard]] ComparedPairs takeCompared() { return std::move(m_compared); }
    [[nodiscard]] const std::shared_ptr<SeenPairs>& seen() const { return m_seen; }
    /// Files and objects seen so far.
    [[nodiscard]] std::uint64_t seenInSource() const { return seenIn(m_source); }
    [[nodiscard]] std::uint64_t seenInTarget() const { return seenIn(m_target); }
    /// Pairs whose content is to be looked at, and those that were.
    [[nodiscard]] std::size_t toProve() const { return m_toProve.size(); }
    [[nodiscard]] std::size_t proven() const { return m_proven; }
    [[nodiscard]] int requests() const;
    [[nodiscard]] std::int64_t bytesRead() const { return m_bytesRead; }

signals:
    void progressed();

private:
    struct Side {
        Owned<RangedListing> listing;
        SideRows rows;
        int requests = 0;
        bool isRead = false;
        std::shared_ptr<std::atomic<std::uint64_t>> files = std::make_shared<std::atomic<std::uint64_t>>(0);
    };

    void giveUp() override;
    [[nodiscard]] Result<void> checked() const;
    [[nodiscard]] static std::uint64_t seenIn(const Side& side);
    void read(Side& side, const ComparePlace& place);
    void listed(Side& side);
    void sideIsRead(Side& side);
    void compare();
    void merged(ComparedPairs compared);
    void proveMore();
    void provenOne(ContentProof* which);
    void finish(Result<void> result);

    Order m_order;
    Side m_source;
    Side m_target;
    std::shared_ptr<SeenPairs> m_seen;
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
    ComparedPairs m_compared;
    std::optional<Error> m_error;
    std::vector<std::size_t> m_toProve;
    std::size_t m_nextToProve = 0;
    std::size_t m_proven = 0;
    std::vector<std::pair<std::size_t, Owned<ContentProof>>> m_proofs;
    int m_proofRequests = 0;
    std::int64_t m_bytesRead = 0;
    Result<void> m_result;
};

} // namespace inia
