#include "ui/inspector/calldetail.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"
#include "ui/models/valuepresentation.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

class CallFactsTexts {
    Q_DECLARE_TR_FUNCTIONS(CallFacts)
};

void add(KeyValueSection& section, const QString& key, const QString& value, bool mono = false)
{
    if (!value.isEmpty())
        section.rows.push_back(keyValue(key, value, mono));
}

KeyValueSection callSection(const ExchangeCall& call)
{
    using namespace std::chrono;
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Call");
    add(section, CallFactsTexts::tr("Operation"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation)));
    add(section, CallFactsTexts::tr("Target"), targetText(call));
    add(section, CallFactsTexts::tr("Caused by"),
        call.background ? CallFactsTexts::tr("%1 (in the background)").arg(causeText(call))
                        : causeText(call));
    add(section, CallFactsTexts::tr("Session"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.profile), toOneLine(call.region)));
    add(section, CallFactsTexts::tr("Status"),
        call.state == ExchangeCall::State::Running ? CallFactsTexts::tr("Running") : callStatus(call));
    add(section, CallFactsTexts::tr("Started"),
        exactDateText(duration_cast<milliseconds>(call.started.time_since_epoch()).count()));
    if (call.state != ExchangeCall::State::Running)
        add(section, CallFactsTexts::tr("Duration"), durationText(call.duration.count()));
    add(section, CallFactsTexts::tr("Attempts"), countText(static_cast<qint64>(call.attempts.size())));
    add(section, CallFactsTexts::tr("Received"), sizeText(call.receivedBytes()));
    add(section, CallFactsTexts::tr("Note"), toOneLine(call.unreadable().text()));
    if (call.isReplayed)
        add(section, CallFactsTexts::tr("Answered"), CallFactsTexts::tr("From a recording"));
    return section;
}

KeyValueSection errorSection(const Error& error)
{
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Error");
    add(section, CallFactsTexts::tr("Kind"), toQString(errorKindName(error.kind)));
    add(section, CallFactsTexts::tr("Code"), toOneLine(error.code));
    add(section, CallFactsTexts::tr("Message"), toOneLine(error.message));
    add(section, CallFactsTexts::tr("Request id"), toOneLine(error.requestId), true);
    add(section, CallFactsTexts::tr("Extended id"), toOneLine(error.hostId), true);
    return section;
}

KeyValueSection parameterSection(const Value& params)
{
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Parameters");
    for (const auto& [name, value] : params.members())
        add(section, toOneLine(name), valueLine(value), true);
    return section;
}

KeyValue callLink(const ExchangeCall& call)
{
    KeyValue row;
    row.key = CallFactsTexts::tr("Call %1").arg(call.id);
    row.value = QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation));
    if (!call.target.empty())
        row.value += QStringLiteral(" \u00B7 ") + targetText(call);
    row.link = true;
    return row;
}

// From the outermost inwards.
void addParents(KeyValueSection& section, const ExchangeCall& call, const ExchangeLog& log)
{
    // Each is older than the one before, so that this ends.
    const auto parent = call.parent != 0 && call.parent < call.id ? log.find(call.parent) : nullptr;
    if (!parent)
        return;
    addParents(section, *parent, log);
    section.rows.push_back(callLink(*parent));
}

QString phaseText(std::chrono::microseconds from, std::chrono::microseconds to)
{
    return to.count() < 0 ? QString()
                          : durationText((to - std::max(from, std::chrono::microseconds(0))).count());
}

QString block(const QString& title, const std::string& text)
{
    return text.empty() ? QString() : title.toUpper() + u'\n' + toQString(text) + QStringLiteral("\n\n");
}

} // namespace

std::vector<KeyValueSection> callSections(const ExchangeCall& call)
{
    std::vector<KeyValueSection> sections{callSection(call)};
    if (call.error)
        sections.push_back(errorSection(*call.error));
    if (call.params.size() > 0)
        sections.push_back(parameterSection(call.params));
    return sections;
}

