#include "ui/signin/signindialog.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
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

#ifdef INIA_HAS_QRENCODE
#include <qrencode.h>

#include <memory>
#endif

namespace inia::ui {

namespace {

constexpr int quietModules = 4; // of ground around it
constexpr int pixelsOfModule = 3;

} // namespace

QrCode::QrCode(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("QR code of the address"));
}

bool QrCode::setText([[maybe_unused]] const QString& text)
{
    m_side = 0;
    m_modules.clear();
#ifdef INIA_HAS_QRENCODE
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), QRcode_free);
    if (code) {
        m_side = code->width;
        for (int i = 0; i < m_side * m_side; ++i)
            m_modules.push_back((code->data[i] & 1) != 0);
    }
#endif
    updateGeometry();
    update();
    return m_side > 0;
}

QSize QrCode::sizeHint() const
{
    const int side = (m_side + 2 * quietModules) * pixelsOfModule;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent*)
{
    if (m_side == 0)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    auto module = m_modules.begin();
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x, ++module) {
            if (*module)
                painter.fillRect((x + quietModules) * pixelsOfModule, (y + quietModules) * pixelsOfModule,
                                 pixelsOfModule, pixelsOfModule, Qt::black);
        }
    }
}

namespace {

constexpr int signInWidth = 420;
constexpr int codePixels = 26;
constexpr int codeBoxHeight = 62;

// The ground of the code.
class CodeBox final : public QWidget {
public:
    CodeBox(const Appearance& appearance, QWidget* parent) : QWidget(parent), m_appearance(appearance) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        fillRounded(painter, rect(), theme.sizes().radiusCard, theme.color(Token::Track));
    }

private:
    const Appearance& m_appearance;
};

class Hairline final : public QWidget {
public:
    Hairline(const Appearance& appearance, QWidget* parent) : QWidget(parent), m_appearance(appearance)
    {
        setFixedHeight(1);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        drawHairline(painter, rect(), m_appearance.theme().color(Token::Border));
    }

private:
    const Appearance& m_appearance;
};

// A server's word for where to go: nothing but a web page.
QUrl webAddress(const std::string& address)
{
    const QUrl url(toQString(address), QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return isWeb && !url.host().isEmpty() ? url : QUrl();
}

} // namespace

SignInDialog::SignInDialog(const Appearance& appearance, SignInFacts facts, SourceContextPtr sources,
                           std::variant<SsoSettings, ConsoleLoginSettings> settings, OpenUrl openUrl,
                           QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_facts(std::move(facts)),
      m_sources(std::move(sources)),
      m_settings(std::move(settings)),
      m_openUrl(std::move(openUrl)),
      m_head(new SignInHead(appearance, this)),
      m_advice(new TextLabel(appearance, FontRole::Data, Token::Text2, {}, this))
{
    setWindowTitle(tr("Sign in"));
    setFixedWidth(appearance.theme().px(signInWidth));
    build();
    m_seconds.setInterval(std::chrono::seconds(1));
    connect(&m_seconds, &QTimer::timeout, this, &SignInDialog::tick);
}

SignInDialog::~SignInDialog() = default;

// ---- layout -----------------------------------------------------------------------------------------------

void SignInDialog::build()
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    const QString users =
        m_facts.profiles == 1 ? tr("Used by 1 profile") : tr("Used by %1 profiles").arg(m_facts.profiles);
    m_head->setTexts(tr("Sign in to %1").arg(m_facts.name),
                     QStringLiteral("%1 \u00B7 %2").arg(users, m_facts.startUrl));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(m_head);
    all->addWidget(m_advice);
    m_codeBox = buildCode();
    all->addWidget(m_codeBox);
    m_buttons = new QWidget(this);
    auto* actions = new QHBoxLayout(m_buttons);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->setSpacing(theme.sizes().buttonGap);
    m_open = new Button(m_appearance, Button::Kind::Primary, tr("Open browser"), QStringLiteral("external"));
    m_copyCode =
        new Button(m_appearance, Button::Kind::Default, tr("Copy code"), QStringLiteral("copy"), m_buttons);
    m_copyCode->setAutoDefault(false);
    actions->addWidget(m_open);
    actions->addWidget(m_copyCode);
    actions->addStretch(1);
    all->addWidget(m_buttons);
    m_device = buildAddress();
    all->addWidget(m_device);
    m_entry = buildEntry();
    all->addWidget(m_entry);
    all->addWidget(new Hairline(m_appearance, this));
    m_progress = buildProgress();
    all->addWidget(m_progress);
    m_waiting = new TextLabel(m_appearance, FontRole::Secondary, Token::Text2, {}, this);
    all->addWidget(m_waiting);
    m_switchWay = new LinkButton(m_appearance, {}, this, FontRole::Control);
    m_again = new Button(m_appearance, Button::Kind::Primary, tr("Try again"), {}, this);
    m_cancel = new Button(m_appearance, Button::Kind::Default, tr("Cancel"), {}, this);
    m_cancel->setAutoDefault(false);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addWidget(m_switchWay);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_again);
    all->addStretch(1);
    all->addLayout(foot);
    connect(m_open, &QAbstractButton::clicked, this, &SignInDialog::openBrowser);
    connect(m_copyCode, &QAbstractButton::clicked, this, [this] { emit copyRequested(m_code); });
    connect(m_cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_again, &QAbstractButton::clicked, this, [this] { start(m_way); });
    connect(m_switchWay, &QAbstractButton::clicked, this, [this] {
        start(m_way == SsoLoginWay::DeviceCode ? SsoLoginWay::Browser : SsoLoginWay::DeviceCode);
    });
    connect(this, &QDialog::rejected, this, [this] {
        m_seconds.stop();
        m_login.reset(); // nothing more is sent
        m_consoleLogin.reset();
    });
    setWaiting({});
}

