#include "ui/browse/navigationbar.h"

#include "ui/browse/navigator.h"
#include "ui/browse/sessionview.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"

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

namespace {

const char* panelIcon(NavigationBar::Panel panel, bool open)
{
    switch (panel) {
    case NavigationBar::Panel::Tree:
        return open ? "panel-l-on" : "panel-l";
    case NavigationBar::Panel::Inspector:
        return open ? "panel-b-on" : "panel-b";
    case NavigationBar::Panel::Details:
        break;
    }
    return open ? "panel-r-on" : "panel-r";
}

ToolButton* commandButton(const Appearance& appearance, CommandId id, QWidget* parent)
{
    const Command& command = commandOf(id);
    return new ToolButton(appearance, QLatin1StringView(command.icon), command.title(), command.keys.value(0),
                          parent);
}

} // namespace

NavigationBar::NavigationBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_back(commandButton(appearance, CommandId::Back, this)),
      m_forward(commandButton(appearance, CommandId::Forward, this)),
      m_up(commandButton(appearance, CommandId::Up, this)),
      m_reload(commandButton(appearance, CommandId::Reload, this)),
      m_path(new PathBar(appearance, this)),
      m_menu(commandButton(appearance, CommandId::ShowMenu, this))
{
    const Theme& theme = appearance.theme();
    setFixedHeight(theme.sizes().toolbar);
    m_panels[0] = addPanelButton(Panel::Tree, CommandId::ShowTree);
    m_panels[1] = addPanelButton(Panel::Inspector, CommandId::ShowInspector);
    m_panels[2] = addPanelButton(Panel::Details, CommandId::ShowDetails);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.px(6), 0, theme.px(8), 1);
    layout->setSpacing(theme.px(4));
    for (QWidget* widget : {m_back, m_forward, m_up, m_reload})
        layout->addWidget(widget);
    layout->addWidget(m_path, 1);
    layout->addSpacing(theme.px(4));
    for (QWidget* widget : {m_panels[0], m_panels[1], m_panels[2], m_menu})
        layout->addWidget(widget);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto* copy = new ToolButton(appearance, QStringLiteral("copy"), tr("Copy the address"), {}, this);
    copy->setIconPixels(14, 22);
    m_path->addTrailing(copy);
    connect(copy, &QToolButton::clicked, this, [this] { emit copyRequested(m_path->address()); });
    connectPath();
    refresh();
}

void NavigationBar::connectPath()
{
    connect(m_path, &PathBar::pathEntered, this, &NavigationBar::enter);
    connect(m_path, &PathBar::partActivated, this, &NavigationBar::goToPart, Qt::QueuedConnection);
    const auto onClick = [this](ToolButton* button, void (SessionView::*act)()) {
        connect(button, &QToolButton::clicked, this, [this, act] {
            if (m_view)
                (m_view->*act)();
        });
    };
    onClick(m_back, &SessionView::back);
    onClick(m_forward, &SessionView::forward);
    onClick(m_up, &SessionView::up);
    onClick(m_reload, &SessionView::reload);
}

ToolButton* NavigationBar::addPanelButton(Panel panel, CommandId command)
{
    ToolButton* button = commandButton(m_appearance, command, this);
    button->setMeaning(QLatin1StringView(panelIcon(panel, false)), commandOf(command).title());
    connect(button, &QToolButton::clicked, this, [this, panel] { emit panelToggled(panel); });
    return button;
}

void NavigationBar::addCommands(CommandSet& commands)
{
    const QString noSession = tr("No session is open");
    commands.add(CommandId::Back, m_back, tr("There is no place to go back to"));
    commands.add(CommandId::Forward, m_forward, tr("There is no place to go forward to"));
    commands.add(CommandId::Up, m_up, tr("Nothing is above this place"));
    commands.add(CommandId::Reload, m_reload, noSession);
    commands.add(CommandId::ShowTree, m_panels[0]);
    commands.add(CommandId::ShowInspector, m_panels[1]);
    commands.add(CommandId::ShowDetails, m_panels[2]);
    commands.add(CommandId::ShowMenu, m_menu);
    const auto hasSession = [this, noSession] { return m_view ? QString() : noSession; };
    commands.add(
        CommandId::EditPath, [this] { editPath(); }, hasSession);
    commands.add(
        CommandId::CopyAddress, [this] { emit copyRequested(m_path->address()); }, hasSession);
}

void NavigationBar::setPanelOpen(Panel panel, bool open)
{
    ToolButton* button = m_panels[static_cast<int>(panel)];
    button->setMeaning(QLatin1StringView(panelIcon(panel, open)), button->accessibleName());
}

void NavigationBar::setMenu(QMenu* menu)
{
    m_menu->setMenu(menu);
}

void NavigationBar::setView(SessionView* view)
{
    m_view = view;
    refresh();
}

Place NavigationBar::place() const
{
    return m_view ? m_view->navigator().current() : Place();
}

void NavigationBar::refresh()
{
    const Place here = place();
    QStringList parts;
    for (const PlacePart& part : here.parts())
        parts.append(part.label.isEmpty() ? tr("(empty)") : part.label);
    m_path->setPath(toQString(here.service()) + QStringLiteral("://"), parts);
    m_path->setIconName(serviceIconName(here.service()));
    m_path->setAddress(toQString(here.uri()));
    m_path->setEnabled(m_view != nullptr);
    m_back->setEnabled(m_view && m_view->navigator().canGoBack());
    m_forward->setEnabled(m_view && m_view->navigator().canGoForward());
    m_up->setEnabled(m_view && m_view->navigator().canGoUp());
    m_reload->setEnabled(m_view != nullptr);
}

void NavigationBar::editPath()
{
    if (m_view)
        m_path->startEditing();
}

void NavigationBar::enter(const QString& text)
{
    if (!m_view)
        return;
    const auto wanted = placeFromText(text, m_view->resources(), m_view->whereabouts());
    if (!wanted) {
        m_path->setError(toQString(wanted.error().message));
        return;
    }
    m_view->go(*wanted);
    refresh();
    m_view->focusRows();
}

void NavigationBar::goToPart(int index)
{
    if (!m_view)
        return;
    const auto parts = place().parts();
    if (index >= 0 && index < static_cast<int>(parts.size()))
        m_view->go(parts[static_cast<std::size_t>(index)].place);
}

void NavigationBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

} // namespace inia::ui
