#include "ui/widgets/sessionfacts.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int inset = 6;   // inside a fact, left and right
constexpr int wordGap = 6; // between its parts
constexpr int squareSide = 9;
constexpr int separatorGap = 6;

} // namespace

// One fact: a mark, a strong word, a quiet word, and a chevron when it can be pressed.
class SessionFacts::Fact final : public QAbstractButton {
public:
    Fact(const Appearance& appearance, bool pressable, QWidget* parent)
        : QAbstractButton(parent), m_appearance(appearance), m_pressable(pressable)
    {
        setFocusPolicy(pressable ? Qt::TabFocus : Qt::NoFocus);
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
            width += theme.px(squareSide + wordGap);
        if (!iconName.isEmpty())
            width += theme.sizes().icon + theme.px(wordGap);
        if (!strong.isEmpty())
            width += QFontMetrics(theme.font(FontRole::Strong)).horizontalAdvance(strong);
        if (!quiet.isEmpty())
            width += QFontMetrics(quietFont()).horizontalAdvance(quiet) +
                     (strong.isEmpty() ? 0 : theme.px(wordGap));
        return {width + (m_pressable ? theme.px(14) : 0), height()};
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
        if (m_pressable && (underMouse() || isDown()))
            fillRounded(painter, rect(), theme.sizes().radiusRow, theme.color(Token::HoverWindow));
        int x = theme.px(inset);
        x = paintMark(painter, x);
        const auto word = [&](const QFont& font, Token color, const QString& text) {
            painter.setFont(font);
            painter.setPen(theme.color(color));
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
            x += QFontMetrics(font).horizontalAdvance(text) + theme.px(wordGap);
        };
        if (!strong.isEmpty())
            word(theme.font(FontRole::Strong), ink, strong);
        if (!quiet.isEmpty())
            word(quietFont(), Token::Text2, quiet);
        if (m_pressable)
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

    int paintMark(QPainter& painter, int x) const
    {
        const Theme& theme = m_appearance.theme();
        if (hasSquare) {
            const int side = theme.px(squareSide);
            fillRounded(painter, QRectF(x, (height() - side) / 2.0, side, side), theme.px(2.5),
                        theme.color(square));
            x += side + theme.px(wordGap);
        }
        if (!iconName.isEmpty()) {
            const int side = theme.sizes().icon;
            painter.drawPixmap(
                QPointF(x, (height() - side) / 2.0),
                m_appearance.icons().pixmap(iconName, Token::Text2, side, devicePixelRatioF()));
            x += side + theme.px(wordGap);
        }
        return x;
    }

    const Appearance& m_appearance;
    bool m_pressable;
};

SessionFacts::SessionFacts(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_profile(new Fact(appearance, true, this)),
      m_account(new Fact(appearance, false, this)),
      m_region(new Fact(appearance, true, this)),
      m_lock(new Fact(appearance, false, this)),
      m_appearance(appearance)
{
    const Theme& theme = appearance.theme();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, theme.px(8), 0);
    layout->setSpacing(2 * theme.px(separatorGap) + 1);
    for (Fact* fact : {m_profile, m_account, m_region, m_lock})
        layout->addWidget(fact);
    setFixedHeight(theme.sizes().sessionBar);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_profile->hasSquare = true;
    m_region->iconName = QStringLiteral("globe");
    m_lock->iconName = QStringLiteral("lock");
    m_lock->quiet = tr("Read-only");
    m_lock->refresh(m_lock->quiet);
    m_profile->setToolTip(tr("Switch profile"));
    m_region->setToolTip(tr("Switch region"));
    const auto below = [](const QWidget* fact) { return fact->mapToGlobal(QPoint(0, fact->height())); };
    connect(m_profile, &QAbstractButton::clicked, this,
            [this, below] { emit profileRequested(below(m_profile)); });
    connect(m_region, &QAbstractButton::clicked, this,
            [this, below] { emit regionRequested(below(m_region)); });
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
    m_account->strong = formattedAccount(info.accountId);
    m_account->quiet = noAccount ? tr("no account id") : info.identity;
    m_account->refresh(noAccount ? m_account->quiet
                                 : tr("Account %1, %2").arg(info.accountId, info.identity));
    m_account->setToolTip(noAccount ? info.accountProblem : tr("Account %1").arg(info.accountId));
    m_region->strong = info.region;
    m_region->quiet = info.region.isEmpty() ? tr("no region") : info.regionName;
    m_region->refresh(tr("Region %1, %2").arg(info.region, info.regionName));
    m_lock->setVisible(info.readOnly);
    setCompact(m_compact);
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

QString SessionFacts::formattedAccount(const QString& accountId)
{
    const bool digits = std::all_of(accountId.begin(), accountId.end(), [](QChar c) { return c.isDigit(); });
    if (accountId.size() != 12 || !digits)
        return accountId;
    return QStringLiteral("%1-%2-%3").arg(accountId.first(4), accountId.sliced(4, 4), accountId.last(4));
}

void SessionFacts::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const int tall = theme.px(16);
    for (const Fact* fact : {m_account, m_region, m_lock}) {
        if (!fact->isVisibleTo(this))
            continue;
        const int x = fact->x() - theme.px(separatorGap) - 1;
        drawHairline(painter, QRect(x, (height() - tall) / 2, 1, tall), theme.color(Token::BorderStrong));
    }
}

} // namespace inia::ui
