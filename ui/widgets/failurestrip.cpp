#include "ui/widgets/failurestrip.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

namespace {
constexpr int iconLeft = 14;
constexpr int textLeft = 38;
} // namespace

FailureStrip::FailureStrip(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_title(new ElidedLabel(appearance, FontRole::Control, Token::Danger, this)),
      m_sentence(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().failureStrip);
    m_title->setElideMode(Qt::ElideRight);
    m_sentence->setElideMode(Qt::ElideRight);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme.px(textLeft), theme.px(6), theme.px(14), theme.px(8));
    lines->setSpacing(theme.px(1));
    lines->addWidget(m_title);
    lines->addWidget(m_sentence);
    lines->addStretch(1);
}

void FailureStrip::setContent(const StateContent& content)
{
    const Theme& theme = m_appearance.theme();
    m_title->setText(content.title);
    m_sentence->setText(content.sentence);
    setAccessibleName(content.title);
    setAccessibleDescription(content.sentence);
    delete m_actions;
    m_actions = new QWidget(this);
    auto* line = new QHBoxLayout(m_actions);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.sizes().buttonGap);
    for (const StateAction& action : content.actions) {
        auto* button =
            new Button(m_appearance, Button::Kind::Default, action.text, action.iconName, m_actions);
        line->addWidget(button);
        connect(button, &Button::clicked, this, [this, id = action.id] { emit actionTriggered(id); });
    }
    line->addStretch(1);
    layout()->addWidget(m_actions);
}

void FailureStrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::DangerBg));
    const int side = theme.sizes().icon;
    painter.drawPixmap(
        QPoint(theme.px(iconLeft), m_title->geometry().center().y() - side / 2 + theme.px(4)),
        m_appearance.icons().pixmap(QStringLiteral("warn"), Token::Danger, side, devicePixelRatioF()));
}

} // namespace inia::ui
