#include "ui/console/resultpanel.h"

#include "core/jmespath/expression.h"
#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"
#include "ui/models/signinneed.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateactions.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ResultPanel::ResultPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_params(new QPlainTextEdit(this)),
      m_title(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_expression(new QLineEdit(this)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this)),
      m_body(new BodyView(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_facts(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_show(new LinkButton(appearance, tr("Show in inspector"), this)),
      m_pages(new QStackedLayout),
      m_valuePage(new QWidget(this))
{
    build();
    clearResult();
}

QWidget* ResultPanel::makeHead(const QString& title, ElidedLabel* note, QWidget* tools)
{
    const Theme& theme = m_appearance.theme();
    auto* head = new QWidget(this);
    head->setFixedHeight(theme.px(34));
    auto* name = new TextLabel(m_appearance, FontRole::Strong, Token::Text, title, head);
    name->setWordWrap(false);
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(theme.sizes().panelPadding, 0, theme.px(4), 0);
    line->setSpacing(theme.px(8));
    line->addWidget(name);
    line->addWidget(note, 1);
    if (tools != nullptr)
        line->addWidget(tools);
    return head;
}

void ResultPanel::build()
{
    const Theme& theme = m_appearance.theme();
    m_params->setReadOnly(true);
    m_params->setFrameShape(QFrame::NoFrame);
    m_params->setFont(theme.font(FontRole::Mono));
    m_params->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_params->setAccessibleName(tr("Parameters as JSON"));
    m_params->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_params->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_expression->setPlaceholderText(tr("JMESPath, such as Reservations[].Instances[]"));
    m_expression->setAccessibleName(tr("JMESPath over the result"));
    m_expression->setClearButtonEnabled(true);
    m_expression->addAction(m_appearance.icons().icon(QStringLiteral("code")), QLineEdit::LeadingPosition);
    m_problem->hide();
    m_body->setForm(BodyView::Form::Value);

    auto* follows = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, this);
    follows->setText(tr("follows the form"));
    auto* copy = new ToolButton(m_appearance, QStringLiteral("copy"), tr("Copy the parameters"), {}, this);
    connect(copy, &QToolButton::clicked, this, [this] { emit copyRequested(m_params->toPlainText()); });

    auto* request = new QWidget(this);
    auto* requestColumn = new QVBoxLayout(request);
    requestColumn->setContentsMargins(0, 0, 0, 0);
    requestColumn->setSpacing(0);
    requestColumn->addWidget(makeHead(tr("Request"), follows, copy));
    requestColumn->addWidget(m_params, 1);

    auto* field = new QHBoxLayout;
    field->setContentsMargins(theme.px(8), 0, theme.px(8), 0);
    field->addWidget(m_expression);
    auto* valueColumn = new QVBoxLayout(m_valuePage);
    valueColumn->setContentsMargins(0, 0, 0, 0);
    valueColumn->setSpacing(theme.px(6));
    valueColumn->addLayout(field);
    valueColumn->addWidget(m_problem);
    valueColumn->addWidget(m_body, 1);
    m_problem->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_pages->addWidget(m_valuePage);
    m_pages->addWidget(m_state);

    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.sizes().panelPadding, theme.px(4), theme.px(8), theme.px(4));
    foot->addWidget(m_facts, 1);
    foot->addWidget(m_show);
    auto* result = new QWidget(this);
    auto* resultColumn = new QVBoxLayout(result);
    resultColumn->setContentsMargins(0, 0, 0, 0);
    resultColumn->setSpacing(0);
    resultColumn->addWidget(makeHead(tr("Last result"), m_title, m_body->tools()));
    resultColumn->addLayout(m_pages, 1);
    resultColumn->addLayout(foot);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(request);
    splitter->addWidget(result);
    splitter->setSizes({theme.px(200), theme.px(400)});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);

    connect(m_expression, &QLineEdit::textChanged, this, &ResultPanel::narrow);
    connect(m_body, &BodyView::copyRequested, this, &ResultPanel::copyRequested);
    connect(m_show, &LinkButton::clicked, this, &ResultPanel::showCallRequested);
    connect(m_state, &StateView::copyRequested, this, &ResultPanel::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::signIn)
            emit signInRequested();
        else if (id == stateaction::showRequest)
            emit showCallRequested();
    });
}

void ResultPanel::showParams(const Value& params)
{
    const QString text = toQString(toJson(params, JsonStyle::indented()));
    if (text != m_params->toPlainText())
        m_params->setPlainText(text);
}

void ResultPanel::showResult(const Value& result, const QString& title, const QString& facts, bool hasRequest)
{
    m_result = result;
    m_title->setText(title);
    m_facts->setText(facts);
    m_show->setVisible(hasRequest);
    m_body->tools()->show();
    m_pages->setCurrentWidget(m_valuePage);
    narrow();
}

void ResultPanel::showError(const Error& error, const QString& title, bool hasRequest)
{
    m_result = Value();
    StateContent content = withoutRetry(errorState(error, title, hasRequest)); // running again is Run's
    offerSignIn(content, error);
    m_state->setContent(content);
    m_title->setText({});
    m_facts->setText(errorName(error));
    m_show->setVisible(hasRequest);
    m_body->tools()->hide();
    m_pages->setCurrentWidget(m_state);
}

void ResultPanel::clearResult()
{
    m_result = Value();
    StateContent nothing;
    nothing.iconName = QStringLiteral("play");
    nothing.title = tr("Nothing was run yet");
    nothing.sentence =
        tr("The answer stands here: as a tree, as JSON, or as what an expression finds in it.");
    m_state->setContent(nothing);
    m_title->setText({});
    m_facts->setText({});
    m_show->hide();
    m_body->tools()->hide();
    m_pages->setCurrentWidget(m_state);
}

// An expression that is wrong leaves what is shown.
void ResultPanel::narrow()
{
    const std::string text = m_expression->text().trimmed().toStdString();
    Value shown = m_result;
    m_problem->hide();
    if (!text.empty()) {
        const auto expression = Expression::parse(text);
        const auto found = expression ? expression->search(m_result) : Result<Value>(expression.error());
        if (!found) {
            m_problem->setText(toQString(found.error().message));
            m_problem->show();
            return;
        }
        shown = *found;
    }
    m_body->setBody(QByteArray::fromStdString(toJson(shown, JsonStyle::indented())),
                    QStringLiteral("application/json"), shown);
}

void ResultPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
