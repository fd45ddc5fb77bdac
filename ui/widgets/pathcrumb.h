#pragma once

#include <QtWidgets/QAbstractButton>

namespace inia::ui {

class Appearance;

// One part of the path bar. The last part is the place one is at and is drawn stronger.
class PathCrumb final : public QAbstractButton {
    Q_OBJECT

public:
    PathCrumb(const Appearance& appearance, const QString& text, bool last, QWidget* parent);
    Q_DISABLE_COPY_MOVE(PathCrumb)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    bool m_last;
};

} // namespace inia::ui
