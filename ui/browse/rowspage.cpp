#include "ui/browse/rowspage.h"

#include "ui/browse/servicekit.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/items/itemactions.h"
#include "ui/items/itemsview.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcepresentation.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/rowsview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QFileDialog>

#include <utility>

namespace inia::ui {

namespace {

using ExportFormat = CollectionExport::Format;

QString endingOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return QStringLiteral("csv");
    case ExportFormat::Json:
        return QStringLiteral("json");
    case ExportFormat::Ndjson:
        break;
    }
    return QStringLiteral("ndjson");
}

// Cells as the table has them, exact.
std::vector<CollectionExport::Column> exportColumns(const ResourceColumns& columns)
{
    std::vector<CollectionExport::Column> result;
    for (const auto& column : columns) {
        result.push_back({columnTitle(column), [column](const ExportRow& row) {
                              return cellValue(column, {row.data, row.identifiers, row.names, row.region});
                          }});
    }
    return result;
}

} // namespace

ExportDesk::ExportDesk(const Appearance& appearance, WindowServices& services, QWidget* window)
    : QObject(window), m_appearance(appearance), m_services(services), m_window(window)
{
}

ExportDesk::~ExportDesk() = default;

JobDialog* ExportDesk::progress() const
{
    return m_progress;
}

void ExportDesk::ask(Wish wish)
{
    const QString ending = endingOf(wish.format);
    const auto& definition = wish.collection->definition();
    const QString name = QStringLiteral("%1-%2.%3")
                             .arg(toQString(wish.collection->parent().definition().service),
                                  toQString(definition.name), ending);
    auto* dialog = new QFileDialog(m_window, tr("Export %1").arg(collectionNoun(definition.name)),
                                   QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, wish = std::move(wish)](const QString& path) { start(wish, path); });
    dialog->open();
}

