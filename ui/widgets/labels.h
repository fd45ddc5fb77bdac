#pragma once

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// One line of text that shortens itself with an ellipsis and then says the whole in its tooltip. Names, keys,
// ARNs and ids are cut in the middle, everything else at the right.
class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(const Appearance& appearance, FontRole font = FontRole::Data,
                         Token color = Token::Text, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ElidedLabel)

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    void setColor(Token color);
    void setElideMode(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();
    [[nodiscard]] QFontMetrics metrics() const;

    const Appearance& m_appearance;
    QString m_text;
    FontRole m_font;
    Token m_color;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

// Words that wrap, in a font and a colour of the theme. Plain text, whatever is in it.
class TextLabel final : public QLabel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextLabel)

public:
    TextLabel(const Appearance& appearance, FontRole font, Token color, const QString& text = {},
              QWidget* parent = nullptr);

    void setColor(Token color);

private:
    void applyColor();

    const Appearance& m_appearance;
    Token m_color;
};

// The state of one thing: a word on its tint. Never clickable.
class Badge final : public QWidget {
    Q_OBJECT

public:
    Badge(const Appearance& appearance, const QString& text, BadgeKind kind, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Badge)

    void setState(const QString& text, BadgeKind kind);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_text;
    BadgeKind m_kind = BadgeKind::Neutral;
};

} // namespace inia::ui
