#pragma once

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtCore/QList>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLayout>
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

// A small piece of data one may take in the hand: a tag (key and value on the track), an action on the thing
// shown ("ARN", outlined), or a filter the server applies (on the selection colour, in the accent).
class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind : quint8 { Tag, Outlined, Filter };

    // `key` may be empty; it is drawn quieter, before `value`.
    Chip(const Appearance& appearance, Kind kind, const QString& key, const QString& value,
         QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Chip)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    Kind m_kind;
    QString m_key;
};

// Small things one after another, in as many lines as the width makes them need: chips, links.
class FlowLayout final : public QLayout {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlowLayout)

public:
    // `gap` in pixels, in both directions.
    explicit FlowLayout(int gap, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect& rect) override;

private:
    // Height of all lines within `rect`; places the items when `place` is set.
    int arrange(const QRect& rect, bool place) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

} // namespace inia::ui
