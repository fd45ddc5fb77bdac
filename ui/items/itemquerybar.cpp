#include "ui/items/itemquerybar.h"

#include "ui/items/queryoptions.h"
#include "ui/items/testrows.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>

namespace inia::ui {

using dynamodb::ItemQuery;

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
    m_rows = new TestRows(appearance, m_lines, this);
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
    connect(m_rows, &TestRows::submitted, this, &ItemQueryBar::runRequested);
    connect(m_rows, &TestRows::changed, this, [this] { m_rows->orderTabs(m_stop); });
    connect(m_rows, &TestRows::filterRemoved, m_add, [this] { m_add->setFocus(Qt::OtherFocusReason); });
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
    TestRow* key = m_rows->firstKey();
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
    TestRow* row = isQuery() ? m_rows->firstKey() : nullptr;
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
