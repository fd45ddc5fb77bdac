#include "core/jmespath/expression.h"
#include "core/model/catalog.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/operations/operationsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <string_view>
#include <utility>

// What each sort of resource is looked at by: data for OperationsView.
namespace inia::ui {

namespace {

using std::chrono::seconds;

constexpr seconds stackInterval{5};

Value stackName(const Subject& subject)
{
    return Value::map({{"StackName", subject.id()}});
}

Value ofStack(const Subject& subject, const Value&)
{
    return stackName(subject);
}

Value changeSet(const Subject& subject, const Value& row)
{
    return Value::map({{"StackName", subject.id()}, {"ChangeSetName", row["ChangeSetId"]}});
}

Value pickBy(const Value& answer, const char* rows, const char* name, const char* value, const Value& row)
{
    const Value found = searchOrNull(rows, answer);
    for (const Value& one : found.items()) {
        if (one[name] == row[name])
            return one[value];
    }
    return {};
}

struct StackPlace {
    const char* type;
    const char* service;
    const char* collection;
};

// Where a resource of a stack is, for those that are told by one identifier which the stack knows.
std::optional<Place> stackResourcePlace(const Subject&, const Value& row)
{
    static constexpr StackPlace places[]{
        {"AWS::CloudFormation::Stack", "cloudformation", "stacks"},
        {"AWS::DynamoDB::Table", "dynamodb", "tables"},
        {"AWS::EC2::Instance", "ec2", "instances"},
        {"AWS::EC2::SecurityGroup", "ec2", "security_groups"},
        {"AWS::EC2::Subnet", "ec2", "subnets"},
        {"AWS::EC2::VPC", "ec2", "vpcs"},
        {"AWS::IAM::Role", "iam", "roles"},
        {"AWS::Lambda::Function", "lambda", "functions"},
        {"AWS::RDS::DBInstance", "rds", "db_instances"},
        {"AWS::SNS::Topic", "sns", "topics"},
        {"AWS::SQS::Queue", "sqs", "queues"},
        {"AWS::SecretsManager::Secret", "secretsmanager", "secrets"},
        {"AWS::StepFunctions::StateMachine", "stepfunctions", "state_machines"},
    };
    const std::string& id = row["PhysicalResourceId"].text();
    if (id.empty())
        return std::nullopt;
    if (row["ResourceType"].text() == "AWS::S3::Bucket")
        return Place(S3Location{id, {}});
    const auto found = std::find_if(std::begin(places), std::end(places), [&row](const StackPlace& place) {
        return row["ResourceType"].text() == place.type;
    });
    if (found == std::end(places))
        return std::nullopt;
    return Place(ResourceLocation{found->service, {{found->collection, {id}}}});
}

const char* changeWarning(const Value& row)
{
    const auto& replacement = row["Replacement"].text();
    if (replacement == "True")
        return QT_TRANSLATE_NOOP("OperationsView",
                                 "%1 would be replaced: a new one is made and the old one is gone.");
    if (replacement == "Conditional")
        return QT_TRANSLATE_NOOP("OperationsView", "%1 may be replaced, which shows only when it is done.");
    if (row["Action"].text() == "Remove")
        return QT_TRANSLATE_NOOP("OperationsView", "%1 would be removed.");
    return nullptr;
}

SubjectKind stacks()
{
    SubjectKind kind{"cloudformation", {"stacks"},  "stack",     "DescribeStacks",
                     &stackName,       "Stacks[0]", "StackName", "StackStatus"};
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Events"),
         .operation = "DescribeStackEvents",
         .params = &stackName,
         .found = "StackEvents[]",
         .key = "EventId",
         .columns =
             {{QT_TRANSLATE_NOOP("OperationsView", "Time"), "Timestamp", ColumnKind::Date, 150},
              {QT_TRANSLATE_NOOP("OperationsView", "Status"), "ResourceStatus", ColumnKind::State, 170},
              {QT_TRANSLATE_NOOP("OperationsView", "Resource"), "LogicalResourceId", ColumnKind::Text, 130},
              {QT_TRANSLATE_NOOP("OperationsView", "Type"), "ResourceType", ColumnKind::Secondary, 150},
              {QT_TRANSLATE_NOOP("OperationsView", "Reason"), "ResourceStatusReason"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The stack has no events"),
         .interval = stackInterval,
         .isMoving = &operations::isStackMoving,
         .place = &stackResourcePlace,
         .tellsCause = true},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Resources"),
         .operation = "ListStackResources",
         .params = &stackName,
         .found = "StackResourceSummaries[]",
         .key = "LogicalResourceId",
         .columns =
             {{QT_TRANSLATE_NOOP("OperationsView", "Resource"), "LogicalResourceId", ColumnKind::Text, 130},
              {QT_TRANSLATE_NOOP("OperationsView", "Type"), "ResourceType", ColumnKind::Secondary, 150},
              {QT_TRANSLATE_NOOP("OperationsView", "Status"), "ResourceStatus", ColumnKind::State, 170},
              {QT_TRANSLATE_NOOP("OperationsView", "Drift"), "DriftInformation.StackResourceDriftStatus",
               ColumnKind::State, 110},
              {QT_TRANSLATE_NOOP("OperationsView", "Physical id"), "PhysicalResourceId", ColumnKind::Mono}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The stack has no resources"),
         .interval = stackInterval,
         .isMoving = &operations::isAnyInProgress,
         .place = &stackResourcePlace},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Outputs"),
         .found = "Outputs[]",
         .key = "OutputKey",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Output"), "OutputKey", ColumnKind::Text, 180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Export"), "ExportName", ColumnKind::Text, 180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Value"), "OutputValue", ColumnKind::Mono}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The stack has no outputs"),
         .derived = &operations::withoutSecrets,
         .reveal = AspectReveal{
             QT_TRANSLATE_NOOP("OperationsView", "Reveal value"), "DescribeStacks", &ofStack,
             [](const Value& answer, const Value& row) {
                 return pickBy(answer, "Stacks[0].Outputs", "OutputKey", "OutputValue", row);
             },
             [](const Value& row) { return row["OutputValue"].text() == operations::hiddenValue; }}},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Parameters"),
         .found = "Parameters[]",
         .key = "ParameterKey",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Parameter"), "ParameterKey", ColumnKind::Text,
                      180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Resolved"), "ResolvedValue", ColumnKind::Mono,
                      180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Value"), "ParameterValue", ColumnKind::Mono}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The stack has no parameters"),
         .derived = &operations::withoutSecrets,
         .reveal = AspectReveal{
             QT_TRANSLATE_NOOP("OperationsView", "Reveal value"), "DescribeStacks", &ofStack,
             [](const Value& answer, const Value& row) {
                 return pickBy(answer, "Stacks[0].Parameters", "ParameterKey", "ParameterValue", row);
             },
             [](const Value& row) { return row["ParameterValue"].text() == operations::hiddenValue; }}},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Template"),
         .show = Aspect::Show::Text,
         .operation = "GetTemplate",
         .params = &stackName,
         .found = "TemplateBody",
         .forms = {{QT_TRANSLATE_NOOP("OperationsView", "Original"),
                    Value::map({{"TemplateStage", "Original"}})},
                   {QT_TRANSLATE_NOOP("OperationsView", "Processed"),
                    Value::map({{"TemplateStage", "Processed"}})}}},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Change sets"),
         .operation = "ListChangeSets",
         .params = &stackName,
         .found = "Summaries[]",
         .key = "ChangeSetId",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Created"), "CreationTime", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Change set"), "ChangeSetName", ColumnKind::Text,
                      180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Status"), "Status", ColumnKind::State, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Execution"), "ExecutionStatus", ColumnKind::State,
                      150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Reason"), "StatusReason"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The stack has no change sets"),
         .interval = stackInterval,
         .isMoving = &operations::isAnyInProgress,
         .opens = "Changes"},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Changes"),
         .operation = "DescribeChangeSet",
         .params = [](const Subject& subject) { return changeSet(subject, subject.row); },
         .found = "Changes[].ResourceChange",
         .key = "LogicalResourceId",
         .columns =
             {{QT_TRANSLATE_NOOP("OperationsView", "Action"), "Action", ColumnKind::State, 100},
              {QT_TRANSLATE_NOOP("OperationsView", "Replacement"), "Replacement", ColumnKind::State, 120},
              {QT_TRANSLATE_NOOP("OperationsView", "Resource"), "LogicalResourceId", ColumnKind::Text, 130},
              {QT_TRANSLATE_NOOP("OperationsView", "Type"), "ResourceType", ColumnKind::Secondary, 150},
              {QT_TRANSLATE_NOOP("OperationsView", "Scope"), "join(', ', Scope || `[]`)"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The change set changes nothing"),
         .place = &stackResourcePlace,
         .isOpened = true,
         .warning = &changeWarning},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Drift"),
         .operation = "DescribeStackResourceDrifts",
         .params = &stackName,
         .found = "StackResourceDrifts[]",
         .key = "LogicalResourceId",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Drift"), "StackResourceDriftStatus",
                      ColumnKind::State, 120},
                     {QT_TRANSLATE_NOOP("OperationsView", "Resource"), "LogicalResourceId", ColumnKind::Text,
                      160},
                     {QT_TRANSLATE_NOOP("OperationsView", "Type"), "ResourceType", ColumnKind::Secondary,
                      150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Looked at"), "Timestamp", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Differs in"),
                      "join(', ', PropertyDifferences[].PropertyPath || `[]`)"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "No drift has been detected; detecting takes minutes"),
         .place = &stackResourcePlace},
    };
    kind.deeds = {
        {QT_TRANSLATE_NOOP("OperationsView", "Create change set\u2026"),
         "CreateChangeSet",
         [](const Subject& subject, const Value&) {
             Value params = Value::map({{"StackName", subject.id()}, {"UsePreviousTemplate", true}});
             Value kept = Value::emptyList();
             for (const Value& parameter : subject.facts["Parameters"].items())
                 kept.append(
                     Value::map({{"ParameterKey", parameter["ParameterKey"]}, {"UsePreviousValue", true}}));
             params.insert("Parameters", std::move(kept));
             params.insert("Capabilities", subject.facts["Capabilities"]);
             return params;
         },
         {"ChangeSetName", "TemplateBody", "TemplateURL", "UsePreviousTemplate", "Parameters", "Capabilities",
          "Description"},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView",
                           "Nothing of the stack changes before the change set is executed.")},
        {QT_TRANSLATE_NOOP("OperationsView", "Execute change set\u2026"),
         "ExecuteChangeSet",
         &changeSet,
         {},
         "Change sets",
         QT_TRANSLATE_NOOP("OperationsView",
                           "The changes are made, and the other change sets of the stack are gone."),
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Delete change set\u2026"),
         "DeleteChangeSet",
         &changeSet,
         {},
         "Change sets",
         QT_TRANSLATE_NOOP("OperationsView", "The stack stays as it is."),
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Detect drift\u2026"),
         "DetectStackDrift",
         &ofStack,
         {},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView",
                           "Takes minutes, and leaves out nested stacks; reload the tab Drift "
                           "to see what it has found.")},
    };
    return kind;
}

