#include "core/resource/actionjob.h"

#include "core/model/servicemodel.h"
#include "core/resource/requestparams.h"
#include "core/resource/resource.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

namespace inia {

namespace {

std::string_view rootOf(std::string_view target)
{
    return target.substr(0, target.find_first_of(".["));
}

bool isListed(const RequestDefinition::Param& param)
{
    return param.target.find('[') != std::string::npos;
}

/// The parameters that all resources of one call have to share.
Value sharedParams(const Resource& resource, const RequestDefinition& request)
{
    RequestDefinition shared = request;
    std::erase_if(shared.params, isListed);
    return buildParams(resource, shared);
}

} // namespace

EffectVerdict effectOf(const ActionDefinition& action, const ServiceModel& model)
{
    if (action.rule == ActionRule::Programmed) {
        const bool reads = action.name.starts_with("download");
        return {reads ? Effect::Read : Effect::Write, reads ? "it downloads" : "it transfers to the service"};
    }
    const auto verb = std::string_view(action.name).substr(0, action.name.find('_'));
    if (isDestructiveVerb(verb))
        return {Effect::Destroy, "the action's verb is " + std::string(verb)};
    auto verdict = effectOf(model.operation(action.request.operation));
    // What is stopped can be started again; that instance stores are emptied the documentation says, which is
    // shown to whoever stops one.
    if (verdict.effect == Effect::Destroy && verb == "stop")
        verdict.effect = Effect::Write;
    return verdict;
}

AskedInputs askedInputs(const RequestDefinition& request, const ServiceModel& model)
{
    AskedInputs asked;
    const auto operation = model.operation(request.operation);
    if (!operation.valid() || !operation.input().valid())
        return asked;
    asked.input = operation.input();
    std::set<std::string_view> filled;
    for (const auto& param : request.params) {
        if (param.source != "input")
            filled.insert(rootOf(param.target));
    }
    std::set<std::string_view> required;
    for (const auto name : asked.input.required().items())
        required.insert(name.text());
    std::vector<std::string> optional;
    for (std::uint32_t i = 0; i < asked.input.memberCount(); ++i) {
        const auto member = asked.input.memberAt(i);
        if (filled.contains(member.name))
            continue;
        const bool needed = required.contains(member.name) && !member.shape.flag("idempotencyToken");
        (needed ? asked.names : optional).emplace_back(member.name);
    }
    asked.requiredCount = asked.names.size();
    std::move(optional.begin(), optional.end(), std::back_inserter(asked.names));
    return asked;
}

std::vector<BatchCall> batchCalls(const std::vector<Resource>& resources, const ActionDefinition& action,
                                  const Value& params, std::size_t atMost)
{
    std::vector<BatchCall> calls;
    Value shared;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        auto own = sharedParams(resources[i], action.request);
        // One call goes to one region.
        const bool isElsewhere =
            i > 0 && resources[i].client().region() != resources[i - 1].client().region();
        if (calls.empty() || isElsewhere || calls.back().resources.size() >= atMost || !(own == shared)) {
            calls.emplace_back();
            shared = std::move(own);
        }
        auto& call = calls.back();
        addBatchParams(call.params, resources[i], action.request, call.resources.size());
        call.resources.push_back(i);
    }
    for (auto& call : calls)
        call.params = overriddenParams(std::move(call.params), params);
    return calls;
}

std::size_t batchLimit(const ActionDefinition& action, const ServiceModel& model)
{
    constexpr std::size_t longestPage = 1000;
    const auto input = model.operation(action.request.operation).input();
    std::size_t limit = longestPage;
    for (const auto& param : action.request.params) {
        if (!isListed(param))
            continue;
        std::string_view target = param.target;
        Shape shape = input;
        target = target.substr(0, target.find('['));
        while (shape.valid() && !target.empty()) {
            const auto dot = target.find('.');
            shape = shape.member(target.substr(0, dot));
            target.remove_prefix(dot == std::string_view::npos ? target.size() : dot + 1);
        }
        if (const auto most = shape.valid() ? shape.trait("max").toInt() : 0; most > 0)
            limit = std::min(limit, static_cast<std::size_t>(most));
    }
    return limit;
}

std::vector<BatchFailure> batchFailures(const ActionDefinition& action, const ServiceModel& model,
                                        const Value& response)
{
    std::vector<BatchFailure> failures;
    const auto output = model.operation(action.request.operation).output();
    for (const auto& [name, list] : response.members()) {
        const auto shape = output.valid() ? output.member(name) : Shape();
        if (shape.type() != ShapeType::List || !shape.element().hasMember("Code") ||
            !shape.element().hasMember("Message"))
            continue;
        for (const auto& item : list.items())
            failures.push_back({item, item["Code"].text(), item["Message"].text()});
    }
    return failures;
}

namespace {

constexpr std::size_t callsAtOnce = 4;

/// Whether an item of an answer is about this resource: all its texts that the resource knows are its own.
bool isAbout(const Value& item, const Resource& resource)
{
    const auto& own = resource.identifiers();
    return std::any_of(item.members().begin(), item.members().end(), [&own](const auto& member) {
        return !own.empty() && member.first != "Code" && member.first != "Message" &&
               member.second == own.back();
    });
}

} // namespace

/// A single resource is asked by its own action, which gives an answer to show.
const ActionDefinition& calledAction(const std::vector<Resource>& resources, const ActionDefinition& action)
{
    const auto* batch = findAction(resources.front().definition().batchActions, action.name);
    return resources.size() > 1 && batch != nullptr && !batch->request.needsData() ? *batch : action;
}

