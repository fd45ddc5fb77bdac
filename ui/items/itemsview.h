#pragma once

#include "core/resource/resource.h"
#include "ui/items/itemstexts.h"
#include "ui/models/itemsmodel.h"
#include "ui/models/valuetreemodel.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <map>

class QAction;

namespace inia::ui {

class Appearance;
class ChipSection;
class DetailsHead;
class ElidedLabel;
class ItemDelegate;
class ItemQueryBar;
class TreeView;

// One item of a DynamoDB table with its types, whole, and in the two ways of writing it as JSON.
class ItemDetails final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemDetails)

public:
    explicit ItemDetails(const Appearance& appearance, QWidget* parent = nullptr);
    ~ItemDetails() override;

    // `title` is the item's key in words.
    void showItem(const dynamodb::NativeValue& item, const QString& title, const QString& table);
    void clear();
    // A button in the head, for as long as `action` lives.
    void addTool(QAction* action);
    [[nodiscard]] TreeView* tree() const { return m_tree; }

signals:
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] ChipSection* newCopies();
    void copyCurrent();

    const Appearance& m_appearance;
    ItemTreeModel m_model;
    QWidget* m_all;
    DetailsHead* m_head;
    QWidget* m_tools;
    TreeView* m_tree;
    ElidedLabel* m_path;
};

// The items of one DynamoDB table: what is asked of it above, the items as a table, and the honest status
// line below, with the capacity that was consumed. Entering a table reads the first page of a scan.
class ItemsView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsView)

public:
    // `profile` is named when something is denied.
    ItemsView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~ItemsView() override;

    // `table` is a dynamodb.Table; it is described first, unless it is loaded. Without a query, a scan
    // begins.
    void enter(const inia::Resource& table, std::optional<dynamodb::ItemQuery> query = {});
    // Another query of the same table, unless it is what is shown; nothing for the scan one begins with.
    void showQuery(const std::optional<dynamodb::ItemQuery>& query);
    // Says why there is no table to enter.
    void enterFailed(const inia::Error& error);
    // Ends all requests and forgets the items.
    void leave();
    // Runs what is asked now once more, with all kept that can be.
    void reload();
    void cancel() override;

    // The item selected; for the panel beside the view. Deleted with the view.
    [[nodiscard]] ItemDetails* details() const { return m_details; }
    // Exactly one item is selected.
    [[nodiscard]] bool hasItem() const { return selectedRows().size() == 1; }
    [[nodiscard]] ItemQueryBar* queryBar() const { return m_bar; }
    [[nodiscard]] const ItemsModel& model() const { return m_model; }
    void focusFilter() override;

    // For who writes items: rows follow what was written.
    [[nodiscard]] ItemsModel& items() { return m_model; }
    using RowsView::refreshSelection;
    using RowsView::selectedRows;
    // The table; nothing while there is none.
    [[nodiscard]] const std::optional<Resource>& resource() const { return m_resource; }
    [[nodiscard]] const dynamodb::TableSchema& schema() const { return m_schema; }
    [[nodiscard]] std::string tableName() const;

signals:
    // Something else than before was asked, and is on its way.
    void queryAsked(const inia::dynamodb::ItemQuery& query);

private:
    ItemsView(const Appearance& appearance, QString profile, ItemQueryBar* bar, QWidget* parent);

    void connectParts();

    void describe();
    void takeDescription();
    void useSchema(const dynamodb::TableSchema& schema);
    void run();
    void ask();
    void fitColumns(int firstRow);
    void showDetails();
    [[nodiscard]] ItemsFacts facts() const;

    void refresh() override;
    [[nodiscard]] RowsReport report() const override;
    void loadMore() override;
    void loadAll() override;
    void retry() override;
    void clearFilters() override;
    [[nodiscard]] quint64 lastCallId() const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    QString m_profile;
    std::optional<Resource> m_resource;
    dynamodb::TableSchema m_schema;
    std::optional<dynamodb::ItemQuery> m_firstQuery; // once the keys are known
    std::optional<Error> m_describeError;
    quint64 m_describeCall = 0;
    ReplyPtr m_description; // under way
    ItemsModel m_model;
    int m_fittedColumns = 0;             // that have their width
    std::map<std::string, int> m_widths; // of a table that is read once more, by attribute
    ItemQueryBar* m_bar;
    ItemDelegate* m_delegate;
    QPointer<ItemDetails> m_details; // another place of the window may have deleted it
};

} // namespace inia::ui