const std::vector<SubjectKind>& kinds()
{
    static const std::vector<SubjectKind> all = [] {
        std::vector<SubjectKind> kinds = serviceKinds();
        kinds.push_back(stacks());
        return kinds;
    }();
    return all;
}

// What has a view of its own, but no tab of metrics in it.
const SubjectKind& metricsKind()
{
    static const SubjectKind kind = [] {
        SubjectKind only{"", {}, "chart"};
        only.aspects = {
            {.title = QT_TRANSLATE_NOOP("OperationsView", "Metrics"), .show = Aspect::Show::Metrics}};
        return only;
    }();
    return kind;
}

bool isAt(const ResourceLocation& location, const SubjectKind& kind)
{
    if (location.service != kind.service || location.steps.size() != kind.path.size() || location.isMerged())
        return false;
    for (std::size_t i = 0; i < kind.path.size(); ++i) {
        if (location.steps[i].collection != kind.path[i])
            return false;
    }
    return location.isCollection() == kind.isCollection;
}

} // namespace

QString aspectText(const char* text)
{
    return QCoreApplication::translate("OperationsView", text);
}

std::optional<operations::MetricSet> metricsAt(const Place& place)
{
    if (const S3Location* bucket = place.s3())
        return bucket->bucket.empty() || !bucket->prefix.empty()
                   ? std::nullopt
                   : operations::readyMetrics("s3", "buckets", bucket->bucket);
    const ResourceLocation* location = place.resource();
    if (!location || location->steps.size() != 1 || !location->isResource())
        return std::nullopt;
    const auto& step = location->steps[0];
    return operations::readyMetrics(location->service, step.collection, step.identifiers.front());
}

