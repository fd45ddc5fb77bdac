#include "ui/browse/servicepages.h"

#include "core/config/clientconfig.h"
#include "core/session/session.h"
#include "ui/compare/compareview.h"
#include "ui/console/consoleview.h"
#include "ui/console/operationlist.h"
#include "ui/console/operationrun.h"
#include "ui/functions/functionview.h"
#include "ui/logs/logview.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/panels/bodyview.h"
#include "ui/queues/queueview.h"
#include "ui/secrets/secretview.h"
#include "ui/widgets/sessionfacts.h"

#include <utility>

namespace inia::ui {

namespace {

// What tells the resource at the place, when it is one of this collection of the service; else null.
const std::vector<std::string>* idsIn(const Place& place, std::string_view service,
                                      std::string_view collection)
{
    const ResourceLocation* location = place.resource();
    const bool isIn = location && location->service == service && !location->steps.empty() &&
                      location->steps[0].collection == collection && !location->steps[0].identifiers.empty();
    return isIn ? &location->steps[0].identifiers : nullptr;
}

// The stream of a log group that the place is; null when it is none.
const std::string* streamOf(const Place& place)
{
    const auto& steps = place.resource()->steps;
    const bool isStream =
        steps.size() == 2 && steps[1].collection == "log_streams" && !steps[1].identifiers.empty();
    return isStream ? &steps[1].identifiers.back() : nullptr;
}

// What a place is, with what the service has told the page already: nothing is asked twice, and no secret
// is handed on.
Result<Resource> toldResource(const ServiceResources& resources, const Place& place, const Value& answer)
{
    const auto& service = resources.service(place.service());
    auto resource = service ? resourceAt(*service, *place.resource()) : Result<Resource>(service.error());
    if (!resource)
        return resource;
    if (const Value& parameter = answer["Parameters"]; parameter.size() == 1)
        resource->setData(parameter[0]);
    else
        (void)resource->acceptLoad(answer);
    return resource->redacted();
}

void showTold(DetailsArea& details, const ServiceResources& resources, const Place& place,
              const Value& answer)
{
    if (const auto resource = toldResource(resources, place, answer))
        details.showSelection({place, {*resource}, {}, {}});
}

} // namespace

LogsPage::LogsPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new LogView(parts.appearance, parts.profile)),
      m_session(parts.session),
      m_details(details),
      m_view(static_cast<LogView*>(widget()))
{
    connect(&m_view->details()->body(), &BodyView::copyRequested, &services(), &PageServices::copy);
}

void LogsPage::enter(const Place& place, const Place&)
{
    LogView::Wish wish;
    wish.group = idsIn(place, "logs", "log_groups")->front();
    if (const std::string* stream = streamOf(place))
        wish.streams.push_back(*stream);
    auto client = m_session.client("logs");
    if (client)
        m_view->enter(std::move(client).value(), std::move(wish));
    else
        m_view->enterFailed(client.error(), std::move(wish));
    m_details.showPanel(m_view->details());
}

void LogsPage::leave()
{
    m_view->leave();
}

void LogsPage::reload()
{
    m_view->reload();
}

QueuePage::QueuePage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new QueueView(parts.appearance, parts.gate, parts.profile)),
      m_session(parts.session),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<QueueView*>(widget()))
{
    connect(&m_view->details()->body(), &BodyView::copyRequested, &services(), &PageServices::copy);
    connect(m_view, &QueueView::selectionSettled, this, &QueuePage::showDetails);
    connect(m_view, &QueueView::answered, this, [this](const Value& answer) {
        m_answer = answer;
        showDetails();
    });
}

void QueuePage::enter(const Place& place, const Place&)
{
    m_place = place;
    auto client = m_session.client("sqs");
    if (client)
        m_view->enter(std::move(client).value(), idsIn(place, "sqs", "queues")->front());
    else
        m_view->enterFailed(client.error(), idsIn(place, "sqs", "queues")->front());
    showDetails();
}

void QueuePage::leave()
{
    m_place = {};
    m_answer = {};
    m_view->leave();
}

void QueuePage::reload()
{
    m_view->reload();
}

ComparePage::ComparePage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new CompareView(parts.appearance, parts.gate)),
      m_session(parts.session),
      m_details(details),
      m_view(static_cast<CompareView*>(widget())),
      m_profile(parts.profile)
{
    connect(m_view, &CompareView::wished, this, [this](const std::string& text) {
        const Place wished = m_place.withState("compare", text);
        if (wished == m_place)
            m_view->compare();
        else
            services().refine(wished);
    });
}

void ComparePage::enter(const Place& place, const Place&)
{
    m_place = place;
    m_details.clear();
    const std::string* wish = place.state("compare");
    auto client = m_session.client("s3");
    if (!client) {
        showNotice(errorText(client.error()));
        return;
    }
    const TransferSession session{m_profile.toStdString(), m_session.region(), client->config().endpointUrl};
    m_view->enter(std::move(client).value(), session, *place.s3(),
                  CompareView::Wish::fromText(wish ? *wish : std::string()));
}

void ComparePage::leave()
{
    m_place = {};
    m_view->leave();
}

void ComparePage::reload()
{
    m_view->compare();
}