QWidget* SignInDialog::buildCode()
{
    const Theme& theme = m_appearance.theme();
    auto* box = new CodeBox(m_appearance, this);
    box->setFixedHeight(theme.px(codeBoxHeight));
    m_codeText = new TextLabel(m_appearance, FontRole::Mono, Token::Text, {}, box);
    QFont font = theme.font(FontRole::Mono);
    font.setPixelSize(theme.px(codePixels));
    font.setWeight(QFont::DemiBold);
    m_codeText->setFont(font);
    m_codeText->setAlignment(Qt::AlignCenter);
    m_codeText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_codeText);
    return box;
}

QWidget* SignInDialog::buildAddress()
{
    const Theme& theme = m_appearance.theme();
    auto* device = new QWidget(this);
    auto* row = new QHBoxLayout(device);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(12));
    m_qr = new QrCode(device);
    row->addWidget(m_qr, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(4));
    m_deviceWords = new TextLabel(m_appearance, FontRole::Secondary, Token::Text2, {}, device);
    words->addWidget(m_deviceWords);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.px(4));
    m_address = new ElidedLabel(m_appearance, FontRole::Mono, Token::Text, device);
    line->addWidget(m_address, 1);
    auto* copy = new ToolButton(m_appearance, QStringLiteral("copy"), tr("Copy address"), {}, device);
    copy->setIconPixels(14, 20);
    connect(copy, &QToolButton::clicked, this,
            [this] { emit copyRequested(m_url.toString(QUrl::FullyEncoded)); });
    line->addWidget(copy);
    words->addLayout(line);
    words->addStretch(1);
    row->addLayout(words, 1);
    return device;
}

QWidget* SignInDialog::buildEntry()
{
    const Theme& theme = m_appearance.theme();
    auto* entry = new QWidget(this);
    auto* row = new QHBoxLayout(entry);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.sizes().buttonGap);
    m_entered = new QLineEdit(entry);
    m_entered->setPlaceholderText(tr("Code that the page shows"));
    m_entered->setAccessibleName(m_entered->placeholderText());
    m_enter = new Button(m_appearance, Button::Kind::Default, tr("Sign in"), {}, entry);
    m_enter->setEnabled(false);
    row->addWidget(m_entered, 1);
    row->addWidget(m_enter);
    connect(m_entered, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_enter->setEnabled(!text.trimmed().isEmpty());
        m_enter->setDefault(m_enter->isEnabled()); // Return brings the code, once there is one
    });
    connect(m_enter, &QAbstractButton::clicked, this, &SignInDialog::enterCode);
    return entry;
}