std::optional<Place> metricsPlace(const Place& place)
{
    Subject subject;
    const Place plain = place.unfiltered();
    const SubjectKind* kind = subjectAt(plain, subject);
    if (kind || !metricsAt(plain))
        return std::nullopt;
    return plain.withState("metrics");
}

const SubjectKind* subjectAt(const Place& place, Subject& subject)
{
    const ResourceLocation* location = place.resource();
    if (place.state("metrics")) {
        if (!metricsAt(place))
            return nullptr;
        subject.ids = {location ? location->steps[0].identifiers.front() : place.s3()->bucket};
        return &metricsKind();
    }
    if (!location)
        return nullptr;
    const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                   [location](const SubjectKind& each) { return isAt(*location, each); });
    if (kind == kinds().end())
        return nullptr;
    subject.ids.clear();
    for (const auto& step : location->steps) {
        if (!step.identifiers.empty())
            subject.ids.push_back(step.identifiers.front());
    }
    if (const std::string* wanted = place.state("resource"))
        subject.wanted = *wanted;
    return &*kind;
}

namespace {

QString deedTitle(const char* title)
{
    return aspectText(title).remove(QStringLiteral("\u2026"));
}

CallOptions deedOptions(std::string cause, const DeedTarget& target)
{
    CallOptions options;
    options.cause = std::move(cause);
    options.target = target.subject.id();
    return options;
}

} // namespace

