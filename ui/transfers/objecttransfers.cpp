#include "ui/transfers/objecttransfers.h"

#include "ui/browse/browserview.h"
#include "ui/browse/sessionview.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/transfers/drophint.h"
#include "ui/transfers/objectdrag.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/toolbutton.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QMimeData>
#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtGui/QDropEvent>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>

namespace inia::ui {

namespace {

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

constexpr int hintMs = 3000;

QString downloadFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
}

} // namespace

ObjectTransfers::ObjectTransfers(const Appearance& appearance, SessionView& view, const SessionInfo& info,
                                 TransferDesk& desk, QWidget* window)
    : QObject(&view),
      m_appearance(appearance),
      m_view(view),
      m_info(info),
      m_desk(desk),
      m_window(window),
      m_table(view.browser()->table()),
      m_tree(view.tree())
{
    m_tableHint = acceptDrops(m_table);
    m_treeHint = acceptDrops(m_tree);
    buildMenu();
    letDrag();
    connect(&m_view, &SessionView::rowsMenuOpening, this, &ObjectTransfers::fillMenu);
    connect(&m_desk, &TransferDesk::uploaded, this, &ObjectTransfers::showUploaded);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObjectTransfers::refresh);
    connect(&m_view, &SessionView::placeChanged, this, &ObjectTransfers::refresh);
    refresh();
}

void ObjectTransfers::buildMenu()
{
    BrowserView* browser = m_view.browser();
    m_upload = new ToolButton(m_appearance, QStringLiteral("upload"), tr("Upload"), {}, browser);
    m_download = new ToolButton(m_appearance, QStringLiteral("download"), tr("Download the selected objects"),
                                {}, browser);
    auto* menu = new QMenu(m_upload);
    menu->addAction(tr("Upload files\u2026"), this, &ObjectTransfers::uploadFiles);
    menu->addAction(tr("Upload folder\u2026"), this, &ObjectTransfers::uploadFolder);
    m_upload->setMenu(menu);
    m_upload->setPopupMode(QToolButton::InstantPopup);
    connect(m_download, &QToolButton::clicked, this, &ObjectTransfers::downloadSelected);
    browser->addTool(m_upload);
    browser->addTool(m_download);
}

void ObjectTransfers::letDrag()
{
    auto* drag = new ObjectDrag(m_table, {[this] { return selected(); },
                                          [this] { return m_view.session().client("s3"); },
                                          [this] { return m_view.objects().location().bucket; }});
    connect(drag, &ObjectDrag::refused, this, [this](const QString& why) {
        m_tableHint->showFor({}, why);
        QTimer::singleShot(hintMs, m_tableHint.data(), &QWidget::hide);
    });
}

void ObjectTransfers::refresh()
{
    if (!m_upload || !m_download)
        return;
    m_upload->setEnabled(place().has_value());
    m_download->setEnabled(m_table && m_table->selectionModel()->hasSelection());
}

// What came into the folder on screen is listed, unless that would take away pages that were loaded.
void ObjectTransfers::showUploaded(const TransferJob& job)
{
    const auto shown = place();
    const ObjectTableModel& objects = m_view.objects();
    if (!shown || job.session.profile != m_view.session().profileName() || job.bucket != shown->bucket ||
        job.counts.doneFiles == 0 || objects.state() != CollectionCursor::State::Complete ||
        objects.pages() > 1)
        return;
    if (job.prefix.starts_with(shown->prefix) || shown->prefix.starts_with(job.prefix))
        m_view.reload();
}

// Above what the resources themselves offer.
void ObjectTransfers::fillMenu(QMenu* menu)
{
    if (!m_table || !m_table->isVisible())
        return;
    QAction* rest = menu->actions().value(0);
    const auto add = [&](const QString& icon, const QString& text, bool enabled,
                         void (ObjectTransfers::*act)()) {
        auto* action = new QAction(m_appearance.icons().icon(icon), text, menu);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, act);
        menu->insertAction(rest, action);
    };
    const bool any = m_table->selectionModel()->hasSelection();
    add(QStringLiteral("download"), tr("Download\u2026"), any, &ObjectTransfers::downloadSelected);
    add(QStringLiteral("upload"), tr("Upload files\u2026"), place().has_value(),
        &ObjectTransfers::uploadFiles);
    add(QStringLiteral("folder"), tr("Upload folder\u2026"), place().has_value(),
        &ObjectTransfers::uploadFolder);
    menu->insertSeparator(rest);
}

// ---- what it is about -------------------------------------------------------------------------------------

std::optional<S3Location> ObjectTransfers::place() const
{
    const S3Location& shown = m_view.objects().location();
    if (shown.bucket.empty())
        return std::nullopt;
    return S3Location{shown.bucket, shown.folder()};
}