QWidget* SignInDialog::buildProgress()
{
    const Theme& theme = m_appearance.theme();
    auto* progress = new QWidget(this);
    auto* row = new QHBoxLayout(progress);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    m_spinner = new Spinner(m_appearance, 14, progress);
    m_state = new TextLabel(m_appearance, FontRole::Data, Token::Text, {}, progress);
    m_left = new TextLabel(m_appearance, FontRole::Secondary, Token::Text2, {}, progress);
    m_left->setWordWrap(false);
    row->addWidget(m_spinner, 0, Qt::AlignTop);
    row->addWidget(m_state, 1);
    row->addWidget(m_left, 0, Qt::AlignTop);
    return progress;
}

// The words may take more lines or fewer than before.
void SignInDialog::fit()
{
    layout()->activate();
    const int tall = layout()->hasHeightForWidth() ? layout()->heightForWidth(width()) : sizeHint().height();
    setFixedHeight(tall);
}

// ---- the sign-in ------------------------------------------------------------------------------------------

void SignInDialog::start(SsoLoginWay way)
{
    m_way = way;
    if (isAtConsole()) {
        startAtConsole();
        return;
    }
    m_login = makeOwned<SsoLogin>(m_sources, std::get<SsoSettings>(m_settings), way);
    connect(m_login.get(), &SsoLogin::codeReady, this, &SignInDialog::showCode);
    connect(m_login.get(), &SsoLogin::addressReady, this, &SignInDialog::showAddress);
    connect(m_login.get(), &SsoLogin::finished, this, [this] {
        const auto& token = m_login->result();
        const Result<void> end = token ? Result<void>() : Result<void>(token.error());
        m_login.reset();
        takeEnd(end);
    });
    showAsking();
    m_login->start();
}

void SignInDialog::startAtConsole()
{
    const bool byCode = m_way == SsoLoginWay::DeviceCode;
    m_consoleLogin = makeOwned<ConsoleLogin>(m_sources, std::get<ConsoleLoginSettings>(m_settings),
                                             byCode ? ConsoleLoginWay::PastedCode : ConsoleLoginWay::Browser);
    connect(m_consoleLogin.get(), &ConsoleLogin::addressReady, this, &SignInDialog::showAddress);
    connect(m_consoleLogin.get(), &ConsoleLogin::finished, this, [this] {
        const auto& signIn = m_consoleLogin->result();
        const Result<void> end = signIn ? Result<void>() : Result<void>(signIn.error());
        m_consoleLogin.reset();
        takeEnd(end);
    });
    showAsking();
    m_consoleLogin->start();
}

void SignInDialog::enterCode()
{
    if (!m_consoleLogin)
        return;
    const auto entered = m_consoleLogin->enterCode(m_entered->text().trimmed().toStdString());
    m_state->setColor(entered ? Token::Text : Token::Danger);
    m_state->setText(entered ? tr("Signing in\u2026") : sentenceText(entered.error().message));
    m_entry->setEnabled(!entered);
    if (!entered) {
        m_entered->selectAll();
        m_entered->setFocus();
    }
    fit();
}

void SignInDialog::takeEnd(const Result<void>& end)
{
    m_seconds.stop();
    if (!end) {
        showError(end.error());
        return;
    }
    accept();
    emit signedIn();
}

void SignInDialog::showAsking()
{
    m_url.clear();
    m_code.clear();
    m_seconds.stop();
    const bool byCode = m_way == SsoLoginWay::DeviceCode && !isAtConsole();
    const bool bringsCode = m_way == SsoLoginWay::DeviceCode && isAtConsole();
    m_advice->setText(
        byCode       ? tr("Check that your browser shows this code, then allow Inia there.")
        : bringsCode ? tr("Sign in at the AWS console in any browser. It shows a code then; bring it here.")
        : isAtConsole()
            ? tr("Sign in at the AWS console in the browser of this machine. It comes back by itself.")
            : tr("Allow Inia in the browser of this machine. It comes back by itself."));
    m_entered->clear();
    m_entry->setEnabled(true);
    m_entry->setVisible(bringsCode);
    m_codeText->setText(QStringLiteral("\u2026"));
    m_codeBox->setVisible(byCode);
    m_copyCode->setVisible(byCode);
    m_copyCode->setEnabled(false);
    m_open->setEnabled(false);
    m_open->setText(tr("Open browser"));
    m_open->setVisible(true);
    m_buttons->setVisible(true);
    m_device->hide();
    m_spinner->setVisible(true);
    m_state->setColor(Token::Text);
    m_state->setText(isAtConsole() ? tr("Asking AWS\u2026") : tr("Asking Identity Center\u2026"));
    m_left->clear();
    m_switchWay->setText(byCode || bringsCode ? tr("Use a browser on this machine")
                                              : tr("Use another device\u2026"));
    m_switchWay->updateGeometry();
    m_again->hide();
    m_open->setDefault(true);
    fit();
}

