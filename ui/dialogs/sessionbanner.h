#pragma once

#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// Where what a dialog does will be done: colour and name of the session, account and region. Production
// stands on red with a word and a shield.
class SessionBanner final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionBanner)

public:
    SessionBanner(const Appearance& appearance, const SessionInfo& session, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString place() const;
    int paintBadge(QPainter& painter, int x) const;

    const Appearance& m_appearance;
    SessionInfo m_session;
};

} // namespace inia::ui
