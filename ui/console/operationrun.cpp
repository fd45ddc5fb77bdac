#include "ui/console/operationrun.h"

#include "core/client/client.h"
#include "core/codegen/codegen.h"
#include "core/common/redaction.h"
#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/identity/identity.h"
#include "core/jmespath/expression.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonwriter.h"
#include "ui/actions/actionchoices.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

/// What would go over the wire, without what gives access.
Value shownRequest(const HttpRequest& request)
{
    Value headers = Value::emptyMap();
    for (const auto& [name, value] : request.headers)
        headers.insert(name, redactHeaderValue(name, value));
    return Value::map({{"Method", Value(request.method)},
                       {"Url", Value(redactUrl(request.url))},
                       {"Headers", headers},
                       {"BodyBytes", Value(static_cast<std::int64_t>(request.body.size()))}});
}

class CopyAsTexts {
    Q_DECLARE_TR_FUNCTIONS(CopyAs)
};

QString titleOf(codegen::Language language)
{
    switch (language) {
    case codegen::Language::Cli:
        return CopyAsTexts::tr("AWS CLI");
    case codegen::Language::PowerShell:
        return CopyAsTexts::tr("AWS CLI for PowerShell");
    case codegen::Language::Boto3:
        return CopyAsTexts::tr("Python (boto3)");
    case codegen::Language::Curl:
        return CopyAsTexts::tr("curl");
    case codegen::Language::Cpp:
        break;
    }
    return CopyAsTexts::tr("C++");
}

// Keys for a while, which come with a token, have ids of their own.
bool hasSessionToken(const Session& session)
{
    const auto& identity = session.identity();
    return identity && identity->status().accessKey.starts_with("ASIA");
}

class CopyMenu final {
public:
    CopyMenu(const Session& session, const Client& client, codegen::CodeCall call, bool isAsSent,
             const std::function<void(const QString&)>& copy)
        : m_context{session.catalog().get(), &client.caller(), hasSessionToken(session), isAsSent},
          m_call(std::move(call)),
          m_copy(copy)
    {
    }

    void fill(QMenu& menu, bool allPages)
    {
        m_call.allPages = allPages;
        menu.setToolTipsVisible(true);
        for (const auto language : codegen::allLanguages) {
            if (allPages && language == codegen::Language::Curl)
                continue; // which asks once
            const auto code = codegen::writeCode(language, m_call, m_context);
            QAction* action = menu.addAction(titleOf(language));
            action->setObjectName(QString::fromLatin1(codegen::languageName(language).data()));
            action->setEnabled(code.ok());
            action->setToolTip(
                toQString(code ? codegen::codeNotice(language, m_call.operation, *m_context.catalog)
                               : code.error().message));
            if (code)
                QObject::connect(action, &QAction::triggered, &menu,
                                 [copy = m_copy, text = toQString(*code)] { copy(text); });
        }
    }

private:
    codegen::CodeContext m_context;
    codegen::CodeCall m_call;
    const std::function<void(const QString&)>& m_copy;
};

} // namespace

// ---- running a call ---------------------------------------------------------------------------------------

OperationRun::OperationRun(Client client, std::string operation, Value params, Kind kind)
    : m_client(std::move(client)),
      m_operation(std::move(operation)),
      m_params(std::move(params)),
      m_kind(kind),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"))
{
}

std::string OperationRun::dryRunMember(const Shape& input)
{
    for (const char* name : {"DryRun", "dryRun", "ValidateOnly", "validateOnly", "PerformCheckOnly"}) {
        if (input.valid() && input.member(name).type() == ShapeType::Bool)
            return name;
    }
    return {};
}

QString OperationRun::whyNoUrl(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    if (protocol == "json" || protocol == "smithy-rpc-v2-cbor")
        return tr("The parameters of %1 are in the body, which a URL cannot hold")
            .arg(toQString(operation.service().name()));
    return operation.hasEventStreamInput() || operation.streamsBothWays()
               ? tr("It takes a stream, which a URL cannot hold")
               : QString();
}

