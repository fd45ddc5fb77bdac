#include "ui/transfers/filedrop.h"

#include "ui/transfers/drophint.h"

#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtWidgets/QAbstractItemView>

namespace inia::ui {

namespace {

constexpr int wordsMs = 3000;

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

FileDrop::FileDrop(const Appearance& appearance, QAbstractItemView* view, FindSpot findSpot, QObject* parent)
    : QObject(parent),
      m_view(view),
      m_hint(new DropHint(appearance, view->viewport())),
      m_findSpot(std::move(findSpot))
{
    view->setAcceptDrops(true);
    view->viewport()->setAcceptDrops(true);
    view->viewport()->installEventFilter(this);
}

void FileDrop::say(const QString& words)
{
    m_hint->showFor({}, words);
    QTimer::singleShot(wordsMs, m_hint.data(), &QWidget::hide);
}

bool FileDrop::hold(const QDropEvent& event)
{
    m_hint->hide();
    const QModelIndex index = m_view->indexAt(event.position().toPoint());
    const auto spot = m_findSpot(index);
    if (!spot || localPaths(event.mimeData()).isEmpty())
        return false;
    if (const QString why = m_refusal(); !why.isNull()) {
        m_hint->showFor({}, why);
        return false;
    }
    const QRect row = m_view->visualRect(index);
    m_hint->showFor(spot->isRow ? QRect(0, row.top(), m_view->viewport()->width(), row.height()) : QRect(),
                    tr("Upload to %1").arg(spot->name));
    return true;
}

void FileDrop::take(QDropEvent& event)
{
    m_hint->hide();
    const auto spot = m_findSpot(m_view->indexAt(event.position().toPoint()));
    const QStringList paths = localPaths(event.mimeData());
    if (!spot || paths.isEmpty() || !m_refusal().isNull())
        return;
    event.setDropAction(Qt::CopyAction);
    event.accept();
    emit dropped(spot->target, paths);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_view || !m_hint || watched != m_view->viewport())
        return false;
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (hold(*drag)) {
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
        m_hint->hide();
        return true;
    case QEvent::Drop:
        take(*static_cast<QDropEvent*>(event));
        return true;
    default:
        return false;
    }
}

} // namespace inia::ui
