#include "ui/signin/signinhead.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {
constexpr int headGap = 12;
} // namespace

SignInHead::SignInHead(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_heading(new TextLabel(appearance, FontRole::DialogHeading, Token::Text, {}, this)),
      m_line(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this))
{
    const Theme& theme = appearance.theme();
    setMinimumHeight(theme.sizes().disc);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme.sizes().disc + theme.px(headGap), 0, 0, 0);
    lines->setSpacing(theme.px(2));
    lines->addWidget(m_heading);
    lines->addWidget(m_line);
    lines->addStretch(1);
}

void SignInHead::setTexts(const QString& heading, const QString& line)
{
    m_heading->setText(heading);
    m_line->setText(line);
    m_line->setVisible(!line.isEmpty());
}

void SignInHead::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const int disc = theme.sizes().disc;
    const int side = theme.sizes().icon;
    QPainter painter(this);
    fillRounded(painter, QRect(0, 0, disc, disc), disc / 2.0, theme.color(Token::Selection));
    painter.drawPixmap(
        QPointF((disc - side) / 2.0, (disc - side) / 2.0),
        m_appearance.icons().pixmap(QStringLiteral("key"), Token::Accent, side, devicePixelRatioF()));
}

} // namespace inia::ui