std::vector<std::string> OperationRun::waitersFor(const Client& client, const OperationModel& operation,
                                                  const Value& params)
{
    std::vector<std::string> names;
    const auto document = client.catalog().waiters(client.serviceName());
    for (const auto& name : client.waiterNames()) {
        const auto waiter =
            document ? WaiterModel::fromDocument(**document, name) : Result<WaiterModel>(document.error());
        const auto polled = waiter ? client.model().operation(waiter->operation) : OperationModel();
        if (!polled.valid() || !polled.input().valid())
            continue;
        const auto required = polled.input().required();
        bool isFilled = required.size() > 0;
        for (const auto member : required.items())
            isFilled = isFilled && !params[member.text()].isNull();
        if (isFilled || polled.name() == operation.name())
            names.push_back(name);
    }
    return names;
}

QString OperationRun::judged() const
{
    if (m_waiter == nullptr)
        return {};
    for (const auto& acceptor : m_waiter->model().acceptors) {
        const auto path = Expression::parse(acceptor.argument);
        const auto value = path ? path->search(m_waiter->lastResponse()) : Result<Value>(path.error());
        if (value && !value->isNull())
            return toOneLine(value->isText() ? value->text() : toJson(*value));
    }
    return {};
}

void OperationRun::presign()
{
    PresignOptions options;
    options.expires = m_life;
    const auto until = QDateTime::currentDateTime().addSecs(m_life.count());
    m_client.presigner().url(
        this, m_operation, m_params, options, [this, until](const Result<PresignedUrl>& url) {
            if (isFinished())
                return;
            if (!url) {
                finish(url.error());
                return;
            }
            const auto seconds = url->endsWithKeys.value_or(std::chrono::system_clock::time_point::max());
            const auto end = std::min(
                until, url->endsWithKeys
                           ? QDateTime::fromSecsSinceEpoch(std::chrono::system_clock::to_time_t(seconds))
                           : until);
            Value headers = Value::emptyMap();
            for (const auto& [name, value] : url->headers)
                headers.insert(name, value);
            Value result =
                Value::map({{"Url", url->url},
                            {"Method", url->method},
                            {"WorksUntil", end.toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString()}});
            if (headers.size() > 0)
                result.insert("SendAlong", headers);
            finish(result);
        });
}

void OperationRun::wait()
{
    // Asked for its operation, which says which of the parameters are its own.
    const auto known = m_client.waiter(m_waiterName);
    if (!known) {
        finish(known.error());
        return;
    }
    const auto input = m_client.model().operation((*known)->model().operation).input();
    Value params = Value::emptyMap();
    for (const auto& [name, value] : m_params.members()) {
        if (input.valid() && input.hasMember(name))
            params.insert(name, value);
    }
    auto waiter = m_client.waiter(m_waiterName, params);
    if (!waiter) {
        finish(waiter.error());
        return;
    }
    m_waiter = std::move(*waiter);
    connect(m_waiter.get(), &Waiter::polled, this, &OperationRun::progressed);
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        const auto& ended = m_waiter->result();
        finish(ended ? Result<Value>(withoutMetadata(*ended)) : ended);
    });
    CallOptions options;
    options.cause = "API console";
    options.target = m_waiterName;
    m_waiter->start(options);
}

