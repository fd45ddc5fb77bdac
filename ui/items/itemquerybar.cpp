#include "ui/items/itemquerybar.h"

#include "ui/items/testrow.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace inia::ui {

using dynamodb::ItemQuery;

namespace {

/// A page nobody filters is for looking at; one that is filtered should find something.
constexpr std::int64_t smallPage = 100;
constexpr std::int64_t largePage = 1000;

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

std::vector<dynamodb::AttributeTest> testsOf(const std::vector<TestRow*>& rows)
{
    std::vector<dynamodb::AttributeTest> tests;
    for (const auto* row : rows)
        tests.push_back(row->test());
    return tests;
}

} // namespace

ItemQueryBar::ItemQueryBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_modes(new SegmentedControl(appearance, {tr("Scan"), tr("Query")}, this)),
      m_index(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_add(new Button(appearance, Button::Kind::Default, tr("Add filter"), QStringLiteral("filter"), this)),
      m_options(new ToolButton(appearance, QStringLiteral("dots"), tr("Options of the query"), {}, this)),
      m_run(new Button(appearance, Button::Kind::Primary, tr("Run"), QStringLiteral("play"), this)),
      m_stop(new Button(appearance, Button::Kind::Default, tr("Stop"), QStringLiteral("stop"), this)),
      m_rows(new QVBoxLayout(this))
{
    build();
    setTable({}, {});
    connect(m_modes, &SegmentedControl::currentChanged, this, &ItemQueryBar::followMode);
    connect(m_index, &QComboBox::activated, this, &ItemQueryBar::followIndex);
    connect(m_add, &QAbstractButton::clicked, this, [this] { addFilter({}, true); });
    connect(m_options, &QAbstractButton::clicked, this, &ItemQueryBar::openOptions);
    connect(m_run, &QAbstractButton::clicked, this, &ItemQueryBar::runRequested);
    connect(m_stop, &QAbstractButton::clicked, this, &ItemQueryBar::stopRequested);
}

void ItemQueryBar::build()
{
    const Theme& theme = m_appearance.theme();
    m_modes->setOptionToolTip(0, tr("Look at all items, in no order of meaning"));
    m_modes->setOptionToolTip(1, tr("Find the items of one partition key, in the order of the sort key"));
    m_index->setAccessibleName(tr("Table or index"));
    m_run->setToolTip(tr("Ask the service (Ctrl+Return)"));
    m_stop->setToolTip(tr("Give up the request under way (Esc)"));
    m_stop->setFixedWidth(qMax(m_run->sizeHint().width(), m_stop->sizeHint().width()));
    m_run->setFixedWidth(m_stop->width());
    m_stop->hide();
    auto* first = new QHBoxLayout;
    first->setSpacing(theme.sizes().buttonGap);
    first->addWidget(m_modes);
    first->addWidget(m_index);
    first->addWidget(m_add);
    first->addStretch(1);
    first->addWidget(m_options);
    first->addWidget(m_run);
    first->addWidget(m_stop);
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    m_rows->setContentsMargins(theme.px(8), above, theme.px(12), above);
    m_rows->setSpacing(theme.px(6));
    m_rows->addLayout(first);
}

void ItemQueryBar::setTable(const dynamodb::TableSchema& schema, const std::string& table)
{
    m_schema = schema;
    m_table = table;
    m_consistent = false;
    m_descending = false;
    m_pageSize = PageSize::Automatic;
    dropAll(m_filters);
    QStringList options{tr("Table")};
    for (const auto& index : schema.indexes)
        options.append(toOneLine(index.index));
    m_index->setChoices(options);
    m_index->setCurrentIndex(0);
    m_index->fitWidth();
    m_index->setVisible(!schema.indexes.empty());
    m_modes->setCurrentIndex(0);
    m_modes->setEnabled(schema.isKnown());
    followIndex();
}

void ItemQueryBar::setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes)
{
    m_attributes = attributes;
    for (auto* row : m_filters)
        row->setKnownAttributes(attributes);
}

std::string ItemQueryBar::index() const
{
    const auto chosen = static_cast<std::size_t>(m_index->currentIndex());
    return chosen == 0 || chosen > m_schema.indexes.size() ? std::string()
                                                           : m_schema.indexes[chosen - 1].index;
}

const dynamodb::KeySchema& ItemQueryBar::keys() const
{
    return m_schema.keys(index());
}

TestRow* ItemQueryBar::newRow(int role)
{
    auto* row = new TestRow(m_appearance, static_cast<TestRow::Role>(role), this);
    connect(row, &TestRow::submitted, this, &ItemQueryBar::runRequested);
    return row;
}

// Other keys, other rows: they stand between the first line and the filters.
void ItemQueryBar::followIndex()
{
    dropAll(m_partition);
    dropAll(m_sort);
    int place = 1;
    const auto add = [this, &place](TestRow::Role role, const dynamodb::KeyAttribute& key) {
        auto* row = newRow(static_cast<int>(role));
        row->setKey(key);
        m_rows->insertWidget(place++, row);
        return row;
    };
    for (const auto& key : keys().partition)
        m_partition.push_back(add(TestRow::Role::Partition, key));
    for (const auto& key : keys().sort)
        m_sort.push_back(add(TestRow::Role::Sort, key));
    if (keys().isGlobal)
        m_consistent = false;
    orderTabs();
    followMode();
}

