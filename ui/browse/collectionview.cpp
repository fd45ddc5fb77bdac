#include "ui/browse/collectionview.h"

#include "core/resource/resource.h"
#include "core/resource/serverfilters.h"
#include "ui/browse/listingdialogs.h"
#include "ui/browse/listingpage.h"
#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/roles.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace inia::ui {

// What is said about a collection of resources. `filters`: those the server was asked with.
[[nodiscard]] ListingWords collectionWords(const Collection& collection,
                                           const std::vector<ServerFilter>& filters, const QString& profile);

// The same where there is none to ask.
[[nodiscard]] ListingWords noCollectionWords();

// How the server's filter is offered; none where the operation has no filter.
[[nodiscard]] std::optional<ServerFilterWords> serverFilterWords(const ServerFilters& filters);

namespace {

class CollectionWordsTexts {
    Q_DECLARE_TR_FUNCTIONS(CollectionWords)
};

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// "in vpc-1" for the collections of a resource; empty for those of a service.
QString ownerText(const Collection& collection)
{
    const auto& identifiers = collection.parent().identifiers();
    if (identifiers.empty())
        return {};
    return CollectionWordsTexts::tr(" of %1").arg(toOneLine(shortIdentifier(plainCell(identifiers.back()))));
}

StateContent emptyState(const Collection& collection, const std::vector<ServerFilter>& filters,
                        const QString& many)
{
    StateContent content;
    content.title = CollectionWordsTexts::tr("No %1%2").arg(many, ownerText(collection));
    if (filters.empty()) {
        content.iconName = QStringLiteral("list");
        content.sentence = CollectionWordsTexts::tr("The service answered with a complete, empty list.");
        return content;
    }
    QStringList asked;
    for (const auto& filter : filters)
        asked.append(
            toOneLine(filter.name + "\u00A0=\u00A0" + filter.value)); // not to be parted at a line's end
    content.iconName = QStringLiteral("filter");
    content.title = CollectionWordsTexts::tr("No %1 match the filter").arg(many);
    content.sentence = CollectionWordsTexts::tr("The server was asked for %1.")
                           .arg(asked.join(CollectionWordsTexts::tr(" and ")));
    content.actions = {
        {stateaction::clearFilter, CollectionWordsTexts::tr("Clear filter"), QStringLiteral("x")}};
    return content;
}

} // namespace

ListingWords collectionWords(const Collection& collection, const std::vector<ServerFilter>& filters,
                             const QString& profile)
{
    const auto& definition = collection.definition();
    ListingWords words;
    words.one = toOneLine(nounOf(definition.resource.type));
    words.many = collectionNoun(definition.name);
    const QString what = words.many + ownerText(collection);
    words.empty = emptyState(collection, filters, words.many);
    words.failed = CollectionWordsTexts::tr("%1 could not be listed").arg(capitalised(what));
    words.denied = CollectionWordsTexts::tr("You may not list the %1").arg(what);
    words.deniedSentence = CollectionWordsTexts::tr("%1 may not call %2 of %3, or a policy denies it.")
                               .arg(profile, toOneLine(definition.request.operation),
                                    toOneLine(std::string(collection.parent().client().model().serviceId())));
    words.allLookedAt = CollectionWordsTexts::tr("All %1 were looked at.").arg(words.many);
    words.moreToLookAt = CollectionWordsTexts::tr("There are more %1, not looked at yet.").arg(words.many);
    words.serverFiltered = !filters.empty();
    return words;
}

ListingWords noCollectionWords()
{
    ListingWords words;
    words.many = CollectionWordsTexts::tr("resources");
    words.failed = CollectionWordsTexts::tr("There is nothing like this here");
    words.denied = words.failed;
    return words;
}

std::optional<ServerFilterWords> serverFilterWords(const ServerFilters& filters)
{
    if (filters.isEmpty())
        return std::nullopt;
    ServerFilterWords words;
    words.mode = CollectionWordsTexts::tr("Filters \u00B7 server");
    words.modeTip = CollectionWordsTexts::tr("The server sends only what matches all filters");
    if (filters.takesNames()) {
        words.placeholder = CollectionWordsTexts::tr("Filter by name=value: vpc-id=\u2026, tag:env=\u2026");
    } else if (!filters.prefixMember().empty()) {
        words.mode = CollectionWordsTexts::tr("Prefix \u00B7 server");
        words.placeholder =
            CollectionWordsTexts::tr("%1\u2026").arg(toOneLine(memberLabel(filters.prefixMember())));
    } else {
        QStringList names;
        for (const auto& name : filters.memberNames())
            names.append(toOneLine(name) + QStringLiteral("=\u2026"));
        words.placeholder =
            CollectionWordsTexts::tr("Filter by %1").arg(names.mid(0, 3).join(QStringLiteral(", ")));
    }
    return words;
}

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
    auto* regions =
        new ToolButton(appearance(), QStringLiteral("globe"),
                       commandOf(CommandId::ListRegions).title() + QStringLiteral("\u2026"), {}, this);
    m_regionsTool = regions;
    m_regionsTool->hide();
    filter().addTool(regions);
    filter().addTool(columns);
    connect(regions, &QAbstractButton::clicked, this, &CollectionView::regionsRequested);
    connect(columns, &QAbstractButton::clicked, this,
            [this, columns] { showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height()))); });
}

