#include "ui/transfers/objectdrag.h"

#include "core/transfer/downloadfile.h"
#include "core/transfer/localname.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfertexts.h"

#include <QtCore/QDir>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDrag>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

namespace inia::ui {

namespace {

constexpr int callsAtOnce = 6;

} // namespace

ObjectDrag::ObjectDrag(QAbstractItemView* view, Source source)
    : QObject(view),
      m_view(view),
      m_source(std::move(source)),
      m_slots(std::make_shared<TransferSlots>(callsAtOnce))
{
    DragFolder::sweep(DragFolder::standardBase());
    view->viewport()->installEventFilter(this);
    // Queued: the drag's own event loop must not run inside a download's signal.
    connect(this, &ObjectDrag::ready, this, &ObjectDrag::drag, Qt::QueuedConnection);
}

ObjectDrag::~ObjectDrag() = default;

QString ObjectDrag::problem(const std::vector<TransferDesk::Choice>& choices) const
{
    qint64 bytes = 0;
    for (const TransferDesk::Choice& choice : choices) {
        bytes += choice.size;
        if (choice.isPrefix)
            return tr("Folders cannot be dragged out: use Download");
    }
    if (bytes > mostBytes || choices.size() > mostObjects)
        return tr("More than %1 or %2 objects cannot be dragged out: use Download")
            .arg(byteText(mostBytes))
            .arg(mostObjects);
    return {};
}

void ObjectDrag::prepare()
{
    giveUp();
    const auto choices = m_source.selected();
    const QString why = problem(choices);
    const auto client = m_source.client();
    if (choices.empty() || !why.isEmpty() || !client) {
        m_refused = true;
        emit refused(client ? why : toQString(client.error().message));
        return;
    }
    m_folder = DragFolder::create(DragFolder::standardBase());
    if (!m_folder) {
        m_refused = true;
        emit refused(tr("%1 cannot be written: use Download").arg(DragFolder::standardBase()));
        return;
    }
    for (const TransferDesk::Choice& choice : choices)
        fetch(*client, choice);
}

void ObjectDrag::fetch(const Client& client, const TransferDesk::Choice& choice)
{
    const auto slash = choice.key.rfind('/');
    const LocalName name =
        localName(std::string_view(choice.key).substr(slash == std::string::npos ? 0 : slash + 1));
    // A folder each: two objects may have the same name.
    const QString folder = QDir(m_folder->path()).filePath(QString::number(m_files.size()));
    QDir().mkpath(folder);
    const QString path = folder + u'/' + (name.file.isEmpty() ? contentOfFolder() : name.file);
    m_files.append(path);
    m_downloads.push_back(makeOwned<Download>(client, DownloadSource{m_source.bucket(), choice.key, {}},
                                              std::make_unique<DownloadFile>(path, ExistingTarget::Fail),
                                              m_slots));
    m_downloads.back()->setExpectedSize(choice.size);
    CallOptions options;
    options.cause = "Drag out";
    options.target = choice.key;
    m_downloads.back()->setCallOptions(std::move(options));
    connect(m_downloads.back().get(), &Transfer::finished, this, &ObjectDrag::fetched, Qt::QueuedConnection);
    m_downloads.back()->start();
}

void ObjectDrag::fetched()
{
    bool isAll = !m_downloads.empty();
    for (const auto& download : m_downloads) {
        if (!download->isFinished()) {
            isAll = false;
            continue;
        }
        if (!download->result()) {
            const QString why = toQString(download->result().error().message);
            giveUp();
            m_refused = true;
            emit refused(why);
            return;
        }
    }
    if (!isAll)
        return;
    m_downloads.clear();
    emit ready();
}

void ObjectDrag::giveUp()
{
    m_downloads.clear();
    m_files.clear();
}

/// Too late when the button was let go meanwhile.
void ObjectDrag::drag()
{
    if (!m_pressed || m_files.isEmpty())
        return;
    m_pressed = false;
    auto* data = new QMimeData;
    QList<QUrl> urls;
    for (const QString& file : m_files)
        urls.append(QUrl::fromLocalFile(file));
    data->setUrls(urls);
    auto* drag = new QDrag(m_view); // Qt's, as is its data
    drag->setMimeData(data);
    drag->exec(Qt::CopyAction);
}

// ---- the mouse --------------------------------------------------------------------------------------------

/// A press on a selected row may become a drag. Of several selected rows the view would keep only that one:
/// then the press is kept from it, and done on the release.
bool ObjectDrag::press(const QPoint& at)
{
    const QModelIndex index = m_view->indexAt(at);
    m_pressed = index.isValid() && m_view->selectionModel()->isRowSelected(index.row(), {});
    m_pressedAt = at;
    m_refused = false;
    const auto ranges = m_view->selectionModel()->selection();
    return m_pressed && (ranges.size() > 1 || ranges.first().height() > 1);
}

void ObjectDrag::release(const QPoint& at)
{
    if (!std::exchange(m_pressed, false))
        return;
    giveUp();
    const QModelIndex index = m_view->indexAt(at);
    if ((at - m_pressedAt).manhattanLength() < QApplication::startDragDistance() && index.isValid())
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                             QItemSelectionModel::Rows);
}

bool ObjectDrag::eventFilter(QObject*, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    switch (type) {
    case QEvent::MouseButtonPress:
        if (mouse->button() != Qt::LeftButton || mouse->modifiers() != Qt::NoModifier)
            return false;
        if (!press(mouse->position().toPoint()))
            return false;
        m_view->setFocus(Qt::MouseFocusReason);
        return true;
    case QEvent::MouseMove:
        if (!m_pressed || !(mouse->buttons() & Qt::LeftButton))
            return false;
        if (!m_refused && m_downloads.empty() && m_files.isEmpty() &&
            (mouse->position().toPoint() - m_pressedAt).manhattanLength() >=
                QApplication::startDragDistance())
            prepare();
        return true;
    case QEvent::MouseButtonRelease:
        if (mouse->button() == Qt::LeftButton)
            release(mouse->position().toPoint());
        return false;
    default:
        return false;
    }
}

} // namespace inia::ui
