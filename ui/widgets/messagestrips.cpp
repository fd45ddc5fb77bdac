#include "ui/widgets/messagestrips.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

namespace {
constexpr int noticeIconLeft = 14;
constexpr int noticeTextLeft = 38;
} // namespace

NoticeStrip::NoticeStrip(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_room(new QWidget(this)), m_column(new QVBoxLayout(m_room))
{
    const Theme& theme = appearance.theme();
    m_column->setContentsMargins(0, 0, 0, 0);
    auto* close = new ToolButton(appearance, QStringLiteral("x"), tr("Put these notes away"), {}, this);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(noticeTextLeft), theme.px(4), theme.px(8), theme.px(4));
    line->addWidget(m_room, 1);
    line->addWidget(close, 0, Qt::AlignTop);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(close, &QToolButton::clicked, this, &NoticeStrip::dismissed);
    hide();
}

void NoticeStrip::setNotices(const QStringList& notices)
{
    if (notices == m_notices)
        return;
    m_notices = notices;
    delete m_lines;
    m_lines = new QWidget(m_room);
    auto* lines = new QVBoxLayout(m_lines);
    lines->setContentsMargins(0, m_appearance.theme().px(4), 0, m_appearance.theme().px(4));
    lines->setSpacing(m_appearance.theme().px(4));
    for (const QString& notice : notices)
        lines->addWidget(new TextLabel(m_appearance, FontRole::Secondary, Token::Warning, notice, m_lines));
    m_column->addWidget(m_lines);
    setAccessibleName(tr("Notes on this session"));
    setAccessibleDescription(notices.join(u'\n'));
    setVisible(!notices.isEmpty());
}

void NoticeStrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::WarningBg));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), theme.color(Token::Border));
    painter.drawPixmap(QPoint(theme.px(noticeIconLeft), theme.px(9)),
                       m_appearance.icons().pixmap(QStringLiteral("warn"), Token::Warning, theme.sizes().icon,
                                                   devicePixelRatioF()));
}

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
