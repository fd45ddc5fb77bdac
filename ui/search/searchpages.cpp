#include "ui/search/searchpages.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/protocol/jsonwriter.h"
#include "core/session/session.h"
#include "ui/browse/servicekit.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/preview/objecttabs.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QDir>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>
#include <QtGui/QAction>
#include <QtGui/QShortcut>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::array<int, SizesModel::ColumnCount> columnWidths{0, 84, 64, 76, 150, 140, 140};
constexpr int factWidth = 110;
constexpr int soonMs = 250;

// False when the file takes no more.
bool writeRows(QIODevice& file, const FoundObjectsModel::Reader& read, CommandId format)
{
    static constexpr std::array<const char*, 4> changes{"", "new", "changed", "gone"};
    const auto put = [&file](const QByteArray& bytes) { return file.write(bytes) == bytes.size(); };
    const bool isCsv = format == CommandId::ExportCsv;
    const bool isList = format == CommandId::ExportJson;
    bool isGood = put(isCsv ? "Bucket,Key,Size,Modified,Storage class,Change\r\n" : isList ? "[" : "");
    FoundObjectsModel::Row row;
    for (bool isFirst = true; isGood && read(row); isFirst = false) {
        const std::string modified = timeTooltip(row.modified).toStdString();
        const std::string change = changes[static_cast<std::size_t>(row.change)];
        QByteArray line;
        if (isCsv) {
            for (const std::string& cell :
                 {row.bucket, row.key, std::to_string(row.size), modified, row.storageClass, change}) {
                line += line.isEmpty() ? "" : ",";
                addCsvCell(line, cell);
            }
            line += "\r\n";
        } else {
            Value object = Value::map({{"Bucket", row.bucket},
                                       {"Key", row.key},
                                       {"Size", row.size},
                                       {"LastModified", modified},
                                       {"StorageClass", row.storageClass}});
            if (!change.empty())
                object.insert("Change", change);
            line = isList ? (isFirst ? "\n" : ",\n") : "";
            line += QByteArray::fromStdString(toJson(object, JsonStyle{",", ":", 0, false})) +
                    (isList ? "" : "\n");
        }
        isGood = put(line);
    }
    return isGood && put(isList ? "\n]\n" : "");
}

qint64 timeNow(const Client& client)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(client.clock()->now().time_since_epoch())
        .count();
}

} // namespace

// ---- sizes ------------------------------------------------------------------------------------------------

SizesView::SizesView(const Appearance& appearance, QString profile, QWidget* parent)
    : SizesView(appearance, std::move(profile), new QWidget, parent)
{
}

SizesView::SizesView(const Appearance& appearance, QString profile, QWidget* above, QWidget* parent)
    : RowsView(appearance, above, tr("Sizes of folders"), parent),
      m_profile(std::move(profile)),
      m_above(above),
      m_colours(new SegmentedControl(appearance, {tr("Class"), tr("Age")}, above)),
      m_map(new Treemap(appearance, m_model, above))
{
    setModel(&m_model);
    build();
    refresh();
}

// Table and map look at the model, which goes with this object.
SizesView::~SizesView()
{
    table()->setModel(nullptr);
    delete m_map;
    delete m_details;
}