std::vector<TransferDesk::Choice> ObjectTransfers::selected() const
{
    const ObjectTableModel& objects = m_view.objects();
    std::vector<TransferDesk::Choice> choices;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        choices.push_back(
            {objects.keyAt(index.row()), objects.isPrefix(index.row()), objects.sizeAt(index.row())});
    return choices;
}

TransferDesk::Asker ObjectTransfers::asker() const
{
    const Session& session = m_view.session();
    return {m_info, {session.profileName(), session.region(), {}}, m_window};
}

// ---- by hand ----------------------------------------------------------------------------------------------

void ObjectTransfers::uploadFiles()
{
    const auto target = place();
    auto* dialog = new QFileDialog(m_window, tr("Upload files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, target](const QStringList& paths) {
        if (target)
            m_desk.upload(asker(), *target, paths);
    });
    dialog->open();
}

void ObjectTransfers::uploadFolder()
{
    const auto target = place();
    auto* dialog = new QFileDialog(m_window, tr("Upload a folder with everything in it"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, [this, target](const QStringList& paths) {
        if (target)
            m_desk.upload(asker(), *target, paths);
    });
    dialog->open();
}

void ObjectTransfers::downloadSelected()
{
    const auto from = place();
    auto choices = selected();
    if (!from || choices.empty())
        return;
    auto* dialog = new QFileDialog(m_window, tr("Download into folder"), downloadFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bucket = from->bucket, choices = std::move(choices)](const QString& folder) {
                m_desk.download(asker(), bucket, choices, folder);
            });
    dialog->open();
}

// ---- by drag and drop -------------------------------------------------------------------------------------

DropHint* ObjectTransfers::acceptDrops(QAbstractItemView* view)
{
    view->setAcceptDrops(true);
    view->viewport()->setAcceptDrops(true);
    view->viewport()->installEventFilter(this);
    return new DropHint(m_appearance, view->viewport());
}

QAbstractItemView* ObjectTransfers::viewOf(const QObject* viewport) const
{
    for (QAbstractItemView* view : {m_table.data(), m_tree.data()}) {
        if (view != nullptr && view->viewport() == viewport)
            return view;
    }
    return nullptr;
}

std::optional<ObjectTransfers::Spot> ObjectTransfers::spotAt(const QAbstractItemView* view,
                                                             const QPoint& at) const
{
    const QModelIndex index = view->indexAt(at);
    const QRect row(0, view->visualRect(index).top(), view->viewport()->width(),
                    view->visualRect(index).height());
    if (view == m_tree) {
        const QString uri = index.isValid() ? m_view.treeModel().uri(index) : QString();
        const auto location = S3Location::parse(uri);
        if (!uri.startsWith(QStringLiteral("s3://")) || !location || location->bucket.empty())
            return std::nullopt;
        return Spot{*location, row};
    }
    const auto shown = place();
    if (!shown)
        return std::nullopt;
    if (index.isValid() && m_view.objects().isPrefix(index.row()))
        return Spot{{shown->bucket, m_view.objects().keyAt(index.row())}, row};
    return Spot{*shown, {}};
}

bool ObjectTransfers::held(QAbstractItemView* view, QDropEvent* event)
{
    hideHints();
    const auto spot = spotAt(view, event->position().toPoint());
    if (!spot || localPaths(event->mimeData()).isEmpty())
        return false;
    DropHint* hint = view == m_table ? m_tableHint : m_treeHint;
    const QString target = toOneLine(view == m_table ? spot->target.uri() : spot->target.lastPart());
    hint->showFor(spot->row, tr("Upload to %1").arg(target));
    return true;
}

void ObjectTransfers::dropped(QAbstractItemView* view, QDropEvent* event)
{
    hideHints();
    const auto spot = spotAt(view, event->position().toPoint());
    const QStringList paths = localPaths(event->mimeData());
    if (!spot || paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_desk.upload(asker(), spot->target, paths);
}

void ObjectTransfers::hideHints()
{
    for (DropHint* hint : {m_tableHint.data(), m_treeHint.data()}) {
        if (hint != nullptr)
            hint->hide();
    }
}

bool ObjectTransfers::eventFilter(QObject* watched, QEvent* event)
{
    QAbstractItemView* view = viewOf(watched);
    if (view == nullptr)
        return false;
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (held(view, drag)) {
            drag->setDropAction(Qt::CopyAction);
            drag->accept();
        } else if (event->type() == QEvent::DragEnter && !localPaths(drag->mimeData()).isEmpty()) {
            drag->accept(); // elsewhere in the view it may be right
        } else {
            drag->ignore();
        }
        return true;
    }
    case QEvent::DragLeave:
        hideHints();
        return true;
    case QEvent::Drop:
        dropped(view, static_cast<QDropEvent*>(event));
        return true;
    default:
        return false;
    }
}

} // namespace inia::ui
