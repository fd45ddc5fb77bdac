#pragma once

#include <QtWidgets/QAbstractButton>

namespace inia::ui {

class Appearance;

// The one button of a view that is meant to be pressed (Primary), or the last step of something that cannot
// be undone (Danger). Painted here because a styled QPushButton puts its focus frame around the text.
class FilledButton final : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind : quint8 { Primary, Danger };

    FilledButton(const Appearance& appearance, Kind kind, const QString& text, const QString& iconName = {},
                 QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(FilledButton)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int contentWidth() const;
    void paintGround(QPainter& painter) const;

    const Appearance& m_appearance;
    Kind m_kind;
    QString m_iconName;
};

} // namespace inia::ui
