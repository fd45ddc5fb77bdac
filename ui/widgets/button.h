#pragma once

#include <QtWidgets/QPushButton>

namespace inia::ui {

class Appearance;

// A button with a verb and its object on it. Default is outlined; Primary is the one button of a view that is
// meant to be pressed; Danger is the last step of something that cannot be undone.
//
// A QPushButton, so that dialogs know it as their default, but painted here: the style sheet puts icon and
// text too close together and the focus frame of a filled button around its text.
class Button final : public QPushButton {
    Q_OBJECT

public:
    enum class Kind : quint8 { Default, Primary, Danger };

    Button(const Appearance& appearance, Kind kind, const QString& text, const QString& iconName = {},
           QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Button)

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int contentWidth() const;
    [[nodiscard]] const QFont& labelFont() const;
    void paintOutlined(QPainter& painter) const;
    void paintFilled(QPainter& painter) const;

    const Appearance& m_appearance;
    Kind m_kind;
    QString m_iconName;
};

} // namespace inia::ui
