#include "ui/browse/rowspage.h"

#include "ui/models/displaytext.h"
#include "ui/widgets/rowsview.h"
#include "ui/widgets/tableview.h"

#include <utility>

namespace inia::ui {

RowsPage::RowsPage(const Appearance& appearance, RowsView* view)
    : CentrePage(view), m_rows(view), m_exports(new ExportDesk(appearance, view))
{
    connect(m_exports, &ExportDesk::finished, this, &RowsPage::showNotice);
    connect(m_exports, &ExportDesk::copyRequested, this, &CentrePage::copyRequested);
    connect(m_exports, &ExportDesk::showCallRequested, this, &CentrePage::showCallRequested);
    connect(view, &RowsView::upRequested, this, &CentrePage::upRequested);
    connect(view, &RowsView::signInRequested, this, &CentrePage::signInRequested);
    connect(view, &RowsView::showCallRequested, this, &CentrePage::showCallRequested);
    connect(view, &RowsView::copyRequested, this, &CentrePage::copyRequested);
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

CentrePage::Act RowsPage::act(CommandId id)
{
    const auto unless = [](bool none, const QString& why) { return none ? why : QString(); };
    const bool isEmpty = m_rows->table()->model()->rowCount() == 0;
    switch (id) {
    case CommandId::SelectAll:
        return {[this] { m_rows->table()->selectAll(); }, unless(isEmpty, tr("There are no rows"))};
    case CommandId::CopyRows:
        return {[this] { m_rows->copySelected(); }, unless(!m_rows->hasSelection(), tr("Select rows first"))};
    case CommandId::CopyCell:
        return {[this] { m_rows->copyCell(); },
                unless(!m_rows->table()->currentIndex().isValid(), tr("There is no current cell"))};
    case CommandId::CopyTable:
        return {[this] { m_rows->copyTable(); }, unless(!m_rows->hasSelection(), tr("Select rows first"))};
    case CommandId::LoadAll:
        return {[this] { m_rows->loadAllRows(); }, unless(!m_rows->hasMore(), tr("There are no more rows"))};
    case CommandId::ExportCsv:
        return exportAs(CollectionExport::Format::Csv);
    case CommandId::ExportJson:
        return exportAs(CollectionExport::Format::Json);
    case CommandId::ExportNdjson:
        return exportAs(CollectionExport::Format::Ndjson);
    default:
        return CentrePage::act(id);
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

} // namespace inia::ui
