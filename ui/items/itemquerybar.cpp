#include "ui/items/itemquerybar.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

using dynamodb::ItemQuery;

namespace {

/// A page nobody filters is for looking at; one that is filtered should find something.
constexpr std::int64_t smallPage = 100;
constexpr std::int64_t largePage = 1000;

std::optional<std::int64_t> itemsOf(QueryOptions::PageSize size, bool isFiltered)
{
    switch (size) {
    case QueryOptions::PageSize::Automatic:
        return isFiltered ? largePage : smallPage;
    case QueryOptions::PageSize::Hundred:
        return smallPage;
    case QueryOptions::PageSize::Thousand:
        return largePage;
    case QueryOptions::PageSize::Megabyte:
        break;
    }
    return std::nullopt;
}

} // namespace

QueryOptions::QueryOptions(QObject* parent) : QObject(parent) {}

void QueryOptions::reset()
{
    m_pageSize = PageSize::Automatic;
    m_consistent = false;
    m_descending = false;
}

void QueryOptions::setGlobalIndex(bool isGlobal)
{
    m_isGlobal = isGlobal;
    if (isGlobal)
        m_consistent = false;
}

void QueryOptions::readFrom(const ItemQuery& query)
{
    m_consistent = query.consistentRead;
    m_descending = query.descending;
}

void QueryOptions::writeTo(ItemQuery& query) const
{
    query.pageSize = itemsOf(m_pageSize, !query.filters.empty());
    query.consistentRead = m_consistent;
    query.descending = query.mode == ItemQuery::Mode::Query && m_descending;
}

void QueryOptions::fillMenu(QMenu& menu, bool isQuery)
{
    addFlag(menu,
            m_isGlobal ? tr("Consistent read: not of a global index") : tr("Consistent read, twice the cost"),
            &QueryOptions::m_consistent, !m_isGlobal);
    addFlag(menu, tr("Descending order"), &QueryOptions::m_descending, isQuery);
    menu.addSeparator();
    addPageSizes(menu);
}

void QueryOptions::addFlag(QMenu& menu, const QString& text, bool QueryOptions::*flag, bool isPossible)
{
    auto* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(this->*flag);
    action->setEnabled(isPossible);
    connect(action, &QAction::toggled, this, [this, flag](bool on) { this->*flag = on; });
}

void QueryOptions::addPageSizes(QMenu& menu)
{
    auto* sizes = new QActionGroup(&menu);
    const QStringList texts{tr("Pages as fits"), tr("Pages of 100 items"), tr("Pages of 1,000 items"),
                            tr("Pages of 1 MB")};
    for (int i = 0; i < texts.size(); ++i) {
        auto* action = menu.addAction(texts.at(i));
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(m_pageSize));
        sizes->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { m_pageSize = static_cast<PageSize>(i); });
    }
}

using dynamodb::AttributeTest;

namespace {

void drop(ConditionRow* row)
{
    row->hide();
    row->deleteLater(); // it may be what was just clicked
}

void dropAll(std::vector<ConditionRow*>& rows)
{
    for (auto* row : rows)
        drop(row);
    rows.clear();
}

std::vector<AttributeTest> testsOf(const std::vector<ConditionRow*>& rows)
{
    std::vector<AttributeTest> tests;
    tests.reserve(rows.size());
    for (const auto* row : rows)
        tests.push_back(row->test());
    return tests;
}

void fill(const std::vector<ConditionRow*>& rows, const std::vector<AttributeTest>& tests)
{
    for (std::size_t i = 0; i < std::min(rows.size(), tests.size()); ++i)
        rows[i]->setTest(tests[i]);
}

} // namespace

ConditionRows::ConditionRows(const Appearance& appearance, QVBoxLayout* lines, QWidget* bar)
    : QObject(bar), m_appearance(appearance), m_lines(lines), m_bar(bar), m_keyPlace(lines->count())
{
}

ConditionRow* ConditionRows::newRow(ConditionRow::Role role)
{
    auto* row = new ConditionRow(m_appearance, role, m_bar);
    connect(row, &ConditionRow::submitted, this, &ConditionRows::submitted);
    return row;
}

void ConditionRows::setKeys(const dynamodb::KeySchema& keys)
{
    dropAll(m_partition);
    dropAll(m_sort);
    int place = m_keyPlace;
    const auto add = [this, &place](ConditionRow::Role role, const dynamodb::KeyAttribute& key) {
        auto* row = newRow(role);
        row->setKey(key);
        m_lines->insertWidget(place++, row);
        return row;
    };
    for (const auto& key : keys.partition)
        m_partition.push_back(add(ConditionRow::Role::Partition, key));
    for (const auto& key : keys.sort)
        m_sort.push_back(add(ConditionRow::Role::Sort, key));
    emit changed();
}

void ConditionRows::showKeys(bool visible)
{
    for (const auto* rows : {&m_partition, &m_sort}) {
        for (auto* row : *rows)
            row->setVisible(visible);
    }
}

void ConditionRows::setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes)
{
    m_known = attributes;
    for (auto* row : m_filters)
        row->setKnownAttributes(attributes);
}

ConditionRow* ConditionRows::addFilter(const AttributeTest& test)
{
    auto* row = newRow(ConditionRow::Role::Filter);
    row->setKnownAttributes(m_known);
    row->setTest(test);
    connect(row, &ConditionRow::removeRequested, this, [this, row] { removeFilter(row); });
    m_lines->addWidget(row);
    m_filters.push_back(row);
    emit changed();
    return row;
}

void ConditionRows::removeFilter(ConditionRow* row)
{
    m_filters.erase(std::remove(m_filters.begin(), m_filters.end(), row), m_filters.end());
    drop(row);
    emit filterRemoved();
}