std::vector<KeyValueSection> timingSections(const ExchangeCall& call)
{
    std::vector<KeyValueSection> sections;
    for (const auto& attempt : call.attempts) {
        const TransportTiming& timing = attempt.timing;
        KeyValueSection section;
        section.title =
            CallFactsTexts::tr("Attempt %1 \u00B7 %2").arg(attempt.number).arg(attemptLabel(attempt));
        add(section, CallFactsTexts::tr("Why"), attemptReason(attempt));
        add(section, CallFactsTexts::tr("Started"),
            exactDateText(
                std::chrono::duration_cast<std::chrono::milliseconds>(attempt.started.time_since_epoch())
                    .count()));
        add(section, CallFactsTexts::tr("Waiting for its turn"),
            phaseText(std::chrono::microseconds(0), timing.handedOver));
        add(section, CallFactsTexts::tr("Connecting"), phaseText(timing.handedOver, timing.secured));
        add(section, CallFactsTexts::tr("Until sent"),
            phaseText(std::max(timing.handedOver, timing.secured), timing.sent));
        add(section, CallFactsTexts::tr("Waiting"), phaseText(timing.sent, timing.firstByte));
        add(section, CallFactsTexts::tr("Receiving"), phaseText(timing.firstByte, timing.done));
        add(section, CallFactsTexts::tr("Received"), sizeText(attempt.response.body.size()));
        sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<KeyValueSection> causeSections(const ExchangeCall& call, const ExchangeLog& log)
{
    KeyValueSection up;
    up.title = call.background ? CallFactsTexts::tr("The program by itself") : CallFactsTexts::tr("You");
    if (!call.cause.empty()) {
        add(up, CallFactsTexts::tr("Caused by"), causeText(call));
        up.rows.back().link = true;
    }
    addParents(up, call, log);
    add(up, CallFactsTexts::tr("This call"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation)));
    std::vector<KeyValueSection> sections{std::move(up)};
    KeyValueSection down;
    down.title = CallFactsTexts::tr("Made for it");
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (log.at(i).parent == call.id)
            down.rows.push_back(callLink(log.at(i)));
    }
    if (!down.rows.empty())
        sections.push_back(std::move(down));
    return sections;
}

quint64 linkedCall(const QString& key)
{
    const QString number = key.section(u' ', -1);
    bool isNumber = false;
    const quint64 id = number.toULongLong(&isNumber);
    return isNumber ? id : 0;
}

QString signingText(const SigningRecord& record)
{
    const QString text = block(CallFactsTexts::tr("Credential scope"), record.credentialScope) +
                         block(CallFactsTexts::tr("Canonical request"), record.canonicalRequest) +
                         block(CallFactsTexts::tr("String to sign"), record.stringToSign);
    return text.isEmpty() ? CallFactsTexts::tr("This attempt was not signed.") : text.trimmed();
}

QString attemptLabel(const ExchangeAttempt& attempt)
{
    if (attempt.running)
        return CallFactsTexts::tr("running");
    if (attempt.response.status > 0)
        return QString::number(attempt.response.status);
    return attempt.error ? toQString(errorKindName(attempt.error->kind)) : QString();
}

namespace {
constexpr int headerKeyWidth = 150;
} // namespace

MessageView::MessageView(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_line(new ElidedLabel(appearance, FontRole::Strong, Token::Text, this)),
      m_quiet(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_headersHead(new FoldHeader(appearance, tr("Headers"), this)),
      m_headers(new KeyValueView(appearance, tr("Headers"), headerKeyWidth, this)),
      m_body(new BodyView(appearance, this))
{
    const Theme& theme = appearance.theme();
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme.sizes().panelPadding, theme.px(6), theme.sizes().panelPadding,
                             theme.px(2));
    line->setSpacing(theme.px(8));
    line->addWidget(m_line);
    line->addWidget(m_quiet, 1);
    m_quiet->setElideMode(Qt::ElideMiddle);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(line);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, theme.px(2));
    head->setSpacing(0);
    head->addWidget(m_headersHead, 1);
    head->addWidget(m_body->tools());
    all->addLayout(head);
    all->addWidget(m_headers);
    all->addWidget(m_body, 1);
    m_headers->setHeightLimit(200);
    connect(m_headersHead, &QAbstractButton::toggled, m_headers, &QWidget::setVisible);
    connect(m_headers, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_body, &BodyView::copyRequested, &services, &WindowServices::copy);
    setHeadersOpen(false);
    m_headers->hide();
}

