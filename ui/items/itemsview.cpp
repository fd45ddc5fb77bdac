#include "ui/items/itemsview.h"

#include "core/dynamodb/itemjson.h"
#include "ui/delegates/format.h"
#include "ui/delegates/headerview.h"
#include "ui/delegates/itemdelegate.h"
#include "ui/items/itemdetails.h"
#include "ui/items/itemquerybar.h"
#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/failurestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int skeletonDelayMs = 150; // a fast answer must not flicker
constexpr int selectionRestMs = 120;
constexpr int clockMs = 100;
constexpr int maxTableHeight = 1 << 23;
constexpr int measuredRows = 40; // columns get their width from these, once
constexpr int narrowestColumn = 72;
constexpr int widestColumn = 300;
constexpr int unknownColumn = 160;

} // namespace

ItemsView::ItemsView(const Appearance& appearance, QString profile, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_profile(std::move(profile)),
      m_bar(new ItemQueryBar(appearance, this)),
      m_progress(new ProgressLine(appearance, this)),
      m_table(new TableView(appearance, this)),
      m_delegate(new ItemDelegate(appearance, this)),
      m_gap(new FailureStrip(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_status(new StatusLine(appearance, this)),
      m_pages(new QStackedLayout),
      m_details(new ItemDetails(appearance))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_skeletonTimer.setSingleShot(true);
    m_skeletonTimer.setInterval(skeletonDelayMs);
    m_selectionTimer.setSingleShot(true);
    m_selectionTimer.setInterval(selectionRestMs);
    m_clock.setInterval(clockMs);
    build();
    connectParts();
    refresh();
}

// The table paints from the model, which goes before the children do.
ItemsView::~ItemsView()
{
    delete m_table;
    delete m_details;
}

void ItemsView::build()
{
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Items"));
    m_table->setStretchColumn(-1);
    m_table->header()->setSectionsMovable(true);
    m_table->header()->setSectionsClickable(false);

    auto* rows = new QWidget(this);
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_gap);
    column->addStretch(0);
    m_gap->hide();
    m_pages->addWidget(rows);
    m_pages->addWidget(m_state);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_bar);
    m_progress->setFixedHeight(2);
    all->addWidget(m_progress);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
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
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, &m_selectionTimer,
            qOverload<>(&QTimer::start));
    connect(&m_model, &QAbstractItemModel::modelReset, &m_selectionTimer, qOverload<>(&QTimer::start));
    connect(&m_selectionTimer, &QTimer::timeout, this, &ItemsView::settleSelection);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] { m_table->setLoading(true); });
    connect(&m_clock, &QTimer::timeout, this, [this] { m_status->setFacts(itemsStatus(facts())); });
    connect(m_status, &StatusLine::loadMoreRequested, this, [this] { m_model.loadMore(); });
    connect(m_status, &StatusLine::loadAllRequested, &m_model, &ItemsModel::loadAll);
    connect(m_status, &StatusLine::cancelRequested, this, &ItemsView::cancel);
    connect(m_bar, &ItemQueryBar::runRequested, this, &ItemsView::run);
    connect(m_bar, &ItemQueryBar::stopRequested, this, &ItemsView::cancel);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &ItemsView::act, Qt::QueuedConnection);
    connect(m_gap, &FailureStrip::actionTriggered, this, &ItemsView::act, Qt::QueuedConnection);
    connect(m_state, &StateView::copyRequested, this, &ItemsView::copyRequested);
    connect(m_details, &ItemDetails::copyRequested, this, &ItemsView::copyRequested);
    addKey(Qt::Key_Backspace, m_table, &ItemsView::goUp);
    addKey(QKeySequence::Copy, m_table, &ItemsView::copySelected);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ItemsView::run);
    }
}

void ItemsView::addKey(const QKeySequence& key, QWidget* where, void (ItemsView::*handler)())
{
    auto* shortcut = new QShortcut(key, where);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, handler);
}

