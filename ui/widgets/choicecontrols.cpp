#include "ui/widgets/choicecontrols.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
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