void ConditionRows::clearFilters()
{
    dropAll(m_filters);
}

void ConditionRows::readFrom(const dynamodb::ItemQuery& query)
{
    fill(m_partition, query.partition);
    fill(m_sort, query.sort);
    clearFilters();
    for (const auto& test : query.filters)
        addFilter(test);
}

void ConditionRows::writeTo(dynamodb::ItemQuery& query) const
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

void ConditionRows::showProblems(const std::vector<dynamodb::QueryProblem>& problems)
{
    using Part = dynamodb::QueryProblem::Part;
    for (const auto* rows : {&m_partition, &m_sort, &m_filters}) {
        for (auto* row : *rows)
            row->setProblem({});
    }
    ConditionRow* first = nullptr;
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

ConditionRow* ConditionRows::firstKey() const
{
    return m_partition.empty() ? nullptr : m_partition.front();
}

ConditionRow* ConditionRows::firstFilter() const
{
    return m_filters.empty() ? nullptr : m_filters.front();
}

void ConditionRows::orderTabs(QWidget* previous) const
{
    for (const auto* rows : {&m_partition, &m_sort, &m_filters}) {
        for (auto* row : *rows)
            previous = row->followTab(previous);
    }
}

namespace {

// What is known of a table's attributes before one of its items has been seen.
std::vector<dynamodb::KeyAttribute> keysOf(const dynamodb::TableSchema& schema)
{
    std::vector<dynamodb::KeyAttribute> keys;
    const auto add = [&keys](const dynamodb::KeySchema& key) {
        keys.insert(keys.end(), key.partition.begin(), key.partition.end());
        keys.insert(keys.end(), key.sort.begin(), key.sort.end());
    };
    add(schema.table);
    for (const auto& index : schema.indexes)
        add(index);
    return keys;
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
      m_tools(new QHBoxLayout),
      m_lines(new QVBoxLayout(this)),
      m_choices(new QueryOptions(this))
{
    build();
    m_rows = new ConditionRows(appearance, m_lines, this);
    connectParts();
    setTable({}, {});
}

void ItemQueryBar::connectParts()
{
    connect(m_modes, &SegmentedControl::currentChanged, this, &ItemQueryBar::followMode);
    connect(m_index, &QComboBox::activated, this, &ItemQueryBar::followIndex);
    connect(m_add, &QAbstractButton::clicked, this, [this] { m_rows->addFilter({})->focusField(); });
    connect(m_options, &QAbstractButton::clicked, this, &ItemQueryBar::openOptions);
    connect(m_run, &QAbstractButton::clicked, this, &ItemQueryBar::runRequested);
    connect(m_stop, &QAbstractButton::clicked, this, &ItemQueryBar::stopRequested);
    connect(m_rows, &ConditionRows::submitted, this, &ItemQueryBar::runRequested);
    connect(m_rows, &ConditionRows::changed, this, [this] { m_rows->orderTabs(m_stop); });
    connect(m_rows, &ConditionRows::filterRemoved, m_add, [this] { m_add->setFocus(Qt::OtherFocusReason); });
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
    first->addLayout(m_tools);
    first->addWidget(m_options);
    first->addWidget(m_run);
    first->addWidget(m_stop);
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    m_lines->setContentsMargins(theme.px(8), above, theme.px(12), above);
    m_lines->setSpacing(theme.px(6));
    m_lines->addLayout(first);
}

void ItemQueryBar::addTool(QWidget* tool)
{
    m_tools->addWidget(tool);
}

void ItemQueryBar::setTable(const dynamodb::TableSchema& schema, const std::string& table)
{
    m_schema = schema;
    m_table = table;
    m_choices->reset();
    m_rows->clearFilters();
    m_rows->setKnownAttributes(keysOf(schema));
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
    m_rows->setKnownAttributes(attributes);
}

std::string ItemQueryBar::index() const
{
    const auto chosen = static_cast<std::size_t>(m_index->currentIndex());
    return chosen == 0 || chosen > m_schema.indexes.size() ? std::string()
                                                           : m_schema.indexes[chosen - 1].index;
}

bool ItemQueryBar::isQuery() const
{
    return m_modes->currentIndex() == 1;
}

void ItemQueryBar::followIndex()
{
    const auto& keys = m_schema.keys(index());
    m_rows->setKeys(keys);
    m_choices->setGlobalIndex(keys.isGlobal);
    followMode();
}

void ItemQueryBar::followMode()
{
    m_rows->showKeys(isQuery());
    ConditionRow* key = m_rows->firstKey();
    if (isQuery() && isVisible() && key && key->isBlank())
        key->focusField();
}

void ItemQueryBar::clearFilters()
{
    m_rows->clearFilters();
}

ItemQuery ItemQueryBar::query() const
{
    ItemQuery query;
    query.table = m_table;
    query.index = index();
    query.mode = isQuery() ? ItemQuery::Mode::Query : ItemQuery::Mode::Scan;
    m_rows->writeTo(query);
    m_choices->writeTo(query);
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
    m_rows->readFrom(query);
    m_choices->readFrom(query);
}

void ItemQueryBar::showProblems(const std::vector<dynamodb::QueryProblem>& problems)
{
    m_rows->showProblems(problems);
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
    m_choices->fillMenu(*menu, isQuery());
    menu->popup(m_options->mapToGlobal(QPoint(0, m_options->height() + 2)));
}

void ItemQueryBar::focusField()
{
    ConditionRow* row = isQuery() ? m_rows->firstKey() : nullptr;
    if (!row)
        row = m_rows->firstFilter();
    if (!row)
        row = m_rows->addFilter({});
    row->focusField();
}

void ItemQueryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

} // namespace inia::ui
