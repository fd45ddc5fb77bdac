#include "ui/items/itemsview.h"

#include "core/dynamodb/itemtext.h"
#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/items/itemquerybar.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int keyWidth = 116;
constexpr int typeWidth = 60;

} // namespace

ItemDetails::ItemDetails(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_all(new QWidget(this)),
      m_head(new DetailsHead(appearance, m_all)),
      m_tools(new QWidget(m_head)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), m_all)),
      m_path(new ElidedLabel(appearance, FontRole::MonoSmall, Token::Text2, m_all))
{
    const Theme& theme = appearance.theme();
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Attributes of the item"));
    m_tree->header()->resizeSection(ItemTreeModel::KeyColumn, theme.px(keyWidth));
    m_tree->header()->resizeSection(ItemTreeModel::TypeColumn, theme.px(typeWidth));
    m_tree->setStretchColumn(ItemTreeModel::ValueColumn);
    m_path->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_path->setFixedHeight(theme.sizes().rowCompact);
    auto* column = new QVBoxLayout(m_all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(theme.px(2));
    m_head->addTool(m_tools);
    column->addWidget(m_head);
    column->addWidget(m_tree, 1);
    column->addWidget(m_path);
    column->addWidget(newCopies());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_all);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { m_path->setText(m_model.path(index)); });
    auto* copy = new QShortcut(QKeySequence::Copy, m_tree);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ItemDetails::copyCurrent);
    clear();
}

// It paints from the model, which goes before the children do.
ItemDetails::~ItemDetails()
{
    delete m_tree;
}

ChipSection* ItemDetails::newCopies()
{
    auto* copies = ChipSection::forCopies(m_appearance, ChipSection::Place::Foot, m_all);
    connect(copies, &ChipSection::copyRequested, this, &ItemDetails::copyRequested);
    auto* plain =
        copies->addCopy(tr("JSON"), [this] { return toQString(dynamodb::toPlainJson(m_model.item())); });
    plain->setToolTip(tr("Plain values; sets become lists, bytes base64"));
    auto* typed = copies->addCopy(tr("DynamoDB JSON"), [this] {
        const auto json = dynamodb::toDynamoDbJson(m_model.item());
        return json ? toQString(*json) : QString();
    });
    typed->setToolTip(tr("With the types, as the AWS CLI takes it"));
    return copies;
}

void ItemDetails::addTool(QAction* action)
{
    auto* button = new ToolButton(m_appearance, {}, action->text(), {}, m_tools);
    button->setDefaultAction(action);
    m_tools->layout()->addWidget(button);
}

void ItemDetails::showItem(const dynamodb::NativeValue& item, const QString& title, const QString& table)
{
    m_head->setContent(QStringLiteral("json"), title.isEmpty() ? tr("Item") : title,
                       tr("Item in %1").arg(table));
    m_model.setItem(item);
    m_path->setText({});
    m_all->show();
}

void ItemDetails::clear()
{
    m_model.setItem({});
    m_all->hide();
}

void ItemDetails::copyCurrent()
{
    const QModelIndex value = m_tree->currentIndex().siblingAtColumn(ItemTreeModel::ValueColumn);
    if (value.isValid())
        emit copyRequested(value.data(CopyRole).toString());
}

void ItemDetails::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_tree->setStretchColumn(ItemTreeModel::ValueColumn);
}

void ItemDetails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

namespace {

constexpr int measuredRows = 40; // columns get their width from these, once
constexpr int narrowestColumn = 72;
constexpr int widestColumn = 300;
constexpr int unknownColumn = 160;

} // namespace

ItemsView::ItemsView(const Appearance& appearance, QString profile, QWidget* parent)
    : ItemsView(appearance, std::move(profile), new ItemQueryBar(appearance), parent)
{
}