void SizesView::build()
{
    const Theme& theme = appearance().theme();
    m_above->setAutoFillBackground(true);
    m_above->setBackgroundRole(QPalette::Base);
    m_above->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(m_above);
    column->setContentsMargins(0, theme.px(6), 0, 0);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme.px(8), 0, theme.px(12), 0);
    line->addWidget(new TextLabel(appearance(), FontRole::Secondary, Token::Text2, tr("Colour by"), m_above));
    line->addWidget(m_colours);
    line->addStretch(1);
    column->addLayout(line);
    column->addWidget(m_map);
    m_details = new QWidget;
    m_head = new DetailsHead(appearance(), m_details);
    m_facts = new KeyValueView(appearance(), tr("What is in it"), factWidth, m_details);
    auto* facts = new QVBoxLayout(m_details);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(0);
    facts->addWidget(m_head);
    facts->addWidget(m_facts, 1);
    facts->addStretch(0);
    HeaderView* header = table()->header();
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    table()->setSortingEnabled(true);
    for (int section = SizesModel::BytesColumn; section < SizesModel::ColumnCount; ++section)
        header->resizeSection(section, theme.px(columnWidths[static_cast<std::size_t>(section)]));
    table()->setStretchColumn(SizesModel::NameColumn);
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &SizesView::showSums);
    connect(m_colours, &SegmentedControl::currentChanged, this,
            [this](int index) { m_map->setColour(static_cast<Treemap::Colour>(index)); });
    connect(m_map, &Treemap::currentChanged, this, &SizesView::selectShare);
    connect(m_map, &Treemap::opened, this, &SizesView::open);
    connect(m_facts, &KeyValueView::copyRequested, this, &RowsView::copyRequested);
    connect(table(), &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (index.isValid() && !m_model.shareAt(index.row()).prefix.empty())
            emit folderOpened(m_model.shareAt(index.row()).prefix);
    });
    connect(this, &RowsView::selectionSettled, this, &SizesView::showDetails);
}

bool SizesView::knows(const std::string& prefix) const
{
    if (!m_sizes || !m_sizes->isFinished() || m_sizes->isPartial() || !prefix.starts_with(m_counted))
        return false;
    const auto behind = std::string_view(prefix).substr(m_counted.size());
    return m_sizes->sums().contains(prefix) &&
           std::count(behind.begin(), behind.end(), '/') < PrefixSizes::deepest;
}

void SizesView::enter(Client client, const std::string& bucket, const std::string& prefix)
{
    const bool isKnown = m_client && bucket == m_bucket && knows(prefix);
    m_client = std::move(client);
    m_failure.reset();
    m_bucket = bucket;
    m_prefix = prefix;
    m_map->setCurrent(-1);
    if (isKnown)
        showSums();
    else
        count();
}

void SizesView::enterFailed(const Error& error, const std::string& bucket, const std::string& prefix)
{
    m_sizes.reset();
    m_client.reset();
    m_bucket = bucket;
    m_prefix = prefix;
    m_failure = error;
    showSums();
}

void SizesView::count()
{
    if (!m_client)
        return;
    PrefixSizes::Order order;
    order.bucket = m_bucket;
    order.prefix = m_prefix;
    order.cause = "Calculate the size";
    order.memory = m_memory;
    m_counted = m_prefix;
    m_sizes = makeOwned<PrefixSizes>(*m_client, std::move(order));
    connect(m_sizes.get(), &PrefixSizes::progressed, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_sizes.get(), &Task::finished, this, [this] {
        m_elapsed = m_clock.elapsed();
        m_soon.stop();
        showSums();
    });
    m_clock.start();
    m_sizes->start();
    showSums();
}

void SizesView::cancel()
{
    if (m_sizes && !m_sizes->isFinished())
        m_sizes->cancel();
}

void SizesView::showSums()
{
    m_model.setShares(m_sizes ? sizeShares(m_sizes->sums(), m_prefix, Treemap::mostTiles)
                              : std::vector<SizeShare>());
    m_map->refresh(m_client ? timeNow(*m_client) : 0);
    m_above->setVisible(m_model.rowCount() > 0);
    refresh();
    showDetails();
}

void SizesView::selectShare(int share)
{
    const int row = m_model.rowOf(static_cast<std::size_t>(share));
    if (row >= 0)
        table()->selectRow(row);
}

void SizesView::open(int share)
{
    const std::string& prefix = m_model.shares()[static_cast<std::size_t>(share)].prefix;
    if (!prefix.empty())
        emit folderOpened(prefix);
}

