#pragma once

#include "ui/widgets/stateview.h"

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

// A failure in the middle of a list: stands right below the last good row and says what failed, what was
// kept, and offers the next step. 84 px high, on the danger tint.
class FailureStrip final : public QWidget {
    Q_OBJECT

public:
    explicit FailureStrip(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(FailureStrip)

    // Uses title, sentence and actions of the content; the icon is always the warning.
    void setContent(const StateContent& content);

signals:
    void actionTriggered(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    ElidedLabel* m_title;
    ElidedLabel* m_sentence;
    QWidget* m_actions = nullptr;
};

} // namespace inia::ui
