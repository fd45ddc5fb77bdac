#pragma once

#include "core/common/result.h"
#include "core/listing/objectquery.h"
#include "core/listing/objectsearch.h"
#include "core/listing/snapshot.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/models/place.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
class ChoiceBox;
class ElidedLabel;
class SegmentedControl;
class ToolButton;

// Which objects are looked for, and where: all that stands in the address of a search. Sizes and ages are as
// they were typed ("10M", "7d"), so that an age counts from the day one looks.
struct SearchWish {
    static constexpr const char* now = "now";

    S3Location below;                 // no bucket: all of them
    std::vector<std::string> buckets; // chosen ones, in place of `below`
    ObjectQuery::Kind kind = ObjectQuery::Kind::Words;
    std::string text;
    bool isOfWholeKey = false;
    bool isCaseSensitive = false;
    std::string larger;
    std::string smaller;
    std::string newer;
    std::string older;
    std::string storageClass; // "archived" for all that are
    std::string snapshot;     // is looked at in place of what is there now; the name of its file
    std::string against;      // then: what has changed up to this snapshot, or `now`

    [[nodiscard]] static bool isAt(const Place& place);
    [[nodiscard]] static SearchWish of(const Place& place);
    [[nodiscard]] Place place() const;
    // Nothing is said of what is looked for.
    [[nodiscard]] bool isEmpty() const;
    // Fails with what is not understood.
    [[nodiscard]] Result<ObjectQuery> query(std::int64_t nowMs) const;
    // "logs/ in acme", "3 buckets", "all buckets"
    [[nodiscard]] QString placeText() const;

    friend bool operator==(const SearchWish&, const SearchWish&) = default;
};

// Where snapshots are kept.
[[nodiscard]] std::string snapshotFolder();

namespace searchaction {
inline const QString goOn = QStringLiteral("go-on");
inline const QString stop = QStringLiteral("stop");
inline const QString everywhere = QStringLiteral("everywhere");
} // namespace searchaction

// How a search is doing: gathered in one place so that what is said can be tested without a window.
struct SearchFacts {
    static constexpr int requestsAtFirst = 10'000;
    enum class End : quint8 {
        None, // it runs, or nothing was asked
        Whole,
        Stopped,
        Partial, // some places were not searched to their ends
        Failed,
    };

    SearchWish wish;
    End end = End::None;
    bool isRunning = false;
    bool isPaused = false;  // asks whether to go on
    bool isListing = false; // for a snapshot
    std::uint64_t hits = 0;
    std::uint64_t shown = 0; // of those, that are rows
    std::uint64_t keys = 0;
    std::uint64_t added = 0; // of a comparison
    std::uint64_t changed = 0;
    std::uint64_t gone = 0;
    int requests = 0;
    std::chrono::milliseconds elapsed{0};
    std::optional<Error> error; // of Failed
    std::vector<ObjectSearch::Scope> scopes;
    std::optional<SnapshotFacts> snapshot; // that is looked at
};

[[nodiscard]] StatusFacts searchStatus(const SearchFacts& facts);
// What stands where the rows would be.
[[nodiscard]] std::optional<StateContent> searchState(const SearchFacts& facts);
// The strip below the rows: a question, or what was not searched.
[[nodiscard]] std::optional<StateContent> searchGap(const SearchFacts& facts);
// All of it, place by place.
[[nodiscard]] std::vector<KeyValueSection> searchProgress(const SearchFacts& facts);

// What is asked above a search: where, by which words or pattern, and of which size, age and class.
class SearchBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchBar)

public:
    explicit SearchBar(const Appearance& appearance, QWidget* parent = nullptr);

    // What is asked now; its places are those to choose from.
    void setWish(const SearchWish& wish);
    [[nodiscard]] SearchWish wish() const;
    void setRunning(bool running);
    // Why nothing was asked for; gone as soon as one types on.
    void setProblem(const QString& text);
    [[nodiscard]] QLineEdit* field() const { return m_text; }
    [[nodiscard]] ElidedLabel* problem() const { return m_problem; }
    [[nodiscard]] ToolButton* snapshots() const { return m_snapshots; }

signals:
    void searchRequested();
    void stopRequested();
    void leftField(); // Down: to the rows

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    [[nodiscard]] QLineEdit* addField(const QString& label, const QString& example);
    void followKind();

    const Appearance& m_appearance;
    SearchWish m_wish;
    std::vector<SearchWish> m_scopes; // of which only the places count
    QWidget* m_filters;
    ChoiceBox* m_scope;
    SegmentedControl* m_kind;
    QLineEdit* m_text;
    Button* m_run;
    Button* m_stop;
    SegmentedControl* m_part;
    QCheckBox* m_case;
    QLineEdit* m_larger;
    QLineEdit* m_smaller;
    QLineEdit* m_newer;
    QLineEdit* m_older;
    ChoiceBox* m_class;
    ToolButton* m_snapshots;
    ElidedLabel* m_problem;
};

} // namespace inia::ui