void MessageView::setFirstLine(const QString& line, const QString& quiet, bool danger)
{
    m_line->setText(line);
    m_line->setColor(danger ? Token::Danger : Token::Text);
    m_quiet->setText(quiet);
}

void MessageView::setMessage(const HttpHeaders& headers, const QByteArray& body, const Value& value)
{
    const QString count = countText(static_cast<qint64>(headers.size()));
    const QString type = toOneLine(headers.value("content-type"));
    m_headersHead->setNote(type.isEmpty() ? count : QStringLiteral("%1 \u00B7 %2").arg(count, type));
    m_headers->setSections({KeyValueModel::headerSection({}, headers)});
    m_body->setBody(body, type, value);
}

void MessageView::setHeadersOpen(bool open)
{
    m_headersHead->setChecked(open);
}

namespace {

constexpr int mostUnbroken = 12; // characters of a text without a place to break it

// The part of a text in which it differs from another: without what both begin and end with.
struct Middle {
    qsizetype begin = 0;
    qsizetype end = 0;
};

Middle middleOf(const QString& text, const QString& other)
{
    const qsizetype shorter = qMin(text.size(), other.size());
    qsizetype head = 0;
    while (head < shorter && text[head] == other[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && text[text.size() - 1 - tail] == other[other.size() - 1 - tail])
        ++tail;
    return {head, text.size() - tail};
}

// Long values have no blanks; without places to break them the table would be as wide as they are.
QString breakable(const QString& text)
{
    QString result;
    for (qsizetype at = 0; at < text.size(); at += mostUnbroken)
        result += text.mid(at, mostUnbroken).toHtmlEscaped() + QStringLiteral("&#8203;");
    return result;
}

} // namespace

SigningView::SigningView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_pages(new QStackedLayout(this)),
      m_text(new QPlainTextEdit(this)),
      m_comparison(new QWidget(this)),
      m_verdict(new TextLabel(appearance, FontRole::Control, Token::Danger, {}, this)),
      m_table(new QTextEdit(this))
{
    const Theme& theme = appearance.theme();
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_text->setAccessibleName(tr("Signing"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_table->setReadOnly(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setFont(theme.font(FontRole::MonoSmall));
    m_table->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_table->setAccessibleName(tr("Signed by us and by the service"));
    m_table->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setContentsMargins(theme.sizes().panelPadding, theme.px(8), theme.sizes().panelPadding, 0);
    auto* column = new QVBoxLayout(m_comparison);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_verdict);
    column->addWidget(m_table, 1);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_comparison);
}

QString SigningView::verdict() const
{
    return m_pages->currentWidget() == m_comparison ? m_verdict->text() : QString();
}

void SigningView::showAttempt(const ExchangeAttempt& attempt)
{
    const auto diff = signatureDiff(attempt);
    m_pages->setCurrentWidget(diff ? m_comparison : static_cast<QWidget*>(m_text));
    const QString text = signingText(attempt.signing);
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    if (!diff)
        return;
    m_verdict->setText(toQString(diff->verdict));
    m_table->setHtml(page(*diff));
}

QString SigningView::page(const SignatureDiff& diff) const
{
    const Theme& theme = m_appearance.theme();
    const QString quiet = theme.color(Token::Text2).name();
    QString rows = QStringLiteral("<tr style='color:%1'><td></td><td>%2</td><td>%3</td></tr>")
                       .arg(quiet, tr("Ours").toHtmlEscaped(),
                            diff.isTold ? tr("The service's").toHtmlEscaped() : QString());
    const std::size_t first = diff.firstDifference();
    for (std::size_t i = 0; i < diff.lines.size(); ++i) {
        const SignatureLine& line = diff.lines[i];
        const QString ground =
            i == first ? QStringLiteral(" bgcolor='%1'").arg(theme.color(Token::DangerBg).name()) : QString();
        rows += QStringLiteral("<tr%1><td style='color:%2'>%3&nbsp;</td><td>%4</td><td>%5</td></tr>")
                    .arg(ground, line.isSame ? quiet : theme.color(Token::Danger).name(),
                         toOneLine(line.part).toHtmlEscaped(), cell(line.ours, line.theirs, line.isSame),
                         diff.isTold ? cell(line.theirs, line.ours, line.isSame) : QString());
    }
    return QStringLiteral("<table cellpadding='3' cellspacing='0' width='100%'>%1</table>").arg(rows);
}

QString SigningView::cell(const std::string& text, const std::string& other, bool isSame) const
{
    const QString shown = toOneLine(text);
    if (isSame)
        return breakable(shown);
    const Middle middle = middleOf(shown, toOneLine(other));
    QString differs = shown.mid(middle.begin, middle.end - middle.begin);
    differs.replace(u' ', QChar(0x2420)); // a blank more or less is what is hardest to see
    const Theme& theme = m_appearance.theme();
    const QString mark = QStringLiteral("<span style='background-color:%1; color:%2'>%3</span>")
                             .arg(theme.color(Token::Danger).name(), theme.color(Token::OnDanger).name(),
                                  differs.isEmpty() ? QStringLiteral("&#8203;") : breakable(differs));
    return breakable(shown.left(middle.begin)) + mark + breakable(shown.mid(middle.end));
}

namespace {

constexpr int callKeyWidth = 104;
constexpr int maxOffered = 4; // of a segmented control; earlier attempts are reached in the list

} // namespace

CallDetail::CallDetail(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log,
                       WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_log(std::move(log)),
      m_tabs(new TabStrip(appearance, this, TabStrip::Density::Narrow)),
      m_switchPlace(new QVBoxLayout),
      m_pages(new QStackedLayout),
      m_summary(new KeyValueView(appearance, tr("Summary"), callKeyWidth, this)),
      m_request(new MessageView(appearance, services, this)),
      m_response(new MessageView(appearance, services, this)),
      m_signing(new SigningView(appearance, this)),
      m_timing(new KeyValueView(appearance, tr("Timing"), callKeyWidth, this)),
      m_cause(new KeyValueView(appearance, tr("Cause"), callKeyWidth, this)),
      m_hint(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    build();
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int page) {
        if (m_call)
            m_pages->setCurrentIndex(page);
    });
    for (KeyValueView* list : {m_summary, m_timing, m_cause})
        connect(list, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_cause, &KeyValueView::linkActivated, this, &CallDetail::follow);
}

void CallDetail::build()
{
    const Theme& theme = m_appearance.theme();
    for (const QString& title :
         {tr("Summary"), tr("Request"), tr("Response"), tr("Signing"), tr("Timing"), tr("Cause")})
        m_tabs->addPage(title);
    m_hint->setText(tr("Select a call to see what was sent and what came back."));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setElideMode(Qt::ElideRight);
    for (QWidget* page :
         std::initializer_list<QWidget*>{newListPage(m_summary), m_request, m_response, m_signing,
                                         newListPage(m_timing), newListPage(m_cause), m_hint})
        m_pages->addWidget(page);
    m_pages->setCurrentWidget(m_hint);
    m_request->setHeadersOpen(true);
    m_request->body()->setForm(BodyView::Form::Pretty);
    m_response->body()->setForm(BodyView::Form::Value);
    m_tabs->setCurrentIndex(static_cast<int>(Tab::Response));

    m_switchPlace->setContentsMargins(theme.sizes().panelPadding, theme.px(4), theme.sizes().panelPadding, 0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.sizes().panelPadding, 0, theme.px(8), 0);
    head->addWidget(m_tabs);
    head->addStretch(1);
    all->addLayout(head);
    all->addLayout(m_switchPlace);
    all->addLayout(m_pages, 1);
}

// As high as its rows, at the top.
QWidget* CallDetail::newListPage(KeyValueView* list)
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(list, 1);
    column->addStretch(0);
    return page;
}

