#include "ui/browse/exportdesk.h"

#include "ui/delegates/format.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/theme/appearance.h"

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QFileDialog>

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
                              return cellValue(column, {row.data, row.identifiers, row.names});
                          }});
    }
    return result;
}

} // namespace

ExportDesk::ExportDesk(const Appearance& appearance, QWidget* window)
    : QObject(window), m_appearance(appearance), m_window(window)
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
    m_export = makeOwned<CollectionExport>(collection, std::move(options));
    if (m_progress)
        m_progress->deleteLater();
    m_progress = new JobDialog(
        m_appearance, wish.session, tr("Export to %1").arg(QDir::toNativeSeparators(path)),
        toQString(collection.parent().definition().service + "." + collection.definition().request.operation),
        m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::cancelRequested, m_export.get(), &CollectionExport::cancel);
    connect(m_progress, &JobDialog::copyRequested, this, &ExportDesk::copyRequested);
    // Queued, since it takes away the dialog whose button was pressed.
    connect(
        m_progress, &JobDialog::retryRequested, this, [this, wish, path] { start(wish, path); },
        Qt::QueuedConnection);
    connect(m_progress, &JobDialog::showRequestRequested, this,
            [this] { emit showCallRequested(m_export ? m_export->lastCallId() : 0); });
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

} // namespace inia::ui
