#pragma once

#include "core/dynamodb/itemrequests.h"
#include "ui/items/conditionrow.h"

#include <QtCore/QObject>
#include <QtWidgets/QWidget>

#include <vector>

class QHBoxLayout;
class QMenu;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class Button;
class ChoiceBox;
class SegmentedControl;
class ToolButton;

// The quieter options of a scan or query: how many items make a page, which order, how consistent.
class QueryOptions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryOptions)

public:
    enum class PageSize : quint8 { Automatic, Hundred, Thousand, Megabyte };

    explicit QueryOptions(QObject* parent = nullptr);

    void reset();
    // Global indexes have no consistent read.
    void setGlobalIndex(bool isGlobal);
    // The page size stays: it is about looking, not about what is asked.
    void readFrom(const dynamodb::ItemQuery& query);
    // Last, as it looks at the mode and at whether there are filters.
    void writeTo(dynamodb::ItemQuery& query) const;
    // Adds what changes them; `isQuery` as scans have no order.
    void fillMenu(QMenu& menu, bool isQuery);

private:
    void addFlag(QMenu& menu, const QString& text, bool QueryOptions::*flag, bool isPossible);
    void addPageSizes(QMenu& menu);

    PageSize m_pageSize = PageSize::Automatic;
    bool m_isGlobal = false;
    bool m_consistent = false;
    bool m_descending = false;
};

// The rows of a query bar: those of the key, which come with the table or index, and the filters below them,
// which the user adds and removes.
class ConditionRows final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConditionRows)

public:
    // Rows go to the end of `lines`, which outlives this, and after what it has already; `bar` owns them.
    ConditionRows(const Appearance& appearance, QVBoxLayout* lines, QWidget* bar);

    void setKeys(const dynamodb::KeySchema& keys);
    // Of a scan the key is not asked.
    void showKeys(bool visible);
    void setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes);
    ConditionRow* addFilter(const dynamodb::AttributeTest& test);
    void clearFilters();

    // Rows of the key stay as they are where the query says nothing of them.
    void readFrom(const dynamodb::ItemQuery& query);
    // Tests of the key only for a query; the sort key up to the first blank one.
    void writeTo(dynamodb::ItemQuery& query) const;
    // Each at its field; the first of them gets the focus.
    void showProblems(const std::vector<dynamodb::QueryProblem>& problems);

    // The first row of the key, of the filters; none where there is none.
    [[nodiscard]] ConditionRow* firstKey() const;
    [[nodiscard]] ConditionRow* firstFilter() const;
    // Lets Tab go from `previous` through all rows.
    void orderTabs(QWidget* previous) const;

signals:
    void submitted();     // Return in a field
    void changed();       // rows came or went
    void filterRemoved(); // by its button, which had the focus

private:
    [[nodiscard]] ConditionRow* newRow(ConditionRow::Role role);
    void removeFilter(ConditionRow* row);

    const Appearance& m_appearance;
    QVBoxLayout* m_lines;
    QWidget* m_bar;
    int m_keyPlace; // where rows of the key begin in the layout
    std::vector<dynamodb::KeyAttribute> m_known;
    std::vector<ConditionRow*> m_partition;
    std::vector<ConditionRow*> m_sort;
    std::vector<ConditionRow*> m_filters;
};

// What is asked of a DynamoDB table: scan or query, of the table or an index, the key of a query, filters,
// and a few quieter options. Asks nothing by itself.
class ItemQueryBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemQueryBar)

public:
    explicit ItemQueryBar(const Appearance& appearance, QWidget* parent = nullptr);

    // Starts anew: a scan of the table. Without a known schema there are no queries.
    void setTable(const dynamodb::TableSchema& schema, const std::string& table);
    // What filters offer while one types.
    void setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes);
    [[nodiscard]] dynamodb::ItemQuery query() const;
    void setQuery(const dynamodb::ItemQuery& query);
    // Each at its field; the first of them gets the focus.
    void showProblems(const std::vector<dynamodb::QueryProblem>& problems);
    // Run becomes Stop.
    void setRunning(bool running);
    void clearFilters();
    void focusField();
    // At the end of the first line, before the options.
    void addTool(QWidget* tool);

signals:
    void runRequested();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void connectParts();
    void followMode();
    void followIndex();
    void openOptions();
    [[nodiscard]] bool isQuery() const;
    [[nodiscard]] std::string index() const;

    const Appearance& m_appearance;
    dynamodb::TableSchema m_schema;
    std::string m_table;
    SegmentedControl* m_modes;
    ChoiceBox* m_index;
    Button* m_add;
    ToolButton* m_options;
    Button* m_run;
    Button* m_stop;
    QHBoxLayout* m_tools;
    QVBoxLayout* m_lines;
    ConditionRows* m_rows = nullptr;
    QueryOptions* m_choices;
};

} // namespace inia::ui
