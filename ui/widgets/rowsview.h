#pragma once

#include "ui/commands/commandtable.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

class QAbstractItemModel;
class QStackedLayout;

namespace inia::ui {

class TableView;

// What of a table's rows is selected, current and in sight, while its model forgets them and asks for them
// once more. Rows are told by their keys, so that those which came or went meanwhile change nothing. Who
// selects or scrolls before all is back has the last word.
class RowsMemory final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowsMemory)

public:
    // Empty for a row that cannot be told from others.
    using KeyOf = std::function<std::string(int row)>;

    // `table` has its model by now, and owns this.
    RowsMemory(TableView* table, KeyOf keyOf);

    // Remembers over the reset that `reload` makes; without one there is nothing to remember.
    void keepDuring(const std::function<void()>& reload);
    // Rows are still to come back.
    [[nodiscard]] bool isWaiting() const { return m_waits; }
    // No more will come for now: what is not back is gone.
    void settle();

private:
    void keep();
    void forget();
    void takeReset();
    void takeRows(int first, int last);
    void scroll(bool isEnd);

    TableView* m_table;
    KeyOf m_keyOf;
    std::unordered_set<std::string> m_selected; // not back yet
    std::string m_current;                      // likewise
    std::string m_top;                          // of the first row in sight, likewise
    QPersistentModelIndex m_topRow;             // once it is back
    int m_currentColumn = 0;
    int m_topOffset = 0; // how much of it is above the edge
    int m_value = 0;     // of the scroll bar
    int m_lastValue = 0; // as it was left here
    bool m_armed = false;
    bool m_waits = false;
    bool m_scrolls = false;
    bool m_selects = false; // what changes now changes by this
};

// How the rows of a view are doing, in words.
struct RowsReport {
    StatusFacts status;                  // mark Busy: a page is under way
    std::optional<StateContent> instead; // stands where the rows would be
    std::optional<StateContent> below;   // the strip under the rows, when a later page failed
    bool hasRows = false;                // some have come, shown or not
    bool isArranged = true;              // those that have come stand where they belong
};

// Rows that come page by page: what is asked for above, the table, the honest status line below, and what
// stands in place of the rows when there are none. Subclasses know where the rows come from and what is said
// about them.
class RowsView : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowsView)

public:
    // The rows, or the likely button of the state in their place.
    void focusRows();
    [[nodiscard]] QWidget* focusArea() const;
    void copySelected();
    // The current cell, whole.
    void copyCell();
    // The selected rows as they are shown, with their headers: tabs between cells, as spreadsheets take them.
    void copyTable();
    [[nodiscard]] bool hasSelection() const;
    // As the status line offers it.
    [[nodiscard]] bool hasMore() const;
    void loadAllRows() { loadAll(); }
    virtual void focusFilter() = 0;
    // Gives up what is under way; the rows stay.
    virtual void cancel() = 0;
    [[nodiscard]] TableView* table() const { return m_table; }
    // What stands in place of the rows when there are none.
    [[nodiscard]] StateView* stateView() const { return m_state; }
    // A person has signed in: asks again for what failed for want of that, and for nothing else.
    void goOn();
    // Says for a while what was done elsewhere.
    void showNotice(const QString& text);

signals:
    void selectionSettled(); // the selection changed and has rested for a moment
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void upRequested();
    // A person wants to sign in, or to enter a code.
    void signInRequested();

protected:
    // `above` is taken over; `rowsName` is what screen readers call the table. The subclass gives the model
    // and calls refresh() at the end of its constructor.
    RowsView(const Appearance& appearance, QWidget* above, const QString& rowsName, QWidget* parent);

    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }
    // Once. A model that does not outlive the view is taken from the table in the subclass's destructor.
    void setModel(QAbstractItemModel* model);
    // Asks for the rows once more: selection, current row and what is in sight come back with them.
    void keepRowsDuring(const std::function<void()>& reload);
    // Shows a new report().
    virtual void refresh();
    void refreshSelection();
    // Ascending, each once.
    [[nodiscard]] QList<int> selectedRows() const;

    // A view that was left says nothing more about its selection.
    void hideEvent(QHideEvent* event) override;
    // Reacts to an action of a state; the common ones are done here.
    virtual void act(const QString& id);

private:
    [[nodiscard]] virtual RowsReport report() const = 0;
    virtual void loadMore() = 0;
    virtual void loadAll() = 0;
    virtual void retry() = 0;
    virtual void clearFilters() = 0;
    // Of the newest request for rows; 0 for none.
    [[nodiscard]] virtual quint64 lastCallId() const = 0;
    // "1 selected"
    [[nodiscard]] virtual QString selectionText(qint64 count) const;
    // What tells a row from the others, now and when they are asked for again; empty where nothing does.
    [[nodiscard]] virtual std::string rowKey(int row) const = 0;
    // What copying the selected rows puts on the clipboard.
    [[nodiscard]] virtual QString copyText() const = 0;

    void buildLayout();
    void connectParts();
    void addKey(CommandId id, void (RowsView::*handler)());
    void goUp() { emit upRequested(); }
    void showInstead(const std::optional<StateContent>& content);
    void selectWholeRows();
    void showBelow(const std::optional<StateContent>& content);
    void runTimers(bool loading, bool hasRows);

    const Appearance& m_appearance;
    QTimer m_skeletonTimer;
    QTimer m_selectionTimer;
    QTimer m_clock; // moves the seconds of a page under way
    QWidget* m_above;
    ProgressLine* m_progress;
    TableView* m_table;
    RowsMemory* m_memory = nullptr; // once there is a model
    FailureStrip* m_below;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
};

} // namespace inia::ui
