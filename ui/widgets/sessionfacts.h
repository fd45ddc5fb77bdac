#pragma once

#include "ui/models/signinneed.h"
#include "ui/theme/theme.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

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

} // namespace inia::ui
