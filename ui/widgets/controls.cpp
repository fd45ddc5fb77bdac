#include "ui/widgets/controls.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

Button::Button(const Appearance& appearance, Kind kind, const QString& text, const QString& iconName,
               QWidget* parent)
    : QPushButton(text, parent), m_appearance(appearance), m_kind(kind), m_iconName(iconName)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

const QFont& Button::labelFont() const
{
    return m_appearance.theme().font(m_kind == Kind::Default ? FontRole::Control : FontRole::Strong);
}

int Button::contentWidth() const
{
    const Sizes& sizes = m_appearance.theme().sizes();
    const int icon = m_iconName.isEmpty() ? 0 : sizes.icon + sizes.iconGap;
    return QFontMetrics(labelFont()).size(Qt::TextShowMnemonic, text()).width() + icon;
}

QSize Button::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {contentWidth() + 2 * theme.px(13), theme.sizes().control};
}

void Button::paintOutlined(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    Token ground = Token::Raised;
    if (!isEnabled())
        ground = Token::Window;
    else if (isDown())
        ground = Token::Track;
    else if (underMouse())
        ground = Token::Hover;
    fillRounded(painter, rect(), radius, theme.color(ground));
    if (hasFocus())
        strokeRounded(painter, rect(), radius, 2, theme.color(Token::Focus));
    else
        strokeRounded(painter, rect(), radius, 1,
                      theme.color(isEnabled() ? Token::BorderStrong : Token::Border));
}

void Button::paintFilled(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    const bool primary = m_kind == Kind::Primary;
    const Token lit = primary ? Token::AccentHover : Token::DangerDot;
    const Token ground = underMouse() || isDown() ? lit : (primary ? Token::Accent : Token::Danger);
    fillRounded(painter, rect(), radius, theme.color(ground));
    if (hasFocus()) {
        const Token ring = primary ? Token::OnAccent : Token::OnDanger;
        strokeRounded(painter, rect().adjusted(2, 2, -2, -2), radius - 2, 1.5, theme.color(ring));
    }
}

void Button::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const bool outlined = m_kind == Kind::Default || !isEnabled();
    if (outlined)
        paintOutlined(painter);
    else
        paintFilled(painter);
    const Token filledInk = m_kind == Kind::Primary ? Token::OnAccent : Token::OnDanger;
    const Token ink = !isEnabled() ? Token::Text3 : (outlined ? Token::Text : filledInk);
    int x = (width() - contentWidth()) / 2;
    if (!m_iconName.isEmpty()) {
        const int side = theme.sizes().icon;
        const Token iconInk = ink == Token::Text ? Token::Text2 : ink;
        painter.drawPixmap(QPoint(x, (height() - side) / 2),
                           m_appearance.icons().pixmap(m_iconName, iconInk, side, devicePixelRatioF()));
        x += side + theme.sizes().iconGap;
    }
    painter.setFont(labelFont());
    painter.setPen(theme.color(ink));
    painter.drawText(QRect(x, 0, width() - x, height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text());
}

void Button::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

LinkButton::LinkButton(const Appearance& appearance, const QString& text, QWidget* parent, FontRole font)
    : QAbstractButton(parent), m_appearance(appearance), m_font(font)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(m_font));
    return {metrics.horizontalAdvance(text()) + 2 * theme.px(4), metrics.height() + theme.px(4)};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    QFont font = theme.font(m_font);
    font.setUnderline(underMouse());
    painter.setFont(font);
    const Token ink = !isEnabled() ? Token::Text3 : (underMouse() ? Token::AccentHover : Token::Accent);
    painter.setPen(theme.color(ink));
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (hasFocus())
        strokeRounded(painter, rect(), theme.sizes().radiusBadge, 1.5, theme.color(Token::Focus));
}

void LinkButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

ToolButton::ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
                       const QKeySequence& shortcut, QWidget* parent, Ground ground)
    : QToolButton(parent), m_appearance(appearance), m_shortcut(shortcut)
{
    if (ground == Ground::Window)
        setProperty("kind", QStringLiteral("onWindow"));
    setFocusPolicy(Qt::TabFocus);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    if (!shortcut.isEmpty())
        setShortcut(shortcut);
    setMeaning(iconName, text);
    setIconPixels(16, 28);
}

void ToolButton::setMeaning(const QString& iconName, const QString& text, Token color)
{
    setIcon(m_appearance.icons().icon(iconName, color));
    setAccessibleName(text);
    setToolTip(m_shortcut.isEmpty()
                   ? text
                   : QStringLiteral("%1 (%2)").arg(text, m_shortcut.toString(QKeySequence::NativeText)));
    setShortcut(m_shortcut);
}

void ToolButton::setIconPixels(int size, int side)
{
    const Theme& theme = m_appearance.theme();
    setIconSize(QSize(theme.px(size), theme.px(size)));
    setFixedSize(theme.px(side), theme.px(side));
}

namespace {
constexpr int aroundText = 44; // padding and arrow
constexpr int leastWidth = 80;
} // namespace

ChoiceBox::ChoiceBox(const Appearance& appearance, Typing typing, QWidget* parent)
    : QComboBox(parent), m_appearance(appearance)
{
    setFixedHeight(appearance.theme().sizes().control);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaxVisibleItems(14);
    setInsertPolicy(QComboBox::NoInsert);
    if (typing == Typing::Yes) {
        setEditable(true);
        lineEdit()->setProperty("kind", QStringLiteral("bare"));
        // The sheet's transparency does not reach the edit of a combo box.
        QPalette clear;
        clear.setColor(QPalette::Base, Qt::transparent);
        lineEdit()->setPalette(clear);
        completer()->setFilterMode(Qt::MatchContains);
        completer()->setCompletionMode(QCompleter::PopupCompletion);
    }
}

