#pragma once

#include "core/policy/effect.h"
#include "ui/models/signin.h"
#include "ui/theme/theme.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

class QAction;
class QMenu;

namespace inia::ui {

class Appearance;
class Icons;

// Who one is and where: the facts of the current session.
struct SessionInfo {
    QString profile;
    Token color = Token::Session1; // from sessionToken()
    bool production = false;
    QString accountId;      // twelve digits, drawn 1234-5678-9012; empty while unknown
    QString accountProblem; // why there is no account id
    QString identity;       // role or user name
    QString arn;            // the whole of it
    QString region;         // "us-west-2"
    QString regionName;     // plain name, "Oregon"
    bool readOnly = false;
    KeyLife keys;

    bool operator==(const SessionInfo&) const = default;
};

// The right edge of the session bar. Profile and region are buttons; what they open is the owner's business.
// When it gets narrow, account and identity give way (setCompact()); profile, region, lock, life of the keys
// and colour stay.
class SessionFacts final : public QWidget {
    Q_OBJECT

public:
    explicit SessionFacts(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(SessionFacts)

    void setInfo(const SessionInfo& info);
    void setCompact(bool compact);

signals:
    // `below` = global position for a menu's upper left corner.
    void profileRequested(const QPoint& below);
    void regionRequested(const QPoint& below);
    void lockToggled();
    // Who that is and how long the keys last; and what a person has to do for new ones.
    void identityRequested(const QPoint& below);
    void signInRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Fact;

    void refreshLock();
    void refreshKeys();

    Fact* m_profile;
    Fact* m_account;
    Fact* m_region;
    Fact* m_lock;
    Fact* m_keys;
    const Appearance& m_appearance;
    SessionInfo m_info;
    bool m_compact = false;
};

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

// A stretch of one colour, with hairlines at the edges asked for: bars, panels, the gaps of one pixel between
// them. The ground may change at any time (a session bar turns red for production).
class Area final : public QWidget {
    Q_OBJECT

public:
    Area(const Appearance& appearance, Token ground, Qt::Edges hairlines = {}, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Area)

    void setGround(Token ground);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    Token m_ground;
    Qt::Edges m_hairlines;
};

// Holds the window's content and, for a production session, draws a frame of 3 px around it. The content
// moves inwards by the frame; nothing is drawn over it.
class ProductionFrame final : public QWidget {
    Q_OBJECT

public:
    explicit ProductionFrame(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ProductionFrame)

    void setContent(QWidget* content); // takes ownership
    void setProduction(bool production);
    [[nodiscard]] bool isProduction() const { return m_production; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    bool m_production = false;
};

} // namespace inia::ui
