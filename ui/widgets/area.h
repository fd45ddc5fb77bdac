#pragma once

#include "ui/theme/tokens.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

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

} // namespace inia::ui
