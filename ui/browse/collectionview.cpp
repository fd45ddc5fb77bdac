#include "ui/browse/collectionview.h"

#include "ui/browse/collectionwords.h"
#include "ui/browse/columnmenu.h"
#include "ui/browse/columnsdialog.h"
#include "ui/browse/filterrow.h"
#include "ui/delegates/headerview.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcelayouts.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QFontMetrics>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

namespace inia::ui {

namespace {

// In design pixels.
constexpr int numberWidth = 84;
constexpr int resourceDateWidth = 152;
constexpr int nameWidth = 132;
constexpr int mostWidth = 380;
constexpr int dotRoom = 26;
constexpr int spareRoom = 12;
constexpr int measuredRows = 60;
constexpr int seenRestMs = 120;

bool isSame(const Collection& a, const Collection& b)
{
    return a.parent() == b.parent() && a.definition().name == b.definition().name;
}

} // namespace

CollectionView::CollectionView(const Appearance& appearance, QString profile, QWidget* parent)
    : CollectionView(std::make_unique<ResourceTableModel>(ResourceLayouts::builtIn()), appearance,
                     std::move(profile), parent)
{
}

CollectionView::CollectionView(std::unique_ptr<ResourceTableModel> model, const Appearance& appearance,
                               QString profile, QWidget* parent)
    : ListingPage(appearance, *model, tr("Resources"), parent),
      m_model(std::move(model)),
      m_profile(std::move(profile))
{
    buildColumns();
    buildFilter();
    table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table(), &QWidget::customContextMenuRequested, this, &CollectionView::showContextMenu);
    m_seenTimer.setSingleShot(true);
    m_seenTimer.setInterval(seenRestMs);
    connect(&m_seenTimer, &QTimer::timeout, this, &CollectionView::completeWhatIsSeen);
    const auto soon = [this] { m_seenTimer.start(); };
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, soon);
    connect(m_model.get(), &QAbstractItemModel::layoutChanged, this, soon);
    connect(table()->verticalScrollBar(), &QScrollBar::valueChanged, this, soon);
    connect(table()->verticalScrollBar(), &QScrollBar::rangeChanged, this, soon);
    connect(m_model.get(), &ResourceTableModel::completionFailed, this, [this](const Error& error) {
        showNotice(tr("More of the rows could not be read: %1").arg(toOneLine(error.message)));
    });
    refresh();
}

// The table looks at the model, which goes with this object.
CollectionView::~CollectionView()
{
    table()->setModel(nullptr);
}

void CollectionView::setColumnChoices(std::shared_ptr<ColumnChoices> choices)
{
    m_model->setChoices(std::move(choices));
}

void CollectionView::buildColumns()
{
    table()->header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table()->header(), &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        showColumnMenu(table()->header()->viewport()->mapToGlobal(position));
    });
    connect(table()->header(), &HeaderView::sectionSized, m_model.get(), &ResourceTableModel::chooseWidth);
    connect(m_model.get(), &ResourceTableModel::columnsChosen, this, &CollectionView::layOutColumns);
    table()->header()->setSectionsMovable(true);
    // Not while the header is still at it: the sections are made anew in their new order.
    connect(table()->header(), &QHeaderView::sectionMoved, this, &CollectionView::takeColumnOrder,
            Qt::QueuedConnection);
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_measured)
            layOutColumns();
    });
}

void CollectionView::buildFilter()
{
    filter().setContainsPlaceholder(tr("A shown cell contains\u2026"));
    connect(&filter(), &FilterRow::serverFilterRequested, this, &CollectionView::addServerFilter);
    connect(&filter(), &FilterRow::chipsCleared, this, &CollectionView::clearServerFilter);
    connect(&filter(), &FilterRow::chipRemoved, this, [this](int index) {
        auto filters = m_filters;
        filters.erase(filters.begin() + index);
        setFilters(std::move(filters));
    });
    auto* columns = new ToolButton(appearance(), QStringLiteral("columns"), tr("Choose columns"), {}, this);
    filter().addTool(columns);
    connect(columns, &QAbstractButton::clicked, this,
            [this, columns] { showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height()))); });
}

