#pragma once

#include "core/common/result.h"
#include "core/listing/listedrows.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Which objects are looked for, by what a listing tells of them. All that is said has to hold.
struct ObjectQuery {
    enum class Kind {
        Words, ///< all of them, anywhere
        Glob,  ///< `*` and `?` stay within a folder, `**` does not; `[a-z]`, `[!a]`, `{one,other}`
        Regex, ///< found anywhere, as QRegularExpression has them
    };
    Kind kind = Kind::Words;
    std::string text;          ///< empty: any name
    bool isOfWholeKey = false; ///< of the key from its beginning, else of its last part
    bool isCaseSensitive = false;
    std::optional<std::int64_t> larger;  ///< bytes: at least
    std::optional<std::int64_t> smaller; ///< at most
    std::optional<std::int64_t> newer;   ///< ms since 1970: then or later
    std::optional<std::int64_t> older;   ///< then or before
    std::vector<std::string> classes;    ///< empty: any
    std::string etag;                    ///< without quotation marks; empty: any
    std::optional<bool> isArchived;
    std::optional<int> depth; ///< folders below the place that is searched, at most; 0: directly in it
};

/// "1000", "10K", "5M", "2G", "1T": ten times 1024 is "10K". Nothing for what is no size.
[[nodiscard]] std::optional<std::int64_t> sizeFromText(std::string_view text);
/// "90s", "15m", "1h", "7d", "2w"
[[nodiscard]] std::optional<std::chrono::milliseconds> lengthFromText(std::string_view text);

/// An ObjectQuery ready for use.
class ObjectMatcher final {
public:
    /// Fails with kind Parameter, code BadPattern, on a glob or an expression that is none; the message says
    /// at which character.
    [[nodiscard]] static Result<ObjectMatcher> of(const ObjectQuery& query);
    ~ObjectMatcher();
    ObjectMatcher(ObjectMatcher&&) noexcept;
    ObjectMatcher& operator=(ObjectMatcher&&) noexcept;
    ObjectMatcher(const ObjectMatcher&) = delete;
    ObjectMatcher& operator=(const ObjectMatcher&) = delete;

    /// `below`: the prefix that depth counts from.
    [[nodiscard]] bool matches(const ListedRow& row, std::string_view below = {});
    [[nodiscard]] bool looksAtEtags() const;
    /// An expression took more than 200 ms for 100,000 names, or gave up on one: nothing matches any more.
    [[nodiscard]] bool isTooSlow() const;
    void setPatience(std::chrono::nanoseconds forHundredThousand);

    /// What has to be listed of what is below `prefix`: less where all keys that match begin in one of a few
    /// ways. Empty when none there can. Ascending, none the beginning of another.
    [[nodiscard]] std::vector<std::string> prefixes(const std::string& prefix) const;

private:
    struct State;
    explicit ObjectMatcher(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The rows below a prefix that match; a part of them once `isCancelled`.
[[nodiscard]] ListedRows rowsThatMatch(const ListedRows& rows, ObjectMatcher& matcher, std::string_view below,
                                       const std::function<bool()>& isCancelled);

/// The numbers of the rows that match, of `count` from `first` on; for what is in memory already. A slice of
/// 20,000 takes a few milliseconds.
[[nodiscard]] std::vector<std::uint32_t> matchingRows(const ListedRows& rows, ObjectMatcher& matcher,
                                                      std::size_t first, std::size_t count);

} // namespace inia