void SizesView::showDetails()
{
    const auto rows = selectedRows();
    const PrefixSizes::Sum* sum = nullptr;
    QString name = toOneLine(S3Location{m_bucket, m_prefix}.lastPart());
    QString icon = m_prefix.empty() ? QStringLiteral("bucket") : QStringLiteral("folder");
    if (rows.size() == 1) {
        const SizeShare& share = m_model.shareAt(rows.front());
        sum = &share.sum;
        name = share.name;
        m_map->setCurrent(static_cast<int>(&share - m_model.shares().data()));
    } else if (m_sizes) {
        const auto whole = m_sizes->sums().find(m_prefix);
        sum = whole == m_sizes->sums().end() ? nullptr : &whole->second;
    }
    const bool isPartial = m_sizes && m_sizes->isPartial();
    m_head->setContent(icon, name, isPartial ? tr("Not complete") : tr("All that is in it"));
    std::vector<KeyValueSection> sections;
    if (sum) {
        const auto row = [](const QString& key, const QString& value, const QString& exact) {
            KeyValue fact;
            fact.key = key;
            fact.value = value;
            fact.exact = exact;
            return fact;
        };
        KeyValueSection whole{QString(),
                              {row(tr("Objects"), countText(static_cast<qint64>(sum->count)), {}),
                               row(tr("Size"), sizeText(sum->bytes), exactSizeText(sum->bytes))}};
        if (sum->oldest)
            whole.rows.push_back(row(tr("Oldest"), dateText(*sum->oldest), exactDateText(*sum->oldest)));
        if (sum->newest)
            whole.rows.push_back(row(tr("Newest"), dateText(*sum->newest), exactDateText(*sum->newest)));
        KeyValueSection classes{tr("Classes"), {}};
        for (const auto& [storage, amount] : sum->classes) {
            if (amount.first > 0)
                classes.rows.push_back(
                    row(classText(storage),
                        tr("%1 in %2 objects")
                            .arg(sizeText(amount.second), countText(static_cast<qint64>(amount.first))),
                        exactSizeText(amount.second)));
        }
        sections = {std::move(whole)};
        if (!classes.rows.empty())
            sections.push_back(std::move(classes));
    }
    m_facts->setSections(sections);
}

RowsReport SizesView::report() const
{
    RowsReport report;
    std::optional<Error> error = m_failure;
    const PrefixSizes::Sum* sum = nullptr;
    if (m_sizes) {
        const auto whole = m_sizes->sums().find(m_prefix);
        sum = whole == m_sizes->sums().end() ? nullptr : &whole->second;
        if (m_sizes->isFinished() && !m_sizes->result())
            error = m_sizes->result().error();
    }
    report.hasRows = m_model.rowCount() > 0;
    const bool isRunning = m_sizes && !m_sizes->isFinished();
    const QString amount =
        sum ? tr("%1 in %2 objects").arg(sizeText(sum->bytes), countText(static_cast<qint64>(sum->count)))
            : QString();
    const bool isStopped = error && error->kind == ErrorKind::Cancelled;
    StatusFacts& status = report.status;
    status.canCancel = isRunning;
    status.mark = isRunning ? StatusFacts::Mark::Busy
                  : error   ? StatusFacts::Mark::Warning
                            : StatusFacts::Mark::None;
    status.count = isRunning      ? tr("%1, counting\u2026").arg(amount)
                   : isStopped    ? tr("%1 so far, stopped: not complete").arg(amount)
                   : error && sum ? tr("%1, then failed: not complete").arg(amount)
                   : error        ? failureWord(error)
                                  : tr("%1, complete").arg(amount);
    if (m_sizes) {
        status.facts.append(requestsText(m_sizes->requests()));
        status.facts.append(waitedText(std::chrono::milliseconds(isRunning ? m_clock.elapsed() : m_elapsed)));
        if (m_sizes->hasMoreFolders())
            status.facts.append(tr("not all folders are told apart"));
    }
    if (error && !isStopped) {
        StateContent content =
            errorState(*error,
                       isAccessDenied(*error) ? tr("You may not list %1").arg(toOneLine(m_bucket))
                                              : tr("%1 could not be counted").arg(toOneLine(m_bucket)),
                       false);
        offerSignIn(content, *error);
        (report.hasRows ? report.below : report.instead) = std::move(content);
    } else if (!report.hasRows && !isRunning) {
        StateContent content;
        content.iconName = QStringLiteral("folder-open");
        content.title = isStopped ? tr("Stopped before anything was counted")
                                  : tr("Nothing in %1").arg(toOneLine(S3Location{m_bucket, m_prefix}.uri()));
        content.sentence = tr("No key begins with it.");
        if (isStopped) {
            content.sentence = tr("It can be counted anew.");
            content.actions = {{stateaction::retry, tr("Count"), QStringLiteral("reload")}};
        }
        report.instead = std::move(content);
    }
    return report;
}

