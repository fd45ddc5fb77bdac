#include "ui/transfers/objecttransfers.h"

#include "ui/browse/objectspage.h"
#include "ui/browse/sessionview.h"
#include "ui/commands/commandtable.h"
#include "ui/jobs/jobdesk.h"
#include "ui/models/displaytext.h"
#include "ui/s3/propertydesks.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/transfers/draganddrop.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QMimeData>
#include <QtCore/QStandardPaths>
#include <QtGui/QClipboard>
#include <QtGui/QCursor>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <functional>

namespace inia::ui {

namespace {

QString downloadFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
}

// A name in its row; Esc leaves it as it is. Return is for the name alone: the table would open the row.
class NameEditor final : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    bool event(QEvent* event) override
    {
        const auto type = event->type();
        const bool isKey = type == QEvent::ShortcutOverride || type == QEvent::KeyPress;
        const int key = isKey ? static_cast<QKeyEvent*>(event)->key() : 0;
        if (key != Qt::Key_Escape) {
            const bool isTaken = QLineEdit::event(event);
            event->setAccepted(event->isAccepted() || key == Qt::Key_Return || key == Qt::Key_Enter);
            return isTaken;
        }
        event->accept();
        if (type == QEvent::KeyPress) {
            parentWidget()->parentWidget()->setFocus();
            deleteLater();
        }
        return true;
    }
};

} // namespace

ObjectTransfers::ObjectTransfers(const Appearance& appearance, SessionView& view, TransferDesk& desk,
                                 JobList& jobs, QWidget* window)
    : QObject(&view),
      m_appearance(appearance),
      m_view(view),
      m_desk(desk),
      m_window(window),
      m_table(view.objectsView()->table()),
      m_tableDrop(new FileDrop(
          appearance, m_table, [this](const QModelIndex& index) { return tableSpot(index); }, this)),
      m_jobs(new JobDesk(
          appearance, view.session(), [this] { return m_view.gate().info(); }, jobs, view.services(), window,
          this)),
      m_versionDesk(new VersionDesk(
          appearance, view.session(), [this] { return m_view.gate().info(); }, view.services(), window,
          this)),
      m_propertyDesk(new PropertyDesk(
          appearance, view.session(), [this] { return m_view.gate().info(); }, view.services(), window,
          this)),
      m_linkDesk(new LinkDesk(
          appearance, view.session(), [this] { return m_view.gate().info(); }, view.services(), window,
          this)),
      m_bucketDesk(new BucketDesk(appearance, view.session(), view.gate(), view.services(), window, this))
{
    acceptDrops();
    buildMenu();
    letDrag();
    addKeys();
    for (AskingDesk* desk : {static_cast<AskingDesk*>(m_jobs), static_cast<AskingDesk*>(m_versionDesk),
                             static_cast<AskingDesk*>(m_propertyDesk)}) {
        connect(desk, &AskingDesk::finished, m_view.objectsView(), &ObjectsView::showNotice);
        connect(desk, &AskingDesk::changed, &view.services(), &WindowServices::objectsChanged);
    }
    connect(&view.services(), &WindowServices::objectChangeRequested, this, &ObjectTransfers::begin);
    connect(m_bucketDesk, &BucketDesk::finished, &m_view, &SessionView::showNotice);
    connect(m_bucketDesk, &BucketDesk::listChanged, &m_view, &SessionView::reload);
    for (PlanDesk* desk : {static_cast<PlanDesk*>(m_versionDesk), static_cast<PlanDesk*>(m_propertyDesk)})
        desk->setRunner([this](Job job) { m_jobs->start(std::move(job)); });
    connect(&m_view, &SessionView::rowsMenuOpening, this, &ObjectTransfers::fillMenu);
    connect(&m_desk, &TransferDesk::uploaded, this, &ObjectTransfers::showUploaded);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObjectTransfers::refresh);
    connect(&m_view, &SessionView::placeChanged, this, &ObjectTransfers::refresh);
    connect(&m_view.gate(), &ChangeGate::changed, this, &ObjectTransfers::refresh);
    refresh();
}

void ObjectTransfers::reloadIfShown(const std::string& bucket)
{
    if (const auto shown = place(); shown && shown->bucket == bucket)
        m_view.reload();
}

