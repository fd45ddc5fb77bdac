#pragma once

#include "ui/browse/accountlookup.h"
#include "ui/browse/sessionfactory.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace inia::ui {

// One open tab: what was asked for and what came of it.
struct OpenSession {
    SessionChoice choice;
    Result<Session> session;
    SessionInfo info;
    int color = 0; // number of the session's colour
    std::unique_ptr<AccountLookup> account;
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
    void replace(int index, const SessionChoice& choice);
    // The same choice once more, after an error.
    void retry(int index);
    void close(int index);
    // Whether anything may be changed in a tab. A production session begins read-only each time; of other
    // profiles it is kept for the next tab.
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

private:
    [[nodiscard]] std::unique_ptr<OpenSession> make(const SessionChoice& choice);
    void describe(OpenSession& open);
    void lookUpAccount(OpenSession& open);
    void takeAccount(const OpenSession* which);

    SessionFactory m_factory;
    QStringList m_readOnlyProfiles; // by choice, never those of production
    std::vector<std::unique_ptr<OpenSession>> m_sessions;
};

} // namespace inia::ui
