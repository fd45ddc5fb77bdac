#include "ui/widgets/pathbar.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

namespace {

// Spaces, controls and nothing at all are legal parts of a key; they still have to be visible and clickable.
QString visibleText(const QString& part)
{
    if (part.isEmpty())
        return QStringLiteral("\u2205");
    QString text = part;
    for (QChar& c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar(0xFFFD);
    }
    return text.trimmed().isEmpty() ? text.replace(u' ', QChar(0x2423)) : text;
}

} // namespace

PathCrumb::PathCrumb(const Appearance& appearance, const QString& text, bool last, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_last(last)
{
    setText(visibleText(text));
    setToolTip(text.size() > 40 ? text : QString());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(text);
}

QSize PathCrumb::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(m_last ? FontRole::Strong : FontRole::Control));
    return {qMin(metrics.horizontalAdvance(text()) + 1, theme.px(280)) + 2 * theme.px(4), theme.px(22)};
}

void PathCrumb::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    if (underMouse())
        fillRounded(painter, rect(), theme.sizes().radiusBadge, theme.color(Token::Hover));
    const QFont& font = theme.font(m_last ? FontRole::Strong : FontRole::Control);
    painter.setFont(font);
    painter.setPen(theme.color(m_last || underMouse() ? Token::Text : Token::Text2));
    const QRect space = rect().adjusted(theme.px(4), 0, -theme.px(4) + 1, 0);
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(text(), Qt::ElideMiddle, space.width()));
    if (hasFocus())
        strokeRounded(painter, rect(), theme.sizes().radiusBadge, 2, theme.color(Token::Focus));
}

void PathCrumb::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Left:
        focusNextPrevChild(false);
        return;
    case Qt::Key_Right:
        focusNextPrevChild(true);
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

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

namespace {
constexpr int sidePadding = 9;
} // namespace

PathBar::PathBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_iconName(QStringLiteral("bucket")),
      m_edit(new QLineEdit(this)),
      m_trailing(new QWidget(this)),
      m_trailingLayout(new QHBoxLayout(m_trailing)),
      m_errorTip(new QLabel(this, Qt::ToolTip)),
      m_crumbs(new PathCrumbs(appearance, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().control);
    setMinimumWidth(theme.px(160));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    m_edit->setProperty("kind", QStringLiteral("bare"));
    m_edit->setFont(theme.font(FontRole::Mono));
    m_edit->setAccessibleName(tr("Address"));
    m_edit->setPlaceholderText(tr("s3://bucket/prefix"));
    m_edit->installEventFilter(this);
    m_edit->hide();
    m_trailing->setCursor(Qt::ArrowCursor);
    m_trailingLayout->setContentsMargins(0, 0, 0, 0);
    m_trailingLayout->setSpacing(theme.px(2));
    m_errorTip->setMargin(theme.px(6));
    m_errorTip->setWordWrap(true);
    m_errorTip->setFrameStyle(QFrame::Box | QFrame::Plain);
    m_errorTip->hide();
    setAccessibleName(tr("Path"));
    connect(m_crumbs, &PathCrumbs::partActivated, this, &PathBar::partActivated);
    connect(m_crumbs, &PathCrumbs::moreRequested, this, &PathBar::startEditing);
    connect(m_edit, &QLineEdit::returnPressed, this, &PathBar::submit);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        if (!m_error.isEmpty())
            setError({});
    });
}

void PathBar::setPath(const QString& scheme, const QStringList& parts)
{
    m_scheme = scheme;
    m_parts = parts;
    m_address = scheme + parts.join(u'/');
    setError({});
    if (isEditing())
        stopEditing();
    m_crumbs->setParts(parts);
    layOut();
    update();
}

void PathBar::setAddress(const QString& address)
{
    m_address = address;
}

void PathBar::setIconName(const QString& name)
{
    m_iconName = name;
    update();
}

void PathBar::addTrailing(QWidget* widget)
{
    m_trailingLayout->addWidget(widget);
    layOut();
}