Deeds::Deeds(const Appearance& appearance, const Session& session, ChangeGate& gate, WindowServices& services,
             QWidget* window)
    : QObject(window),
      m_appearance(appearance),
      m_session(session),
      m_gate(gate),
      m_services(services),
      m_window(window)
{
}

Deeds::~Deeds()
{
    delete m_question;
}

QDialog* Deeds::question() const
{
    return m_question;
}

void Deeds::drop()
{
    delete m_question;
    for (ReplyPtr* reply : {&m_change, &m_dryRun, &m_reveal})
        reply->reset();
}

void Deeds::fill(QMenu& menu, const std::vector<const Deed*>& deeds, const DeedTarget& target)
{
    menu.setToolTipsVisible(true);
    const Icons& icons = m_appearance.icons();
    QMenu* dry = nullptr;
    for (const Deed* deed : deeds) {
        QAction* action =
            menu.addAction(aspectText(deed->title), this, [this, deed, target] { run(*deed, target); });
        if (deed->isDestructive)
            action->setIcon(icons.icon(QStringLiteral("trash"), Token::Danger));
        m_gate.guard(action, icons);
        if (!deed->hasDryRun)
            continue;
        if (!dry)
            dry = new QMenu(tr("May I?"), &menu);
        dry->addAction(QString::fromLatin1(deed->operation), this,
                       [this, deed, target] { mayI(*deed, target); });
    }
    if (dry) {
        menu.addSeparator();
        menu.addMenu(dry);
    }
    m_gate.addOffer(menu, icons);
}