// The message that is selected, and without one the queue.
void QueuePage::showDetails()
{
    if (!idsIn(m_place, "sqs", "queues"))
        return; // the details are another page's
    if (m_view->hasSelection())
        m_details.showPanel(m_view->details());
    else if (m_answer.isNull())
        m_details.expect();
    else
        showTold(m_details, m_resources, m_place, m_answer);
}

FunctionPage::FunctionPage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new FunctionView(parts.appearance, parts.services, parts.gate, parts.profile),
                 parts.services),
      m_session(parts.session),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<FunctionView*>(widget()))
{
    connect(m_view, &FunctionView::answered, this,
            [this](const Value& answer) { showTold(m_details, m_resources, m_place, answer); });
}

void FunctionPage::enter(const Place& place, const Place&)
{
    m_place = place;
    m_details.expect();
    const std::string& function = idsIn(place, "lambda", "functions")->front();
    auto client = m_session.client("lambda");
    if (client)
        m_view->enter(std::move(client).value(), function);
    else
        m_view->enterFailed(client.error(), function);
}

void FunctionPage::leave()
{
    m_view->leave();
}

void FunctionPage::reload()
{
    m_view->reload();
}

void FunctionPage::goOn()
{
    m_view->goOn();
}

void FunctionPage::cancelLoading()
{
    m_view->cancel();
}

void FunctionPage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

SecretPage::SecretPage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new SecretView(parts.appearance, parts.services, parts.gate, parts.profile), parts.services),
      m_session(parts.session),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<SecretView*>(widget()))
{
    connect(m_view, &SecretView::answered, this,
            [this](const Value& answer) { showTold(m_details, m_resources, m_place, answer); });
}

void SecretPage::enter(const Place& place, const Place&)
{
    using Kind = secrets::SecretValue::Kind;
    m_place = place;
    m_details.expect();
    const auto* secret = idsIn(place, "secretsmanager", "secrets");
    const auto* ids = secret ? secret : idsIn(place, "ssm", "parameters");
    auto client = m_session.client(place.service());
    if (client)
        m_view->enter(std::move(client).value(), secret ? Kind::Secret : Kind::Parameter, ids->front());
    else
        m_view->enterFailed(client.error(), ids->front());
}

void SecretPage::leave()
{
    m_view->leave();
}

void SecretPage::reload()
{
    m_view->reload();
}

void SecretPage::goOn()
{
    m_view->goOn();
}

void SecretPage::cancelLoading()
{
    m_view->cancel();
}

void SecretPage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

PageMaker EverydayKit::pageFor(const Place& place) const
{
    const ResourceLocation* location = place.resource();
    if (!location)
        return nullptr;
    const std::size_t depth = location->steps.size();
    if (idsIn(place, "logs", "log_groups") && (depth == 1 || streamOf(place)))
        return &makePage<LogsPage>;
    if (idsIn(place, "sqs", "queues") && depth == 1)
        return &makePage<QueuePage>;
    if (idsIn(place, "lambda", "functions") && depth == 1)
        return &makePage<FunctionPage>;
    if ((idsIn(place, "secretsmanager", "secrets") || idsIn(place, "ssm", "parameters")) && depth == 1)
        return &makePage<SecretPage>;
    return nullptr;
}

ConsolePage::ConsolePage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new ConsoleView(parts.appearance, parts.session, parts.gate, parts.services),
                 parts.services),
      m_details(details),
      m_view(static_cast<ConsoleView*>(widget()))
{
    m_view->setKeptCalls(parts.kept);
    connect(m_view, &ConsoleView::operationRequested, this,
            [this](const std::string& service, const std::string& operation) {
                services().go(placeOf(service, operation));
            });
    m_view->result()->body()->followLinks();
    connect(m_view->result()->body(), &BodyView::addressActivated, &services(), &PageServices::openAddress);
}

bool ConsolePage::isFor(const Place& place)
{
    return place.service() == scheme;
}

Place ConsolePage::placeOf(const std::string& service, const std::string& operation)
{
    ResourceLocation location{std::string(scheme), {}};
    if (!service.empty())
        location.steps.push_back({service, {}});
    if (!operation.empty())
        location.steps.back().identifiers = {operation};
    return location;
}

void ConsolePage::setParams(const Value& params)
{
    m_view->setParams(params);
}

QWidget* ConsolePage::focusArea() const
{
    return m_view->operations();
}

void ConsolePage::enter(const Place& place, const Place&)
{
    const ResourceLocation* location = place.resource();
    std::string service;
    std::string operation;
    if (location != nullptr && !location->steps.empty()) {
        service = location->steps.front().collection;
        if (!location->steps.front().identifiers.empty())
            operation = location->steps.front().identifiers.front();
    }
    m_view->enter(service, operation);
    m_details.showPanel(m_view->result());
}

void ConsolePage::cancelLoading()
{
    m_view->cancel();
}

void ConsolePage::focusRows()
{
    m_view->focusForm();
}

void ConsolePage::focusFilter()
{
    m_view->operations()->focusField();
}

void ConsolePage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

PageMaker ConsoleKit::pageFor(const Place& place) const
{
    return ConsolePage::isFor(place) ? &makePage<ConsolePage> : nullptr;
}

} // namespace inia::ui
