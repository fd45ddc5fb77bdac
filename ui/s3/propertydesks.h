#pragma once

#include "core/jobs/job.h"
#include "core/objects/objectproperties.h"
#include "core/objects/objectversions.h"
#include "core/presign/presigner.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

class QAction;

namespace inia::ui {

class Icons;

// "3 versions"
[[nodiscard]] QString versionsText(std::size_t count);
// "Will call s3.CopyObject 3 times"
[[nodiscard]] QString callsText(std::string_view operation, std::size_t calls);

// What can be done with these versions and markers, each with its ObjectWish::What as data; of markers no
// more than taking them away. They are `parent`'s.
[[nodiscard]] QList<QAction*> versionActions(const std::vector<ObjectVersion>& versions, const Icons& icons,
                                             QObject* parent);

// What can be asked of objects and folders, likewise.
[[nodiscard]] QList<QAction*> changeActions(const Icons& icons, QObject* parent);

// What makes a plan of what somebody wishes, asks, and has it run: by itself, unless somebody else does.
class PlanDesk : public AskingDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanDesk)

public:
    // Such as a list of jobs. Who runs plans tells the window what has changed.
    void setRunner(std::function<void(Job)> run) { m_run = std::move(run); }
    void begin(const ObjectWish& wish);

protected:
    using AskingDesk::AskingDesk;

    // Of m_wish, which has objects; `what` names them.
    virtual void begin(const QString& what, const std::vector<std::string>& keys) = 0;
    void ask(FieldsQuestion question, std::function<void(const FieldsDialog&)> answered);
    void run(Job job);
    void say(const QString& title, const QString& sentence);

    ObjectWish m_wish; // that is being asked about

private:
    void ended(const Job& job);

    std::function<void(Job)> m_run;
};

// Older versions made current, deletions taken back, versions deleted for good.
class VersionDesk final : public PlanDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VersionDesk)

public:
    using PlanDesk::begin;
    VersionDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                WindowServices& services, QWidget* window, QObject* parent = nullptr);

    // What deleting these would mean; `all` are the versions of their keys in the order of the document.
    [[nodiscard]] static QString lossText(const std::vector<ObjectVersion>& chosen,
                                          const std::vector<ObjectVersion>& all);

private:
    using Versions = std::vector<ObjectVersion>;

    void begin(const QString& what, const std::vector<std::string>& keys) override;
    void list(const std::vector<std::string>& keys, bool isBelow, void (VersionDesk::*then)(const Versions&));
    void undelete(const Versions& all);
    void remove(const Versions& all);
    void makeCurrent();
};

// Tags, metadata, classes, archives, access and locks.
class PropertyDesk final : public PlanDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyDesk)

public:
    using PlanDesk::begin;
    PropertyDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                 WindowServices& services, QWidget* window, QObject* parent = nullptr);

private:
    using Objects = std::vector<ListedObject>;
    // `now`: of one object, what it is like.
    using Ask = void (PropertyDesk::*)(const Objects& objects, const Value& now);

    void begin(const QString& what, const std::vector<std::string>& keys) override;
    void surveyed(const Objects& objects);
    void read(const char* operation, const Objects& objects, Ask then);
    void askTags(const Objects& objects, const Value& now);
    void askMetadata(const Objects& objects, const Value& now);
    void askClass(const Objects& objects);
    void askRestore(const Objects& objects);
    void askAccess(const Objects& objects, const Value& ownership);
    void askHold(const Objects& objects);
    void askRetention(const Objects& objects, const Value& now);
    void change(const Objects& objects, ObjectChange change);
};

// Links to objects, for those without keys: until when they work is said, what they are is never kept.
class LinkDesk final : public PlanDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinkDesk)

public:
    using PlanDesk::begin;
    LinkDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
             WindowServices& services, QWidget* window, QObject* parent = nullptr);

    // "curl -T FILE -H ... 'https://...'": how somebody uses it.
    [[nodiscard]] static QString curlLine(const PresignedUrl& url);
    // Until when it works, and why: "14 Jul 2026, 10:00, when its keys end".
    [[nodiscard]] static QString lifeText(const PresignedUrl& url, const QDateTime& now,
                                          std::chrono::seconds asked);
    // Of those that were given, target, kind and end.
    [[nodiscard]] const QStringList& given() const { return m_given; }

private:
    void begin(const QString& what, const std::vector<std::string>& keys) override;
    void make(const FieldsDialog& answers);
    void made(const PresignedUrl& url, std::chrono::seconds asked, bool isCurl);

    QStringList m_given;
};

} // namespace inia::ui
