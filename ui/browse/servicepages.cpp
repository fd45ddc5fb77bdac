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
#include "ui/models/resourcepresentation.h"
#include "ui/operations/operationsview.h"
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

OperationsPage::OperationsPage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new OperationsView(parts.appearance, parts.session, parts.gate, parts.services,
                                    parts.profile, parts.turns),
                 parts.services),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<OperationsView*>(widget()))
{
    connect(m_view, &OperationsView::selectionSettled, this, &OperationsPage::showDetails);
    connect(m_view->rows(), &RowsView::upRequested, &services(), &PageServices::up);
    connect(m_view->rows(), &RowsView::signInRequested, &services(), &PageServices::signIn);
    connect(m_view->rows(), &RowsView::showCallRequested, &services(), &PageServices::showCall);
    connect(m_view->rows(), &RowsView::copyRequested, &services(), &PageServices::copy);
}

void OperationsPage::enter(const Place& place, const Place&)
{
    m_place = place;
    m_view->enter(place);
    showDetails();
}

void OperationsPage::leave()
{
    m_place = {};
    m_view->leave();
}

void OperationsPage::reload()
{
    m_view->reload();
}

void OperationsPage::goOn()
{
    m_view->goOn();
}

void OperationsPage::cancelLoading()
{
    m_view->cancel();
}

QWidget* OperationsPage::focusArea() const
{
    return m_view->shownPage() == m_view->rows() ? m_view->rows()->focusArea() : m_view->shownPage();
}

void OperationsPage::focusRows()
{
    if (m_view->shownPage() == m_view->rows())
        m_view->rows()->focusRows();
    else
        m_view->shownPage()->setFocus(Qt::OtherFocusReason);
}

void OperationsPage::focusFilter()
{
    m_view->rows()->focusFilter();
}

CentrePage::Act OperationsPage::act(CommandId id)
{
    if (m_view->shownPage() != m_view->rows())
        return CentrePage::act(id);
    return rowsAct(*m_view->rows(), id).value_or(CentrePage::act(id));
}

void OperationsPage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

// The row that is selected, and without one the resource.
void OperationsPage::showDetails()
{
    if (m_view->hasSelection()) {
        m_details.showPanel(m_view->details());
        return;
    }
    const ResourceLocation* location = m_place.resource();
    if (!location) {
        if (m_place.state("metrics")) // else the details are another page's
            m_details.showSelection({m_place.unfiltered(), {}, {}, {}});
        return;
    }
    const auto& service = m_resources.service(location->service);
    const auto resource = service && location->isResource() ? resourceAt(*service, *location)
                          : service
                              ? Result<Resource>(makeError(ErrorKind::Parameter, "NoResource", "A list"))
                              : Result<Resource>(service.error());
    if (resource)
        m_details.showSelection({m_place.unfiltered(), {*resource}, {}, {}});
    else
        m_details.clear();
}

std::vector<EverydayPlace> everydayPlaces(const Place& place, const Resource& resource)
{
    std::vector<EverydayPlace> places;
    if (const auto metrics = metricsPlace(place))
        places.push_back({OperationsPage::tr("Metrics"), QStringLiteral("chart"), *metrics});
    const std::string name(shortIdentifier(resource.identifiers().back().text()));
    if (!name.empty() && place.service() != "cloudtrail")
        places.push_back(
            {OperationsPage::tr("Who changed this?"), QStringLiteral("history"),
             Place(ResourceLocation{"cloudtrail", {{"events", {}}}}).withState("resource", name)});
    return places;
}

PageMaker EverydayKit::pageFor(const Place& place) const
{
    Subject subject;
    if (subjectAt(place, subject))
        return &makePage<OperationsPage>;
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