void CollectionView::enter(const Result<Collection>& collection, const std::string& select)
{
    m_pending = select;
    filter().clearField();
    if (!collection || !m_collection || !isSame(*m_collection, *collection))
        m_filters.clear();
    m_collection = collection ? std::optional(*collection) : std::nullopt;
    m_canFilter = collection ? ServerFilters(*collection) : ServerFilters();
    filter().setServerWords(serverFilterWords(m_canFilter));
    if (collection)
        open();
    else
        m_model->openFailed(collection.error());
    showChips();
    resetSorting();
    refreshSelection();
    refresh();
}

void CollectionView::select(const std::string& id)
{
    const auto rows = selectedRows();
    const int row = id.empty() ? -1 : m_model->rowOf(id);
    m_pending = row >= 0 && rows == QList<int>{row} ? std::string() : id;
    if (row < 0)
        table()->clearSelection();
    selectPending();
}

void CollectionView::open()
{
    resetSorting();
    m_model->open(m_filters.empty() ? *m_collection : m_collection->filter(m_canFilter.params(m_filters)));
    if (filter().mode() == FilterRow::Mode::Contains)
        m_model->setContains(filter().text());
}

void CollectionView::reload()
{
    if (!m_collection || reloadRows())
        return;
    open();
    refresh();
}

void CollectionView::clear()
{
    m_collection.reset();
    m_filters.clear();
    m_pending.clear();
    m_model->clear();
}

std::vector<Resource> CollectionView::selected() const
{
    std::vector<Resource> resources;
    for (const int row : selectedRows())
        resources.push_back(m_model->resourceAt(row));
    return resources;
}

void CollectionView::addServerFilter(const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    auto filter = m_canFilter.parse(text.toStdString());
    if (!filter) {
        this->filter().setProblem(toOneLine(filter.error().message));
        return;
    }
    auto filters = m_filters;
    // A member has one value: asking for another takes the place of the first.
    std::erase_if(filters, [&](const ServerFilter& other) { return other.name == filter->name; });
    filters.push_back(std::move(filter).value());
    setFilters(std::move(filters));
    this->filter().clearField();
}

void CollectionView::setFilters(std::vector<ServerFilter> filters)
{
    if (!m_collection || filters == m_filters)
        return;
    m_filters = std::move(filters);
    showChips();
    open();
    refresh();
}

void CollectionView::showChips()
{
    QList<FilterChip> chips;
    for (const auto& filter : m_filters)
        chips.append({toOneLine(filter.name) + QStringLiteral(" ="), toOneLine(filter.value)});
    filter().setChips(chips);
}

void CollectionView::clearServerFilter()
{
    setFilters({});
}

// As wide as what the first rows need, within limits: measured once, so that no later row moves a column.
void CollectionView::layOutColumns()
{
    HeaderView* header = table()->header();
    for (int section = 0; section < header->count(); ++section)
        header->resizeSection(section, widthOf(section));
    table()->setStretchColumn(-1);
    if (const int sorted = m_model->sortedSection(); sorted != header->sortIndicatorSection()) {
        const QSignalBlocker quiet(header); // the rows stand in that order already
        header->setSortIndicator(sorted, m_model->sortDirection());
    }
    m_measured = m_model->rowCount() > 0;
}

int CollectionView::widthOf(int section) const
{
    if (const int chosen = m_model->chosenWidth(section); chosen > 0)
        return chosen;
    const Theme& theme = appearance().theme();
    const ColumnKind kind = m_model->columns()[static_cast<std::size_t>(section)].kind;
    const int label = table()->header()->sectionSizeHint(section);
    if (kind == ColumnKind::Date || kind == ColumnKind::Number || kind == ColumnKind::Size ||
        kind == ColumnKind::Duration)
        return qMax(label, theme.px(kind == ColumnKind::Date ? resourceDateWidth : numberWidth));
    const QFontMetrics metrics(theme.font(kind == ColumnKind::Mono ? FontRole::Mono : FontRole::Data));
    int widest = 0;
    for (int row = 0; row < qMin(m_model->rowCount(), measuredRows); ++row)
        widest = qMax(widest, metrics.horizontalAdvance(m_model->index(row, section).data().toString()));
    widest += 2 * theme.sizes().cellPadding + theme.px(kind == ColumnKind::State ? dotRoom : spareRoom);
    const int least = theme.px(kind == ColumnKind::Name || m_model->rowCount() == 0 ? nameWidth : 0);
    return qBound(qMax(label, least), widest, qMax(label, theme.px(mostWidth)));
}

