#include "ui/widgets/stateview.h"

#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace inia::ui {

namespace {

constexpr int blockWidth = 420;
constexpr int discGap = 12;

class IconDisc final : public QWidget {
public:
    IconDisc(const Appearance& appearance, const StateContent& content, QWidget* parent)
        : QWidget(parent), m_appearance(appearance), m_content(content)
    {
        setFixedSize(appearance.theme().sizes().disc, appearance.theme().sizes().disc);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        fillRounded(painter, rect(), width() / 2.0,
                    theme.color(m_content.danger ? Token::DangerBg : Token::Track));
        const int side = theme.sizes().icon;
        const Token ink = m_content.danger ? Token::Danger : Token::Text2;
        painter.drawPixmap(QPointF((width() - side) / 2.0, (height() - side) / 2.0),
                           m_appearance.icons().pixmap(m_content.iconName, ink, side, devicePixelRatioF()));
    }

private:
    const Appearance& m_appearance;
    const StateContent& m_content; // the view's, always the current one
};

// A word-wrapped sentence in text2, which follows the palette by itself.
class Sentence final : public QLabel {
public:
    Sentence(const Appearance& appearance, QWidget* parent) : QLabel(parent), m_appearance(appearance)
    {
        setWordWrap(true);
        setTextFormat(Qt::PlainText);
        setTextInteractionFlags(Qt::NoTextInteraction);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setFont(font());
        painter.setPen(m_appearance.theme().color(Token::Text2));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text());
    }

private:
    const Appearance& m_appearance;
};

} // namespace

StateView::StateView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_block(new QWidget(this)),
      m_disc(new IconDisc(appearance, m_content, m_block)),
      m_words(new QVBoxLayout),
      m_title(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, m_block)),
      m_sentence(new Sentence(appearance, m_block))
{
    const Theme& theme = appearance.theme();
    auto* columns = new QHBoxLayout(m_block);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(theme.px(discGap));
    columns->addWidget(m_disc, 0, Qt::AlignTop);
    m_words->setSpacing(theme.px(4));
    m_words->addWidget(m_title);
    m_words->addWidget(m_sentence);
    m_words->addStretch(1);
    columns->addLayout(m_words, 1);
}

void StateView::setContent(const StateContent& content)
{
    if (content == m_content && !m_title->text().isEmpty())
        return; // its buttons may have the focus
    m_content = content;
    m_title->setText(content.title);
    m_sentence->setText(content.sentence);
    m_sentence->setVisible(!content.sentence.isEmpty());
    setAccessibleName(content.title);
    setAccessibleDescription(content.sentence);
    rebuildFacts();
    rebuildActions();
    // What was just added counts only once it is shown, which a layout would do in its own time.
    for (QWidget* box : {m_factsBox, m_actionsBox}) {
        if (box != nullptr)
            box->show();
    }
    m_words->invalidate();
    m_block->layout()->invalidate();
    m_disc->update();
    resizeEvent(nullptr);
}

void StateView::rebuildFacts()
{
    delete m_factsBox;
    m_factsBox = nullptr;
    if (m_content.facts.isEmpty())
        return;
    const Theme& theme = m_appearance.theme();
    m_factsBox = new QWidget(m_block);
    auto* grid = new QGridLayout(m_factsBox);
    grid->setContentsMargins(0, theme.px(10), 0, 0);
    grid->setHorizontalSpacing(theme.px(8));
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(0, theme.px(80));
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const StateFact& fact : m_content.facts) {
        auto* key = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, m_factsBox);
        key->setText(fact.key);
        auto* value = new ElidedLabel(m_appearance, fact.mono ? FontRole::Mono : FontRole::Data,
                                      fact.danger ? Token::Danger : Token::Text, m_factsBox);
        value->setText(fact.value);
        grid->addWidget(key, row, 0);
        grid->addWidget(value, row, 1);
        grid->setRowMinimumHeight(row, theme.sizes().keyValueRow);
        if (fact.copyable) {
            auto* copy = new ToolButton(m_appearance, QStringLiteral("copy"), tr("Copy %1").arg(fact.key), {},
                                        m_factsBox);
            copy->setIconPixels(14, 20);
            grid->addWidget(copy, row, 2);
            connect(copy, &QToolButton::clicked, this,
                    [this, text = fact.value] { emit copyRequested(text); });
        }
        ++row;
    }
    m_words->insertWidget(2, m_factsBox);
}