void ChoiceBox::setChoices(const QStringList& choices)
{
    const QSignalBlocker blocker(this);
    clear();
    addItems(choices);
    setCurrentIndex(-1);
}

void ChoiceBox::setText(const QString& text)
{
    if (isEditable())
        setEditText(text);
    else
        setCurrentIndex(text.isEmpty() ? -1 : findText(text));
}

void ChoiceBox::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    if (isEditable())
        lineEdit()->setPlaceholderText(text);
}

void ChoiceBox::fitWidth()
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(FontRole::Data));
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = qMax(widest, metrics.horizontalAdvance(itemText(i)));
    // As wide as its words, but never so that others beside it have no room.
    setMaximumWidth(widest + theme.px(aroundText));
    setMinimumWidth(qMin(maximumWidth(), theme.px(leastWidth)));
}

QSize ChoiceBox::sizeHint() const
{
    const int most = m_appearance.theme().px(180);
    return {maximumWidth() < QWIDGETSIZE_MAX ? maximumWidth() : most, m_appearance.theme().sizes().control};
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {m_appearance.theme().px(80), m_appearance.theme().sizes().control};
}

void ChoiceBox::placeEdit()
{
    const Theme& theme = m_appearance.theme();
    if (isEditable())
        lineEdit()->setGeometry(theme.px(7), theme.px(2), width() - theme.px(32), height() - 2 * theme.px(2));
}

void ChoiceBox::resizeEvent(QResizeEvent* event)
{
    QComboBox::resizeEvent(event);
    placeEdit();
}

// A wheel over a form scrolls the form.
void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void ChoiceBox::paintEvent(QPaintEvent*)
{
    placeEdit(); // the style has its own idea of where the text goes, at every change
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const qreal radius = theme.sizes().radiusField;
    fillRounded(painter, rect(), radius, theme.color(isEnabled() ? Token::Field : Token::Window));
    const bool focused = hasFocus() || (isEditable() && lineEdit()->hasFocus());
    strokeRounded(painter, rect(), radius, focused ? 2 : 1,
                  theme.color(focused ? Token::Focus : Token::BorderStrong));
    drawChevron(painter, QPointF(width() - theme.px(14), height() / 2.0), theme.px(8), Chevron::Down,
                theme.color(Token::Text2));
    if (isEditable())
        return;
    painter.setFont(theme.font(FontRole::Data));
    const bool empty = currentText().isEmpty();
    painter.setPen(theme.color(empty ? Token::Text3 : Token::Text));
    painter.drawText(QRect(theme.px(8), 0, width() - theme.px(32), height()),
                     Qt::AlignLeft | Qt::AlignVCenter, empty ? m_placeholder : currentText());
}

namespace {

class Segment final : public QAbstractButton {
public:
    Segment(const Appearance& appearance, const QString& label, int height, QWidget* parent)
        : QAbstractButton(parent), m_appearance(appearance)
    {
        setText(label);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::TabFocus);
        setFixedHeight(height);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const Theme& theme = m_appearance.theme();
        const QFontMetrics metrics(theme.font(FontRole::Header));
        return {metrics.horizontalAdvance(text()) + 2 * theme.px(9), height()};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        const qreal radius = theme.sizes().radiusRow;
        if (isChecked()) {
            fillRounded(painter, rect(), radius, theme.color(Token::TrackOn));
            if (theme.scheme() == Scheme::Light)
                strokeRounded(painter, rect(), radius, 1, theme.color(Token::Border));
        }
        if (hasFocus())
            strokeRounded(painter, rect(), radius, 2, theme.color(Token::Focus));
        painter.setFont(theme.font(FontRole::Header));
        const bool plain = isChecked() || underMouse();
        painter.setPen(theme.color(!isEnabled() ? Token::Text3 : (plain ? Token::Text : Token::Text2)));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    const Appearance& m_appearance;
};

} // namespace

SegmentedControl::SegmentedControl(const Appearance& appearance, const QStringList& options, QWidget* parent,
                                   Size size)
    : QWidget(parent), m_appearance(appearance), m_group(new QButtonGroup(this))
{
    const Theme& theme = appearance.theme();
    const int height = size == Size::Normal ? theme.sizes().control : theme.sizes().dockControl;
    const int inset = theme.px(2);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(0);
    for (qsizetype i = 0; i < options.size(); ++i) {
        auto* segment = new Segment(appearance, options[i], height - 2 * inset, this);
        layout->addWidget(segment);
        m_group->addButton(segment, static_cast<int>(i));
    }
    if (QAbstractButton* first = m_group->button(0))
        first->setChecked(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            emit currentChanged(id);
    });
}

int SegmentedControl::currentIndex() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrentIndex(int index)
{
    const QSignalBlocker quiet(m_group);
    if (QAbstractButton* button = m_group->button(index))
        button->setChecked(true);
}

void SegmentedControl::setOptionToolTip(int index, const QString& text)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setToolTip(text);
}

void SegmentedControl::setOptionEnabled(int index, bool enabled)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setEnabled(enabled);
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    fillRounded(painter, rect(), theme.sizes().radiusField, theme.color(Token::Track));
}

} // namespace inia::ui
