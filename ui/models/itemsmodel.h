#pragma once

#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativeclient.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <string>
#include <unordered_set>
#include <vector>

namespace inia::ui {

/// The columns of a table of items: the keys, then attributes as they turn up.
class ItemColumns final {
public:
    struct Column {
        std::string attribute;
        QString key;              ///< "Partition key of ..."; empty for other attributes
        bool isNumeric = false;   ///< no value so far is anything but a number
        bool isDescribed = false; ///< a key, whose type is known
    };

    /// Those that have no column yet.
    void addKeys(const dynamodb::KeySchema& keys);
    /// The attributes of these items that have not been seen before, as many as there is room for: those that
    /// most of the items have first, and among equals by where they came first. The others are hidden from
    /// now on. Give them to append().
    [[nodiscard]] std::vector<std::string> findNew(const dynamodb::NativeValue::List& items,
                                                   std::size_t most);
    void append(std::vector<std::string> attributes);
    /// Looks at the values of these items; the columns that hold not only numbers any more.
    [[nodiscard]] std::vector<int> judge(const dynamodb::NativeValue::List& items);

    [[nodiscard]] int size() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] const Column& at(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    /// Attributes that have been seen and got no column.
    [[nodiscard]] int hiddenCount() const { return m_hidden; }
    /// The columns' attributes with the types that filters would ask for, by the first value of each.
    [[nodiscard]] std::vector<dynamodb::KeyAttribute>
    attributes(const std::vector<dynamodb::NativeValue>& items) const;

private:
    std::vector<Column> m_columns;
    std::unordered_set<std::string> m_known; ///< attributes seen, with a column or without
    int m_hidden = 0;
};

/// The items that a scan or a query of a DynamoDB table finds, page by page, as a table. Columns are the keys
/// of the index, those of the table, then attributes as they turn up: those of a page that most of its items
/// have first. Owns the cursor that feeds it: another run or clear() ends the request under way.
///
/// Rows stand in the order in which the service sends them.
class ItemsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsModel)
public:
    using State = dynamodb::ItemCursor::State;
    enum ItemRole : int {
        TypeMarkRole = Qt::UserRole + 200, ///< QString: "SS", "M" ...; missing for text, numbers, booleans
    };
    /// Further attributes are told by hiddenAttributes() and seen in the item itself.
    static constexpr int maxColumns = 100;

    explicit ItemsModel(QObject* parent = nullptr);
    ~ItemsModel() override;

    /// Forgets the old rows and asks for the first page. Does nothing but say so when the query cannot be
    /// sent. A schema that is not known leaves the keys among the other attributes.
    [[nodiscard]] std::vector<dynamodb::QueryProblem> run(const dynamodb::NativeClient& client,
                                                          const dynamodb::ItemQuery& query,
                                                          const dynamodb::TableSchema& schema);
    void clear();

    void loadMore(const std::string& cause = "Load more");
    /// Goes on page by page until the end, a failure or cancel().
    void loadAll();
    /// Goes on until this many pages have come, as there were before the same was run once more.
    void loadPages(int pages) { m_wantedPages = pages; }
    /// Asks for the page that failed once more, from the same key.
    void retry();
    /// Gives up the page under way; rows stay.
    void cancel();

    // How it is doing. Told by progressChanged().
    [[nodiscard]] const dynamodb::ItemQuery& query() const { return m_query; }
    /// Pristine when nothing was run.
    [[nodiscard]] State state() const { return m_cursor ? m_cursor->state() : State::Pristine; }
    [[nodiscard]] bool isLoadingAll() const { return m_loadAll; }
    /// Pages, requests, sums and the error; null when nothing was run.
    [[nodiscard]] const dynamodb::ItemCursor* cursor() const { return m_cursor.get(); }
    /// Attributes that have been seen and got no column.
    [[nodiscard]] int hiddenAttributes() const { return m_columns.hiddenCount(); }

    // What was written: rows follow without asking anew.
    /// In place of the item of the same key, else behind the last one, where it stays when a later page
    /// brings it as well. Gives its row.
    int putItem(const dynamodb::NativeValue& item);
    /// The rows of the items with these keys, if there are any.
    void removeItems(const std::vector<dynamodb::NativeValue>& keys);

    // Rows and columns.
    /// A map.
    [[nodiscard]] const dynamodb::NativeValue& itemAt(int row) const;
    /// The same with the table's keys first, as a person looks for them.
    [[nodiscard]] dynamodb::NativeValue orderedItem(int row) const;
    [[nodiscard]] const std::string& attributeAt(int column) const;
    /// The columns' attributes with the types that filters would ask for, by the first value of each.
    [[nodiscard]] std::vector<dynamodb::KeyAttribute> attributes() const;
    /// The table's key attributes alone; an empty map while they are not known.
    [[nodiscard]] dynamodb::NativeValue keyAt(int row) const;
    /// Of the table's own key, for titles: "c-42 / 2026-07-14".
    [[nodiscard]] QString keyText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// A filter stops fetching by scrolling, or a rare match would let the view run through the table.
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void progressChanged();

private:
    void reset();
    [[nodiscard]] bool goesOn() const { return m_loadAll || (m_cursor && m_cursor->pages() < m_wantedPages); }
    void acceptPage(const dynamodb::ItemPage& page);
    [[nodiscard]] dynamodb::NativeValue::List withoutAdded(const dynamodb::NativeValue::List& items);
    void takeColumns(const dynamodb::NativeValue::List& items);
    void followState();
    [[nodiscard]] std::vector<std::string> tableKeys() const;
    [[nodiscard]] QVariant cellData(const dynamodb::NativeValue& value, int role) const;

    dynamodb::ItemQuery m_query;
    dynamodb::TableSchema m_schema;
    Owned<dynamodb::ItemCursor> m_cursor;
    ItemColumns m_columns;
    std::vector<dynamodb::NativeValue> m_items;
    std::unordered_set<std::string> m_added; ///< keys of rows that no page has brought
    bool m_loadAll = false;
    int m_wantedPages = 0;
};

} // namespace inia::ui
