#include "ui/widgets/labels.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

namespace inia::ui {

ElidedLabel::ElidedLabel(const Appearance& appearance, FontRole font, Token color, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_font(font), m_color(color)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QFontMetrics ElidedLabel::metrics() const
{
    return QFontMetrics(m_appearance.theme().font(m_font));
}

void ElidedLabel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setColor(Token color)
{
    m_color = color;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics font = metrics();
    return {font.horizontalAdvance(m_text) + 1, font.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics font = metrics();
    return {qMin(sizeHint().width(), font.averageCharWidth() * 4), font.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_appearance.theme().font(m_font));
    painter.setPen(m_appearance.theme().color(isEnabled() ? m_color : Token::Text3));
    painter.drawText(rect(), static_cast<int>(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     metrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent*)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(metrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

TextLabel::TextLabel(const Appearance& appearance, FontRole font, Token color, const QString& text,
                     QWidget* parent)
    : QLabel(text, parent), m_appearance(appearance), m_color(color)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setFont(appearance.theme().font(font));
    applyColor();
    connect(&appearance, &Appearance::changed, this, &TextLabel::applyColor);
}

void TextLabel::setColor(Token color)
{
    m_color = color;
    applyColor();
}

void TextLabel::applyColor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_appearance.theme().color(m_color));
    setPalette(own);
}

Badge::Badge(const Appearance& appearance, const QString& text, BadgeKind kind, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(text, kind);
}

void Badge::setState(const QString& text, BadgeKind kind)
{
    m_text = text;
    m_kind = kind;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(m_appearance.theme(), m_text);
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawBadge(painter, rect(), m_appearance.theme(), m_text, m_kind);
}

Chip::Chip(const Appearance& appearance, Kind kind, const QString& key, const QString& value, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_kind(kind), m_key(key)
{
    setText(value);
    setAccessibleName(key.isEmpty() ? value : QStringLiteral("%1 %2").arg(key, value));
    setFocusPolicy(kind == Kind::Outlined ? Qt::TabFocus : Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics keyFont(theme.font(FontRole::Secondary));
    const QFontMetrics valueFont(theme.font(FontRole::Header));
    int width = 2 * theme.px(8) + valueFont.horizontalAdvance(text());
    if (!m_key.isEmpty())
        width += keyFont.horizontalAdvance(m_key) + theme.px(6);
    return {width, m_kind == Kind::Outlined ? theme.px(24) : theme.sizes().chip};
}

void Chip::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const qreal radius = theme.sizes().radiusBadge;
    if (m_kind == Kind::Outlined) {
        fillRounded(painter, rect(), radius, theme.color(underMouse() ? Token::Hover : Token::Raised));
        const bool ring = hasFocus();
        strokeRounded(painter, rect(), radius, ring ? 2 : 1,
                      theme.color(ring ? Token::Focus : Token::BorderStrong));
    } else {
        fillRounded(painter, rect(), radius,
                    theme.color(m_kind == Kind::Filter ? Token::Selection : Token::Track));
    }
    QRect space = rect().adjusted(theme.px(8), 0, -theme.px(8), 0);
    if (!m_key.isEmpty()) {
        painter.setFont(theme.font(FontRole::Secondary));
        painter.setPen(theme.color(Token::Text2));
        painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter, m_key);
        space.setLeft(space.left() + QFontMetrics(painter.font()).horizontalAdvance(m_key) + theme.px(6));
    }
    painter.setFont(theme.font(FontRole::Header));
    painter.setPen(theme.color(m_kind == Kind::Filter ? Token::Accent : Token::Text));
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter, text());
}

FlowLayout::FlowLayout(int gap, QWidget* parent) : QLayout(parent), m_gap(gap) {}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

// One item has to fit; wider ones are cut to the width there is.
QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(QSize(0, item->sizeHint().height()));
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool place) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    int x = room.left();
    int y = room.top();
    int lineHeight = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint().boundedTo(QSize(qMax(0, room.width()), QWIDGETSIZE_MAX));
        if (x > room.left() && x + size.width() > room.left() + room.width()) {
            x = room.left();
            y += lineHeight + m_gap;
            lineHeight = 0;
        }
        if (place)
            item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + m_gap;
        lineHeight = qMax(lineHeight, size.height());
    }
    return y + lineHeight - rect.top() + contentsMargins().bottom();
}

} // namespace inia::ui
