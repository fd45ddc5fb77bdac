#include "ui/transfers/filedrop.h"

#include "ui/transfers/drophint.h"

#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtWidgets/QAbstractItemView>

#include <algorithm>

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
    : QObject(parent), m_appearance(appearance), m_view(view), m_findSpot(std::move(findSpot))
{
    view->setAcceptDrops(true);
    addSurface(view->viewport());
}

void FileDrop::alsoOver(QWidget* widget)
{
    addSurface(widget);
}

void FileDrop::addSurface(QWidget* widget)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
    m_surfaces.push_back({widget, new DropHint(m_appearance, widget)});
}

const FileDrop::Surface* FileDrop::surfaceOf(const QObject* watched) const
{
    const auto found = std::find_if(m_surfaces.begin(), m_surfaces.end(), [watched](const Surface& surface) {
        return surface.widget && surface.hint && surface.widget == watched;
    });
    return m_view && found != m_surfaces.end() ? &*found : nullptr;
}

QModelIndex FileDrop::indexUnder(const Surface& surface, const QDropEvent& event) const
{
    return surface.widget == m_view->viewport() ? m_view->indexAt(event.position().toPoint()) : QModelIndex();
}

void FileDrop::say(const QString& words)
{
    DropHint* hint = m_surfaces.front().hint;
    hint->showFor({}, words);
    QTimer::singleShot(wordsMs, hint, &QWidget::hide);
}

bool FileDrop::hold(const Surface& surface, const QDropEvent& event)
{
    surface.hint->hide();
    const QModelIndex index = indexUnder(surface, event);
    const auto spot = m_findSpot(index);
    if (!spot || localPaths(event.mimeData()).isEmpty())
        return false;
    if (const QString why = m_refusal(); !why.isNull()) {
        surface.hint->showFor({}, why);
        return false;
    }
    const QRect row = m_view->visualRect(index);
    surface.hint->showFor(spot->isRow ? QRect(0, row.top(), surface.widget->width(), row.height()) : QRect(),
                          tr("Upload to %1").arg(spot->name));
    return true;
}

void FileDrop::take(const Surface& surface, QDropEvent& event)
{
    surface.hint->hide();
    const auto spot = m_findSpot(indexUnder(surface, event));
    const QStringList paths = localPaths(event.mimeData());
    if (!spot || paths.isEmpty() || !m_refusal().isNull())
        return;
    event.setDropAction(Qt::CopyAction);
    event.accept();
    emit dropped(spot->target, paths);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    // Others also come while the view is being destroyed.
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::DragLeave &&
        type != QEvent::Drop)
        return false;
    const Surface* surface = surfaceOf(watched);
    if (!surface)
        return false;
    switch (type) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (hold(*surface, *drag)) {
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
        surface->hint->hide();
        return true;
    case QEvent::Drop:
        take(*surface, *static_cast<QDropEvent*>(event));
        return true;
    default:
        return false;
    }
}

} // namespace inia::ui
