#pragma once

#include "ui/browse/sessioncontroller.h"

#include <QtWidgets/QWidget>

class QAbstractButton;

namespace inia::ui {

class Appearance;
class SessionFacts;
class SessionTabs;

// The top of the window: a tab for each open session and, at the right, the facts of the current one. On a
// production session it is red.
class SessionBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionBar)

public:
    SessionBar(const Appearance& appearance, SessionController& sessions, QWidget* parent = nullptr);

    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index);
    // Opens another session.
    [[nodiscard]] QAbstractButton* newTabButton() const;
    // In a tab of its own, or in place of the current session. Empty: what the environment says.
    void openProfile(const QString& profile, bool newTab);
    // Opens the menu of the current session's profiles (or regions) below its fact.
    void chooseProfile();
    void chooseRegion();
    // Makes the current session read-only, or allows changes in it; in a production session it asks first.
    void toggleChanges();

signals:
    void currentChanged(int index);
    void sessionChosen(); // by the user, from a menu or list
    // Of the current session; `below` is where a popup would open.
    void identityRequested(const QPoint& below);
    void signInRequested();
    void accountsRequested();
    void allProfilesRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectSessions();
    void addTab(int index);
    void refreshTab(int index);
    void refreshFacts();
    void showProfiles(const QPoint& below, bool newTab);
    void showRegions(const QPoint& below);
    void switchRegion(const QString& region);
    void askToAllow();
    [[nodiscard]] bool hasCurrent() const;

    const Appearance& m_appearance;
    SessionController& m_sessions;
    SessionTabs* m_tabs;
    SessionFacts* m_facts;
};

} // namespace inia::ui
