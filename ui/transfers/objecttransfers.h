#pragma once

#include "ui/transfers/draganddrop.h"
#include "ui/transfers/transferdesk.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <vector>

class QMenu;

namespace inia {
class JobList;
}

namespace inia::ui {

class Appearance;
class SessionView;
class BucketDesk;
class JobDesk;
class LinkDesk;
class ObjectEditor;
class PropertyDesk;
class TableView;
class ToolButton;
class VersionDesk;
struct ObjectWish;

// Transfers in the views of one session: buttons and a context menu at the table of objects, files dropped on
// table and tree. A folder's row takes files into that folder, everything else into the place that is shown.
// Lives as long as the session's view.
class ObjectTransfers final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTransfers)

public:
    // `view` owns it; `desk`, `jobs` and `window` outlive it.
    ObjectTransfers(const Appearance& appearance, SessionView& view, TransferDesk& desk, JobList& jobs,
                    QWidget* window);

    // What is done with objects of this session as jobs.
    [[nodiscard]] JobDesk& jobs() const { return *m_jobs; }

    // The newest of this session that can be, after its preview.
    void undoLastJob();
    // False for a job of another session.
    [[nodiscard]] bool actOnJob(quint64 id, void (JobDesk::*act)(quint64));

    // Asks for files, a folder, a target; then goes on as with a drop. Uploads go into the place shown.
    void uploadFiles();
    void uploadFolder();
    void downloadSelected();
    // Each asks first. What is selected, or nothing where that cannot be.
    void renameSelected();
    // By F2: one in its row, where the session is no production.
    void renameInPlace();
    // To be moved where they are pasted.
    void cutSelected();
    void paste();
    void relocateSelected(bool isMove);
    void makeFolder();
    void deleteSelected();
    // Asks, unless the session may change nothing.
    void begin(const ObjectWish& wish);
    [[nodiscard]] VersionDesk& versions() const { return *m_versionDesk; }
    [[nodiscard]] PropertyDesk& properties() const { return *m_propertyDesk; }
    [[nodiscard]] LinkDesk& links() const { return *m_linkDesk; }
    // As a text, in a window of its own; one for each object.
    void editSelected();

private:
    [[nodiscard]] std::optional<FileDrop::Spot> tableSpot(const QModelIndex& index) const;
    [[nodiscard]] std::optional<FileDrop::Spot> treeSpot(const QModelIndex& index) const;
    void acceptDrops();
    void buildMenu();
    void addKeys();
    void addMoves(QMenu& menu, QAction* before);
    void addChanges(QMenu& menu, QAction* before);
    void addVersions(QMenu& menu, QAction* before);
    [[nodiscard]] bool areVersions() const;
    // Copies or moves them, after a preview.
    void bring(const HeldObjects& objects, const S3Location& target, bool isMove);
    void askAfterDrop(const HeldObjects& objects, const S3Location& target);
    void letDrag();
    void fillMenu(QMenu* menu);
    void reloadIfShown(const std::string& bucket);
    void refresh();
    void showUploaded(const TransferJob& job);
    void askForUpload(const std::optional<S3Location>& target, bool wholeFolder);
    [[nodiscard]] std::optional<S3Location> place() const;
    // The folder whose row is the only one selected.
    [[nodiscard]] std::optional<S3Location> selectedFolder() const;
    [[nodiscard]] std::vector<TransferDesk::Choice> selected() const;
    [[nodiscard]] std::vector<std::string> selectedKeys() const;
    [[nodiscard]] TransferDesk::Asker asker() const;

    const Appearance& m_appearance;
    SessionView& m_view;
    TransferDesk& m_desk;
    QPointer<QWidget> m_window;
    // Pointers that know when the window has deleted its widgets first.
    QPointer<TableView> m_table;
    FileDrop* m_tableDrop;
    JobDesk* m_jobs;
    VersionDesk* m_versionDesk;
    PropertyDesk* m_propertyDesk;
    LinkDesk* m_linkDesk;
    BucketDesk* m_bucketDesk;
    std::vector<QPointer<ObjectEditor>> m_editors;
    QPointer<ToolButton> m_upload;
    QPointer<ToolButton> m_download;
};

} // namespace inia::ui
