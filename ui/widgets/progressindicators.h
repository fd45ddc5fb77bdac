#pragma once

#include <QtCore/QBasicTimer>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// Something is under way. With ProgressLine the only thing that moves, and only while it is visible.
class Spinner final : public QWidget {
    Q_OBJECT

public:
    explicit Spinner(const Appearance& appearance, int size = 16, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Spinner)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    const Appearance& m_appearance;
    QBasicTimer m_timer;
    int m_size;
    int m_angle = 0;
};

// A line of 2 px along an edge: a piece of it travels while work of unknown length is under way. Keeps its
// place when idle, so that nothing moves when it starts.
class ProgressLine final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressLine(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ProgressLine)

    [[nodiscard]] bool isRunning() const { return m_running; }
    void setRunning(bool running);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    const Appearance& m_appearance;
    QBasicTimer m_timer;
    bool m_running = false;
    qreal m_position = 0.25; // of the way, 0 to 1
};

} // namespace inia::ui
