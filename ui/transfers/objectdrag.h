#pragma once

#include "core/transfer/download.h"
#include "ui/transfers/dragfolder.h"
#include "ui/transfers/transferdesk.h"

#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QPointer>

#include <functional>
#include <memory>
#include <vector>

class QAbstractItemView;

namespace inia::ui {

// Objects dragged out of a table to another program. Who takes a drop wants files that are there, and Qt asks
// for them at the moment of the drop, when nothing may wait. So the drag only begins when they have come,
// which is soon for small objects; others and folders are refused with a word about Download.
class ObjectDrag final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectDrag)

public:
    struct Source {
        std::function<std::vector<TransferDesk::Choice>()> selected;
        std::function<Result<Client>()> client;
        std::function<std::string()> bucket;
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
    std::unique_ptr<DragFolder> m_folder; // until the next drag: the other program reads when it likes
    std::shared_ptr<TransferSlots> m_slots;
    std::vector<Owned<Download>> m_downloads;
    QStringList m_files;
};

} // namespace inia::ui