void Deeds::run(const Deed& deed, const DeedTarget& target)
{
    if (!m_gate.isOpen())
        return;
    delete m_question;
    Confirmation words;
    words.session = m_gate.info();
    words.button = deedTitle(deed.title);
    words.title = tr("%1: %2").arg(words.button, deed.aspect ? target.rowName : target.name);
    words.sentence = *deed.sentence ? aspectText(deed.sentence) : QString();
    words.call = tr("Will call %1.%2 once")
                     .arg(QString::fromLatin1(target.kind->service), QString::fromLatin1(deed.operation));
    words.destructive = deed.isDestructive;
    const Value params = deed.params(target.subject, target.subject.row);
    const auto docs = m_session.catalog()->documentation(target.kind->service);
    // Those that have to be there come first.
    auto members = StructureField::Members::of(target.client.model().operation(deed.operation).input());
    const auto isAsked = [&deed](const std::string& name) {
        return std::find(deed.asked.begin(), deed.asked.end(), name) != deed.asked.end();
    };
    const auto required = members.names.begin() + static_cast<std::ptrdiff_t>(members.requiredCount);
    members.requiredCount = static_cast<std::size_t>(std::count_if(members.names.begin(), required, isAsked));
    std::erase_if(members.names, [&](const std::string& name) { return !isAsked(name); });
    auto* dialog =
        new ActionDialog(m_appearance, words, members, params, docs ? *docs : nullptr, m_window->window());
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    Value filled = Value::emptyMap();
    Value proposed = Value::emptyMap();
    for (const auto& [member, value] : params.members())
        (isAsked(member) ? proposed : filled).insert(member, value);
    if (dialog->form())
        dialog->form()->setValue(proposed);
    connect(dialog, &QDialog::accepted, this, [this, dialog, &deed, target, filled] {
        Value sent = filled;
        const Value asked = dialog->params();
        for (const auto& [member, value] : asked.members())
            sent.insert(member, value);
        send(deed, target, std::move(sent));
    });
    dialog->open();
}

void Deeds::send(const Deed& deed, const DeedTarget& target, Value params)
{
    if (m_change) { // whose answer nobody would hear
        m_services.notify(tr("Wait until the change under way has ended, and try again"));
        return;
    }
    m_change = target.client.call(deed.operation, std::move(params), deedOptions(deed.operation, target));
    connect(m_change.get(), &Reply::finished, this, [this, title = deedTitle(deed.title)] {
        const ReplyPtr reply = std::move(m_change);
        if (reply->result())
            m_services.notify(tr("Done: %1").arg(title));
        else
            m_services.notify(tr("%1 failed: %2").arg(title, errorText(reply->result().error())));
        if (reply->result() || reply->result().error().mayHaveBeenDone)
            emit done();
    });
}

void Deeds::mayI(const Deed& deed, const DeedTarget& target)
{
    Value params = deed.params(target.subject, target.subject.row);
    params.insert("DryRun", true);
    m_dryRun = target.client.call(deed.operation, std::move(params),
                                  deedOptions(std::string("May I? ") + deed.operation, target));
    connect(m_dryRun.get(), &Reply::finished, this, [this, operation = QString::fromLatin1(deed.operation)] {
        const ReplyPtr reply = std::move(m_dryRun);
        const QString profile = m_gate.info().profile;
        switch (operations::permissionOf(reply->result())) {
        case operations::Permission::Yes:
            m_services.notify(tr("Yes, %1 may call %2 here").arg(profile, operation));
            break;
        case operations::Permission::No:
            m_services.notify(tr("No, %1 may not call %2 here").arg(profile, operation));
            break;
        case operations::Permission::Unknown:
            m_services.notify(tr("%1 does not say: %2").arg(operation, errorText(reply->result().error())));
        }
    });
}

void Deeds::reveal(const AspectReveal& reveal, const DeedTarget& target)
{
    delete m_question;
    Confirmation words;
    words.session = m_gate.info();
    words.button = aspectText(reveal.title);
    words.title = tr("%1: %2").arg(words.button, target.rowName);
    words.sentence = tr("It is shown for a minute, and the inspector notes that it was.");
    words.call = tr("Will call %1.%2 once")
                     .arg(QString::fromLatin1(target.kind->service), QString::fromLatin1(reveal.operation));
    auto* dialog = new ConfirmDialog(m_appearance, words, m_window->window());
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, &reveal, target] { askReveal(reveal, target); });
    dialog->open();
}

void Deeds::askReveal(const AspectReveal& reveal, const DeedTarget& target)
{
    m_reveal = target.client.call(reveal.operation, reveal.params(target.subject, target.subject.row),
                                  deedOptions("Reveal a value of " + target.subject.id(), target));
    connect(m_reveal.get(), &Reply::finished, this, [this, row = target.subject.row, pick = reveal.pick] {
        const ReplyPtr reply = std::move(m_reveal);
        if (!reply->result()) {
            m_services.notify(errorText(reply->result().error()));
            return;
        }
        const Value value = pick(*reply->result(), row);
        emit revealed(value.isText() ? toQString(value.text()) : tr("There is none"));
    });
}

} // namespace inia::ui
