#pragma once

#include "core/dynamodb/itemquery.h"
#include "ui/items/testrow.h"

#include <QtCore/QObject>

#include <vector>

class QVBoxLayout;

namespace inia::ui {

// The rows of a query bar: those of the key, which come with the table or index, and the filters below them,
// which the user adds and removes.
class TestRows final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TestRows)

public:
    // Rows go to the end of `lines`, which outlives this, and after what it has already; `bar` owns them.
    TestRows(const Appearance& appearance, QVBoxLayout* lines, QWidget* bar);

    void setKeys(const dynamodb::KeySchema& keys);
    // Of a scan the key is not asked.
    void showKeys(bool visible);
    void setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes);
    TestRow* addFilter(const dynamodb::AttributeTest& test);
    void clearFilters();

    // Rows of the key stay as they are where the query says nothing of them.
    void readFrom(const dynamodb::ItemQuery& query);
    // Tests of the key only for a query; the sort key up to the first blank one.
    void writeTo(dynamodb::ItemQuery& query) const;
    // Each at its field; the first of them gets the focus.
    void showProblems(const std::vector<dynamodb::QueryProblem>& problems);

    // The first row of the key, of the filters; none where there is none.
    [[nodiscard]] TestRow* firstKey() const;
    [[nodiscard]] TestRow* firstFilter() const;
    // Lets Tab go from `previous` through all rows.
    void orderTabs(QWidget* previous) const;

signals:
    void submitted();     // Return in a field
    void changed();       // rows came or went
    void filterRemoved(); // by its button, which had the focus

private:
    [[nodiscard]] TestRow* newRow(TestRow::Role role);
    void removeFilter(TestRow* row);

    const Appearance& m_appearance;
    QVBoxLayout* m_lines;
    QWidget* m_bar;
    int m_keyPlace; // where rows of the key begin in the layout
    std::vector<dynamodb::KeyAttribute> m_known;
    std::vector<TestRow*> m_partition;
    std::vector<TestRow*> m_sort;
    std::vector<TestRow*> m_filters;
};

} // namespace inia::ui
