#include "ui/widgets/pathcrumbs.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/pathcrumb.h"

namespace inia::ui {

namespace {
constexpr int chevronRoom = 10;
constexpr int narrowestCrumb = 24;
} // namespace

PathCrumbs::PathCrumbs(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_more(new PathCrumb(appearance, QStringLiteral("\u2026"), false, this))
{
    m_more->setAccessibleName(tr("Show the whole path"));
    m_more->setCursor(Qt::ArrowCursor);
    m_more->hide();
    connect(m_more, &QAbstractButton::clicked, this, &PathCrumbs::moreRequested);
}

void PathCrumbs::setParts(const QStringList& parts)
{
    qDeleteAll(m_crumbs);
    m_crumbs.clear();
    for (int i = 0; i < parts.size(); ++i) {
        auto* crumb = new PathCrumb(m_appearance, parts[i], i + 1 == parts.size(), this);
        crumb->setCursor(Qt::ArrowCursor);
        connect(crumb, &QAbstractButton::clicked, this, [this, i] { emit partActivated(i); });
        m_crumbs.append(crumb);
    }
    layOut();
    update();
}

qsizetype PathCrumbs::firstShown() const
{
    const int chevron = m_appearance.theme().px(chevronRoom);
    int room = width();
    qsizetype first = m_crumbs.size();
    while (first > 0) {
        const int need = m_crumbs[first - 1]->sizeHint().width() + chevron;
        const int keep = first > 1 ? m_more->sizeHint().width() + chevron : 0;
        if (room < need + keep && first < m_crumbs.size())
            break;
        room -= need;
        --first;
    }
    return first;
}

void PathCrumbs::layOut()
{
    const Theme& theme = m_appearance.theme();
    int x = 0;
    const auto place = [&](PathCrumb* crumb, bool shown) {
        const QSize size = crumb->sizeHint();
        const int across = qMin(size.width(), qMax(theme.px(narrowestCrumb), width() - x));
        crumb->setVisible(shown);
        crumb->setGeometry(x, (height() - size.height()) / 2, across, size.height());
        if (shown)
            x += across + theme.px(chevronRoom);
    };
    const qsizetype first = firstShown();
    place(m_more, first > 0);
    for (qsizetype i = 0; i < m_crumbs.size(); ++i)
        place(m_crumbs[i], i >= first);
}

void PathCrumbs::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const auto chevronAfter = [&](const PathCrumb* crumb) {
        const QPointF centre(crumb->geometry().right() + 1 + theme.px(chevronRoom) / 2.0, height() / 2.0);
        drawChevron(painter, centre, theme.px(7), Chevron::Right, theme.color(Token::Text2));
    };
    if (m_more->isVisibleTo(this))
        chevronAfter(m_more);
    for (qsizetype i = 0; i + 1 < m_crumbs.size(); ++i) {
        if (m_crumbs[i]->isVisibleTo(this))
            chevronAfter(m_crumbs[i]);
    }
}

void PathCrumbs::resizeEvent(QResizeEvent*)
{
    layOut();
}

} // namespace inia::ui