void CallDetail::follow(const QString& link)
{
    const quint64 id = linkedCall(link);
    if (id == 0)
        emit causeRequested();
    else
        emit callRequested(id);
}

void CallDetail::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void CallDetail::showCall(std::shared_ptr<const ExchangeCall> call, int attempt)
{
    m_call = std::move(call);
    m_followLast = attempt < 0;
    m_attempt = attempt;
    m_offeredAttempts = 0;
    refresh();
}

void CallDetail::refresh()
{
    if (!m_call) {
        m_pages->setCurrentWidget(m_hint);
        return;
    }
    const int last = static_cast<int>(m_call->attempts.size()) - 1;
    m_attempt = m_followLast ? last : qMin(m_attempt, last);
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    m_summary->setSections(callSections(*m_call));
    m_timing->setSections(timingSections(*m_call));
    m_cause->setSections(causeSections(*m_call, *m_log));
    rebuildSwitch();
    showAttempt();
}

int CallDetail::firstOffered() const
{
    return qMax(0, static_cast<int>(m_call->attempts.size()) - maxOffered);
}

void CallDetail::rebuildSwitch()
{
    const int count = static_cast<int>(m_call->attempts.size());
    if (count != m_offeredAttempts && m_switch != nullptr) {
        m_switch->hide();
        m_switch->deleteLater(); // its own signal may be what brought us here
        m_switch = nullptr;
    }
    m_offeredAttempts = count;
    if (count < 2)
        return;
    if (m_switch == nullptr) {
        QStringList names;
        for (int i = firstOffered(); i < count; ++i)
            names.append(tr("Attempt %1 \u00B7 %2")
                             .arg(i + 1)
                             .arg(attemptLabel(m_call->attempts[static_cast<std::size_t>(i)])));
        m_switch = new SegmentedControl(m_appearance, names, this, SegmentedControl::Size::Dock);
        m_switchPlace->addWidget(m_switch);
        connect(m_switch, &SegmentedControl::currentChanged, this, [this](int index) {
            m_attempt = firstOffered() + index;
            m_followLast = false;
            showAttempt();
        });
    }
    m_switch->setCurrentIndex(qMax(0, m_attempt - firstOffered()));
}