ItemsView::ItemsView(const Appearance& appearance, QString profile, ItemQueryBar* bar, QWidget* parent)
    : RowsView(appearance, bar, tr("Items"), parent),
      m_profile(std::move(profile)),
      m_bar(bar),
      m_delegate(new ItemDelegate(appearance, this)),
      m_details(new ItemDetails(appearance))
{
    setModel(&m_model);
    table()->setItemDelegate(m_delegate);
    table()->setStretchColumn(-1);
    table()->header()->setSectionsMovable(true);
    table()->header()->setSectionsClickable(false);
    connectParts();
    refresh();
}

// The table looks at the model, which goes with this object.
ItemsView::~ItemsView()
{
    table()->setModel(nullptr);
    delete m_details;
}

void ItemsView::connectParts()
{
    connect(&m_model, &ItemsModel::progressChanged, this, &ItemsView::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_fittedColumns = 0;
        fitColumns(0);
        m_fittedColumns = 0; // so far by their names alone
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first) {
        if (m_fittedColumns < m_model.columnCount())
            m_bar->setKnownAttributes(m_model.attributes());
        fitColumns(first);
    });
    connect(m_bar, &ItemQueryBar::runRequested, this, &ItemsView::ask);
    connect(m_bar, &ItemQueryBar::stopRequested, this, &ItemsView::cancel);
    connect(this, &RowsView::selectionSettled, this, &ItemsView::showDetails);
    for (const auto& key : keysOf(CommandId::RunQuery)) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ItemsView::ask);
    }
}

void ItemsView::enter(const Resource& table, std::optional<dynamodb::ItemQuery> query)
{
    leave();
    m_firstQuery = std::move(query);
    m_resource = table;
    m_bar->setTable({}, tableName());
    if (table.isLoaded())
        useSchema(dynamodb::TableSchema::fromDescription(table.data()));
    else
        describe();
}

void ItemsView::enterFailed(const Error& error)
{
    leave();
    m_bar->setTable({}, {});
    m_describeError = error;
    refresh();
}

std::string ItemsView::tableName() const
{
    return m_resource ? m_resource->identifier("name").text() : std::string();
}

void ItemsView::leave()
{
    m_description.reset();
    m_describeError.reset();
    m_resource.reset();
    m_schema = {};
    m_widths.clear();
    m_model.clear();
}

void ItemsView::describe()
{
    CallOptions options;
    options.cause = "Open " + tableName();
    options.target = tableName();
    m_describeError.reset();
    m_description = m_resource->load(std::move(options));
    m_describeCall = m_description->callId();
    connect(m_description.get(), &Reply::finished, this, &ItemsView::takeDescription);
    refresh();
}

// Who may not describe a table may still read it; then its keys are not known. Any other failure would be the
// scan's too.
void ItemsView::takeDescription()
{
    const ReplyPtr description = std::move(m_description);
    const auto& result = description->result();
    if (result) {
        useSchema(dynamodb::TableSchema::fromDescription(m_resource->acceptLoad(*result)));
    } else if (isAccessDenied(result.error())) {
        useSchema({});
    } else {
        m_describeError = result.error();
        refresh();
    }
}

void ItemsView::useSchema(const dynamodb::TableSchema& schema)
{
    m_schema = schema;
    m_bar->setTable(schema, tableName());
    if (m_firstQuery)
        m_bar->setQuery(*m_firstQuery);
    m_firstQuery.reset();
    run();
}

void ItemsView::run()
{
    if (!m_resource || m_description)
        return;
    if (m_describeError) {
        describe();
        return;
    }
    m_bar->showProblems(m_model.run(dynamodb::NativeClient(m_resource->client()), m_bar->query(), m_schema));
    refresh();
}

// What is not new is no step in the history, and what cannot be asked is none either.
void ItemsView::ask()
{
    const auto before = m_model.query();
    run();
    if (!(m_model.query() == before))
        emit queryAsked(m_model.query());
}

void ItemsView::showQuery(const std::optional<dynamodb::ItemQuery>& query)
{
    if (query && *query == m_model.query())
        return;
    if (m_description) { // with its keys
        m_firstQuery = query;
        return;
    }
    m_bar->setTable(m_schema, tableName());
    if (query)
        m_bar->setQuery(*query);
    run();
}