void StateView::rebuildActions()
{
    delete m_actionsBox;
    m_actionsBox = nullptr;
    setFocusProxy(nullptr);
    if (m_content.actions.isEmpty())
        return;
    const Theme& theme = m_appearance.theme();
    m_actionsBox = new QWidget(m_block);
    auto* line = new QHBoxLayout(m_actionsBox);
    line->setContentsMargins(0, theme.px(10), 0, 0);
    line->setSpacing(theme.sizes().buttonGap);
    for (const StateAction& action : m_content.actions) {
        auto* button =
            new Button(m_appearance, Button::Kind::Default, action.text, action.iconName, m_actionsBox);
        line->addWidget(button);
        if (focusProxy() == nullptr)
            setFocusProxy(button);
        connect(button, &Button::clicked, this, [this, id = action.id] { emit actionTriggered(id); });
    }
    line->addStretch(1);
    m_words->insertWidget(m_words->count() - 1, m_actionsBox); // before the stretch
}

void StateView::resizeEvent(QResizeEvent*)
{
    const Theme& theme = m_appearance.theme();
    // The block is as wide as its words, so that a short state stands in the middle too.
    const int room = width() - 2 * theme.px(24);
    const int longest = qMax(m_title->sizeHint().width(),
                             QFontMetrics(m_sentence->font()).horizontalAdvance(m_content.sentence) + 2);
    const int wanted = theme.sizes().disc + theme.px(discGap) +
                       qMax(m_content.facts.isEmpty() ? longest : theme.px(340),
                            m_actionsBox ? m_actionsBox->sizeHint().width() : 0);
    const int blockW = qMin(room, qMin(theme.px(blockWidth), qMax(wanted, theme.px(240))));
    m_block->setFixedWidth(qMax(0, blockW));
    const int blockH = m_block->layout()->hasHeightForWidth() ? m_block->layout()->heightForWidth(blockW)
                                                              : m_block->sizeHint().height();
    // A little above the middle reads as the middle.
    m_block->setGeometry((width() - blockW) / 2, qMax(0, (height() - blockH) * 45 / 100), blockW, blockH);
}

void StateView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

namespace {
constexpr int iconLeft = 14;
constexpr int textLeft = 38;
} // namespace

NoticeStrip::NoticeStrip(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_room(new QWidget(this)), m_column(new QVBoxLayout(m_room))
{
    const Theme& theme = appearance.theme();
    m_column->setContentsMargins(0, 0, 0, 0);
    auto* close = new ToolButton(appearance, QStringLiteral("x"), tr("Put these notes away"), {}, this);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(textLeft), theme.px(4), theme.px(8), theme.px(4));
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
    painter.drawPixmap(QPoint(theme.px(iconLeft), theme.px(9)),
                       m_appearance.icons().pixmap(QStringLiteral("warn"), Token::Warning, theme.sizes().icon,
                                                   devicePixelRatioF()));
}

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

namespace {

class ErrorStateTexts {
    Q_DECLARE_TR_FUNCTIONS(ErrorState)
};

QString kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Transport:
        return ErrorStateTexts::tr("No connection");
    case ErrorKind::Tls:
        return ErrorStateTexts::tr("TLS failure");
    case ErrorKind::Timeout:
        return ErrorStateTexts::tr("No answer in time");
    case ErrorKind::Parse:
        return ErrorStateTexts::tr("Unreadable answer");
    case ErrorKind::Credentials:
        return ErrorStateTexts::tr("No credentials");
    case ErrorKind::Configuration:
        return ErrorStateTexts::tr("Configuration");
    case ErrorKind::Endpoint:
        return ErrorStateTexts::tr("No endpoint");
    case ErrorKind::ReadOnly:
        return ErrorStateTexts::tr("Read-only session");
    default:
        return toQString(errorKindName(kind));
    }
}

} // namespace

QString errorName(const Error& error)
{
    if (error.kind != ErrorKind::Service)
        return kindName(error.kind);
    const QString code = toOneLine(error.code);
    return error.httpStatus > 0 ? QStringLiteral("%1 %2").arg(error.httpStatus).arg(code).trimmed() : code;
}

StateContent errorState(const Error& error, const QString& title, bool hasRequest)
{
    StateContent content;
    content.danger = true;
    const bool isLocked = isAccessDenied(error) || error.kind == ErrorKind::ReadOnly;
    content.iconName = isLocked ? QStringLiteral("lock") : QStringLiteral("warn");
    content.title = title;
    content.sentence = sentenceText(error.message);
    if (!error.operation.empty())
        content.facts.append({ErrorStateTexts::tr("Operation"), toOneLine(error.operation)});
    content.facts.append({ErrorStateTexts::tr("Error"), errorName(error), false, true});
    if (!error.requestId.empty())
        content.facts.append(
            {ErrorStateTexts::tr("Request id"), toOneLine(error.requestId), true, false, true});
    content.actions.append({stateaction::retry, ErrorStateTexts::tr("Retry"), QStringLiteral("reload")});
    if (hasRequest)
        content.actions.append({stateaction::showRequest, ErrorStateTexts::tr("Show request"), {}});
    return content;
}

