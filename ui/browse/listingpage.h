#pragma once

#include "core/common/result.h"
#include "core/resource/resource.h"
#include "ui/models/listingtablemodel.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/rowsview.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QList>
#include <QtWidgets/QWidget>

#include <chrono>
#include <optional>
#include <utility>

class QHBoxLayout;
class QLineEdit;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class SegmentedControl;

// What the server can be asked for, in words.
struct ServerFilterWords {
    QString mode;        // "Prefix . server"
    QString modeTip;     // what the server does with the text
    QString placeholder; // what to type
};

// A filter the server applies.
struct FilterChip {
    QString name; // "starts with", "vpc-id ="
    QString value;

    bool operator==(const FilterChip&) const = default;
};

// The row above a table that narrows what it shows. The mode says who filters: the server (asked with
// Return), or the window among the rows it has (as one types). The server's filters in force are chips below
// the field.
class FilterRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterRow)

public:
    enum class Mode : quint8 { Server, Contains };

    FilterRow(const Appearance& appearance, const QString& accessibleName, QWidget* parent = nullptr);

    // Nothing: the server cannot filter here, only the loaded rows can be.
    void setServerWords(const std::optional<ServerFilterWords>& words);
    void setContainsPlaceholder(const QString& text);
    void setChips(const QList<FilterChip>& chips);
    // Why what was typed cannot be asked for; gone as soon as one types on.
    void setProblem(const QString& text);
    // Return in the filter of loaded rows asks for a search.
    void setCanSearch();
    // At the right end, behind the modes. One that wants room is hidden while the row is narrower (in pixels
    // at scale 1).
    void addTool(QWidget* tool, int room = 0);

    [[nodiscard]] QString text() const;
    [[nodiscard]] Mode mode() const;
    void setMode(Mode mode); // as if the user had chosen it
    void clearField();
    void focusField();

signals:
    void serverFilterRequested(const QString& text); // empty = none
    void chipRemoved(int index);
    void chipsCleared();
    void containsChanged(const QString& text); // empty = none
    void leftField();                          // Esc or Down: back to the rows
    // Return, where the rows that are loaded are filtered: what was typed is wanted from further.
    void searchRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void submit();
    void changeMode();
    void updateWords();
    void showTools();

    const Appearance& m_appearance;
    QList<std::pair<QWidget*, int>> m_roomyTools;
    std::optional<ServerFilterWords> m_words;
    QString m_containsPlaceholder;
    bool m_canSearch = false;
    QList<FilterChip> m_chips;
    QLineEdit* m_field;
    QHBoxLayout* m_line;
    SegmentedControl* m_modes = nullptr; // only where there is a choice
    QWidget* m_chipRow;
    ElidedLabel* m_problem;
};

// What is said about one kind of listing.
struct ListingWords {
    QString one;            // "instance"; empty where rows are not counted by name
    QString many;           // "objects", "instances"
    StateContent empty;     // after a complete, empty list
    QString failed;         // "acme could not be listed"
    QString denied;         // "You may not list acme"
    QString deniedSentence; // empty: what the service said
    QString allLookedAt;    // no match, and all is loaded
    QString moreToLookAt;   // no match, and there is more
    QString askServer;      // how to let the server look instead; empty where it cannot
    bool serverFiltered = false;
};

// How a listing is doing, and its words: gathered in one place so that what is said can be tested without a
// window.
struct ListingFacts {
    ListingWords words;
    CollectionCursor::State state = CollectionCursor::State::Pristine;
    std::optional<Error> error;
    qint64 loaded = 0;
    qint64 shown = 0;
    int pages = 0;
    int requests = 0;
    std::chrono::milliseconds elapsed{0};
    QString contains;               // the filter over loaded rows
    bool sorted = false;            // the loaded rows stand in an order that the user chose
    ListingTableModel::Parts parts; // regions, if there are several
};

[[nodiscard]] StatusFacts listingStatus(const ListingFacts& facts);

// What stands where the rows would be; none while there are rows, or while it is too early to say.
[[nodiscard]] std::optional<StateContent> listingState(const ListingFacts& facts);

// The strip below the rows when a later page failed.
[[nodiscard]] std::optional<StateContent> listingGap(const ListingFacts& facts);

// What views over a listing share: the filter above and the order of the rows. Subclasses know what the rows
// are and what is said about them.
class ListingPage : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListingPage)

public:
    void focusFilter() override;
    void cancel() override;

signals:
    // By key, of the rows selected.
    void deletionRequested();

protected:
    // `model` outlives the view. The subclass calls refresh() at the end of its constructor.
    ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                QWidget* parent);

    [[nodiscard]] FilterRow& filter() const { return *m_filter; }
    // Lists it once more, with order, filter, selection and place kept; false when there is nothing listed.
    bool reloadRows();
    // The model has gone back to the server's order; the header has to say so too.
    void resetSorting();
    // Makes a row the current one as soon as takePendingRow() finds it.
    void selectPending();

private:
    ListingPage(const Appearance& appearance, ListingTableModel& model, FilterRow* filter,
                const QString& rowsName, QWidget* parent);

    [[nodiscard]] virtual ListingWords words() const = 0;
    // The row that is to be selected once it is there; -1 for none. Forgets it when it gives one.
    [[nodiscard]] virtual int takePendingRow() = 0;
    virtual void activate(const QModelIndex& index) = 0;
    // Takes away the server's filter, or moves the text of the field there.
    virtual void clearServerFilter() = 0;

    [[nodiscard]] RowsReport report() const override;
    void loadMore() override;
    void loadAll() override;
    void retry() override;
    void clearFilters() override;
    [[nodiscard]] quint64 lastCallId() const override;
    void setContains(const QString& text);
    [[nodiscard]] ListingFacts facts() const;

    ListingTableModel& m_model;
    FilterRow* m_filter;
};

} // namespace inia::ui