// The header has them in another order than the model: from now on the model has it too.
void CollectionView::takeColumnOrder()
{
    const HeaderView* header = table()->header();
    ResourceColumns columns;
    bool isMoved = false;
    for (int place = 0; place < header->count(); ++place) {
        const int section = header->logicalIndex(place);
        isMoved = isMoved || section != place;
        columns.push_back(m_model->columns()[static_cast<std::size_t>(section)]);
    }
    if (isMoved)
        m_model->chooseColumns(std::move(columns));
}

// Of rows that are ids alone, what they are: for those one looks at, one call for many.
void CollectionView::completeWhatIsSeen()
{
    const QRect room = table()->viewport()->rect();
    const QModelIndex first = table()->indexAt(room.topLeft());
    const QModelIndex last = table()->indexAt(room.bottomLeft());
    if (first.isValid())
        m_model->completeRows(first.row(), last.isValid() ? last.row() : m_model->rowCount() - 1);
}

void CollectionView::chooseColumns(bool typing)
{
    ColumnsDialog::Table facts;
    facts.type = m_model->typeKey();
    facts.shown = m_model->columns();
    facts.others = m_model->otherColumns();
    facts.usual = m_model->usualColumns();
    const auto rows = selectedRows();
    if (m_model->rowCount() > 0)
        facts.row = m_model->factsAt(rows.empty() ? 0 : rows.front());
    auto* dialog = new ColumnsDialog(appearance(), std::move(facts), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnsDialog::chosen, m_model.get(), &ResourceTableModel::chooseColumns);
    connect(dialog, &ColumnsDialog::copyRequested, this, &RowsView::copyRequested);
    dialog->open();
    if (typing)
        dialog->startTyping();
}

std::optional<Collection> CollectionView::listed() const
{
    return m_model->collection();
}

void CollectionView::showColumnMenu(const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(commandOf(CommandId::ChooseColumns).title() + QStringLiteral("\u2026")),
            &QAction::triggered, this, [this] { chooseColumns(); });
    connect(menu->addAction(commandOf(CommandId::AddColumn).title() + QStringLiteral("\u2026")),
            &QAction::triggered, this, [this] { chooseColumns(true); });
    menu->addSeparator();
    fillColumnMenu(*menu, *m_model);
    menu->popup(global);
}

void CollectionView::showContextMenu(const QPoint& inViewport)
{
    const auto resources = selected();
    if (resources.empty())
        return;
    // The menu key asks at the middle of the view; the menu belongs to the row.
    const bool isOnRow = table()->indexAt(inViewport).isValid();
    emit contextMenuRequested(resources, isOnRow ? table()->viewport()->mapToGlobal(inViewport)
                                                 : table()->belowCurrentRow());
}

ListingWords CollectionView::words() const
{
    if (!m_collection)
        return noCollectionWords();
    ListingWords words = collectionWords(*m_collection, m_filters, m_profile);
    if (!m_canFilter.prefixMember().empty())
        words.askServer = tr("Ask the server by prefix");
    return words;
}

void CollectionView::act(const QString& id)
{
    if (id != stateaction::askServer) {
        ListingPage::act(id);
        return;
    }
    const QString text = filter().text();
    filter().setMode(FilterRow::Mode::Server);
    addServerFilter(text);
}

int CollectionView::takePendingRow()
{
    const int row = m_pending.empty() ? -1 : m_model->rowOf(m_pending);
    if (row >= 0)
        m_pending.clear();
    return row;
}

void CollectionView::activate(const QModelIndex& index)
{
    if (index.isValid())
        emit resourceOpened(m_model->resourceAt(index.row()));
}

QString CollectionView::copyText() const
{
    QStringList ids;
    for (const auto& resource : selected())
        ids.append(toQString(plainCell(resource.identifiers().back())));
    return ids.join(u'\n');
}

} // namespace inia::ui
