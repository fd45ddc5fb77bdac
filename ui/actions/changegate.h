#pragma once

#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>

class QAction;
class QMenu;

namespace inia::ui {

class Icons;

// Whether anything may be changed in a session, and in words why not. The one place that is asked: by menus
// and buttons before they offer a change, and once more by what carries it out.
class ChangeGate final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangeGate)

public:
    explicit ChangeGate(SessionInfo info, QObject* parent = nullptr);

    // What is known of the session by now; the lock is a part of it.
    void setInfo(const SessionInfo& info);
    [[nodiscard]] const SessionInfo& info() const { return m_info; }
    [[nodiscard]] bool isOpen() const { return !m_info.readOnly; }
    // Null while it is open.
    [[nodiscard]] QString reason() const { return readOnlyReason(m_info); }

    // Greys what would change something, says why in its tooltip, and draws the lock; leaves it as it is
    // while the gate is open.
    void guard(QAction* action, const Icons& icons) const;
    // The last item of a menu with guarded actions: offers to allow changes.
    void addOffer(QMenu& menu, const Icons& icons);

    // "dev is read-only. ..."; null for a session that is not.
    [[nodiscard]] static QString readOnlyReason(const SessionInfo& info);

signals:
    // Opened, closed, or something else became known of the session.
    void changed();
    void allowRequested();

private:
    SessionInfo m_info;
};

} // namespace inia::ui
