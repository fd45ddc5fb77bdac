#pragma once

#include "core/call/caller.h"
#include "core/jmespath/expression.h"
#include "core/model/servicemodel.h"
#include "core/paging/paginationconfig.h"

#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace inia {

/// A paginator's definition with its paths parsed, once for all pages.
struct PagePaths {
    PaginatorModel model;
    std::vector<Expression> outputTokens;
    std::vector<Expression> resultKeys;
    std::vector<Expression> nonAggregateKeys;
    std::optional<Expression> moreResults;

    /// Fails (kind Model) when a path is none, there is no result key or the tokens do not pair.
    [[nodiscard]] static Result<std::shared_ptr<const PagePaths>> parse(PaginatorModel model);
};

/// What a path finds on a page; null where it leads nowhere.
[[nodiscard]] Value found(const Expression& path, const Value& page);

/// Walks the pages of one operation, one call at a time, by botocore's rules. Holds the tokens, not the
/// pages: ask for the next page, hand its answer to accept(), ask again while hasMore(). PageReader does this
/// by itself; FullResult puts pages together.
///
/// What is known to be incomplete is never called complete, where botocore goes by the flag alone: a page
/// that says there is more without telling the token, and a token that was handed out before, are errors; a
/// page without the flag ends the walk only if it has no token. A server that answers ListObjectsV2 as if it
/// were ListObjects is asked by ListObjects from then on.
class Paginator final {
public:
    /// Fails with kind Parameter for a page size where the operation takes none and for a bad starting
    /// token, with kind Model for a definition that makes no sense.
    [[nodiscard]] static Result<Paginator> create(Caller caller, PaginatorModel model, std::string operation,
                                                  Value params, const PaginationConfig& config = {});

    /// The same by the operation's name, in either way of writing it; botocore knows which can be paged.
    [[nodiscard]] static Result<Paginator> forOperation(Caller caller, std::string_view operation,
                                                        Value params, const PaginationConfig& config = {});
    [[nodiscard]] static bool knows(const Caller& caller, std::string_view operation);

    [[nodiscard]] const Caller& caller() const { return m_caller; }
    /// Asks the service for at most this many items a page; ignored when the operation has no such parameter.
    void setPageSize(std::int64_t size);
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// Pages accepted so far.
    [[nodiscard]] int pages() const { return m_pages; }
    /// Items of the primary result key so far.
    [[nodiscard]] std::int64_t items() const { return m_items; }
    /// Parameters of the next request, tokens included.
    [[nodiscard]] const Value& nextParams() const { return m_params; }
    [[nodiscard]] const PaginatorModel& model() const { return m_paths->model; }
    [[nodiscard]] const std::shared_ptr<const PagePaths>& paths() const { return m_paths; }
    /// Where to go on after MaxItems ended the walk: a StartingToken. Nothing when the pages ended first.
    [[nodiscard]] const std::optional<std::string>& resumeToken() const { return m_resumeToken; }

    /// Starts the call for the next page.
    [[nodiscard]] ReplyPtr fetchNext(CallOptions options) const;
    using OutlineReceiver = Caller::OutlineReceiver;
    /// The call for the page that `params` ask for: nextParams(), or paramsAfter(). A long answer's outline
    /// (its scalars) is told ahead of its result; the receiver may not drop the call.
    [[nodiscard]] ReplyPtr fetch(const Value& params, CallOptions options,
                                 OutlineReceiver receiver = {}) const;
    /// What will be nextParams() once the page of the next call was accepted, going by the outline of its
    /// answer. Nothing when that cannot be told: tokens behind or inside the items, MaxItems, a resumed walk.
    [[nodiscard]] std::optional<Value> paramsAfter(const Value& outline) const;
    /// Takes the answer of fetchNext() and moves on. Cuts the page where a starting token or MaxItems asks
    /// for it. Fails (kind Parse, code PaginationError) when the page says that there is more but gives no
    /// token, and when the service hands out a token for the second time, which would never end. The page
    /// itself is good even then; the same page may be asked for again by nextParams() and given to accept().
    [[nodiscard]] Result<void> accept(Value& page);

private:
    Paginator(Caller caller, std::shared_ptr<const PagePaths> paths, std::string operation, Value params);

    [[nodiscard]] Result<void> configure(const PaginationConfig& config);
    [[nodiscard]] Result<void> start(const std::string& token);
    void dropSeenItems(Value& page) const;
    [[nodiscard]] Result<void> cut(Value& page, std::int64_t keep, std::int64_t dropped);
    /// The page's own word on whether more follow; null when it says nothing or the operation has no such
    /// flag.
    [[nodiscard]] Value moreFlag(const Value& page) const;
    [[nodiscard]] std::optional<Value> nextTokens(const Value& page) const;
    [[nodiscard]] Error noToken() const;
    [[nodiscard]] bool goOnByMarker(const Value& page);
    [[nodiscard]] bool becomeListObjects();
    [[nodiscard]] Value paramsWith(const Value& tokens) const;

    Caller m_caller;
    std::shared_ptr<const PagePaths> m_paths;
    std::string m_operation;
    Value m_params;
    Value m_tokens; ///< of the page that comes next, null each where there is none
    std::unordered_set<std::size_t> m_handedOut; ///< hashes of all tokens so far, to find repetitions
    std::optional<std::int64_t> m_maxItems;
    std::optional<std::int64_t> m_skip; ///< items of the first page that were seen before
    std::optional<std::string> m_resumeToken;
    std::int64_t m_items = 0;
    std::int64_t m_itemsBefore = 0; ///< the last page
    bool m_isStuck = false;         ///< the last page did not tell how to go on
    bool m_hasMore = true;
    int m_pages = 0;
};

/// Puts pages together as botocore's build_full_result: the lists of the result keys grow, numbers and texts
/// add up, non-aggregate keys come from the first page, all else is left out.
class FullResult final {
public:
    explicit FullResult(std::shared_ptr<const PagePaths> paths);

    /// Takes a page as Paginator::accept() left it.
    void add(const Value& page);
    /// The whole so far, with "NextToken" when there is a token to resume with.
    [[nodiscard]] Value value(const std::optional<std::string>& resumeToken) const;

private:
    std::shared_ptr<const PagePaths> m_paths;
    Value m_whole;
    Value m_nonAggregate; ///< null before the first page
};

/// What `expression` finds on one page, item by item when it is a list: botocore's PageIterator.search().
[[nodiscard]] Result<Value::List> searchPage(const Expression& expression, const Value& page);
/// The items of one result key on one page: botocore's result_key_iters().
[[nodiscard]] Value::List resultItems(const PagePaths& paths, std::size_t resultKey, const Value& page);

} // namespace inia