std::string SizesView::rowKey(int row) const
{
    const SizeShare& share = m_model.shareAt(row);
    return share.prefix.empty() ? share.name.toStdString() : share.prefix;
}

QString SizesView::copyText() const
{
    QStringList lines;
    for (const int row : selectedRows()) {
        const SizeShare& share = m_model.shareAt(row);
        lines.append(share.prefix.empty() ? share.name : toQString(S3Location{m_bucket, share.prefix}.uri()));
    }
    return lines.join(u'\n');
}

void SizesView::focusFilter()
{
    m_map->setFocus(Qt::ShortcutFocusReason);
}

SizesPage::SizesPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new SizesView(parts.appearance, parts.profile)),
      m_session(parts.session),
      m_details(details),
      m_view(static_cast<SizesView*>(widget()))
{
    connect(m_view, &SizesView::folderOpened, this, [this](const std::string& prefix) {
        services().go(Place(S3Location{m_bucket, prefix}).withState("sizes"));
    });
}

void SizesPage::enter(const Place& place, const Place&)
{
    const S3Location& where = *place.s3();
    m_bucket = where.bucket;
    auto client = m_session.client("s3");
    if (client)
        m_view->enter(std::move(client).value(), where.bucket, where.folder());
    else
        m_view->enterFailed(client.error(), where.bucket, where.folder());
    m_details.showPanel(m_view->details());
}

// ---- search -----------------------------------------------------------------------------------------------

SearchPage::SearchPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new SearchView(parts.appearance, parts.profile)),
      m_appearance(parts.appearance),
      m_session(parts.session),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<SearchView*>(widget()))
{
    const Icons& icons = parts.appearance.icons();
    const auto add = [&](const QString& icon, const QString& text, void (SearchPage::*act)()) {
        auto* action = new QAction(icons.icon(icon), text, m_view->table());
        connect(action, &QAction::triggered, this, act);
        m_actions.append(action);
        return action;
    };
    add(QStringLiteral("eye"), tr("Preview"), &SearchPage::preview);
    add(QStringLiteral("folder-open"), tr("Show in its folder"), &SearchPage::openFolder);
    add(QStringLiteral("link"), tr("Copy S3 URI"), &SearchPage::copyUris);
    const auto addKey = [this](CommandId id, const auto& act) {
        for (const auto& key : keysOf(id)) {
            auto* shortcut = new QShortcut(key, m_view->table());
            shortcut->setContext(Qt::WidgetShortcut);
            connect(shortcut, &QShortcut::activated, this, act);
        }
    };
    addKey(CommandId::Preview, [this] { preview(); });
    addKey(CommandId::Delete, [this] { deleteSelected(); });
    connect(m_view, &SearchView::wished, this,
            [this](const SearchWish& wish) { services().go(wish.place()); });
    connect(m_view, &SearchView::objectOpened, this, &SearchPage::preview);
    connect(m_view, &RowsView::selectionSettled, this, &SearchPage::showDetails);
    m_view->table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view->table(), &QWidget::customContextMenuRequested, this, &SearchPage::showMenu);
}

void SearchPage::enter(const Place& place, const Place&)
{
    m_isEntered = true;
    const SearchWish wish = SearchWish::of(place);
    auto client = m_session.client("s3");
    if (client)
        m_view->enter(std::move(client).value(), wish);
    else
        m_view->enterFailed(client.error(), wish);
    showDetails();
}

void SearchPage::leave()
{
    m_isEntered = false;
    m_view->leave();
}

std::vector<Resource> SearchPage::selected() const
{
    std::vector<Resource> objects;
    const auto& service = m_resources.service("s3");
    if (!service)
        return objects;
    for (const int row : m_view->rowsSelected()) {
        if (m_view->model().changeAt(row) == FoundObjectsModel::Change::Gone)
            continue;
        const S3Location where = m_view->model().locationAt(row);
        if (objects.empty()) {
            auto object = service->subResource("Object", {where.bucket, where.prefix});
            if (object)
                objects.push_back(std::move(object).value());
        } else {
            objects.push_back(objects.front().sibling({where.bucket, where.prefix}));
        }
    }
    return objects;
}

