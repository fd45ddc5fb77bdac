#include "ui/widgets/sessionfacts.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QAction>
#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int inset = 6;   // inside a fact, left and right
constexpr int factGap = 6; // between its parts
constexpr int squareSide = 9;
constexpr int separatorGap = 6;

} // namespace

// One fact: a mark, a strong word, a quiet word, and a chevron when it can be pressed.
class SessionFacts::Fact final : public QAbstractButton {
public:
    enum class Press : quint8 { Menu, Toggle };

    Fact(const Appearance& appearance, Press press, QWidget* parent)
        : QAbstractButton(parent), m_appearance(appearance), m_press(press)
    {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(appearance.theme().sizes().control);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QString strong;
    QString quiet;
    QString iconName;
    Token square = Token::Session1;
    Token ink = Token::Text;
    bool hasSquare = false;

    QSize sizeHint() const override
    {
        const Theme& theme = m_appearance.theme();
        int width = 2 * theme.px(inset);
        if (hasSquare)
            width += theme.px(squareSide + factGap);
        if (!iconName.isEmpty())
            width += theme.sizes().icon + (strong.isEmpty() && quiet.isEmpty() ? 0 : theme.px(factGap));
        if (!strong.isEmpty())
            width += QFontMetrics(theme.font(FontRole::Strong)).horizontalAdvance(strong);
        if (!quiet.isEmpty())
            width += QFontMetrics(quietFont()).horizontalAdvance(quiet) +
                     (strong.isEmpty() ? 0 : theme.px(factGap));
        return {width + (m_press == Press::Menu ? theme.px(14) : 0), height()};
    }

    // The words decide the size and what screen readers say.
    void refresh(const QString& accessible)
    {
        setAccessibleName(accessible);
        updateGeometry();
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        if (underMouse() || isDown())
            fillRounded(painter, rect(), theme.sizes().radiusRow, theme.color(Token::HoverWindow));
        int x = theme.px(inset);
        x = paintMark(painter, x);
        const auto word = [&](const QFont& font, Token color, const QString& text) {
            painter.setFont(font);
            painter.setPen(theme.color(color));
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
            x += QFontMetrics(font).horizontalAdvance(text) + theme.px(factGap);
        };
        if (!strong.isEmpty())
            word(theme.font(FontRole::Strong), ink, strong);
        if (!quiet.isEmpty())
            word(quietFont(), strong.isEmpty() ? quietInk() : Token::Text2, quiet);
        if (m_press == Press::Menu)
            drawChevron(painter, QPointF(x + theme.px(3.5), height() / 2.0 + 0.5), theme.px(7), Chevron::Down,
                        theme.color(Token::Text2));
        if (hasFocus())
            strokeRounded(painter, rect(), theme.sizes().radiusRow, 2, theme.color(Token::Focus));
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Down)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

private:
    // "Read-only" stands alone and is read like a control; a word after a strong one is secondary.
    const QFont& quietFont() const
    {
        return m_appearance.theme().font(strong.isEmpty() ? FontRole::Control : FontRole::Secondary);
    }

    // What is not as usual keeps its colour.
    Token quietInk() const { return ink == Token::Text ? Token::Text2 : ink; }

    int paintMark(QPainter& painter, int x) const
    {
        const Theme& theme = m_appearance.theme();
        if (hasSquare) {
            const int side = theme.px(squareSide);
            fillRounded(painter, QRectF(x, (height() - side) / 2.0, side, side), theme.px(2.5),
                        theme.color(square));
            x += side + theme.px(factGap);
        }
        if (!iconName.isEmpty()) {
            const int side = theme.sizes().icon;
            painter.drawPixmap(QPointF(x, (height() - side) / 2.0),
                               m_appearance.icons().pixmap(iconName, quietInk(), side, devicePixelRatioF()));
            x += side + theme.px(factGap);
        }
        return x;
    }

    const Appearance& m_appearance;
    Press m_press;
};

SessionFacts::SessionFacts(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_profile(new Fact(appearance, Fact::Press::Menu, this)),
      m_account(new Fact(appearance, Fact::Press::Toggle, this)),
      m_region(new Fact(appearance, Fact::Press::Menu, this)),
      m_lock(new Fact(appearance, Fact::Press::Toggle, this)),
      m_keys(new Fact(appearance, Fact::Press::Toggle, this)),
      m_appearance(appearance)
{
    const Theme& theme = appearance.theme();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, theme.px(8), 0);
    layout->setSpacing(2 * theme.px(separatorGap) + 1);
    for (Fact* fact : {m_profile, m_account, m_region, m_lock, m_keys})
        layout->addWidget(fact);
    setFixedHeight(theme.sizes().sessionBar);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_profile->hasSquare = true;
    m_region->iconName = QStringLiteral("globe");
    m_profile->setToolTip(tr("Switch profile"));
    m_region->setToolTip(tr("Switch region"));
    const auto below = [](const QWidget* fact) { return fact->mapToGlobal(QPoint(0, fact->height())); };
    connect(m_profile, &QAbstractButton::clicked, this,
            [this, below] { emit profileRequested(below(m_profile)); });
    connect(m_region, &QAbstractButton::clicked, this,
            [this, below] { emit regionRequested(below(m_region)); });
    connect(m_lock, &QAbstractButton::clicked, this, &SessionFacts::lockToggled);
    connect(m_account, &QAbstractButton::clicked, this,
            [this, below] { emit identityRequested(below(m_account)); });
    connect(m_keys, &QAbstractButton::clicked, this, [this, below] {
        if (m_info.keys.need == SignInNeed::None)
            emit identityRequested(below(m_keys));
        else
            emit signInRequested();
    });
    setInfo({});
}

void SessionFacts::setInfo(const SessionInfo& info)
{
    m_info = info;
    m_profile->strong = info.profile;
    m_profile->square = info.color;
    m_profile->ink = info.production ? Token::Danger : Token::Text;
    m_profile->refresh(info.production ? tr("Profile %1, production").arg(info.profile)
                                       : tr("Profile %1").arg(info.profile));
    const bool noAccount = !info.accountProblem.isEmpty();
    m_account->strong = accountText(info.accountId);
    m_account->quiet = noAccount ? tr("no account id") : info.identity;
    m_account->refresh(noAccount ? m_account->quiet
                                 : tr("Account %1, %2").arg(info.accountId, info.identity));
    m_account->setToolTip(noAccount            ? info.accountProblem
                          : info.arn.isEmpty() ? tr("Account %1").arg(info.accountId)
                                               : info.arn);
    m_region->strong = info.region;
    m_region->quiet = info.region.isEmpty() ? tr("no region") : info.regionName;
    m_region->refresh(tr("Region %1, %2").arg(info.region, info.regionName));
    refreshLock();
    refreshKeys();
    setCompact(m_compact);
}

// Whether changes are allowed stands there in words when it is not what one expects of the session.
void SessionFacts::refreshLock()
{
    const bool unusual = m_info.readOnly || m_info.production;
    m_lock->iconName = m_info.readOnly ? QStringLiteral("lock") : QStringLiteral("unlock");
    m_lock->quiet = !unusual ? QString() : m_info.readOnly ? tr("Read-only") : tr("Changes allowed");
    m_lock->ink = m_info.production && !m_info.readOnly ? Token::Danger : Token::Text;
    m_lock->setToolTip(m_info.readOnly
                           ? tr("Nothing can be changed. Allow changes (Ctrl+Shift+L)")
                           : tr("Changes are allowed. Make this session read-only (Ctrl+Shift+L)"));
    m_lock->refresh(m_info.readOnly ? tr("Read-only, press to allow changes")
                                    : tr("Changes allowed, press to make it read-only"));
}

void SessionFacts::refreshKeys()
{
    const KeyLife& life = m_info.keys;
    m_keys->setVisible(life.state != KeyLife::State::None);
    const bool wantsPerson = life.need != SignInNeed::None;
    m_keys->iconName = wantsPerson ? QStringLiteral("key") : QStringLiteral("clock");
    m_keys->quiet = life.text;
    switch (life.state) {
    case KeyLife::State::Soon:
        m_keys->ink = Token::Warning;
        break;
    case KeyLife::State::Over:
        m_keys->ink = Token::Danger;
        break;
    default:
        m_keys->ink = Token::Text;
    }
    m_keys->setToolTip(life.tip);
    m_keys->refresh(wantsPerson ? life.text : tr("Keys: %1").arg(life.text));
}

void SessionFacts::setCompact(bool compact)
{
    m_compact = compact;
    const bool nothing =
        m_info.accountId.isEmpty() && m_info.identity.isEmpty() && m_info.accountProblem.isEmpty();
    m_account->setVisible(!compact && !nothing);
    updateGeometry();
    update();
}

void SessionFacts::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const int tall = theme.px(16);
    for (const Fact* fact : {m_account, m_region, m_lock, m_keys}) {
        if (!fact->isVisibleTo(this))
            continue;
        const int x = fact->x() - theme.px(separatorGap) - 1;
        drawHairline(painter, QRect(x, (height() - tall) / 2, 1, tall), theme.color(Token::BorderStrong));
    }
}