void SignInDialog::setUrl(const std::string& address)
{
    m_url = webAddress(address);
    m_address->setText(toOneLine(m_url.toString(QUrl::FullyEncoded)));
    m_open->setEnabled(m_url.isValid());
    m_open->setFocus();
}

void SignInDialog::showCode(const DeviceCode& code)
{
    m_code = toOneLine(code.userCode);
    m_codeText->setText(m_code);
    m_copyCode->setEnabled(true);
    setUrl(code.addressWithCode.empty() ? code.address : code.addressWithCode);
    m_qr->setVisible(m_url.isValid() && m_qr->setText(m_url.toString(QUrl::FullyEncoded)));
    m_deviceWords->setText(tr("On another device: scan this, or open the address and enter the code."));
    if (!m_qr->isVisibleTo(m_device))
        m_deviceWords->setText(tr("On another device: open the address and enter the code."));
    m_device->setVisible(m_url.isValid());
    m_state->setText(m_url.isValid() ? tr("Waiting for your approval\u2026")
                                     : tr("Identity Center named no page to open. Waiting\u2026"));
    m_codeEnd = code.expiry;
    m_seconds.start();
    tick();
    fit();
}

void SignInDialog::showAddress(const std::string& address)
{
    setUrl(address);
    m_state->setText(m_entry->isHidden() ? tr("Waiting for the browser\u2026")
                                         : tr("Waiting for the code\u2026"));
    if (!m_entry->isHidden()) {
        m_qr->hide(); // too long an address to be scanned with ease
        m_deviceWords->setText(tr("The address, for a browser elsewhere:"));
        m_device->show();
    }
    fit();
}

void SignInDialog::tick()
{
    const auto left =
        std::chrono::duration_cast<std::chrono::seconds>(m_codeEnd - m_sources->clock->now()).count();
    const qint64 shown = qMax<qint64>(0, left);
    m_left->setText(tr("%1:%2 left").arg(shown / 60).arg(shown % 60, 2, 10, QLatin1Char('0')));
}

void SignInDialog::openBrowser()
{
    if (!m_url.isValid())
        return;
    m_open->setText(tr("Open browser again"));
    m_open->updateGeometry();
    if (m_openUrl(m_url))
        return;
    m_state->setText(m_way == SsoLoginWay::DeviceCode
                         ? tr("No browser could be opened. Open the address by hand, here or elsewhere.")
                         : tr("No browser could be opened. Open the address by hand on this machine."));
    m_state->setColor(Token::Danger);
    m_qr->setVisible(m_way == SsoLoginWay::DeviceCode && m_qr->isVisibleTo(m_device));
    if (m_way == SsoLoginWay::Browser)
        m_deviceWords->setText(tr("The address:"));
    m_device->show();
    fit();
}

void SignInDialog::showError(const Error& error)
{
    m_seconds.stop();
    m_url.clear();
    m_codeBox->hide();
    m_buttons->hide();
    m_device->hide();
    m_entry->hide();
    m_advice->setText(tr("You are not signed in."));
    m_spinner->hide();
    m_left->clear();
    m_state->setColor(Token::Danger);
    m_state->setText(sentenceText(error.message));
    m_again->show();
    m_again->setDefault(true);
    m_again->setFocus();
    fit();
}

void SignInDialog::setWaiting(const QString& who)
{
    const QString shared = tr("The token is shared with the AWS CLI.");
    m_waiting->setText(who.isEmpty() ? shared : who + QLatin1Char(' ') + shared);
}

} // namespace inia::ui
