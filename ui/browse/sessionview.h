#pragma once

#include "core/session/session.h"
#include "ui/browse/navigator.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/resourcetreemodel.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/statusline.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace inia::ui {

class Appearance;
class BrowserView;
class DetailsPanel;
class TreeView;

// One session on screen: the tree, the browser and the details, kept in step. The three stand in different
// places of the window, so the view is no widget itself but owns theirs. It is bound to one session for life;
// dropping it ends every request it has under way.
class SessionView final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionView)

public:
    // `color` is the number of the session's colour, as sessionToken() counts them.
    SessionView(const Appearance& appearance, Session session, const SessionInfo& info, int color,
                QObject* parent = nullptr);
    ~SessionView() override;

    [[nodiscard]] TreeView* tree() const;
    [[nodiscard]] BrowserView* browser() const;
    [[nodiscard]] DetailsPanel* details() const;

    [[nodiscard]] const Session& session() const { return m_session; }
    [[nodiscard]] const Navigator& navigator() const { return m_navigator; }
    [[nodiscard]] ResourceTreeModel& treeModel() { return m_treeModel; }
    [[nodiscard]] ObjectTableModel& objects() { return m_objects; }

public slots:
    void go(const inia::ui::S3Location& place);
    void back();
    void forward();
    void up();
    void reload();
    void cancelLoading();
    void focusRows();
    void focusFilter();

signals:
    void placeChanged();
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void enterPathRequested();

private:
    void buildTree(const SessionInfo& info, int color);
    void connectTree();
    void connectBrowser();
    void followNavigator(const S3Location& from);
    void list(const std::string& select);
    void showRoot();
    [[nodiscard]] StatusFacts rootStatus() const;
    void actAtRoot(const QString& id);
    void goToTreeIndex(const QModelIndex& index);
    void selectInTree();
    void filterByServer(const QString& startsWith);
    void showDetails();
    [[nodiscard]] Result<Resource> bucket(const std::string& name) const;
    [[nodiscard]] QModelIndex serviceIndex() const;

    Session m_session;
    Result<Resource> m_service;
    Navigator m_navigator;
    ResourceTreeModel m_treeModel;
    ObjectTableModel m_objects;
    // Pointers that know when the window has deleted its widgets first.
    QPointer<TreeView> m_treeView;
    QPointer<BrowserView> m_browser;
    QPointer<DetailsPanel> m_details;
};

} // namespace inia::ui
