#pragma once

#include "core/session/accountlookup.h"
#include "core/session/session.h"
#include "ui/models/place.h"
#include "ui/models/profilemodels.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace inia::ui {

// What a tab asks for. Unset members are looked up as boto3 does: environment, profile, default.
struct SessionChoice {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<SsoRole> role; // takes the place of the profile
};

// Makes sessions and knows what there is to choose from. The shared runtime is made when first needed, and
// again after a failure, so that a missing model pack or a broken config file can be mended and retried
// without a restart.
class SessionFactory final {
public:
    using RuntimeMaker = std::function<Result<Runtime>()>;

    // `defaults` holds for every session; its profile and region give way to those of the choice.
    SessionFactory(RuntimeMaker makeRuntime, SessionOptions defaults);

    [[nodiscard]] Result<Session> create(const SessionChoice& choice);
    // Read anew each time, so that the menu shows what the files say now.
    [[nodiscard]] Result<std::vector<ProfileEntry>> profiles();
    // What its sessions share; made when there is none yet.
    [[nodiscard]] const Result<Runtime>& runtime();
    // The regions of the partition that `region` is in; empty when there is no runtime.
    [[nodiscard]] std::vector<RegionEntry> regions(const std::string& region);

private:
    RuntimeMaker m_makeRuntime;
    SessionOptions m_defaults;
    std::optional<Result<Runtime>> m_runtime;
};

// One open tab: what was asked for and what came of it.
struct OpenSession {
    SessionChoice choice;
    Result<Session> session;
    SessionInfo info;
    int color = 0;               // number of the session's colour
    Place start;                 // where its view begins
    bool beginsReadOnly = false; // by what the profile or the environment says
    Owned<AccountLookup> account;
    std::unique_ptr<QObject> watch; // hears of its keys
    bool lacksKeys = false;         // for want of a person
};

// The sessions that are open, in the order of their tabs. A session never changes: choosing another profile
// or region replaces it by a new one, and whoever shows it has to show the new one instead.
class SessionController final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionController)

public:
    explicit SessionController(SessionFactory factory, QObject* parent = nullptr);
    ~SessionController() override;

    // Always opens a tab; when there can be no session, the tab holds the error.
    int open(const SessionChoice& choice);
    // The same for a tab of an earlier start: asks nothing of anybody until lookAt().
    int openLater(const SessionChoice& choice, const Place& start);
    // Somebody looks at the tab: what is asked of each session is asked by now.
    void lookAt(int index);
    void replace(int index, const SessionChoice& choice);
    // The same choice once more, after an error.
    void retry(int index);
    void close(int index);
    // A person has signed in: what the tab's identity knows of its keys counts no longer.
    void renewKeys(int index);
    // Whether anything may be changed in a tab: locks the session's ChangePolicy. Production, and what its
    // profile or the environment makes read-only, begins locked each time, and what was allowed by hand ends
    // with the tab, for uploads that go on without it as well. Of other profiles it is kept for the next tab.
    void setReadOnly(int index, bool readOnly);
    void setReadOnlyProfiles(const QStringList& profiles) { m_readOnlyProfiles = profiles; }
    [[nodiscard]] const QStringList& readOnlyProfiles() const { return m_readOnlyProfiles; }

    [[nodiscard]] int count() const { return static_cast<int>(m_sessions.size()); }
    [[nodiscard]] const OpenSession& at(int index) const { return *m_sessions.at(size_t(index)); }
    [[nodiscard]] SessionFactory& factory() { return m_factory; }

signals:
    void opened(int index);
    void replaced(int index);
    void closed(int index);
    void infoChanged(int index);
    // There are keys again, or may be, where there were none for want of a person.
    void keysRenewed(int index);
    // To be kept now: a program that is killed must not forget a lock.
    void readOnlyProfilesChanged();

private:
    int add(const SessionChoice& choice, const Place& start);
    [[nodiscard]] std::unique_ptr<OpenSession> make(const SessionChoice& choice);
    void describe(OpenSession& open);
    void takeBackLeave(OpenSession& open) const;
    void lookUpAccount(OpenSession& open);
    void takeAccount(const OpenSession* which);
    [[nodiscard]] int indexOf(const OpenSession* which) const;
    void watchKeys(OpenSession& open);
    void takeKeys(const OpenSession* which);
    bool refreshLife(OpenSession& open);
    void refreshLives();
    void waitForMinute();

    SessionFactory m_factory;
    QStringList m_readOnlyProfiles; // by choice, never those of production
    std::vector<std::unique_ptr<OpenSession>> m_sessions;
    QTimer m_minute; // until the next life reads otherwise; stopped while none ends
};

} // namespace inia::ui
