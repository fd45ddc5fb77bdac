#pragma once

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace inia::ui {

class Appearance;

// What somebody should know and may put away: each thing on lines of its own, on the warning tint. Hidden
// while there is nothing.
class NoticeStrip final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeStrip)

public:
    explicit NoticeStrip(const Appearance& appearance, QWidget* parent = nullptr);

    void setNotices(const QStringList& notices);
    [[nodiscard]] const QStringList& notices() const { return m_notices; }

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QStringList m_notices;
    QWidget* m_lines = nullptr;
    QWidget* m_room;
    QVBoxLayout* m_column;
};

} // namespace inia::ui