ActionJob::ActionJob(std::vector<Resource> resources, ActionDefinition action, Value params,
                     std::string cause, QObject* parent)
    : Task(parent),
      m_resources(std::move(resources)),
      m_action(std::move(action)),
      m_params(std::move(params)),
      m_cause(std::move(cause))
{
    const ActionDefinition& called = calledAction(m_resources, m_action);
    if (&called != &m_action)
        m_batch = &called;
    if (m_batch != nullptr) {
        const auto limit = batchLimit(*m_batch, m_resources.front().client().model());
        auto calls = batchCalls(m_resources, *m_batch, m_params, limit);
        std::move(calls.begin(), calls.end(), std::back_inserter(m_waiting));
    } else {
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            m_waiting.push_back({{i}, {}});
    }
    m_callCount = m_waiting.size();
}

ActionJob::~ActionJob() = default;

CallOptions ActionJob::options(std::size_t resource) const
{
    CallOptions options;
    options.cause = m_cause;
    if (const auto& identifiers = m_resources[resource].identifiers(); !identifiers.empty())
        options.target = identifiers.back().isInt() ? std::to_string(identifiers.back().toInt())
                                                    : identifiers.back().text();
    return options;
}

void ActionJob::start()
{
    startMore();
}

void ActionJob::startMore()
{
    while (!m_waiting.empty() && m_running.size() < callsAtOnce) {
        BatchCall next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_batch != nullptr)
            startBatch(std::move(next));
        else
            startSingle(next.resources.front());
    }
}

void ActionJob::startBatch(BatchCall call)
{
    auto running = std::make_unique<Running>();
    const Client& client = m_resources[call.resources.front()].client();
    running->batch = client.call(m_batch->request.operation, call.params, options(call.resources.front()));
    running->resources = std::move(call.resources);
    const Reply* reply = running->batch.get();
    connect(reply, &Reply::finished, this, [this, reply] { receiveBatch(reply); });
    m_running.push_back(std::move(running));
}

void ActionJob::startSingle(std::size_t resource)
{
    auto running = std::make_unique<Running>();
    running->single = m_resources[resource].act(m_action.name, m_params, options(resource));
    running->resources = {resource};
    const ResourceReply* reply = running->single.get();
    connect(reply, &ResourceReply::finished, this, [this, reply] { receiveSingle(reply); });
    m_running.push_back(std::move(running));
}

void ActionJob::receiveBatch(const Reply* reply)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(),
                                    [reply](const auto& entry) { return entry->batch.get() == reply; });
    const auto ended = std::move(*found);
    m_running.erase(found);
    m_lastCallId = reply->callId();
    if (reply->result())
        takeFailures(ended->resources, *reply->result(), reply->callId());
    else
        failAll(ended->resources, reply->result().error(), reply->callId());
    settle(ended->resources.size());
}

void ActionJob::receiveSingle(const ResourceReply* reply)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(),
                                    [reply](const auto& entry) { return entry->single.get() == reply; });
    const auto ended = std::move(*found);
    m_running.erase(found);
    const quint64 callId = reply->call() != nullptr ? reply->call()->callId() : 0;
    m_lastCallId = callId;
    if (!reply->result())
        failAll(ended->resources, reply->result().error(), callId);
    else if (m_resources.size() == 1)
        m_answer = *reply->result();
    settle(1);
}

void ActionJob::failAll(const std::vector<std::size_t>& resources, const Error& error, quint64 callId)
{
    for (const auto resource : resources)
        m_failures.push_back({resource, error, callId});
}

/// What a batch call could not do it lists in its answer.
void ActionJob::takeFailures(const std::vector<std::size_t>& resources, const Value& response, quint64 callId)
{
    const auto& model = m_resources.front().client().model();
    for (const auto& failure : batchFailures(*m_batch, model, response)) {
        auto error = makeError(ErrorKind::Service, failure.code, failure.message);
        error.operation = m_batch->request.operation;
        error.requestId = response["ResponseMetadata"]["RequestId"].text();
        const auto about = std::find_if(resources.begin(), resources.end(), [&](std::size_t resource) {
            return isAbout(failure.item, m_resources[resource]);
        });
        m_failures.push_back({about == resources.end() ? resources.front() : *about, error, callId});
    }
}

void ActionJob::settle(std::size_t count)
{
    m_done += count;
    startMore();
    emit progressed();
    if (m_done >= m_resources.size())
        end();
}

void ActionJob::cancel()
{
    if (isFinished())
        return;
    m_cancelled = true;
    const auto unknown = makeError(ErrorKind::Cancelled, "Cancelled",
                                   "Cancelled while it was under way; the service may have done it");
    const auto unasked = makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled before it was begun");
    for (const auto& running : m_running)
        failAll(running->resources, unknown, 0);
    m_running.clear();
    for (const auto& call : m_waiting)
        failAll(call.resources, unasked, 0);
    m_waiting.clear();
    m_done = m_resources.size();
    end();
}

void ActionJob::giveUp()
{
    m_waiting.clear();
    m_running.clear();
}

std::vector<Resource> ActionJob::succeeded() const
{
    std::vector<bool> failed(m_resources.size());
    for (const auto& failure : m_failures)
        failed[failure.resource] = true;
    std::vector<Resource> result;
    for (std::size_t i = 0; i < m_resources.size(); ++i) {
        if (!failed[i])
            result.push_back(m_resources[i]);
    }
    return result;
}

} // namespace inia