ChangeGate::ChangeGate(SessionInfo info, ChangePolicy& policy, QObject* parent)
    : QObject(parent), m_info(std::move(info)), m_policy(policy)
{
    connect(&m_policy, &ChangePolicy::changed, this, &ChangeGate::changed);
}

void ChangeGate::setInfo(const SessionInfo& info)
{
    if (info == m_info)
        return;
    m_info = info;
    emit changed();
}

QString ChangeGate::reason() const
{
    return isOpen() ? QString() : tr("%1 is read-only. %2").arg(m_info.profile, howToUnlock());
}

QString ChangeGate::howToUnlock()
{
    return tr("Allow changes with the lock in the session bar (Ctrl+Shift+L).");
}

void ChangeGate::guard(QAction* action, const Icons& icons) const
{
    if (isOpen())
        return;
    action->setEnabled(false);
    action->setIcon(icons.icon(QStringLiteral("lock")));
    action->setToolTip(reason());
}

void ChangeGate::addOffer(QMenu& menu, const Icons& icons)
{
    menu.setToolTipsVisible(true);
    if (isOpen())
        return;
    menu.addSeparator();
    QAction* offer = menu.addAction(icons.icon(QStringLiteral("unlock")),
                                    tr("Allow changes in %1\u2026").arg(m_info.profile));
    offer->setObjectName(QStringLiteral("allow-changes"));
    connect(offer, &QAction::triggered, this, &ChangeGate::allowRequested);
}