void ItemsView::enter(const Resource& table)
{
    leave();
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

void ItemsView::reload()
{
    run();
}

void ItemsView::cancel()
{
    if (m_description) {
        m_description.reset();
        m_describeError = makeError(ErrorKind::Cancelled, "Cancelled", "The request was given up.");
        refresh();
    }
    m_model.cancel();
}

void ItemsView::act(const QString& id)
{
    if (id == stateaction::retry) {
        if (m_describeError && m_resource)
            describe();
        else
            m_model.retry();
    } else if (id == stateaction::loadMore) {
        m_model.loadMore();
    } else if (id == stateaction::showRequest) {
        emit showCallRequested(m_describeError    ? m_describeCall
                               : m_model.cursor() ? m_model.cursor()->lastCallId()
                                                  : 0);
    } else if (id == stateaction::clearFilter) {
        m_bar->clearFilters();
        run();
    }
}

ItemsFacts ItemsView::facts() const
{
    ItemsFacts facts = ItemsFacts::of(m_model);
    facts.profile = m_profile;
    facts.tableCount = m_schema.itemCount;
    facts.isDescribing = m_description != nullptr;
    if (m_describeError) {
        facts.query.table = tableName();
        facts.state = ItemCursor::State::Failed;
        facts.error = m_describeError;
        facts.requests = m_resource ? 1 : 0;
    }
    return facts;
}

void ItemsView::refresh()
{
    const ItemsFacts now = facts();
    const bool loading = now.isDescribing || now.state == ItemCursor::State::Loading;
    refreshWaiting(loading, now.shown > 0);
    m_status->setFacts(itemsStatus(now));
    const auto gap = itemsGap(now);
    m_gap->setVisible(gap.has_value());
    if (gap)
        m_gap->setContent(*gap);
    // The strip stands right below the last row, so the table takes no more room than its rows need.
    const qint64 rowsHeight =
        m_table->header()->sizeHint().height() + now.shown * m_table->verticalHeader()->defaultSectionSize();
    m_table->setMaximumHeight(gap ? static_cast<int>(qMin<qint64>(rowsHeight, maxTableHeight))
                                  : QWIDGETSIZE_MAX);
    const auto state = itemsState(now);
    if (state)
        m_state->setContent(*state);
    m_pages->setCurrentIndex(state ? 1 : 0);
}

void ItemsView::refreshWaiting(bool loading, bool hasRows)
{
    m_progress->setRunning(loading);
    m_bar->setRunning(loading);
    if (!loading || hasRows) {
        m_skeletonTimer.stop();
        m_table->setLoading(false);
    } else if (!m_skeletonTimer.isActive()) {
        m_skeletonTimer.start();
    }
    if (loading && !m_clock.isActive())
        m_clock.start();
    else if (!loading)
        m_clock.stop();
}

// Only columns that are new, by the rows that came with them: a width that the user chose stays.
void ItemsView::fitColumns(int firstRow)
{
    const Theme& theme = m_appearance.theme();
    const int end = qMin(m_model.rowCount(), firstRow + measuredRows);
    for (int column = m_fittedColumns; column < m_model.columnCount(); ++column) {
        int width = end == firstRow ? theme.px(unknownColumn) : theme.px(narrowestColumn);
        width = qMax(width, m_table->header()->sectionSizeHint(column));
        for (int row = firstRow; row < end; ++row)
            width = qMax(width, m_delegate->cellWidth(m_model.index(row, column)));
        m_table->header()->resizeSection(column, qMin(width, theme.px(widestColumn)));
    }
    m_fittedColumns = m_model.columnCount();
}

std::vector<int> ItemsView::selectedRows() const
{
    std::vector<int> rows;
    const auto ranges = m_table->selectionModel()->selection();
    for (const QItemSelectionRange& range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    return rows;
}

void ItemsView::settleSelection()
{
    const auto rows = selectedRows();
    m_status->setSelectionText(
        rows.empty() ? QString() : tr("%1 selected").arg(countText(static_cast<qint64>(rows.size()))));
    if (m_details) {
        if (rows.size() == 1)
            m_details->showItem(m_model.orderedItem(rows.front()), m_model.keyText(rows.front()),
                                toOneLine(m_model.query().table));
        else
            m_details->clear();
    }
    emit selectionSettled();
}

// One item as it is, several as a list.
void ItemsView::copySelected()
{
    const auto rows = selectedRows();
    if (rows.empty())
        return;
    dynamodb::NativeValue::List items;
    for (const int row : rows)
        items.push_back(m_model.orderedItem(row));
    const auto json =
        dynamodb::toPlainJson(items.size() == 1 ? items.front() : dynamodb::NativeValue::list(items));
    emit copyRequested(toQString(json));
}

void ItemsView::focusRows()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

void ItemsView::focusFilter()
{
    m_bar->focusField();
}

void ItemsView::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

} // namespace inia::ui
