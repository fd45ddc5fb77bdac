#include "ui/inspector/calldetail.h"

#include "ui/delegates/format.h"
#include "ui/inspector/callfacts.h"
#include "ui/inspector/messageview.h"
#include "ui/inspector/signingview.h"
#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/tabstrip.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int callKeyWidth = 104;
constexpr int maxOffered = 4; // of a segmented control; earlier attempts are reached in the list

} // namespace

CallDetail::CallDetail(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_log(std::move(log)),
      m_tabs(new TabStrip(appearance, this, TabStrip::Density::Narrow)),
      m_switchPlace(new QVBoxLayout),
      m_pages(new QStackedLayout),
      m_summary(new KeyValueView(appearance, tr("Summary"), callKeyWidth, this)),
      m_request(new MessageView(appearance, this)),
      m_response(new MessageView(appearance, this)),
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
        connect(list, &KeyValueView::copyRequested, this, &CallDetail::copyRequested);
    connect(m_cause, &KeyValueView::linkActivated, this, &CallDetail::follow);
    connect(m_request, &MessageView::copyRequested, this, &CallDetail::copyRequested);
    connect(m_response, &MessageView::copyRequested, this, &CallDetail::copyRequested);
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
    m_tabs->setCurrentIndex(static_cast<int>(Page::Response));

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

void CallDetail::setPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
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
