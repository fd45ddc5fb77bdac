#pragma once

#include "ui/theme/theme.h"

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
