#pragma once

#include "core/resource/resource.h"
#include "ui/items/itemstexts.h"
#include "ui/models/itemsmodel.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QStackedLayout;

namespace inia::ui {

class Appearance;
class FailureStrip;
class ItemDelegate;
class ItemDetails;
class ItemQueryBar;
class ProgressLine;
class StateView;
class StatusLine;
class TableView;

// The items of one DynamoDB table: what is asked of it above, the items as a table, and the honest status
// line below, with the capacity that was consumed. Entering a table reads the first page of a scan.
class ItemsView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsView)

public:
    // `profile` is named when something is denied.
    ItemsView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~ItemsView() override;

    // `table` is a dynamodb.Table; it is described first, unless it is loaded.
    void enter(const inia::Resource& table);
    // Says why there is no table to enter.
    void enterFailed(const inia::Error& error);
    // Ends all requests and forgets the items.
    void leave();
    // Runs what is asked now once more.
    void reload();
    // Gives up the request under way.
    void cancel();

    // The item selected; for the panel beside the view. Deleted with the view.
    [[nodiscard]] ItemDetails* details() const { return m_details; }
    // Exactly one item is selected.
    [[nodiscard]] bool hasItem() const { return selectedRows().size() == 1; }
    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] ItemQueryBar* queryBar() const { return m_bar; }
    [[nodiscard]] const ItemsModel& model() const { return m_model; }
    void focusRows();
    void focusFilter();
    // Says for a while what was done elsewhere.
    void showNotice(const QString& text);

signals:
    void selectionSettled(); // the selection changed and has rested for a moment
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void upRequested();

private:
    void build();
    void connectParts();
    void addKey(const QKeySequence& key, QWidget* where, void (ItemsView::*handler)());

    void describe();
    void takeDescription();
    void useSchema(const dynamodb::TableSchema& schema);
    void run();
    void act(const QString& id);
    void refresh();
    void refreshWaiting(bool loading, bool hasRows);
    void fitColumns(int firstRow);
    void settleSelection();
    void copySelected();
    void goUp() { emit upRequested(); }
    [[nodiscard]] std::vector<int> selectedRows() const;
    [[nodiscard]] ItemsFacts facts() const;
    [[nodiscard]] std::string tableName() const;

    const Appearance& m_appearance;
    QString m_profile;
    std::optional<Resource> m_resource;
    dynamodb::TableSchema m_schema;
    std::optional<Error> m_describeError;
    quint64 m_describeCall = 0;
    ReplyPtr m_description; // under way
    ItemsModel m_model;
    int m_fittedColumns = 0; // that have their width
    QTimer m_skeletonTimer;
    QTimer m_selectionTimer;
    QTimer m_clock; // moves the seconds of a page under way
    ItemQueryBar* m_bar;
    ProgressLine* m_progress;
    TableView* m_table;
    ItemDelegate* m_delegate;
    FailureStrip* m_gap;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
    QPointer<ItemDetails> m_details; // another place of the window may have deleted it
};

} // namespace inia::ui
