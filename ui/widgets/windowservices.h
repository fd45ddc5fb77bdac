#pragma once

#include "core/objects/objectversions.h"
#include "core/resource/resource.h"
#include "ui/models/place.h"

#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <set>
#include <string>
#include <vector>

class QUrl;

namespace inia::ui {

class ServiceResources;

// A change of objects that somebody wants: it is asked about before it is made.
struct ObjectWish {
    enum class What {
        Tags,
        Metadata,
        Class,
        Restore, // from an archive
        Access,  // a canned ACL
        LegalHold,
        Retention,
        Link, // gives one, and changes nothing
        Undelete,
        MakeCurrent,
        DeleteVersions,
    };
    What what = What::Tags;
    std::string bucket;
    // By their keys; a folder's ends with "/". Of versions, these.
    std::vector<ObjectVersion> objects;
};

// What the window does for whatever is in it: handed down by constructors, so that nothing in between has to
// pass signals on. Each tab has one of its own, for which going and notices are the tab's.
class WindowServices : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowServices)

public:
    using QObject::QObject;

    virtual void copy(const QString& text) = 0;
    // A call by its number, in the inspector.
    virtual void showCall(quint64 callId) = 0;
    // The number of the call that the service answered with this request id; 0 when it was not ours, or is
    // long ago.
    [[nodiscard]] virtual quint64 callOf(const std::string& requestId) const = 0;
    virtual void go(const Place& place) = 0;
    // The sessions of the window's tabs, as far as somebody has looked at them: what one list can take in.
    // What they know of services lives as long as their tabs.
    struct OpenTab {
        RegionName name;
        const ServiceResources* resources;
    };
    [[nodiscard]] virtual std::vector<OpenTab> openTabs() const { return {}; }
    // A place in another region of the same profile, or of "profile@region", in a tab of that.
    virtual void goToRegion(const std::string& region, const Place& place) = 0;
    // To where a reference, or an action, has led; nowhere for what no collection lists.
    virtual void openResource(const Resource& resource) = 0;
    virtual void openCollection(const Resource& owner, const std::string& name) = 0;
    // Where an ARN or an id leads that stands in an answer: as if it had been typed, or said why it leads
    // nowhere. What a resource says is in the resource's region.
    virtual void openAddress(const QString& address) = 0;
    virtual void openAddressOf(const Resource& owner, const QString& address) = 0;
    // In a status line, for a while.
    virtual void notify(const QString& text) = 0;
    virtual void signIn() = 0;
    // Asks whether the session may change things from now on.
    virtual void allowChanges() = 0;
    virtual void openUrl(const QUrl& url) = 0;
    // Uploads in parts that are under way here or will go on, by their ids.
    [[nodiscard]] virtual std::set<std::string> ownUploads() const { return {}; }

signals:
    void objectChangeRequested(const inia::ui::ObjectWish& wish);
    // Something in the bucket is not any more as it was: who shows it asks again.
    void objectsChanged(const std::string& bucket);
};

// What a tab does for its pages and panels, beside what its window does.
class PageServices : public WindowServices {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageServices)

public:
    using WindowServices::WindowServices;

    // In place of where one is: a filter that is being refined is no step of the history.
    virtual void refine(const Place& place) = 0;
    virtual void up() = 0;
    // What is shown, and where it stands in the tree.
    virtual void reload() {}
    // What can be done with these, as a menu at `global`.
    virtual void showMenu(const std::vector<Resource>& resources, const QPoint& global) = 0;
    // By the Delete key; `global` is where a menu would open.
    virtual void deleteResources(const std::vector<Resource>& resources, const QPoint& global) = 0;
};

// What is selected, for the details to tell.
struct Selection {
    Place place;                     // where it is; of a bucket or a prefix, itself
    std::vector<Resource> resources; // none: the place is what is told
    QString iconName;                // of its row; may be empty
    Value known;                     // what its row tells of it, under the names of the API; may be null
};

// A panel of the details: what is known of one kind of selection. Asks nothing while it is hidden.
class DetailsView : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsView)

public:
    // The services outlive the view.
    explicit DetailsView(WindowServices& services, QWidget* parent = nullptr)
        : QWidget(parent), m_services(services)
    {
    }

    // Showing what is shown already changes nothing.
    virtual void showSelection(const Selection& selection) = 0;
    virtual void clear() = 0;
    // Asks again for what failed for want of a person who signs in.
    virtual void goOn() {}

protected:
    [[nodiscard]] WindowServices& services() const { return m_services; }

private:
    WindowServices& m_services;
};

} // namespace inia::ui