void ObjectTransfers::buildMenu()
{
    constexpr int roomForPages = 760; // below, the filter would be a slit
    ObjectsView* browser = m_view.objectsView();
    browser->addTool(makeBucketSwitch(
                         m_appearance, BucketPage::Objects, m_view.services(),
                         [this] { return m_view.objects().location().bucket; }, browser),
                     roomForPages);
    m_upload = new ToolButton(m_appearance, QStringLiteral("upload"), tr("Upload"), {}, browser);
    m_download = new ToolButton(m_appearance, QStringLiteral("download"), tr("Download the selected objects"),
                                {}, browser);
    auto* menu = new QMenu(m_upload);
    menu->addAction(tr("Upload files\u2026"), this, &ObjectTransfers::uploadFiles);
    menu->addAction(tr("Upload folder\u2026"), this, &ObjectTransfers::uploadFolder);
    m_upload->setMenu(menu);
    m_upload->setPopupMode(QToolButton::InstantPopup);
    connect(m_download, &QToolButton::clicked, this, &ObjectTransfers::downloadSelected);
    connect(browser, &ObjectsView::uploadRequested, this, &ObjectTransfers::uploadFiles);
    browser->addTool(m_upload);
    browser->addTool(m_download);
}

void ObjectTransfers::letDrag()
{
    auto* drag = new ObjectDrag(m_table, {[this] { return selected(); },
                                          [this] { return m_view.session().client("s3"); },
                                          [this] { return m_view.objects().location().bucket; },
                                          toQString(m_view.session().profileName())});
    connect(drag, &ObjectDrag::refused, m_tableDrop, &FileDrop::say);
}

void ObjectTransfers::refresh()
{
    if (!m_upload || !m_download)
        return;
    const ChangeGate& gate = m_view.gate();
    m_upload->setEnabled(place().has_value() && gate.isOpen());
    m_upload->setToolTip(gate.isOpen() ? tr("Upload") : gate.reason());
    m_download->setEnabled(m_table && !areVersions() && m_table->selectionModel()->hasSelection());
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

// Above what the resources themselves offer; all there is for a folder, into which the uploads go then.
void ObjectTransfers::fillMenu(QMenu* menu)
{
    if (m_view.navigator().current() == Place())
        m_bucketDesk->fillMenu(*menu, m_view.centre()->page().selected());
    if (!m_table || !m_table->isVisible())
        return;
    // Objects are deleted as a job, which can be undone, not by the call that their definition has.
    if (m_table->selectionModel()->hasSelection())
        delete menu->findChild<QAction*>(QStringLiteral("delete"));
    QAction* rest = menu->actions().value(0);
    const auto add = [&](const QString& icon, const QString& text, bool enabled, const auto& act) {
        auto* action = new QAction(m_appearance.icons().icon(icon), text, menu);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, act);
        menu->insertAction(rest, action);
        return action;
    };
    if (areVersions()) {
        addVersions(*menu, rest);
        if (rest != nullptr)
            menu->insertSeparator(rest);
        return;
    }
    const auto folder = selectedFolder();
    const auto target = folder ? folder : place();
    const QString where = folder ? tr(" to %1").arg(toOneLine(folder->lastPart())) : QString();
    const auto addUpload = [&](const QString& icon, const QString& text, bool wholeFolder) {
        m_view.gate().guard(add(icon, text, target.has_value(),
                                [this, target, wholeFolder] { askForUpload(target, wholeFolder); }),
                            m_appearance.icons());
    };
    if (m_view.act(CommandId::Preview).obstacle.isNull())
        add(QStringLiteral("eye"), tr("Preview") + u'\t' + keyText(CommandId::Preview), true,
            [this] { m_view.act(CommandId::Preview).run(); });
    if (const auto row = m_view.objectsView()->onlySelected(); row && !row->isPrefix)
        add(QStringLiteral("edit"), tr("Edit\u2026") + u'\t' + keyText(CommandId::EditObject), true,
            [this] { editSelected(); });
    add(QStringLiteral("download"), tr("Download\u2026"), m_table->selectionModel()->hasSelection(),
        [this] { downloadSelected(); });
    addUpload(QStringLiteral("upload"), tr("Upload files%1\u2026").arg(where), false);
    addUpload(QStringLiteral("folder"), tr("Upload folder%1\u2026").arg(where), true);
    addMoves(*menu, rest);
    addChanges(*menu, rest);
    if (folder) {
        add(QStringLiteral("copy"), tr("Copy S3 URI"), true,
            [this, uri = toQString(folder->uri())] { m_view.services().copy(uri); });
    }
    if (rest != nullptr)
        menu->insertSeparator(rest);
    else
        m_view.gate().addOffer(*menu, m_appearance.icons());
}