std::optional<PreviewTarget> SearchPage::target() const
{
    const auto rows = m_view->rowsSelected();
    auto client = m_session.client("s3");
    if (rows.size() != 1 || !client ||
        m_view->model().changeAt(rows.front()) == FoundObjectsModel::Change::Gone)
        return std::nullopt;
    return PreviewTarget{std::move(client).value(), m_view->model().locationAt(rows.front()),
                         m_view->model().sizeAt(rows.front()), m_view->model().storageClassAt(rows.front())};
}

void SearchPage::showDetails()
{
    if (!m_isEntered)
        return; // the details are another page's
    const auto objects = selected();
    const auto one = target();
    if (one && objects.size() == 1)
        m_details.showSelection({one->where, objects, QStringLiteral("file"),
                                 Value::map({{"Size", one->size}, {"StorageClass", one->storageClass}})});
    else
        m_details.showPanel(m_view->details());
}

void SearchPage::preview()
{
    const auto one = target();
    if (!one) {
        showNotice(tr("Select one object to preview it"));
        return;
    }
    if (!m_preview)
        m_preview = new PreviewWindow(m_appearance, services(), m_view);
    m_preview->showObject(*one);
}

void SearchPage::openFolder()
{
    const auto rows = m_view->rowsSelected();
    if (rows.isEmpty())
        return;
    const S3Location where = m_view->model().locationAt(rows.front());
    services().go(where.parent());
}

void SearchPage::copyUris()
{
    m_view->copySelected();
}

void SearchPage::deleteSelected()
{
    if (const auto objects = selected(); !objects.empty())
        services().deleteResources(objects, m_view->table()->belowCurrentRow());
}

void SearchPage::showMenu(const QPoint& inTable)
{
    if (const auto objects = selected(); !objects.empty())
        services().showMenu(objects, m_view->table()->viewport()->mapToGlobal(inTable));
}

QList<QAction*> SearchPage::ownActions() const
{
    return m_view->hasSelection() ? m_actions : QList<QAction*>();
}

CentrePage::Act SearchPage::act(CommandId id)
{
    const QString none = m_view->hasSelection() ? QString() : tr("Select rows first");
    switch (id) {
    case CommandId::Preview:
        return {[this] { preview(); }, target() ? QString() : tr("Select one object to preview it")};
    case CommandId::Delete:
        return {[this] { deleteSelected(); }, none};
    case CommandId::ExportCsv:
    case CommandId::ExportJson:
    case CommandId::ExportNdjson:
        return {[this, id] { exportRows(id); },
                m_view->model().found() > 0 ? QString() : tr("There are no rows to export")};
    default:
        return RowsPage::act(id);
    }
}

// All that was found so far, in the order in which it stands; exact.
void SearchPage::exportRows(CommandId format)
{
    const QString ending = format == CommandId::ExportCsv    ? QStringLiteral("csv")
                           : format == CommandId::ExportJson ? QStringLiteral("json")
                                                             : QStringLiteral("ndjson");
    auto* dialog = new QFileDialog(m_view, tr("Export what was found"),
                                   QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(QStringLiteral("found.") + ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString& path) {
        runInOwnThread(
            [path, format, rows = m_view->model().reader()] {
                QSaveFile file(path);
                const bool isWritten =
                    file.open(QIODevice::WriteOnly) && writeRows(file, rows, format) && file.commit();
                return isWritten ? QString() : file.errorString();
            },
            [alive = QPointer<SearchPage>(this), path](const QString& problem) {
                if (alive)
                    alive->showNotice(problem.isEmpty()
                                          ? tr("Written to %1").arg(QDir::toNativeSeparators(path))
                                          : tr("%1 could not be written: %2").arg(path, problem));
            });
    });
    dialog->open();
}

PageMaker SearchKit::pageFor(const Place& place) const
{
    if (place.s3() != nullptr && !place.s3()->bucket.empty() && place.state("sizes") != nullptr)
        return &makePage<SizesPage>;
    return SearchWish::isAt(place) ? &makePage<SearchPage> : nullptr;
}

} // namespace inia::ui
