#include "ui/items/testrows.h"

#include "ui/models/displaytext.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

using dynamodb::AttributeTest;

namespace {

void drop(TestRow* row)
{
    row->hide();
    row->deleteLater(); // it may be what was just clicked
}

void dropAll(std::vector<TestRow*>& rows)
{
    for (auto* row : rows)
        drop(row);
    rows.clear();
}

std::vector<AttributeTest> testsOf(const std::vector<TestRow*>& rows)
{
    std::vector<AttributeTest> tests;
    tests.reserve(rows.size());
    for (const auto* row : rows)
        tests.push_back(row->test());
    return tests;
}

void fill(const std::vector<TestRow*>& rows, const std::vector<AttributeTest>& tests)
{
    for (std::size_t i = 0; i < std::min(rows.size(), tests.size()); ++i)
        rows[i]->setTest(tests[i]);
}

} // namespace

TestRows::TestRows(const Appearance& appearance, QVBoxLayout* lines, QWidget* bar)
    : QObject(bar), m_appearance(appearance), m_lines(lines), m_bar(bar), m_keyPlace(lines->count())
{
}

TestRow* TestRows::newRow(TestRow::Role role)
{
    auto* row = new TestRow(m_appearance, role, m_bar);
    connect(row, &TestRow::submitted, this, &TestRows::submitted);
    return row;
}

void TestRows::setKeys(const dynamodb::KeySchema& keys)
{
    dropAll(m_partition);
    dropAll(m_sort);
    int place = m_keyPlace;
    const auto add = [this, &place](TestRow::Role role, const dynamodb::KeyAttribute& key) {
        auto* row = newRow(role);
        row->setKey(key);
        m_lines->insertWidget(place++, row);
        return row;
    };
    for (const auto& key : keys.partition)
        m_partition.push_back(add(TestRow::Role::Partition, key));
    for (const auto& key : keys.sort)
        m_sort.push_back(add(TestRow::Role::Sort, key));
    emit changed();
}

void TestRows::showKeys(bool visible)
{
    for (const auto* rows : {&m_partition, &m_sort}) {
        for (auto* row : *rows)
            row->setVisible(visible);
    }
}

void TestRows::setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes)
{
    m_known = attributes;
    for (auto* row : m_filters)
        row->setKnownAttributes(attributes);
}

TestRow* TestRows::addFilter(const AttributeTest& test)
{
    auto* row = newRow(TestRow::Role::Filter);
    row->setKnownAttributes(m_known);
    row->setTest(test);
    connect(row, &TestRow::removeRequested, this, [this, row] { removeFilter(row); });
    m_lines->addWidget(row);
    m_filters.push_back(row);
    emit changed();
    return row;
}

void TestRows::removeFilter(TestRow* row)
{
    m_filters.erase(std::remove(m_filters.begin(), m_filters.end(), row), m_filters.end());
    drop(row);
    emit filterRemoved();
}

void TestRows::clearFilters()
{
    dropAll(m_filters);
}

void TestRows::readFrom(const dynamodb::ItemQuery& query)
{
    fill(m_partition, query.partition);
    fill(m_sort, query.sort);
    clearFilters();
    for (const auto& test : query.filters)
        addFilter(test);
}

void TestRows::writeTo(dynamodb::ItemQuery& query) const
{
    query.filters = testsOf(m_filters);
    if (query.mode == dynamodb::ItemQuery::Mode::Scan)
        return;
    query.partition = testsOf(m_partition);
    for (const auto* row : m_sort) {
        if (row->isBlank())
            break;
        query.sort.push_back(row->test());
    }
}

void TestRows::showProblems(const std::vector<dynamodb::QueryProblem>& problems)
{
    using Part = dynamodb::QueryProblem::Part;
    for (const auto* rows : {&m_partition, &m_sort, &m_filters}) {
        for (auto* row : *rows)
            row->setProblem({});
    }
    TestRow* first = nullptr;
    for (const auto& problem : problems) {
        const auto& rows = problem.part == Part::Partition ? m_partition
                           : problem.part == Part::Sort    ? m_sort
                                                           : m_filters;
        if (problem.row >= rows.size())
            continue;
        rows[problem.row]->setProblem(toQString(problem.message));
        if (!first)
            first = rows[problem.row];
    }
    if (first)
        first->focusField();
}

TestRow* TestRows::firstKey() const
{
    return m_partition.empty() ? nullptr : m_partition.front();
}

TestRow* TestRows::firstFilter() const
{
    return m_filters.empty() ? nullptr : m_filters.front();
}

void TestRows::orderTabs(QWidget* previous) const
{
    for (const auto* rows : {&m_partition, &m_sort, &m_filters}) {
        for (auto* row : *rows)
            previous = row->followTab(previous);
    }
}

} // namespace inia::ui
