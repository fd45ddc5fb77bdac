#include "ui/dialogs/sessionbanner.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QStringList>

namespace inia::ui {

SessionBanner::SessionBanner(const Appearance& appearance, const SessionInfo& session, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_session(session)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName((session.production ? tr("Production session %1, %2") : tr("Session %1, %2"))
                          .arg(session.profile, place()));
}

QSize SessionBanner::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {theme.px(320), theme.px(m_session.production ? 36 : 28)};
}

QString SessionBanner::place() const
{
    QStringList parts;
    if (!m_session.accountId.isEmpty())
        parts.append(accountText(m_session.accountId));
    if (!m_session.region.isEmpty())
        parts.append(m_session.region);
    return parts.join(QStringLiteral(" · "));
}

int SessionBanner::paintBadge(QPainter& painter, int x) const
{
    const Theme& theme = m_appearance.theme();
    const QString word = tr("PRODUCTION");
    const QSize size = badgeSize(theme, word);
    const QRect rect(QPoint(x, (height() - size.height()) / 2), size);
    drawBadge(painter, rect, theme, word, BadgeKind::Production);
    return rect.right() + 1 + theme.sizes().buttonGap;
}

void SessionBanner::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const Sizes& sizes = theme.sizes();
    QPainter painter(this);
    const bool production = m_session.production;
    fillRounded(painter, rect(), sizes.radiusField,
                theme.color(production ? Token::DangerBg : Token::Sunken));
    const int side = sizes.icon;
    int x = theme.px(10);
    if (production) {
        painter.drawPixmap(
            QPoint(x, (height() - side) / 2),
            m_appearance.icons().pixmap(QStringLiteral("shield"), Token::Danger, side, devicePixelRatioF()));
        x = paintBadge(painter, x + side + sizes.buttonGap);
    } else {
        const int square = theme.px(9);
        fillRounded(painter, QRect(x, (height() - square) / 2, square, square), theme.px(2),
                    theme.color(m_session.color));
        x += square + sizes.buttonGap;
    }
    const QFont& strong = theme.font(FontRole::Strong);
    painter.setFont(strong);
    painter.setPen(theme.color(production ? Token::Danger : Token::Text));
    const QRect right(x, 0, width() - x - theme.px(10), height());
    const QString name =
        QFontMetrics(strong).elidedText(m_session.profile, Qt::ElideMiddle, right.width() / 2);
    painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(theme.font(FontRole::Secondary));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(right, Qt::AlignRight | Qt::AlignVCenter, place());
}

} // namespace inia::ui
