#pragma once

#include "core/client/client.h"
#include "core/listing/listedrows.h"
#include "core/transfer/folderwalk.h"

#include <QtCore/QString>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Beyond these a pair takes no part, whichever side is.
struct PairLimits {
    std::optional<std::int64_t> larger;  ///< bytes: at least
    std::optional<std::int64_t> smaller; ///< at most
    std::optional<std::int64_t> newer;   ///< ms since 1970: then or later
    std::optional<std::int64_t> older;   ///< then or before
    /// `time` in ns.
    [[nodiscard]] bool hold(std::int64_t size, std::int64_t time) const
    {
        const std::int64_t ms = time / 1'000'000;
        return (!larger || size >= *larger) && (!smaller || size <= *smaller) && (!newer || ms >= *newer) &&
               (!older || ms <= *older);
    }
};

/// A folder of this machine, or all objects below a prefix of a bucket.
struct ComparePlace {
    QString folder; ///< of this machine; empty: in S3
    std::optional<Client> client;
    std::string bucket;
    std::string prefix; ///< ends in "/", or is empty

    [[nodiscard]] bool isLocal() const { return !folder.isEmpty(); }
    /// "s3://bucket/prefix/", or the path.
    [[nodiscard]] std::string text() const;
    /// The same with all by which it differs from other places.
    [[nodiscard]] std::string identity() const;
    /// The file that a path stands for. One that is there already, or its folder, may be a link elsewhere.
    [[nodiscard]] QString file(std::string_view path) const;
};

/// What is in a place, by path below it, in the order of the bytes of whole paths.
struct SideRows {
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();
    // What stands in the place of the class of storage for what is in a local folder and no plain file.
    static constexpr std::string_view unreadable = "unreadable"; ///< a folder's path ends in "/"
    static constexpr std::string_view special = "special";       ///< a pipe, a socket, a device
    static constexpr std::string_view foreign = "foreign";       ///< its name is no UTF-8

    ListedRows rows;        ///< of a local folder times are in ns
    std::size_t prefix = 0; ///< bytes in front of each path
    bool isLocal = false;
    bool isWhole = false; ///< was read to its end without an error
    /// Of a listing that broke off: what is behind this path nobody knows.
    std::optional<std::string> knownTo;

    /// Goes through it.
    struct Row {
        std::string_view path;
        std::string_view etag; ///< without quotation marks
        std::string_view kind; ///< the class of storage, or what is said above
        std::int64_t size = 0;
        std::int64_t time = noTime; ///< ns since 1970
    };
    class Cursor final {
    public:
        explicit Cursor(const SideRows& side) : m_side(side), m_cursor(side.rows) { next(); }
        [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
        [[nodiscard]] const Row& row() const { return m_row; }
        void next();

    private:
        const SideRows& m_side;
        ListedRows::Cursor m_cursor;
        Row m_row;
        bool m_isAtEnd = false;
    };
};

/// "4096:1767312000123456789" of a local file, "4096:ETAG" of an object: equal while nothing has changed.
[[nodiscard]] std::string fingerprintOf(const SideRows::Row& row, bool isLocal);
/// Of a file that is there now; nothing when none is.
[[nodiscard]] std::optional<SideRows::Row> lookAtFile(const QString& path);

/// By what a pair is taken for the same.
enum class CompareWay : std::uint8_t {
    LastSeen,    ///< both are as they were when they were the same; what was never seen: SizeAndTime
    SizeAndTime, ///< equal size, and the source is not newer
    Size,
    Content, ///< equal size, and ETags or checksums prove it
};

enum class PairState : std::uint8_t {
    Same,
    New,
    Changed,
    OnlyInTarget,
    Conflict,   ///< both sides have changed since they were the same
    Unreadable, ///< on one side
    Refused,    ///< cannot be where it would go, or cannot be read now: `note` tells
    Unknown,    ///< the other side was not read so far
};
inline constexpr std::array<std::string_view, 8> pairStateNames{
    "same", "new", "changed", "only in target", "conflict", "unreadable", "refused", "unknown"};

enum class PairReason : std::uint8_t {
    None,
    Size,
    Newer, ///< the source
    SourceChanged,
    TargetChanged,
    BothChanged,
    Content,   ///< it is proven to be other
    NotProven, ///< nobody can tell whether it is the same
};
inline constexpr std::array<std::string_view, 8> pairReasonNames{
    "", "size", "newer", "changed since", "target changed since", "both changed", "by content", "unproven"};

struct ComparedPair {
    std::string path;
    PairState state = PairState::Same;
    PairReason reason = PairReason::None;
    bool isMaybe = false; ///< of equal size and other times: it is the same, or is not
    bool isProven = false;
    bool isInSource = false;
    bool isInTarget = false;
    std::int64_t sourceSize = 0;
    std::int64_t targetSize = 0;
    std::int64_t sourceTime = SideRows::noTime; ///< ns since 1970
    std::int64_t targetTime = SideRows::noTime;
    std::string sourceMark; ///< ETag without quotation marks, or the time of a file
    std::string targetMark;
    std::string storageClass; ///< of the source
    std::string note;
};

/// Pairs of two places that were the same once, as both sides were then: a file for a pair of places, which
/// its owner alone may read. What happens while a run goes on is added at its end at once, so that a killed
/// program loses no more than its last line.
class SeenPairs final {
public:
    struct Seen {
        std::string source; ///< fingerprints
        std::string target;
        std::string sending; ///< of a source that was being sent when the program ended
    };
    using Map = std::map<std::string, Seen, std::less<>>;