void ExportDesk::start(const Wish& wish, const QString& path)
{
    m_path = path;
    const auto& collection = *wish.collection;
    CollectionExport::Options options;
    options.path = path;
    options.format = wish.format;
    options.otherRows = wish.otherRows;
    options.columns = exportColumns(wish.columns);
    options.call.cause = "Export " + collection.definition().name;
    m_export = wish.regions.empty() ? makeOwned<CollectionExport>(collection, std::move(options))
                                    : makeOwned<CollectionExport>(wish.regions, std::move(options));
    if (m_progress)
        m_progress->deleteLater();
    m_progress = new JobDialog(
        m_appearance, wish.session, tr("Export to %1").arg(QDir::toNativeSeparators(path)),
        toQString(collection.parent().definition().service + "." + collection.definition().request.operation),
        m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::cancelRequested, m_export.get(), &CollectionExport::cancel);
    connect(m_progress, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    // Queued, since it takes away the dialog whose button was pressed.
    connect(
        m_progress, &JobDialog::retryRequested, this, [this, wish, path] { start(wish, path); },
        Qt::QueuedConnection);
    connect(m_progress, &JobDialog::showRequestRequested, this,
            [this] { m_services.showCall(m_export ? m_export->lastCallId() : 0); });
    connect(m_export.get(), &CollectionExport::progressChanged, this, &ExportDesk::follow);
    connect(m_export.get(), &Task::finished, this, &ExportDesk::end);
    m_progress->setProgress(tr("Asking for the first page"));
    m_progress->showSoon();
    m_export->start();
}

void ExportDesk::follow()
{
    if (m_progress)
        m_progress->setProgress(
            tr("%1 rows written, page %2").arg(countText(m_export->rows()), countText(m_export->pages())));
}

void ExportDesk::end()
{
    const auto& result = m_export->result();
    if (result) {
        QString text = tr("%1 rows written to %2").arg(countText(*result), QDir::toNativeSeparators(m_path));
        if (const auto missing = m_export->missing(); !missing.empty()) {
            QStringList names;
            for (const auto& name : missing)
                names.append(toQString(name));
            text += tr(", without all of %1").arg(names.join(QStringLiteral(", ")));
        }
        if (m_export->hidesSecrets())
            text += tr(". Secrets in them were left out");
        if (m_progress)
            m_progress->showDone(text);
        emit finished(text);
    } else if (m_progress && result.error().kind != ErrorKind::Cancelled) {
        m_progress->showError(result.error(), tr("No file was written"), m_export->lastCallId() != 0);
    } else if (m_progress) {
        m_progress->showDone(tr("Cancelled: no file was written"));
    }
}

RowsPage::RowsPage(const ViewParts& parts, RowsView* view)
    : CentrePage(view, parts.services),
      m_rows(view),
      m_exports(new ExportDesk(parts.appearance, parts.services, view))
{
    connect(m_exports, &ExportDesk::finished, this, &RowsPage::showNotice);
    connect(view, &RowsView::upRequested, &services(), &PageServices::up);
    connect(view, &RowsView::signInRequested, &services(), &PageServices::signIn);
    connect(view, &RowsView::showCallRequested, &services(), &PageServices::showCall);
    connect(view, &RowsView::copyRequested, &services(), &PageServices::copy);
}

QWidget* RowsPage::focusArea() const
{
    return m_rows->focusArea();
}

void RowsPage::goOn()
{
    m_rows->goOn();
}

void RowsPage::cancelLoading()
{
    m_rows->cancel();
}

void RowsPage::focusRows()
{
    m_rows->focusRows();
}

void RowsPage::focusFilter()
{
    m_rows->focusFilter();
}

std::optional<CentrePage::Act> rowsAct(RowsView& rows, CommandId id)
{
    const auto unless = [](bool none, const QString& why) { return none ? why : QString(); };
    const bool isEmpty = rows.table()->model()->rowCount() == 0;
    RowsView* view = &rows;
    switch (id) {
    case CommandId::SelectAll:
        return CentrePage::Act{[view] { view->table()->selectAll(); },
                               unless(isEmpty, RowsPage::tr("There are no rows"))};
    case CommandId::CopyRows:
        return CentrePage::Act{[view] { view->copySelected(); },
                               unless(!rows.hasSelection(), RowsPage::tr("Select rows first"))};
    case CommandId::CopyCell:
        return CentrePage::Act{
            [view] { view->copyCell(); },
            unless(!rows.table()->currentIndex().isValid(), RowsPage::tr("There is no current cell"))};
    case CommandId::CopyTable:
        return CentrePage::Act{[view] { view->copyTable(); },
                               unless(!rows.hasSelection(), RowsPage::tr("Select rows first"))};
    case CommandId::LoadAll:
        return CentrePage::Act{[view] { view->loadAllRows(); },
                               unless(!rows.hasMore(), RowsPage::tr("There are no more rows"))};
    default:
        return std::nullopt;
    }
}

CentrePage::Act RowsPage::act(CommandId id)
{
    switch (id) {
    case CommandId::ExportCsv:
        return exportAs(CollectionExport::Format::Csv);
    case CommandId::ExportJson:
        return exportAs(CollectionExport::Format::Json);
    case CommandId::ExportNdjson:
        return exportAs(CollectionExport::Format::Ndjson);
    default:
        return rowsAct(*m_rows, id).value_or(CentrePage::act(id));
    }
}

Result<ExportDesk::Wish> RowsPage::exportWish() const
{
    return makeError(ErrorKind::Parameter, "NoCollection", tr("Not for what is shown here").toStdString());
}

CentrePage::Act RowsPage::exportAs(CollectionExport::Format format)
{
    if (m_exports->isRunning())
        return {{}, tr("An export is under way")};
    auto wish = exportWish();
    if (!wish)
        return {{}, toOneLine(wish.error().message)};
    wish->format = format;
    return {[this, wish = std::move(wish).value()] { m_exports->ask(wish); }, QString()};
}

void RowsPage::showNotice(const QString& text)
{
    m_rows->showNotice(text);
}

ItemsPage::ItemsPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new ItemsView(parts.appearance, parts.profile)),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<ItemsView*>(widget()))
{
    new ItemActions(parts.appearance, parts.gate, parts.services, *m_view); // the view's
    connect(m_view->details(), &ItemDetails::copyRequested, &services(), &PageServices::copy);
    connect(m_view, &ItemsView::selectionSettled, this, &ItemsPage::showDetails);
    connect(m_view, &ItemsView::queryAsked, this,
            [this](const dynamodb::ItemQuery& query) { services().go(m_place.withQuery(query)); });
}

void ItemsPage::enter(const Place& place, const Place&)
{
    const bool sameTable = m_table && place.unfiltered() == m_place.unfiltered();
    m_place = place;
    if (sameTable) {
        m_view->showQuery(place.query());
        return;
    }
    const auto& service = m_resources.service("dynamodb");
    const auto table = service ? service->subResource("Table", {place.resource()->steps[0].identifiers[0]})
                               : Result<Resource>(service.error());
    m_table.reset();
    if (table)
        m_table = *table;
    m_details.clear();
    if (table)
        m_view->enter(*table, place.query());
    else
        m_view->enterFailed(table.error());
    showDetails();
}

void ItemsPage::leave()
{
    m_table.reset();
    m_view->leave();
}

void ItemsPage::reload()
{
    m_view->reload();
}

QList<QAction*> ItemsPage::ownActions() const
{
    return m_view->actions() + m_view->table()->actions();
}

void ItemsPage::showDetails()
{
    if (!m_table)
        return; // the details are another page's
    if (m_view->hasItem())
        m_details.showPanel(m_view->details());
    else
        m_details.showSelection({m_place, {*m_table}, {}});
}

PageMaker DynamoDbKit::pageFor(const Place& place) const
{
    const ResourceLocation* location = place.resource();
    const bool isTable = location && location->service == "dynamodb" && location->steps.size() == 1 &&
                         location->steps[0].collection == "tables" &&
                         location->steps[0].identifiers.size() == 1;
    return isTable ? &makePage<ItemsPage> : nullptr;
}

} // namespace inia::ui
