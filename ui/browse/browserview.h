#pragma once

#include "ui/browse/listingtexts.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <string>

class QStackedLayout;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class FailureStrip;
class FilterRow;
class ObjectTableModel;
class ProgressLine;
class StatusLine;
class TableView;

// The right side of a session: what is in the place one is at, as a table, with the filter above and the
// honest status line below. Says in place of the rows why there are none.
class BrowserView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BrowserView)

public:
    // `model` outlives the view.
    BrowserView(const Appearance& appearance, ObjectTableModel& model, QString profile,
                QWidget* parent = nullptr);

    // Another place is being listed; `place` carries the server's filter. A row with the key `select` becomes
    // current once it is there.
    void enter(const S3Location& place, const std::string& select);
    // Stands for the whole view while no bucket is open, and takes it back with std::nullopt.
    void showInstead(const std::optional<StateContent>& content, const StatusFacts& status = {});

    void focusFilter();
    void focusRows();
    [[nodiscard]] TableView* table() const { return m_table; }
    struct SelectedRow {
        std::string key; // or the whole prefix
        bool isPrefix = false;
        QString iconName;
    };
    // The selected row, when it is the only one.
    [[nodiscard]] std::optional<SelectedRow> onlySelected() const;

signals:
    void prefixOpened(const std::string& prefix);
    void serverFilterRequested(const QString& startsWith);
    void selectionSettled();                 // the selection changed and has rested for a moment
    void actionTriggered(const QString& id); // from a state that showInstead() put there
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void upRequested();

private:
    void buildTable();
    void buildLayout();
    void connectParts();
    void addKey(const QKeySequence& key, QWidget* where, void (BrowserView::*handler)());

    void refresh();
    void refreshSelection();
    void selectPending();
    void resetSorting();
    void activate(const QModelIndex& index);
    void act(const QString& id);
    void goUp() { emit upRequested(); }
    void copySelected();
    void setContains(const QString& text);
    [[nodiscard]] ListingFacts facts() const;

    const Appearance& m_appearance;
    ObjectTableModel& m_model;
    QString m_profile;
    S3Location m_place;
    std::optional<StateContent> m_instead;
    StatusFacts m_insteadStatus;
    std::string m_pendingKey;
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
