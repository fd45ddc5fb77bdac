#include "ui/widgets/segmentedcontrol.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

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