// ---- what it is about -------------------------------------------------------------------------------------

std::optional<S3Location> ObjectTransfers::place() const
{
    const S3Location& shown = m_view.objects().location();
    if (shown.bucket.empty())
        return std::nullopt;
    return S3Location{shown.bucket, shown.folder()};
}

std::optional<S3Location> ObjectTransfers::selectedFolder() const
{
    const auto row = m_view.objectsView()->onlySelected();
    const auto shown = place();
    if (!shown || !row || !row->isPrefix)
        return std::nullopt;
    return S3Location{shown->bucket, row->key};
}

std::vector<TransferDesk::Choice> ObjectTransfers::selected() const
{
    const ObjectTableModel& objects = m_view.objects();
    std::vector<TransferDesk::Choice> choices;
    if (areVersions())
        return choices; // by their keys they would be the current ones
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        choices.push_back(
            {objects.keyAt(index.row()), objects.isPrefix(index.row()), objects.sizeAt(index.row())});
    return choices;
}

TransferDesk::Asker ObjectTransfers::asker() const
{
    const Session& session = m_view.session();
    return {m_view.gate().info(), {session.profileName(), session.region(), {}}, m_window};
}

// ---- by hand ----------------------------------------------------------------------------------------------

void ObjectTransfers::uploadFiles()
{
    askForUpload(place(), false);
}

void ObjectTransfers::uploadFolder()
{
    askForUpload(place(), true);
}

