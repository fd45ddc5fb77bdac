#pragma once

#include "core/s3/s3listing.h"
#include "core/transfer/download.h"
#include "ui/transfers/transferdesk.h"

#include <QtCore/QLockFile>
#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QAbstractItemView;
class QMimeData;
class QDropEvent;
class QModelIndex;

namespace inia::ui {

class Appearance;

// A folder of the user's cache, for files that another program takes from here. It goes with this; what a
// crash has left of others goes when the next one is made, or by sweep(), and stays out of /tmp meanwhile.
class DragFolder final {
public:
    // Where they are: below the program's cache, readable for its owner alone.
    [[nodiscard]] static QString standardBase();
    // Below `base`, which is made; null when that cannot be.
    [[nodiscard]] static std::unique_ptr<DragFolder> create(const QString& base);
    // Removes what programs have left that do not run any more.
    static void sweep(const QString& base);

    ~DragFolder();
    Q_DISABLE_COPY_MOVE(DragFolder)

    [[nodiscard]] const QString& path() const { return m_path; }

private:
    explicit DragFolder(const QString& path);

    QString m_path;
    QLockFile m_lock; // beside the folder: whose process runs
};

// Objects and folders of one bucket that are held by the mouse or lie on the clipboard.
struct HeldObjects {
    QString profile; // of the session that has them; empty where nobody has said
    std::string bucket;
    std::vector<std::string> keys;
    bool isCut = false;

    // Their addresses as text, a line each, too.
    void fill(QMimeData& data) const;
    // What there is in it, from whatever program: lines of addresses in one bucket will do.
    [[nodiscard]] static std::optional<HeldObjects> in(const QMimeData& data);
};

// What will become of the files that are held over a view: a frame around it, or around one of its rows, and
// the words at its lower edge. Lies over the view and takes no events.
class DropHint final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DropHint)

public:
    DropHint(const Appearance& appearance, QWidget* over);

    // `row` in the view's coordinates; empty for the whole view.
    void showFor(const QRect& row, const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QRect m_row;
    QString m_words;
};

// Files or objects held over a view and let go there: shows while they are held where they would go, and
// tells when they are dropped. Takes files of this machine and objects of this program.
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
    void objectsDropped(const inia::S3Location& target, const inia::ui::HeldObjects& objects);

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
    // What would be done with what is held there; null for nothing.
    [[nodiscard]] static QString purpose(const Spot& spot, const QMimeData& data);
    [[nodiscard]] bool hold(const Surface& surface, const QDropEvent& event);
    void take(const Surface& surface, QDropEvent& event);

    const Appearance& m_appearance;
    QPointer<QAbstractItemView> m_view;
    std::vector<Surface> m_surfaces; // the view's own first
    FindSpot m_findSpot;
    std::function<QString()> m_refusal = [] { return QString(); };
};

// Objects dragged out of a table to another program. Who takes a drop wants files that are there, and Qt asks
// for them at the moment of the drop, when nothing may wait. So the drag only begins when they have come,
// which is soon for small objects; others and folders can be dragged to other places of this program alone,
// and elsewhere are refused with a word about Download.
class ObjectDrag final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectDrag)

public:
    struct Source {
        std::function<std::vector<TransferDesk::Choice>()> selected;
        std::function<Result<Client>()> client;
        std::function<std::string()> bucket;
        QString profile;
    };
    // The most that is fetched before a drag.
    static constexpr qint64 mostBytes = qint64(8) * 1024 * 1024;
    static constexpr int mostObjects = 16;

    // `view` owns it.
    ObjectDrag(QAbstractItemView* view, Source source);
    ~ObjectDrag() override;

    // Fetches what is selected; ready() follows unless it is refused, fails, or is given up.
    void prepare();
    void giveUp();
    [[nodiscard]] QStringList files() const { return m_files; }

signals:
    void ready();
    // In words, for the user.
    void refused(const QString& why);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool press(const QPoint& at);
    void release(const QPoint& at);
    [[nodiscard]] QString problem(const std::vector<TransferDesk::Choice>& choices) const;
    void fetch(const Client& client, const TransferDesk::Choice& choice);
    void fetched();
    void drag();

    QAbstractItemView* m_view;
    Source m_source;
    QPoint m_pressedAt;
    bool m_pressed = false;
    bool m_refused = false;               // this press will be no drag
    QString m_innerAlone;                 // why no other program can have them
    std::unique_ptr<DragFolder> m_folder; // until the next drag: the other program reads when it likes
    std::shared_ptr<TransferSlots> m_slots;
    std::vector<Owned<Download>> m_downloads;
    QStringList m_files;
};

} // namespace inia::ui
