#pragma once

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class TextLabel;

// The head of what asks a person to sign in: a key on a disc, what for, and a quieter line.
class SignInHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SignInHead)

public:
    explicit SignInHead(const Appearance& appearance, QWidget* parent = nullptr);

    void setTexts(const QString& heading, const QString& line);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    TextLabel* m_heading;
    TextLabel* m_line;
};

} // namespace inia::ui
