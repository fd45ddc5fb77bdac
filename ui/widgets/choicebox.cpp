#include "ui/widgets/choicebox.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QWheelEvent>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

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

} // namespace inia::ui
