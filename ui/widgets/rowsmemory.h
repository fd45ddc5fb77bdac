#pragma once

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>

#include <functional>
#include <string>
#include <unordered_set>

class QAbstractItemModel;

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

} // namespace inia::ui
