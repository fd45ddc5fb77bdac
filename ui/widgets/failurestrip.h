#pragma once

#include "ui/widgets/stateview.h"

namespace inia::ui {

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