void ObjectTransfers::askForUpload(const std::optional<S3Location>& target, bool wholeFolder)
{
    if (!m_view.gate().isOpen()) {
        m_view.objectsView()->showNotice(m_view.gate().reason());
        return;
    }
    const QString words = wholeFolder ? tr("Upload a folder with everything in it") : tr("Upload files");
    auto* dialog = new QFileDialog(m_window, words);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(wholeFolder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
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

// ---- names and places -------------------------------------------------------------------------------------

void ObjectTransfers::addKeys()
{
    const auto add = [this](CommandId id, auto act) {
        auto* action = new QAction(commandOf(id).title(), m_table);
        action->setShortcuts(keysOf(id));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        m_table->addAction(action);
    };
    add(CommandId::Rename, [this] { renameInPlace(); });
    add(CommandId::CutObjects, [this] { cutSelected(); });
    add(CommandId::PasteObjects, [this] { paste(); });
    add(CommandId::NewFolder, [this] { makeFolder(); });
    add(CommandId::EditObject, [this] { editSelected(); });
    connect(m_view.objectsView(), &ListingPage::deletionRequested, this, [this] {
        if (areVersions())
            begin({ObjectWish::What::DeleteVersions, m_view.objects().location().bucket,
                   m_view.objectsView()->selectedVersions()});
        else
            deleteSelected();
    });
}

void ObjectTransfers::addMoves(QMenu& menu, QAction* before)
{
    const auto add = [&](CommandId id, QString text, bool isPossible, auto act) {
        if (const QString keys = keyText(id); !keys.isEmpty())
            text += u'\t' + keys;
        auto* action =
            new QAction(m_appearance.icons().icon(QString::fromLatin1(commandOf(id).icon)), text, &menu);
        action->setEnabled(isPossible);
        connect(action, &QAction::triggered, this, act);
        menu.insertAction(before, action);
        m_view.gate().guard(action, m_appearance.icons());
        return action;
    };
    const std::size_t count = selectedKeys().size();
    add(CommandId::Rename, tr("Rename\u2026"), count > 0, [this] { renameSelected(); });
    add(CommandId::MoveTo, tr("Move to\u2026"), count > 0, [this] { relocateSelected(true); });
    add(CommandId::CopyTo, tr("Copy to\u2026"), count > 0, [this] { relocateSelected(false); });
    if (const QMimeData* held = QGuiApplication::clipboard()->mimeData(); held && HeldObjects::in(*held))
        add(CommandId::PasteObjects, tr("Paste\u2026"), place().has_value(), [this] { paste(); });
    add(CommandId::NewFolder, tr("New folder\u2026"), place().has_value(), [this] { makeFolder(); });
    const bool isOneFolder = m_view.objectsView()->hasFolderSelected() && count == 1;
    if (place() && (count == 0 || isOneFolder)) {
        // Comparing changes nothing, so that no lock is in its way.
        auto* compare =
            new QAction(m_appearance.icons().icon(QStringLiteral("copy")), tr("Compare with\u2026"), &menu);
        connect(compare, &QAction::triggered, this,
                [this, folder = isOneFolder ? selectedKeys().front() : place()->folder()] {
                    m_view.services().go(
                        Place(S3Location{place()->bucket, folder}).withState("compare", std::string()));
                });
        menu.insertAction(before, compare);
    }
    if (count > 0)
        add(CommandId::Delete, tr("Delete\u2026"), true, [this] {
            deleteSelected();
        })->setObjectName(QStringLiteral("delete"));
}

bool ObjectTransfers::areVersions() const
{
    return m_view.objects().areVersions();
}

void ObjectTransfers::begin(const ObjectWish& wish)
{
    using What = ObjectWish::What;
    if (wish.what == What::Link)
        m_linkDesk->begin(wish);
    else if (!m_view.gate().isOpen())
        m_view.objectsView()->showNotice(m_view.gate().reason());
    else if (wish.what == What::Undelete || wish.what == What::MakeCurrent ||
             wish.what == What::DeleteVersions)
        m_versionDesk->begin(wish);
    else
        m_propertyDesk->begin(wish);
}

// What leaves the bytes of objects as they are.
void ObjectTransfers::addChanges(QMenu& menu, QAction* before)
{
    using What = ObjectWish::What;
    std::vector<ObjectVersion> objects;
    for (const auto& key : selectedKeys()) {
        ObjectVersion object;
        object.key = key;
        objects.push_back(std::move(object));
    }
    const bool isFolder = m_view.objectsView()->hasFolderSelected();
    const Icons& icons = m_appearance.icons();
    auto* changes = new QMenu(tr("Change"), &menu);
    changes->setIcon(icons.icon(QStringLiteral("tag")));
    changes->setEnabled(!objects.empty());
    for (QAction* action : changeActions(icons, &menu)) {
        const auto what = action->data().value<What>();
        connect(action, &QAction::triggered, this, [this, what, objects] {
            if (const auto here = place())
                begin({what, here->bucket, objects});
        });
        action->setEnabled(what == What::Link ? objects.size() == 1 : !objects.empty());
        if (what != What::Link)
            m_view.gate().guard(action, icons);
        if (what == What::Link || what == What::Undelete) {
            menu.insertAction(before, action);
            action->setVisible(isFolder == (what == What::Undelete));
        } else {
            changes->addAction(action);
        }
        if (what == What::Link)
            menu.insertMenu(before, changes);
    }
}

void ObjectTransfers::addVersions(QMenu& menu, QAction* before)
{
    const auto versions = m_view.objectsView()->selectedVersions();
    const Icons& icons = m_appearance.icons();
    if (m_view.act(CommandId::Preview).obstacle.isNull())
        menu.insertAction(before, menu.addAction(icons.icon(QStringLiteral("eye")),
                                                 tr("Preview") + u'\t' + keyText(CommandId::Preview), this,
                                                 [this] { m_view.act(CommandId::Preview).run(); }));
    for (QAction* action : versionActions(versions, icons, &menu)) {
        const auto what = action->data().value<ObjectWish::What>();
        connect(action, &QAction::triggered, this, [this, what, versions] {
            begin({what, m_view.objects().location().bucket, versions});
        });
        if (what != ObjectWish::What::Link)
            m_view.gate().guard(action, icons);
        menu.insertAction(before, action);
    }
    m_view.gate().addOffer(menu, icons);
}

std::vector<std::string> ObjectTransfers::selectedKeys() const
{
    std::vector<std::string> keys;
    for (const auto& choice : selected())
        keys.push_back(choice.key);
    return keys;
}

void ObjectTransfers::renameSelected()
{
    const auto keys = selectedKeys();
    if (!m_view.gate().isOpen())
        m_view.objectsView()->showNotice(m_view.gate().reason());
    else if (keys.empty() || !place())
        m_view.objectsView()->showNotice(tr("Select an object or folder to rename it"));
    else if (keys.size() == 1)
        m_jobs->rename(place()->bucket, keys.front());
    else if (m_view.objectsView()->hasFolderSelected())
        m_view.objectsView()->showNotice(
            tr("Several folders cannot be renamed together; select objects alone"));
    else
        m_jobs->renameAll(place()->bucket, keys);
}

void ObjectTransfers::renameInPlace()
{
    const auto keys = selectedKeys();
    const int row = keys.size() == 1 ? m_view.objects().rowOf(keys.front()) : -1;
    if (row < 0 || !place() || !m_view.gate().isOpen() || m_view.gate().info().production) {
        renameSelected();
        return;
    }
    const std::string& key = keys.front();
    const QString shown = JobDesk::shownName(key);
    const qsizetype dot = key.ends_with('/') ? -1 : shown.lastIndexOf(u'.');
    const QModelIndex index = m_table->model()->index(row, ObjectTableModel::NameColumn);
    m_table->scrollTo(index);
    auto* editor = new NameEditor(shown, m_table->viewport());
    const int icon = m_appearance.theme().sizes().icon + m_appearance.theme().sizes().panelPadding;
    editor->setGeometry(m_table->visualRect(index).adjusted(icon, 0, 0, 0));
    editor->setAccessibleName(tr("New name"));
    editor->setSelection(0, static_cast<int>(dot > 0 ? dot : shown.size()));
    editor->show();
    editor->setFocus();
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, editor, &QObject::deleteLater);
    connect(m_table->model(), &QAbstractItemModel::modelReset, editor, &QObject::deleteLater);
    connect(editor, &QLineEdit::editingFinished, editor, &QObject::deleteLater); // or the focus is elsewhere
    connect(editor, &QLineEdit::returnPressed, this, [this, editor, key, bucket = place()->bucket] {
        const QString problem = JobDesk::nameProblem(key, editor->text());
        m_table->setFocus();
        if (problem.isNull())
            m_jobs->renameTo(bucket, key, editor->text());
        else
            m_view.objectsView()->showNotice(problem);
    });
}

void ObjectTransfers::cutSelected()
{
    const auto keys = selectedKeys();
    if (keys.empty() || !place())
        return;
    auto* data = new QMimeData; // the clipboard's
    HeldObjects{toQString(m_view.session().profileName()), place()->bucket, keys, true}.fill(*data);
    QGuiApplication::clipboard()->setMimeData(data);
    m_view.objectsView()->showNotice(
        tr("%1 will be moved where they are pasted").arg(groupedNumber(qint64(keys.size()))));
}

void ObjectTransfers::paste()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const auto objects = data != nullptr ? HeldObjects::in(*data) : std::nullopt;
    if (!objects || !place())
        m_view.objectsView()->showNotice(tr("There are no objects on the clipboard"));
    else
        bring(*objects, *place(), objects->isCut);
}

