#pragma once

#include "ui/theme/painting.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// The state of one thing: a word on its tint. Never clickable.
class Badge final : public QWidget {
    Q_OBJECT

public:
    Badge(const Appearance& appearance, const QString& text, BadgeKind kind, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Badge)

    void setState(const QString& text, BadgeKind kind);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_text;
    BadgeKind m_kind = BadgeKind::Neutral;
};

} // namespace inia::ui
