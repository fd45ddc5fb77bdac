#pragma once

#include "core/policy/effect.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>

class QAction;
class QMenu;

namespace inia::ui {

class Icons;

// The face of a session's ChangePolicy: by it menus and buttons know what to offer, and in words why not. It
// only spares people a refusal; what refuses is the policy, at the call.
class ChangeGate final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangeGate)

public:
    // `policy` outlives it.
    ChangeGate(SessionInfo info, ChangePolicy& policy, QObject* parent = nullptr);

    // What is known of the session by now.
    void setInfo(const SessionInfo& info);
    [[nodiscard]] const SessionInfo& info() const { return m_info; }
    [[nodiscard]] bool isOpen() const { return !m_policy.isLocked(); }
    // "dev is read-only. ..."; null while it is open.
    [[nodiscard]] QString reason() const;
    // What a refusal tells people to do.
    [[nodiscard]] static QString howToUnlock();

    // Greys what would change something, says why in its tooltip, and draws the lock; leaves it as it is
    // while the gate is open.
    void guard(QAction* action, const Icons& icons) const;
    // The last item of a menu with guarded actions: offers to allow changes.
    void addOffer(QMenu& menu, const Icons& icons);

signals:
    // Opened, closed, or something else became known of the session.
    void changed();
    void allowRequested();

private:
    SessionInfo m_info;
    ChangePolicy& m_policy;
};

} // namespace inia::ui
