#pragma once

#include "ui/browse/listingtexts.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QItemSelectionRange;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class FailureStrip;
class FilterRow;
class ListingTableModel;
class ProgressLine;
class StatusLine;
class TableView;

// What views over a listing share: the filter above, the table, the honest status line below, and what stands
// in place of the rows when there are none. Subclasses know what the rows are and what is said about them.
class ListingPage : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListingPage)

public:
    void focusFilter();
    void focusRows();
    [[nodiscard]] TableView* table() const { return m_table; }
    // Says for a while what was done elsewhere.
    void showNotice(const QString& text);

signals:
    void selectionSettled(); // the selection changed and has rested for a moment
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void upRequested();

protected:
    // `model` outlives the view. The subclass calls refresh() at the end of its constructor.
    ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                QWidget* parent);

    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }
    [[nodiscard]] FilterRow& filter() const { return *m_filter; }
    void refresh();
    void refreshSelection();
    // The model has gone back to the server's order; the header has to say so too.
    void resetSorting();
    // Makes a row the current one as soon as takePendingRow() finds it.
    void selectPending();
    [[nodiscard]] QList<int> selectedRows() const;

    // A view that was left says nothing more about its selection.
    void hideEvent(QHideEvent* event) override;
    // Reacts to an action of a state; the common ones are done here.
    virtual void act(const QString& id);

private:
    [[nodiscard]] virtual ListingWords words() const = 0;
    // The row that is to be selected once it is there; -1 for none. Forgets it when it gives one.
    [[nodiscard]] virtual int takePendingRow() = 0;
    // "1 selected, 48.2 MB"
    [[nodiscard]] virtual QString selectionText(qint64 count) const = 0;
    virtual void activate(const QModelIndex& index) = 0;
    // What copying the selected rows puts on the clipboard.
    [[nodiscard]] virtual QString copyText() const = 0;
    // Takes away the server's filter, or moves the text of the field there.
    virtual void clearServerFilter() = 0;

    void buildLayout();
    void connectParts();
    void addKey(const QKeySequence& key, QWidget* where, void (ListingPage::*handler)());
    void goUp() { emit upRequested(); }
    void copySelected();
    void selectWholeRows();
    void setContains(const QString& text);
    void showGap(const ListingFacts& facts);
    void runTimers(const ListingFacts& facts);
    [[nodiscard]] ListingFacts facts() const;

    const Appearance& m_appearance;
    ListingTableModel& m_model;
    QTimer m_skeletonTimer;
    QTimer m_selectionTimer;
    QTimer m_clock; // moves the seconds of a page under way
    FilterRow* m_filter;
    ProgressLine* m_progress;
    TableView* m_table;
    FailureStrip* m_gap;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
};

} // namespace inia::ui
