#pragma once

#include "ui/theme/theme.h"

#include <QtGui/QKeySequence>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

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

// An action that reads as a word in a line: "Load more", "Retry".
class LinkButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit LinkButton(const Appearance& appearance, const QString& text, QWidget* parent = nullptr,
                        FontRole font = FontRole::Header);
    Q_DISABLE_COPY_MOVE(LinkButton)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    FontRole m_font;
};

// A button that is only an icon. It cannot be built without the words for it: they become the accessible name
// and, with the shortcut, the tooltip. Takes focus by Tab only, so that a click leaves the focus in the data.
class ToolButton final : public QToolButton {
    Q_OBJECT

public:
    enum class Ground : quint8 { Surface, Window }; // decides the hover colour

    ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
               const QKeySequence& shortcut = {}, QWidget* parent = nullptr, Ground ground = Ground::Surface);
    Q_DISABLE_COPY_MOVE(ToolButton)

    // Changes drawing and words, for a button with two states (record, stop).
    void setMeaning(const QString& iconName, const QString& text, Token color = Token::Text2);
    void setIconPixels(int size, int side); // icon and button, in design pixels

private:
    const Appearance& m_appearance;
    QKeySequence m_shortcut;
};

} // namespace inia::ui