void OperationRun::start()
{
    m_started = std::chrono::steady_clock::now();
    if (m_kind == Kind::Presign) {
        presign();
        return;
    }
    if (m_kind == Kind::Wait) {
        wait();
        return;
    }
    CallOptions options;
    options.cause = "API console";
    options.ignoresServerGate = m_ignoresServerGate;
    if (m_kind == Kind::AllPages) {
        auto paginator = m_client.paginator(m_operation, m_params);
        if (!paginator) {
            finish(paginator.error());
            return;
        }
        m_reader = makeOwned<PageReader>(std::move(paginator).value(), options);
        connect(m_reader.get(), &PageReader::pageReady, this, &OperationRun::takePage);
        connect(m_reader.get(), &PageReader::finished, this, [this] {
            if (m_reader->reply() != nullptr)
                m_lastCallId = m_reader->reply()->callId();
            const auto& ended = m_reader->result();
            finish(ended ? Result<Value>(m_all ? m_all->value(std::nullopt) : Value::emptyMap())
                         : ended.error());
        });
        m_reader->readAll();
        return;
    }
    options.dryRun = m_kind == Kind::ShowRequest;
    if (m_kind == Kind::DryRun)
        m_params.insert(dryRunMember(m_client.model().operation(m_operation).input()), Value(true));
    m_reply = m_client.call(m_operation, m_params, options);
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &OperationRun::takeReply);
}

void OperationRun::takePage(const Value& page)
{
    m_requestId = page["ResponseMetadata"]["RequestId"].text();
    ++m_pages;
    if (!m_all)
        m_all.emplace(m_reader->paginator().paths());
    m_all->add(page);
    emit progressed();
}

void OperationRun::takeReply()
{
    const auto& result = m_reply->result();
    if (!result) {
        finish(result.error());
        return;
    }
    if (m_kind == Kind::ShowRequest) {
        finish(shownRequest(m_reply->preparedRequest()));
        return;
    }
    m_pages = 1;
    m_requestId = (*result)["ResponseMetadata"]["RequestId"].text();
    if (m_client.canPaginate(m_operation)) {
        auto paginator = m_client.paginator(m_operation, m_params);
        Value page = *result;
        if (paginator && paginator->accept(page))
            m_hasMore = paginator->hasMore();
    }
    finish(withoutMetadata(*result));
}

void OperationRun::finish(Result<Value> result)
{
    m_elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_started);
    m_result = std::move(result);
    end();
}

void OperationRun::giveUp()
{
    m_reply.reset();
    m_reader.reset();
    m_waiter.reset();
}

void OperationRun::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled"));
}

ResultPanel::ResultPanel(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_services(services),
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
    connect(copy, &QToolButton::clicked, this, [this] { m_services.copy(m_params->toPlainText()); });

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
    connect(m_body, &BodyView::copyRequested, &m_services, &WindowServices::copy);
    connect(m_show, &LinkButton::clicked, this, &ResultPanel::showCallRequested);
    connect(m_state, &StateView::copyRequested, &m_services, &WindowServices::copy);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::signIn)
            m_services.signIn();
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

// ---- a call as code ---------------------------------------------------------------------------------------

void addCopyAs(QMenu& menu, const CopySource& source, const std::function<void(const QString&)>& copy)
{
    ClientOptions options;
    if (!source.region.empty())
        options.region = source.region;
    const auto client = source.session.client(source.service, options);
    const auto operation = client ? client->model().operation(source.operation) : OperationModel();
    if (!operation.valid()) {
        QAction* none = menu.addAction(CopyAsTexts::tr("No code"));
        none->setEnabled(false);
        menu.setToolTipsVisible(true);
        none->setToolTip(client ? CopyAsTexts::tr("There is no such operation any more")
                                : toQString(client.error().message));
        return;
    }
    codegen::CodeCall call;
    call.operation = operation;
    call.params = source.params;
    // Keys without a profile, such as those of a role that no profile names, are the reader's to have.
    const auto profiles = source.session.availableProfiles();
    if (std::find(profiles.begin(), profiles.end(), source.session.profileName()) != profiles.end())
        call.profile = source.session.profileName();
    if (!client->region().empty())
        call.region = client->region();
    if (!client->config().endpointUrl.empty())
        call.endpointUrl = client->config().endpointUrl;
    CopyMenu entries(source.session, *client, std::move(call), source.isAsSent, copy);
    entries.fill(menu, false);
    if (client->canPaginate(source.operation)) {
        menu.addSeparator();
        entries.fill(*menu.addMenu(CopyAsTexts::tr("All pages")), true);
    }
}

} // namespace inia::ui