Area::Area(const Appearance& appearance, Token ground, Qt::Edges hairlines, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_ground(ground), m_hairlines(hairlines)
{
}

void Area::setGround(Token ground)
{
    m_ground = ground;
    update();
}

void Area::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(m_ground));
    const QColor& line = theme.color(Token::Border);
    if (m_hairlines.testFlag(Qt::TopEdge))
        drawHairline(painter, QRect(0, 0, width(), 1), line);
    if (m_hairlines.testFlag(Qt::BottomEdge))
        drawHairline(painter, QRect(0, height() - 1, width(), 1), line);
    if (m_hairlines.testFlag(Qt::LeftEdge))
        drawHairline(painter, QRect(0, 0, 1, height()), line);
    if (m_hairlines.testFlag(Qt::RightEdge))
        drawHairline(painter, QRect(width() - 1, 0, 1, height()), line);
}

ProductionFrame::ProductionFrame(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

void ProductionFrame::setContent(QWidget* content)
{
    layout()->addWidget(content);
}

void ProductionFrame::setProduction(bool production)
{
    m_production = production;
    const int frame = production ? m_appearance.theme().sizes().productionFrame : 0;
    layout()->setContentsMargins(frame, frame, frame, frame);
    setAccessibleDescription(production ? tr("Production session") : QString());
    update();
}

void ProductionFrame::paintEvent(QPaintEvent*)
{
    if (!m_production)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Danger));
}

} // namespace inia::ui