void ObjectTransfers::bring(const HeldObjects& objects, const S3Location& target, bool isMove)
{
    if (!m_view.gate().isOpen())
        m_view.objectsView()->showNotice(m_view.gate().reason());
    else if (!objects.profile.isEmpty() && objects.profile != toQString(m_view.session().profileName()))
        m_view.objectsView()->showNotice(
            tr("They are of the session %1: download them there and upload them here").arg(objects.profile));
    else
        m_jobs->bring(objects.bucket, objects.keys, target, isMove);
}

// Never moves by itself. By the event loop: what was dropped is still held here.
void ObjectTransfers::askAfterDrop(const HeldObjects& objects, const S3Location& target)
{
    auto* menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString where = toOneLine(target.uri());
    const auto add = [&](const QString& icon, const QString& text, bool isMove) {
        menu->addAction(m_appearance.icons().icon(icon), text, this,
                        [this, objects, target, isMove] { bring(objects, target, isMove); });
    };
    add(QStringLiteral("copy"), tr("Copy to %1\u2026").arg(where), false);
    add(QStringLiteral("fwd"), tr("Move to %1\u2026").arg(where), true);
    menu->addSeparator();
    menu->addAction(m_appearance.icons().icon(QStringLiteral("x")), tr("Cancel"));
    menu->popup(QCursor::pos());
}