StateContent withoutRetry(StateContent content)
{
    content.actions.removeIf([](const StateAction& action) { return action.id == stateaction::retry; });
    return content;
}

namespace {

StateContent stripState(const Error& error, const QString& title, const QString& retry, const QString& kept)
{
    StateContent content;
    content.iconName = QStringLiteral("warn");
    content.danger = true;
    content.title = title;
    content.sentence = kept;
    content.actions = {{stateaction::retry, retry, QStringLiteral("reload")},
                       {stateaction::showRequest, ErrorStateTexts::tr("Show request"), {}}};
    if (signInNeed(error) != SignInNeed::None) {
        offerSignIn(content, error);
        content.sentence = kept;
    }
    return content;
}

} // namespace

StateContent failedPageState(const Error& error, int page, const QString& kept)
{
    return stripState(error, ErrorStateTexts::tr("Page %1 failed: %2").arg(countText(page), errorText(error)),
                      ErrorStateTexts::tr("Retry page %1").arg(countText(page)), kept);
}

StateContent endedEarlyState(const Error& error, const QString& kept)
{
    auto content = stripState(error, ErrorStateTexts::tr("Ended early: %1").arg(errorText(error)),
                              ErrorStateTexts::tr("Retry"), kept);
    return error.kind == ErrorKind::Unsupported ? withoutRetry(std::move(content)) : content;
}

void offerSignIn(StateContent& content, const Error& error)
{
    const SignInNeed need = signInNeed(error);
    if (need == SignInNeed::None)
        return;
    const bool isCode = need == SignInNeed::Code;
    content.iconName = QStringLiteral("key");
    content.danger = false;
    content.title = isCode ? ErrorStateTexts::tr("A code of your device is needed")
                           : ErrorStateTexts::tr("Sign in to go on");
    content.sentence = signInReason(error);
    content.facts.clear();
    content.actions.removeIf([](const StateAction& action) { return action.id == stateaction::showRequest; });
    content.actions.prepend(
        isCode ? StateAction{stateaction::enterCode, ErrorStateTexts::tr("Enter code"), QStringLiteral("key")}
               : StateAction{stateaction::signIn, ErrorStateTexts::tr("Sign in"), QStringLiteral("key")});
}

StateContent sessionErrorState(const Error& error)
{
    StateContent content;
    content.danger = true;
    content.iconName = QStringLiteral("warn");
    switch (error.kind) {
    case ErrorKind::Model:
        content.title = ErrorStateTexts::tr("The service models cannot be read");
        break;
    case ErrorKind::Credentials:
        content.title = ErrorStateTexts::tr("There are no usable credentials");
        break;
    case ErrorKind::UnknownName:
    case ErrorKind::Configuration:
        content.title = ErrorStateTexts::tr("The configuration cannot be used");
        break;
    default:
        content.title = ErrorStateTexts::tr("The session cannot be opened");
    }
    content.sentence = sentenceText(error.message);
    content.actions = {{stateaction::retry, ErrorStateTexts::tr("Retry"), QStringLiteral("reload")},
                       {stateaction::chooseProfile, ErrorStateTexts::tr("Choose another profile"), {}}};
    return content;
}

namespace {

class PageTexts {
    Q_DECLARE_TR_FUNCTIONS(PageTexts)
};

bool isDenied(const std::optional<Error>& error)
{
    return error && isAccessDenied(*error);
}

} // namespace

StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error)
{
    if (state == CollectionCursor::State::Loading)
        return StatusFacts::Mark::Busy;
    if (state != CollectionCursor::State::Failed)
        return StatusFacts::Mark::None;
    return isDenied(error) ? StatusFacts::Mark::Denied : StatusFacts::Mark::Warning;
}

QString failureWord(const std::optional<Error>& error)
{
    if (error && signInNeed(*error) != SignInNeed::None)
        return PageTexts::tr("Not signed in");
    return isDenied(error) ? PageTexts::tr("Denied") : PageTexts::tr("Failed");
}

QString requestsText(int requests)
{
    return requests == 1 ? PageTexts::tr("1 request") : PageTexts::tr("%1 requests").arg(countText(requests));
}

} // namespace inia::ui
