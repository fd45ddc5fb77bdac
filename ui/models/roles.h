#pragma once

#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/Qt>

// What models say about their rows, beside Qt's own roles. Roles are semantic: they name what a thing is and
// how it is doing, never how it looks. An icon is a name; colours, fonts and formatting are the delegates'.
//
// Numbers stay numbers: a size is a qlonglong in bytes, a time a qlonglong in milliseconds since 1970 (UTC),
// a duration a qlonglong in microseconds. An invalid QVariant means "no value" and is drawn as a blank.
namespace inia::ui {

// What a row stands for. Decides font and indentation, nothing else; the icon is IconNameRole.
enum class NodeKind : quint8 {
    Plain,   // any resource, object, prefix, key, member
    Session, // root of a session's tree: strong, with the session's colour square
    Service, // strong-ish (500) row of a service
    Section, // label over a group of rows (Pinned, Resources; Object, Metadata, Tags)
    Call,    // inspector: one logical call
    Attempt, // inspector: one attempt of a call
};

// How a row is doing. Everything but Ready is a state row: it stands where the data would stand.
enum class RowState : quint8 {
    Ready,
    Loading,  // "Loading..." with a spinner in trees, a skeleton in tables
    LoadMore, // there are more; CountRole = how many are loaded. Activating it loads the next page
    Denied,   // ErrorTextRole = the missing permission or the reason
    Failed,   // ErrorTextRole = the reason. Has a Retry link
    Empty,    // known to have nothing, after the last page
};

// The kind of value a column holds: headerData(section, Qt::Horizontal, ColumnKindRole). Delegates choose
// font, alignment and formatting by it; a missing answer is Text.
enum class ColumnKind : quint8 {
    Name,      // icon and name, elided in the middle
    Text,      // elided at the right
    Secondary, // the same in the quieter colour
    Number,    // qlonglong, thousands separated, right
    Size,      // qlonglong bytes, right
    Date,      // qlonglong ms since 1970, shown in local time, right
    Mono,      // raw identifiers: ids, ARNs, ETags; elided in the middle
    State,     // how a resource is: a dot by HealthRole and its word
    Service,   // inspector: short service name; has the row's disclosure arrow
    Operation, // inspector: operation, TargetRole after it
    Cause,     // inspector: what the user did; quieter when BackgroundRole
    Status,    // inspector: status text, StatusBadgeRole, dot by OutcomeRole
    Duration,  // qlonglong microseconds, right
    Waterfall, // inspector: TimelineRole over the header's TimeRangeRole
    Key,       // key of a key-value row or of a value tree
    Value,     // value of the same, drawn by ValueTypeRole
    ValueType, // model type of the same
};

// How a resource is doing, as far as one can tell by its state's name.
enum class Health : quint8 {
    Unknown,  // a word that says neither good nor bad
    Good,     // running, available
    Coming,   // pending, creating
    Changing, // stopping, deleting
    Off,      // stopped, disabled
    Gone,     // terminated, deleted: still listed, but no longer there
    Bad,      // failed, impaired
};

// How a call or an attempt ended.
enum class Outcome : quint8 { Running, Ok, Failed, Cancelled };

// The kind of a parsed value, for its colour.
enum class ValueType : quint8 { Structure, List, Map, String, Number, Boolean, Null, Timestamp, Blob };

// The phases of one attempt, in the order in which they happen.
enum class Phase : quint8 { Queue, Dns, Connect, Tls, Wait, Download };
inline constexpr int phaseCount = 6;

// One attempt on the wire. All times are microseconds since the inspector's origin.
struct AttemptTimeline {
    qint64 startUs = 0;
    qint64 endUs = 0;                // "now" while running
    qint64 phaseUs[phaseCount] = {}; // length of each phase, 0 = did not happen
    Outcome outcome = Outcome::Ok;

    bool operator==(const AttemptTimeline&) const = default;
};

// The attempts of one row, in order; the gaps between them are backoff. An Attempt row holds one.
struct Timeline {
    QList<AttemptTimeline> attempts;

    bool operator==(const Timeline&) const = default;
};

// The stretch of time a waterfall column shows: headerData(section, Qt::Horizontal, TimeRangeRole).
struct TimeRange {
    qint64 fromUs = 0;
    qint64 toUs = 0;

    bool operator==(const TimeRange&) const = default;
};

enum Role : int {
    NodeKindRole = Qt::UserRole + 1, // NodeKind; missing = Plain
    StateRole,                       // RowState; missing = Ready
    ErrorTextRole,                   // QString: one line, for Denied and Failed
    RetryableRole,                   // bool: Retry is offered; missing = true for Failed, false for Denied
    CountRole,                       // qlonglong: known total (or loaded count of LoadMore)
    SuffixRole,                      // QString: quieter text at the right edge of a tree row ("us-west-2")
    IconNameRole,                    // QString: name of a drawing in resources/icons
    OpenIconNameRole,                // QString: the same for an expanded row; missing = IconNameRole
    FolderRole,                      // bool: a container; its icon is drawn in the accent in tables
    LockedRole,                      // bool: known to be denied, but still a row one may open
    DimRole,                         // bool: quieter name (all services, unavailable types)
    DepthRole,                       // int: how far a row of a flat list stands in; missing = 0
    LeafRole,                        // bool: known to have no children, so no disclosure arrow
    SessionColorRole,                // int: number of the session's colour, for sessionToken()
    ProductionRole,                  // bool: belongs to a production session
    ColumnKindRole,                  // ColumnKind; of the header
    TargetRole,                      // QString: what an operation was about ("07/ . page 2")
    BackgroundRole,                  // bool: the program did it by itself
    OutcomeRole,                     // Outcome
    HealthRole,                      // Health; of a State cell
    StatusBadgeRole,                 // QString: "1 retry"
    TimelineRole,                    // Timeline
    TimeRangeRole,                   // TimeRange; of the header
    ValueTypeRole,                   // ValueType
    LinkRole,                        // bool: the value opens something; drawn in the accent
    MonoRole,                        // bool: the value is raw data
    CopyRole,      // QString: what the copy action puts on the clipboard; missing = no action
    ExactTextRole, // QString: exact value for the tooltip ("50,524,971 bytes")
};

} // namespace inia::ui

Q_DECLARE_METATYPE(inia::ui::NodeKind)
Q_DECLARE_METATYPE(inia::ui::RowState)
Q_DECLARE_METATYPE(inia::ui::ColumnKind)
Q_DECLARE_METATYPE(inia::ui::Health)
Q_DECLARE_METATYPE(inia::ui::Outcome)
Q_DECLARE_METATYPE(inia::ui::ValueType)
Q_DECLARE_METATYPE(inia::ui::Timeline)
Q_DECLARE_METATYPE(inia::ui::TimeRange)
