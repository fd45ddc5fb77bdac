#pragma once

#include "core/s3/s3location.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <functional>
#include <optional>
#include <vector>

class QAbstractItemView;
class QDropEvent;
class QModelIndex;

namespace inia::ui {

class Appearance;
class DropHint;

// Files held over a view and let go there: shows while they are held where they would go, and tells when they
// are dropped. Only takes files of this machine.
class FileDrop final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileDrop)

public:
    // A place that files can be dropped on.
    struct Spot {
        S3Location target;
        QString name;       // in the words "Upload to ..."
        bool isRow = false; // the row that is pointed at; else all of the view
    };
    // What a row stands for, or the room below the rows when the index is invalid; none where nothing can go.
    using FindSpot = std::function<std::optional<Spot>(const QModelIndex& index)>;

    FileDrop(const Appearance& appearance, QAbstractItemView* view, FindSpot findSpot, QObject* parent);

    // What stands in the view's place at times, as the state of an empty folder does: files are taken there
    // as in the room below the rows.
    void alsoOver(QWidget* widget);
    // Why nothing is taken now, whatever is held over it; null to take files, as without this.
    void setRefusal(std::function<QString()> refusal) { m_refusal = std::move(refusal); }
    // Says for a moment, over the view, why something is not done.
    void say(const QString& words);

signals:
    void dropped(const inia::S3Location& target, const QStringList& paths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // A widget that files are held over, and its hint. Pointers that know when the window has deleted its
    // widgets first.
    struct Surface {
        QPointer<QWidget> widget;
        QPointer<DropHint> hint;
    };

    void addSurface(QWidget* widget);
    [[nodiscard]] const Surface* surfaceOf(const QObject* watched) const;
    [[nodiscard]] QModelIndex indexUnder(const Surface& surface, const QDropEvent& event) const;
    [[nodiscard]] bool hold(const Surface& surface, const QDropEvent& event);
    void take(const Surface& surface, QDropEvent& event);

    const Appearance& m_appearance;
    QPointer<QAbstractItemView> m_view;
    std::vector<Surface> m_surfaces; // the view's own first
    FindSpot m_findSpot;
    std::function<QString()> m_refusal = [] { return QString(); };
};

} // namespace inia::ui
