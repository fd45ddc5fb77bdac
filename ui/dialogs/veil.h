#pragma once

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// Lies over a window while a dialog stands before it, so that the dialog is what one sees. The session bar,
// and the frame of a production session, stay free: where one is has to be seen at all times. A dialog that
// has asked is covered as a whole.
class Veil final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Veil)

public:
    Veil(const Appearance& appearance, QWidget* window, bool production);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void cover();

    const Appearance& m_appearance;
    bool m_production;
};

} // namespace inia::ui