void ObjectTransfers::relocateSelected(bool isMove)
{
    if (const auto keys = selectedKeys(); place() && !keys.empty())
        m_jobs->relocate(place()->bucket, keys, isMove);
}

void ObjectTransfers::deleteSelected()
{
    if (!m_view.gate().isOpen())
        m_view.objectsView()->showNotice(m_view.gate().reason());
    else if (place())
        m_jobs->remove(place()->bucket, selectedKeys());
}

void ObjectTransfers::undoLastJob()
{
    if (const auto id = m_jobs->newestUndoable())
        static_cast<void>(actOnJob(*id, &JobDesk::undo));
    else
        m_view.objectsView()->showNotice(tr("There is no job of this session that can be undone"));
}

bool ObjectTransfers::actOnJob(quint64 id, void (JobDesk::*act)(quint64))
{
    if (!m_jobs->isOfThisSession(id))
        return false;
    if (m_view.gate().isOpen())
        std::invoke(act, *m_jobs, id);
    else
        m_view.objectsView()->showNotice(m_view.gate().reason());
    return true;
}

void ObjectTransfers::makeFolder()
{
    if (!m_view.gate().isOpen())
        m_view.objectsView()->showNotice(m_view.gate().reason());
    else if (const auto here = place())
        m_jobs->makeFolder(*here);
}

void ObjectTransfers::editSelected()
{
    const auto row = m_view.objectsView()->onlySelected();
    const auto here = place();
    const auto s3 = m_view.session().client("s3");
    if (!row || row->isPrefix || !here || !s3) {
        m_view.objectsView()->showNotice(s3 ? tr("Select one object to edit it") : errorText(s3.error()));
        return;
    }
    const S3Location where{here->bucket, row->key};
    std::erase_if(m_editors, [](const auto& editor) { return editor == nullptr; });
    for (const auto& editor : m_editors) {
        if (editor->where() == where) {
            editor->raise();
            editor->activateWindow();
            return;
        }
    }
    auto* editor = new ObjectEditor(
        m_appearance, {*s3, where, m_view.session().profileName()}, m_view.gate(), m_view.services(),
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/drafts"),
        m_window);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &ObjectEditor::saved, this, &ObjectTransfers::reloadIfShown);
    m_editors.emplace_back(editor);
    editor->show();
}

// ---- by drag and drop -------------------------------------------------------------------------------------

void ObjectTransfers::acceptDrops()
{
    auto* tree = new FileDrop(
        m_appearance, m_view.tree(), [this](const QModelIndex& index) { return treeSpot(index); }, this);
    m_tableDrop->alsoOver(m_view.objectsView()->stateView());
    for (FileDrop* drop : {m_tableDrop, tree}) {
        drop->setRefusal([this] { return m_view.gate().reason(); });
        connect(drop, &FileDrop::dropped, this, [this](const S3Location& target, const QStringList& paths) {
            m_desk.upload(asker(), target, paths);
        });
        connect(
            drop, &FileDrop::objectsDropped, this,
            [this](const S3Location& target, const HeldObjects& objects) { askAfterDrop(objects, target); },
            Qt::QueuedConnection);
    }
}

std::optional<FileDrop::Spot> ObjectTransfers::tableSpot(const QModelIndex& index) const
{
    const auto shown = place();
    if (!shown)
        return std::nullopt;
    const bool isFolder = index.isValid() && m_view.objects().isPrefix(index.row());
    const S3Location target =
        isFolder ? S3Location{shown->bucket, m_view.objects().keyAt(index.row())} : *shown;
    return FileDrop::Spot{target, toOneLine(target.uri()), isFolder};
}

std::optional<FileDrop::Spot> ObjectTransfers::treeSpot(const QModelIndex& index) const
{
    const QString uri = index.isValid() ? m_view.treeModel().uri(index) : QString();
    const auto location = S3Location::parse(uri);
    if (!uri.startsWith(QStringLiteral("s3://")) || !location || location->bucket.empty())
        return std::nullopt;
    return FileDrop::Spot{*location, toOneLine(location->lastPart()), true};
}

} // namespace inia::ui