void CallDetail::showAttempt()
{
    if (m_attempt >= 0) {
        showMessages(m_call->attempts[static_cast<std::size_t>(m_attempt)]);
        return;
    }
    const QString nothing = m_call->error ? tr("Nothing was sent") : tr("Not sent yet");
    m_request->setFirstLine(nothing, {}, m_call->error.has_value());
    m_request->setMessage({}, {}, {});
    m_response->setFirstLine(nothing, {}, m_call->error.has_value());
    m_response->setMessage({}, {}, {});
    m_signing->showAttempt({});
}

void CallDetail::showMessages(const ExchangeAttempt& attempt)
{
    const bool last = m_attempt + 1 == static_cast<int>(m_call->attempts.size());
    const bool failed = attemptOutcome(attempt) == Outcome::Failed;
    m_request->setFirstLine(toOneLine(attempt.request.method), toOneLine(attempt.request.url), false);
    m_request->setMessage(attempt.request.headers, attempt.request.body, m_call->params);
    QStringList facts{sizeText(attempt.response.body.size())};
    if (attempt.timing.done.count() >= 0)
        facts.append(durationText(attempt.timing.done.count()));
    if (!attempt.reason.empty())
        facts.append(toOneLine(attempt.reason));
    if (attempt.timing.sendings > 1)
        facts.append(tr("sent %n times", nullptr, attempt.timing.sendings));
    if (attempt.error && attempt.error->mayHaveBeenDone)
        facts.append(tr("may have been done"));
    m_response->setFirstLine(attempt.running ? tr("Waiting\u2026") : attemptStatus(attempt),
                             facts.join(QStringLiteral(" \u00B7 ")), failed);
    m_response->setMessage(attempt.response.headers, attempt.response.body, last ? m_call->result : Value());
    m_signing->showAttempt(attempt);
}

void CallDetail::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Surface));
}

} // namespace inia::ui