bool PathBar::isEditing() const
{
    return m_edit->isVisibleTo(this);
}

void PathBar::startEditing()
{
    m_edit->setText(m_address);
    m_edit->show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    layOut();
    update();
}

void PathBar::stopEditing()
{
    m_edit->hide();
    layOut();
    update();
}

void PathBar::submit()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty()) {
        stopEditing();
        emit editingCancelled();
        return;
    }
    emit pathEntered(text);
}

void PathBar::setError(const QString& message)
{
    m_error = message;
    setAccessibleDescription(message);
    m_errorTip->setText(message);
    placeErrorTip();
    update();
}

void PathBar::placeErrorTip()
{
    if (m_error.isEmpty() || !isVisible()) {
        m_errorTip->hide();
        return;
    }
    const Theme& theme = m_appearance.theme();
    QPalette colors = m_errorTip->palette();
    colors.setColor(QPalette::Window, theme.color(Token::Raised));
    colors.setColor(QPalette::WindowText, theme.color(Token::Danger));
    m_errorTip->setPalette(colors);
    m_errorTip->setFixedWidth(qMin(width(), theme.px(420)));
    m_errorTip->adjustSize();
    m_errorTip->move(mapToGlobal(QPoint(0, height() + theme.px(4))));
    m_errorTip->show();
}

int PathBar::crumbsLeft() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics mono(theme.font(FontRole::Mono));
    const int icon = theme.px(sidePadding) + theme.sizes().icon + theme.sizes().iconGap;
    return icon + (m_scheme.isEmpty() ? 0 : mono.horizontalAdvance(m_scheme) + theme.px(2));
}

int PathBar::freeRight() const
{
    return m_trailing->x() - m_appearance.theme().px(4);
}

void PathBar::layOut()
{
    const Theme& theme = m_appearance.theme();
    const QSize trailing = m_trailing->sizeHint();
    m_trailing->setGeometry(width() - trailing.width() - theme.px(4), (height() - trailing.height()) / 2,
                            trailing.width(), trailing.height());
    const int textLeft = theme.px(sidePadding) + theme.sizes().icon + theme.sizes().iconGap;
    m_edit->setGeometry(textLeft, theme.px(2), freeRight() - textLeft, height() - 2 * theme.px(2));
    m_crumbs->setGeometry(crumbsLeft(), 0, qMax(0, freeRight() - crumbsLeft()), height());
    m_crumbs->setVisible(!isEditing());
}

void PathBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const qreal radius = theme.sizes().radiusField;
    const bool ring = m_edit->hasFocus();
    fillRounded(painter, rect(), radius, theme.color(Token::Field));
    const Token border = !m_error.isEmpty() ? Token::Danger : (ring ? Token::Focus : Token::BorderStrong);
    strokeRounded(painter, rect(), radius, ring ? 2 : 1, theme.color(border));
    const int side = theme.sizes().icon;
    painter.drawPixmap(QPoint(theme.px(sidePadding), (height() - side) / 2),
                       m_appearance.icons().pixmap(m_iconName, Token::Text2, side, devicePixelRatioF()));
    if (isEditing())
        return;
    painter.setFont(theme.font(FontRole::Mono));
    painter.setPen(theme.color(Token::Text3));
    const int textLeft = theme.px(sidePadding) + side + theme.sizes().iconGap;
    painter.drawText(QRect(textLeft, 0, crumbsLeft() - textLeft, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     m_scheme);
}

void PathBar::resizeEvent(QResizeEvent*)
{
    layOut();
}

void PathBar::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !isEditing())
        startEditing();
}

bool PathBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    const auto cancel = [this] {
        setError({});
        stopEditing();
        emit editingCancelled();
    };
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                cancel();
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::FocusOut && isEditing() && m_error.isEmpty() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        cancel();
    return QWidget::eventFilter(watched, event);
}

void PathBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        placeErrorTip();
}

} // namespace inia::ui
