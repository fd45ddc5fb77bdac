#pragma once

#include "ui/transfers/transferdesk.h"

#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QPointer>

class QAbstractItemView;
class QDropEvent;
class QMenu;

namespace inia::ui {

class Appearance;
class DropHint;
class SessionView;
class ToolButton;

// Transfers in the views of one session: buttons and a context menu at the table of objects, files dropped on
// table and tree. A folder's row takes files into that folder, everything else into the place that is shown.
// Lives as long as the session's view.
class ObjectTransfers final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTransfers)

public:
    // `view` owns it; `desk` and `window` outlive it.
    ObjectTransfers(const Appearance& appearance, SessionView& view, const SessionInfo& info,
                    TransferDesk& desk, QWidget* window);

    // Asks for files, a folder, a target; then goes on as with a drop.
    void uploadFiles();
    void uploadFolder();
    void downloadSelected();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // A place files can be dropped on.
    struct Spot {
        S3Location target;
        QRect row; // in the viewport; null for all of it
    };

    [[nodiscard]] DropHint* acceptDrops(QAbstractItemView* view);
    [[nodiscard]] std::optional<Spot> spotAt(const QAbstractItemView* view, const QPoint& at) const;
    [[nodiscard]] bool held(QAbstractItemView* view, QDropEvent* event);
    void dropped(QAbstractItemView* view, QDropEvent* event);
    void hideHints();
    void buildMenu();
    void letDrag();
    void fillMenu(QMenu* menu);
    void refresh();
    void showUploaded(const TransferJob& job);
    [[nodiscard]] std::optional<S3Location> place() const;
    [[nodiscard]] std::vector<TransferDesk::Choice> selected() const;
    [[nodiscard]] TransferDesk::Asker asker() const;
    [[nodiscard]] QAbstractItemView* viewOf(const QObject* viewport) const;

    const Appearance& m_appearance;
    SessionView& m_view;
    SessionInfo m_info;
    TransferDesk& m_desk;
    QPointer<QWidget> m_window;
    // Pointers that know when the window has deleted its widgets first.
    QPointer<QAbstractItemView> m_table;
    QPointer<QAbstractItemView> m_tree;
    QPointer<DropHint> m_tableHint;
    QPointer<DropHint> m_treeHint;
    QPointer<ToolButton> m_upload;
    QPointer<ToolButton> m_download;
};

} // namespace inia::ui