void ItemQueryBar::orderTabs()
{
    QWidget* last = m_stop;
    for (const auto* rows : {&m_partition, &m_sort, &m_filters}) {
        for (auto* row : *rows)
            last = row->followTab(last);
    }
}

void ItemQueryBar::followMode()
{
    const bool isQuery = m_modes->currentIndex() == 1;
    for (auto* row : m_partition)
        row->setVisible(isQuery);
    for (auto* row : m_sort)
        row->setVisible(isQuery);
    if (isQuery && isVisible() && !m_partition.empty() && m_partition.front()->isBlank())
        m_partition.front()->focusField();
}

void ItemQueryBar::addFilter(const dynamodb::AttributeTest& test, bool focus)
{
    auto* row = newRow(static_cast<int>(TestRow::Role::Filter));
    row->setKnownAttributes(m_attributes);
    row->setTest(test);
    connect(row, &TestRow::removeRequested, this, [this, row] { removeFilter(row); });
    m_rows->addWidget(row);
    m_filters.push_back(row);
    orderTabs();
    if (focus)
        row->focusField();
}

void ItemQueryBar::removeFilter(TestRow* row)
{
    m_filters.erase(std::remove(m_filters.begin(), m_filters.end(), row), m_filters.end());
    drop(row);
    m_add->setFocus(Qt::OtherFocusReason);
}

void ItemQueryBar::clearFilters()
{
    dropAll(m_filters);
}

std::optional<std::int64_t> ItemQueryBar::pageSize() const
{
    switch (m_pageSize) {
    case PageSize::Automatic:
        return m_filters.empty() ? smallPage : largePage;
    case PageSize::Hundred:
        return smallPage;
    case PageSize::Thousand:
        return largePage;
    case PageSize::Megabyte:
        break;
    }
    return std::nullopt;
}

ItemQuery ItemQueryBar::query() const
{
    ItemQuery query;
    query.table = m_table;
    query.index = index();
    query.filters = testsOf(m_filters);
    query.pageSize = pageSize();
    query.consistentRead = m_consistent;
    if (m_modes->currentIndex() == 0)
        return query;
    query.mode = ItemQuery::Mode::Query;
    query.partition = testsOf(m_partition);
    query.descending = m_descending;
    for (const auto* row : m_sort) {
        if (row->isBlank())
            break;
        query.sort.push_back(row->test());
    }
    return query;
}

void ItemQueryBar::setQuery(const ItemQuery& query)
{
    for (std::size_t i = 0; i < m_schema.indexes.size(); ++i) {
        if (m_schema.indexes[i].index == query.index)
            m_index->setCurrentIndex(static_cast<int>(i) + 1);
    }
    m_modes->setCurrentIndex(query.mode == ItemQuery::Mode::Query ? 1 : 0);
    followIndex();
    for (std::size_t i = 0; i < std::min(m_partition.size(), query.partition.size()); ++i)
        m_partition[i]->setTest(query.partition[i]);
    for (std::size_t i = 0; i < std::min(m_sort.size(), query.sort.size()); ++i)
        m_sort[i]->setTest(query.sort[i]);
    dropAll(m_filters);
    for (const auto& test : query.filters)
        addFilter(test, false);
    m_consistent = query.consistentRead;
    m_descending = query.descending;
}

void ItemQueryBar::showProblems(const std::vector<dynamodb::QueryProblem>& problems)
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

void ItemQueryBar::setRunning(bool running)
{
    if (running == m_stop->isVisibleTo(this))
        return;
    const bool hadFocus = m_run->hasFocus() || m_stop->hasFocus();
    m_run->setVisible(!running);
    m_stop->setVisible(running);
    if (hadFocus)
        (running ? m_stop : m_run)->setFocus(Qt::OtherFocusReason);
}

void ItemQueryBar::openOptions()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto flag = [menu](const QString& text, bool& value, bool possible) {
        auto* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(value);
        action->setEnabled(possible);
        connect(action, &QAction::toggled, menu, [&value](bool on) { value = on; });
    };
    flag(keys().isGlobal ? tr("Consistent read: not of a global index")
                         : tr("Consistent read, twice the cost"),
         m_consistent, !keys().isGlobal);
    flag(tr("Descending order"), m_descending, m_modes->currentIndex() == 1);
    menu->addSeparator();
    auto* sizes = new QActionGroup(menu);
    const QStringList texts{tr("Pages as fits"), tr("Pages of 100 items"), tr("Pages of 1,000 items"),
                            tr("Pages of 1 MB")};
    for (int i = 0; i < texts.size(); ++i) {
        auto* action = menu->addAction(texts.at(i));
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(m_pageSize));
        sizes->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { m_pageSize = static_cast<PageSize>(i); });
    }
    menu->popup(m_options->mapToGlobal(QPoint(0, m_options->height() + 2)));
}

void ItemQueryBar::focusField()
{
    if (m_modes->currentIndex() == 1 && !m_partition.empty())
        m_partition.front()->focusField();
    else if (!m_filters.empty())
        m_filters.front()->focusField();
    else
        addFilter({}, true);
}

void ItemQueryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

} // namespace inia::ui