void CollectionView::offerRegions(bool offers)
{
    constexpr int roomForIt = 640;
    m_offersRegions = offers;
    m_regionsTool->setVisible(offers && width() >= appearance().theme().px(roomForIt));
}

void CollectionView::resizeEvent(QResizeEvent* event)
{
    ListingPage::resizeEvent(event);
    offerRegions(m_offersRegions);
}

void CollectionView::enter(const Result<Collection>& collection, const std::string& select)
{
    m_pending = select;
    m_regions.clear();
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

void CollectionView::enter(std::vector<MergedCursor::Part> regions, const std::string& select)
{
    const auto known = std::find_if(regions.begin(), regions.end(),
                                    [](const auto& region) { return region.collection.ok(); });
    if (known == regions.end()) {
        enter(regions.front().collection, select);
        return;
    }
    m_pending = select;
    filter().clearField();
    if (!m_collection || !isSame(*m_collection, *known->collection))
        m_filters.clear();
    m_collection = *known->collection;
    m_canFilter = ServerFilters(*m_collection);
    m_regions = std::move(regions);
    filter().setServerWords(serverFilterWords(m_canFilter));
    open();
    showChips();
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
    if (m_regions.empty()) {
        m_model->open(filtered(*m_collection));
    } else {
        m_model->open(listedRegions());
    }
    if (filter().mode() == FilterRow::Mode::Contains)
        m_model->setContains(filter().text());
}

Collection CollectionView::filtered(const Collection& collection) const
{
    return m_filters.empty() ? collection : collection.filter(m_canFilter.params(m_filters));
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
    m_regions.clear();
    m_filters.clear();
    m_pending.clear();
    m_model->clear();
}

std::vector<Resource> CollectionView::selected() const
{
    std::vector<Resource> resources;
    for (const int row : selectedRows()) {
        if (!m_model->failedPart(row))
            resources.push_back(m_model->resourceAt(row));
    }
    return resources;
}

std::optional<std::size_t> CollectionView::selectedFailure() const
{
    const auto rows = selectedRows();
    return rows.size() == 1 ? m_model->failedPart(rows.front()) : std::nullopt;
}

std::vector<MergedCursor::Part> CollectionView::listedRegions() const
{
    auto regions = m_regions;
    for (auto& region : regions) {
        if (region.collection)
            region.collection = filtered(*region.collection);
    }
    return regions;
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
    m_measured = m_model->shownRows() > 0; // a region that failed has no cells but one
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
    if (m_model->shownRows() > 0) {
        const bool isShown = !rows.empty() && rows.front() < m_model->shownRows();
        facts.row = m_model->factsAt(isShown ? rows.front() : 0);
    }
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
    if (m_offersRegions)
        connect(menu->addAction(commandOf(CommandId::ListRegions).title() + QStringLiteral("\u2026")),
                &QAction::triggered, this, &CollectionView::regionsRequested);
    menu->addSeparator();
    fillColumnMenu(*menu, *m_model);
    menu->popup(global);
}

void CollectionView::showContextMenu(const QPoint& inViewport)
{
    const auto resources = selected();
    // The menu key asks at the middle of the view; the menu belongs to the row.
    const bool isOnRow = table()->indexAt(inViewport).isValid();
    const QPoint global = isOnRow ? table()->viewport()->mapToGlobal(inViewport) : table()->belowCurrentRow();
    if (const auto failed = selectedFailure())
        showFailureMenu(*failed, global);
    else if (!resources.empty())
        emit contextMenuRequested(resources, global);
}

void CollectionView::showFailureMenu(std::size_t part, const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Retry %1").arg(toQString(m_model->part(part).name)), this,
                    [this, part] { retryRegion(part); });
    menu->addAction(tr("Copy reason"), this, &CollectionView::copySelected);
    menu->popup(global);
}

ListingWords CollectionView::words() const
{
    if (!m_collection)
        return noCollectionWords();
    ListingWords words = collectionWords(*m_collection, m_filters, m_profile);
    if (!m_regions.empty() && m_filters.empty()) {
        words.empty.title = tr("No %1 in %2 regions").arg(words.many).arg(m_regions.size());
        words.empty.sentence = tr("Each of them answered with a complete, empty list.");
    }
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
    if (!index.isValid())
        return;
    if (const auto failed = m_model->failedPart(index.row()))
        retryRegion(*failed);
    else
        emit resourceOpened(m_model->resourceAt(index.row()));
}

QString CollectionView::copyText() const
{
    QStringList ids;
    for (const int row : selectedRows())
        ids.append(m_model->index(row, 0).data(CopyRole).toString());
    return ids.join(u'\n');
}

} // namespace inia::ui
