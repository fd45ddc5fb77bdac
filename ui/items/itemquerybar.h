#pragma once

#include "core/dynamodb/itemquery.h"

#include <QtWidgets/QWidget>

#include <vector>

class QHBoxLayout;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class Button;
class ChoiceBox;
class QueryOptions;
class SegmentedControl;
class TestRows;
class ToolButton;

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
    TestRows* m_rows = nullptr;
    QueryOptions* m_choices;
};

} // namespace inia::ui
