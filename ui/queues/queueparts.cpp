#include "ui/queues/queueparts.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtGui/QPainter>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

QString approximateText(std::int64_t count)
{
    return QStringLiteral("\u2248 ") + countText(count);
}

QueueBar::QueueBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_facts(new ElidedLabel(appearance, FontRole::Data, Token::Text2, this)),
      m_look(new Button(appearance, Button::Kind::Primary, tr("Look"), QStringLiteral("eye"), this)),
      m_stop(new Button(appearance, Button::Kind::Default, tr("Stop"), QStringLiteral("stop"), this)),
      m_send(new Button(appearance, Button::Kind::Default, tr("Send\u2026"), QStringLiteral("plus"), this)),
      m_more(new ToolButton(appearance, QStringLiteral("dots"), tr("More that can be done with the queue"),
                            {}, this))
{
    const Theme& theme = appearance.theme();
    m_facts->setElideMode(Qt::ElideRight);
    m_stop->hide();
    auto* line = new QHBoxLayout(this);
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    line->setContentsMargins(theme.px(14), above, theme.px(12), above);
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_facts, 1);
    line->addWidget(m_send);
    line->addWidget(m_more);
    line->addWidget(m_look);
    line->addWidget(m_stop);
    connect(m_look, &QAbstractButton::clicked, this, &QueueBar::lookRequested);
    connect(m_stop, &QAbstractButton::clicked, this, &QueueBar::stopRequested);
    connect(m_send, &QAbstractButton::clicked, this, &QueueBar::sendRequested);
    connect(m_more, &QAbstractButton::clicked, this,
            [this] { emit menuRequested(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void QueueBar::clearFacts()
{
    m_facts->setText({});
}

void QueueBar::setFacts(const sqs::QueueFacts& facts)
{
    QStringList texts{tr("%1 messages").arg(approximateText(facts.visible)),
                      tr("%1 in flight").arg(approximateText(facts.inFlight)),
                      tr("%1 delayed").arg(approximateText(facts.delayed))};
    if (facts.isFifo)
        texts.append(tr("FIFO"));
    if (facts.maxReceives > 0)
        texts.append(facts.maxReceives == 1
                         ? tr("to the dead-letter queue after 1 receive")
                         : tr("to the dead-letter queue after %1 receives").arg(facts.maxReceives));
    m_facts->setText(texts.join(QStringLiteral(" \u00B7 ")));
}

void QueueBar::setObstacle(const QString& why)
{
    m_look->setEnabled(why.isNull());
    m_look->setToolTip(
        why.isNull() ? tr("Receive messages without keeping them from others; it counts as a receive") : why);
    m_send->setEnabled(why.isNull());
    m_send->setToolTip(why.isNull() ? tr("Send a message to the queue") : why);
}

void QueueBar::setRunning(bool running)
{
    m_look->setVisible(!running);
    m_stop->setVisible(running);
}

void QueueBar::focusLook()
{
    m_look->setFocus(Qt::ShortcutFocusReason);
}

void QueueBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

SendDialog::SendDialog(const Appearance& appearance, const Confirmation& words, sqs::QueueFacts queue,
                       QWidget* parent)
    : ConfirmDialog(appearance, words, parent),
      m_queue(std::move(queue)),
      m_body(new QPlainTextEdit(this)),
      m_group(new QLineEdit(this)),
      m_deduplication(new QLineEdit(this)),
      m_delay(new QLineEdit(this)),
      m_wrong(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    constexpr int bodyLines = 8;
    m_body->setProperty("kind", QStringLiteral("field"));
    m_body->setFixedHeight(bodyLines * m_body->fontMetrics().lineSpacing());
    m_body->setAccessibleName(tr("Body"));
    m_body->setTabChangesFocus(true);
    m_wrong->setMinimumHeight(m_wrong->fontMetrics().lineSpacing());
    auto* all = new QWidget(this);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_body);
    auto* form = new QFormLayout;
    form->addRow(m_queue.isFifo ? tr("Group") : tr("Group (fair queues)"), m_group);
    if (m_queue.isFifo)
        form->addRow(m_queue.deduplicatesByContent ? tr("Deduplication id (else by content)")
                                                   : tr("Deduplication id"),
                     m_deduplication);
    else
        form->addRow(tr("Delay in seconds"), m_delay);
    m_deduplication->setVisible(m_queue.isFifo);
    m_delay->setVisible(!m_queue.isFifo);
    column->addLayout(form);
    column->addWidget(m_wrong);
    setBody(all);
    connect(m_body, &QPlainTextEdit::textChanged, this, &SendDialog::check);
    for (auto* field : {m_group, m_deduplication, m_delay})
        connect(field, &QLineEdit::textChanged, this, &SendDialog::check);
    check();
    m_body->setFocus();
}

Result<Value> SendDialog::params() const
{
    sqs::OutgoingMessage message;
    message.body = m_body->toPlainText().toStdString();
    message.group = m_group->text().trimmed().toStdString();
    message.deduplicationId = m_deduplication->text().trimmed().toStdString();
    if (!m_delay->text().trimmed().isEmpty()) {
        bool isNumber = false;
        message.delaySeconds = m_delay->text().trimmed().toInt(&isNumber);
        if (!isNumber)
            message.delaySeconds = -1;
    }
    return sqs::sendParams(m_queue, message);
}

void SendDialog::check()
{
    const auto checked = params();
    const QString problem = checked ? QString() : toOneLine(checked.error().message);
    confirmButton()->setEnabled(checked.ok());
    confirmButton()->setToolTip(problem);
    m_wrong->setText(m_body->document()->isEmpty() ? QString() : problem);
}

} // namespace inia::ui