void ItemsView::reload()
{
    if (!m_model.cursor() || !(m_bar->query() == m_model.query())) {
        run();
        return;
    }
    const int pages = m_model.cursor()->pages();
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_widths[m_model.attributeAt(column)] = table()->columnWidth(column);
    keepRowsDuring([this] { run(); });
    m_model.loadPages(pages);
}

std::string ItemsView::rowKey(int row) const
{
    const auto key = m_model.keyAt(row);
    return key.members().empty() ? std::string() : dynamodb::toPlainJson(key);
}

void ItemsView::cancel()
{
    if (m_description) {
        m_description.reset();
        m_describeError =
            makeError(ErrorKind::Cancelled, "Cancelled", tr("The request was given up.").toStdString());
        refresh();
    }
    m_model.cancel();
}

void ItemsView::retry()
{
    if (m_describeError && m_resource)
        describe();
    else
        m_model.retry();
}

void ItemsView::loadMore()
{
    m_model.loadMore();
}

void ItemsView::loadAll()
{
    m_model.loadAll();
}

void ItemsView::clearFilters()
{
    m_bar->clearFilters();
    ask();
}

quint64 ItemsView::lastCallId() const
{
    if (m_describeError)
        return m_describeCall;
    return m_model.cursor() ? m_model.cursor()->lastCallId() : 0;
}

ItemsFacts ItemsView::facts() const
{
    ItemsFacts facts = ItemsFacts::of(m_model);
    facts.profile = m_profile;
    facts.tableCount = m_schema.itemCount;
    facts.isDescribing = m_description != nullptr;
    if (m_describeError) {
        facts.query.table = tableName();
        facts.state = dynamodb::ItemCursor::State::Failed;
        facts.error = m_describeError;
        facts.requests = m_resource ? 1 : 0;
    }
    return facts;
}

void ItemsView::refresh()
{
    RowsView::refresh();
    m_bar->setRunning(m_description || m_model.state() == dynamodb::ItemCursor::State::Loading);
}

RowsReport ItemsView::report() const
{
    const ItemsFacts now = facts();
    return {itemsStatus(now), itemsState(now), itemsGap(now), now.shown > 0};
}

// Only columns that are new, by the rows that came with them: a width that the user chose stays.
void ItemsView::fitColumns(int firstRow)
{
    const Theme& theme = appearance().theme();
    const int end = qMin(m_model.rowCount(), firstRow + measuredRows);
    for (int column = m_fittedColumns; column < m_model.columnCount(); ++column) {
        int width = end == firstRow ? theme.px(unknownColumn) : theme.px(narrowestColumn);
        width = qMax(width, table()->header()->sectionSizeHint(column));
        for (int row = firstRow; row < end; ++row)
            width = qMax(width, m_delegate->cellWidth(m_model.index(row, column)));
        const auto before = m_widths.find(m_model.attributeAt(column));
        table()->header()->resizeSection(
            column, before != m_widths.end() ? before->second : qMin(width, theme.px(widestColumn)));
    }
    m_fittedColumns = m_model.columnCount();
}

void ItemsView::showDetails()
{
    if (!m_details)
        return;
    if (const auto rows = selectedRows(); rows.size() == 1)
        m_details->showItem(m_model.orderedItem(rows.front()), m_model.keyText(rows.front()),
                            toOneLine(m_model.query().table));
    else
        m_details->clear();
}

// One item as it is, several as a list.
QString ItemsView::copyText() const
{
    dynamodb::NativeValue::List items;
    for (const int row : selectedRows())
        items.push_back(m_model.orderedItem(row));
    if (items.empty())
        return {};
    return toQString(
        dynamodb::toPlainJson(items.size() == 1 ? items.front() : dynamodb::NativeValue::list(items)));
}

void ItemsView::focusFilter()
{
    m_bar->focusField();
}

} // namespace inia::ui
