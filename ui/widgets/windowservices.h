#pragma once

#include "core/resource/resource.h"
#include "ui/models/place.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <string>

class QUrl;

namespace inia::ui {

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
    virtual void go(const Place& place) = 0;
    // A place in another region of the same profile, in a tab of that region.
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
};

} // namespace inia::ui
