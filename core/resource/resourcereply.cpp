#include "core/resource/resourcereply.h"

#include "core/resource/requestparams.h"
#include "core/resource/resource.h"
#include "core/resource/resourcedefinition.h"

#include <algorithm>

namespace inia {

namespace {

template <typename Definitions>
const auto* named(const Definitions& definitions, std::string_view name)
{
    const auto found = std::find_if(definitions.begin(), definitions.end(),
                                    [name](const auto& definition) { return definition.name == name; });
    return found == definitions.end() ? nullptr : &*found;
}

Error cannotLoad(const Resource& resource)
{
    return makeError(ErrorKind::Unsupported, "ResourceLoadError",
                     resource.definition().service + "." + resource.type() + " has no load method");
}

ResourceAnswer createdTags(const Resource& service, const Value& params)
{
    ResourceAnswer answer;
    answer.kind = ResourceAnswer::Kind::Many;
    for (const auto& id : params["Resources"].items()) {
        for (const auto& tag : params["Tags"].items()) {
            if (auto resource = service.subResource("Tag", {id, tag["Key"], tag["Value"]}))
                answer.resources.push_back(std::move(resource).value());
        }
    }
    return answer;
}

} // namespace

ResourceReply::ResourceReply(Resource resource, CallOptions options)
    : m_resource(std::move(resource)),
      m_options(std::move(options)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"))
{
}

ResourceReplyPtr ResourceReply::get(Resource resource, std::string_view name, CallOptions options)
{
    ResourceReplyPtr reply(new ResourceReply(std::move(resource), std::move(options)));
    const auto& definition = reply->m_resource.definition();
    reply->m_name = name;
    const auto* attribute = named(definition.attributes, name);
    const bool isReference = named(definition.references, name) != nullptr;
    if (attribute || isReference)
        reply->begin(isReference || attribute->identifier.empty());
    else if (!reply->m_resource.identifier(name).isNull())
        reply->begin(false);
    else
        reply->finishLater(unknownMember(reply->m_resource, "attribute", name,
                                         ResourceStructure::of(definition).attributes));
    return reply;
}

ResourceReplyPtr ResourceReply::act(Resource resource, std::string_view action, const Value& params,
                                    CallOptions options)
{
    auto travelling = resource.definitions()->extension().travelling(resource, action, params);
    return actWith(std::move(resource), action, std::move(travelling), std::move(options));
}

ResourceReplyPtr ResourceReply::actWith(Resource resource, std::string_view action, Result<Value> params,
                                        CallOptions options)
{
    ResourceReplyPtr reply(new ResourceReply(std::move(resource), std::move(options)));
    const auto& definition = reply->m_resource.definition();
    const auto structure = ResourceStructure::of(definition);
    const auto* found = named(definition.actions, action);
    reply->m_isLoad =
        !found && std::binary_search(structure.actions.begin(), structure.actions.end(), action);
    if (reply->m_isLoad) {
        reply->follow(reply->m_resource.load(reply->m_options), &ResourceReply::receiveLoad);
    } else if (!found) {
        reply->finishLater(unknownMember(reply->m_resource, "action", action, structure.actions));
    } else if (!params) {
        reply->finishLater(params.error());
    } else if (found->rule == ActionRule::Programmed) {
        reply->beginWork(action, *params);
    } else {
        reply->m_action = *found;
        reply->m_params = std::move(params).value();
        reply->begin(found->request.needsData() || found->resource.needsData());
    }
    return reply;
}

void ResourceReply::beginWork(std::string_view action, const Value& params)
{
    if (m_options.dryRun) {
        finishLater(makeError(ErrorKind::Unsupported, "NotOneCall",
                              "'" + std::string(action) +
                                  "' is more than one call and has no dry run; run it, or try the calls that "
                                  "it makes"));
        return;
    }
    auto work = m_resource.definitions()->extension().begin(m_resource, action, params, m_options);
    if (!work) {
        finishLater(work.error());
        return;
    }
    m_work = std::move(work).value();
    connect(m_work.task.get(), &Task::finished, this, [this] {
        const auto result = m_work.result();
        finish(result ? Result<ResourceAnswer>(ResourceAnswer()) : result.error());
    });
}

void ResourceReply::begin(bool needsData)
{
    if (!needsData || m_resource.isLoaded())
        proceed();
    else if (m_resource.canLoad())
        follow(m_resource.load(m_options), &ResourceReply::receiveLoad);
    else
        finishLater(cannotLoad(m_resource));
}

void ResourceReply::proceed()
{
    if (!m_action) {
        if (named(m_resource.definition().references, m_name))
            finishLater(m_resource.reference(m_name));
        else
            finishLater(ResourceAnswer::of(m_resource.attribute(m_name)));
        return;
    }
    const auto built = buildParams(m_resource, m_action->request);
    m_params = m_action->rule == ActionRule::DeleteTags ? overriddenParams(m_params, built)
                                                        : overriddenParams(built, m_params);
    follow(m_resource.client().call(m_action->request.operation, m_params, m_options),
           &ResourceReply::receiveAnswer);
}

void ResourceReply::follow(ReplyPtr reply, void (ResourceReply::*receiver)())
{
    m_reply = std::move(reply);
    ++m_calls;
    connect(m_reply.get(), &Reply::finished, this, receiver);
}

void ResourceReply::receiveLoad()
{
    const auto& result = m_reply->result();
    if (!result && !m_resource.acceptLoadError(result.error())) {
        finish(result.error());
        return;
    }
    if (m_options.dryRun) {
        finish(ResourceAnswer());
        return;
    }
    if (result)
        m_resource.acceptLoad(*result);
    if (m_isLoad)
        finish(ResourceAnswer());
    else if (!m_resource.isLoaded())
        finish(makeError(ErrorKind::Service, "NotFound",
                         m_resource.text() + " is not in the answer of " +
                             m_resource.definition().loadRequest.operation));
    else
        proceed();
}

void ResourceReply::receiveAnswer()
{
    const auto& result = m_reply->result();
    if (!result) {
        finish(result.error());
        return;
    }
    if (m_options.dryRun) {
        finish(ResourceAnswer());
        return;
    }
    auto found = answer(*result);
    if (m_action->rule == ActionRule::Modelled && m_resource.canLoad())
        m_resource.setData({});
    finish(std::move(found));
}

Result<ResourceAnswer> ResourceReply::answer(const Value& response) const
{
    if (m_action->rule == ActionRule::CreateTags)
        return createdTags(m_resource, m_params);
    if (m_action->resource.type.empty())
        return ResourceAnswer::of(foundAt(m_action->path, response));
    return answerOf(m_resource, m_action->resource, m_params, response, m_action->request.operation);
}

void ResourceReply::finishLater(Result<ResourceAnswer> result)
{
    QMetaObject::invokeMethod(
        this, [this, result = std::move(result)] { finish(result); }, Qt::QueuedConnection);
}

void ResourceReply::finish(Result<ResourceAnswer> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    end();
}

/// Work takes back by itself what it has begun.
void ResourceReply::giveUp()
{
    m_reply.reset();
    if (Task* task = m_work.task.release()) {
        QObject::disconnect(task, nullptr, this, nullptr);
        QObject::connect(task, &Task::finished, task, &QObject::deleteLater);
        if (task->isFinished())
            task->deleteLater();
        task->cancel();
    }
}

void ResourceReply::cancel()
{
    if (isFinished())
        return;
    if (m_work.task) {
        m_work.task->cancel(); // finishes when it has taken back what it began
        return;
    }
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled"));
}

BatchReply::BatchReply(const Collection& collection, CallOptions options)
    : m_cursor(collection), m_options(std::move(options))
{
    connect(&m_cursor, &CollectionCursor::pageReady, this,
            [this](const CollectionPage& page) { m_page = page; });
    connect(&m_cursor, &CollectionCursor::stateChanged, this, &BatchReply::receiveState);
}

BatchReplyPtr BatchReply::start(const Collection& collection, std::string_view action, Value params,
                                CallOptions options)
{
    BatchReplyPtr reply(new BatchReply(collection, std::move(options)));
    reply->m_params = std::move(params);
    const auto& parent = collection.parent();
    const auto type =
        Resource::create(parent.client(), parent.definitions(), collection.definition().resource.type, {});
    std::vector<std::string> known;
    for (const auto& batch : type ? type->definition().batchActions : std::vector<ActionDefinition>()) {
        known.push_back(batch.name);
        if (batch.name == action)
            reply->m_action = batch;
    }
    QMetaObject::invokeMethod(
        reply.get(),
        [reply = reply.get(), parent, known, name = std::string(action)] {
            const auto& collection = reply->m_cursor.collection().definition().name;
            if (reply->m_action.name.empty())
                reply->finish(unknownMember(parent, "batch action for its " + collection, name, known));
            else if (!reply->isFinished())
                reply->m_cursor.fetchNextPage(reply->m_options);
        },
        Qt::QueuedConnection);
    return reply;
}

void BatchReply::receiveState()
{
    if (m_cursor.state() == CollectionCursor::State::Failed)
        finish(*m_cursor.error());
    else if (m_cursor.state() != CollectionCursor::State::Loading)
        actOnPage();
}

void BatchReply::actOnPage()
{
    Value params = Value::emptyMap();
    std::size_t index = 0;
    for (const auto& resource : m_cursor.resources(m_page))
        addBatchParams(params, resource, m_action.request, index++);
    if (params.size() == 0) {
        finish({});
        return;
    }
    m_reply = m_cursor.collection().parent().client().call(m_action.request.operation,
                                                           overriddenParams(params, m_params), m_options);
    connect(m_reply.get(), &Reply::finished, this, &BatchReply::receiveAnswer);
}

void BatchReply::receiveAnswer()
{
    const auto& result = m_reply->result();
    if (!result) {
        finish(result.error());
        return;
    }
    m_responses.append(foundAt(m_action.path, *result));
    if (m_cursor.state() == CollectionCursor::State::More)
        m_cursor.fetchNextPage(m_options);
    else
        finish({});
}

void BatchReply::finish(Result<void> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    end();
}

void BatchReply::giveUp()
{
    m_cursor.disconnect();
    m_cursor.cancel();
    m_reply.reset();
}

void BatchReply::cancel()
{
    m_cursor.cancel();
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the batch was cancelled"));
}

} // namespace inia