    /// `folder` of the records; empty: none is kept.
    SeenPairs(const QString& folder, const ComparePlace& source, const ComparePlace& target);
    /// Below the data of the user's applications.
    [[nodiscard]] static QString usualFolder();

    /// Reads it, for another thread. False when there is none.
    [[nodiscard]] bool load();
    [[nodiscard]] const std::string& note() const { return m_note; } ///< what is wrong with it
    [[nodiscard]] const Map& pairs() const { return m_pairs; }

    /// These are added to what is on the disk.
    void noteSending(const std::string& path, const std::string& source);
    void noteSame(const std::string& path, const std::string& source, const std::string& target);
    void forget(const std::string& path);
    /// The same, but for save().
    void learn(const std::string& path, std::string source, std::string target);
    void drop(const std::string& path);
    /// As it is now, as a whole, where it has changed. Fails with kind Configuration, code CannotWrite.
    [[nodiscard]] Result<void> save();

private:
    void append(const std::string& line);
    void take(std::string_view line);

    QString m_path; ///< empty: nothing is kept
    std::string m_places;
    std::string m_note;
    Map m_pairs;
    bool m_isOnDisk = false;
    bool m_hasChanged = false;
};

/// walkInOrder() into rows, for another thread; `read` counts files.
[[nodiscard]] SideRows readFolder(const QString& folder, const PathFilter& filter,
                                  const std::atomic_bool& stopped, std::atomic<std::uint64_t>& read);

/// Whether a folder's file system takes "a" and "A" for the same: its own name tells, in other letters.
[[nodiscard]] bool ignoresCase(const QString& folder);

/// What came of a comparison.
struct ComparedPairs {
    std::vector<ComparedPair> pairs; ///< by path; those that are the same only where that was ordered
    std::array<std::size_t, pairStateNames.size()> counts{};
    std::size_t maybes = 0;
    std::size_t inSource = 0; ///< those that take part
    std::size_t inTarget = 0;
    bool isSourceWhole = false;
    bool isTargetWhole = false;
    std::vector<std::string> notes; ///< sentences
    std::vector<std::string> gone;  ///< paths that were the same once and are on neither side now

    [[nodiscard]] std::size_t count(PairState state) const { return counts[std::size_t(state)]; }
    /// Whether anything in the target may be deleted: only when all of both sides is known.
    [[nodiscard]] bool mayDelete() const { return isSourceWhole && isTargetWhole; }
    /// The source is empty and the target is not: deleting takes another word.
    [[nodiscard]] bool emptiesTarget() const { return inSource == 0 && inTarget > 0; }
};

struct CompareRules {
    CompareWay way = CompareWay::LastSeen;
    PathFilter filter;
    PairLimits limits;
    bool keepsSame = false;
    bool targetIsLocal = false;
    bool targetIgnoresCase = false; ///< its file system has one file for "a" and "A"
    std::string targetPrefix;       ///< of keys
    std::int64_t now = 0;           ///< ns since 1970
};
/// Goes through both sides at once, for another thread. Pairs of equal size that CompareWay::Content has to
/// look into are Changed by PairReason::NotProven. `seen` may be null.
[[nodiscard]] ComparedPairs comparePairs(const SideRows& source, const SideRows& target,
                                         const CompareRules& rules, const SeenPairs* seen);

} // namespace inia
