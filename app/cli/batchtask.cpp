#include "app/cli/batchtask.h"

#include "app/cli/output.h"
#include "core/dynamodb/nativeclient.h"
#include "core/dynamodb/taggedvalue.h"
#include "core/model/catalog.h"
#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "core/presign/presigner.h"
#include "core/resource/requestparams.h"
#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"
#include "core/waiting/waiter.h"

#include <QtCore/QMetaObject>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace inia::cli {

/// {"$resource": type, "identifiers": {...}}, with "data" when it has been loaded.
[[nodiscard]] Value resourceValue(const Resource& resource);

/// Data as it is, resources as above.
[[nodiscard]] Value answerValue(const ResourceAnswer& answer);

/// Parameters of a line, read by the input of the operation they are for.
[[nodiscard]] Result<Value> paramsFor(const Value& json, const Resource& resource,
                                      std::string_view operation);

/// Runs an action with the parameters of a line; those of DynamoDB's resources hold native values, tagged as
/// in core/dynamodb/taggedvalue.h.
[[nodiscard]] Result<ResourceReplyPtr> startAction(const Resource& resource, std::string_view action,
                                                   const Value& params, CallOptions options);

/// What a finished action gave, in the same form.
[[nodiscard]] Result<Value> actionAnswer(const ResourceReply& reply);

/// Starts a line of kind resource: what it asks of a resource by "get", "action", "collection" or "wait".
/// Without any of these the resource itself is the answer. As startTask().
[[nodiscard]] Result<BatchTask> startResourceLine(const BatchLine& line, const Client& client,
                                                  BatchDone done);

Value resourceValue(const Resource& resource)
{
    Value identifiers = Value::emptyMap();
    for (std::size_t i = 0; i < resource.identifiers().size(); ++i)
        identifiers.insert(resource.definition().identifiers[i].snakeName, resource.identifiers()[i]);
    Value value = Value::map({{"$resource", resource.type()}, {"identifiers", identifiers}});
    if (resource.isLoaded())
        value.insert("data", resource.data());
    return value;
}

Value answerValue(const ResourceAnswer& answer)
{
    if (answer.kind == ResourceAnswer::Kind::Data)
        return answer.data;
    if (answer.kind == ResourceAnswer::Kind::One)
        return resourceValue(answer.resources.front());
    Value list = Value::emptyList();
    for (const auto& resource : answer.resources)
        list.append(resourceValue(resource));
    return list;
}

namespace {

Error noObject()
{
    return makeError(ErrorKind::Parameter, "InvalidLine", "parameters have to be an object");
}

std::string operationOf(const Resource& resource, std::string_view action)
{
    const auto& actions = resource.definition().actions;
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [action](const auto& known) { return known.name == action; });
    return found == actions.end() ? std::string() : found->request.operation;
}

} // namespace

Result<Value> paramsFor(const Value& json, const Resource& resource, std::string_view operation)
{
    if (!json.isNull() && !json.isMap())
        return noObject();
    return valuesFromJson(json, resource.client().model().operation(operation).input());
}

Result<ResourceReplyPtr> startAction(const Resource& resource, std::string_view action, const Value& params,
                                     CallOptions options)
{
    if (!dynamodb::takesNativeValues(resource)) {
        auto values = paramsFor(params, resource, operationOf(resource, action));
        if (!values)
            return values.error();
        return resource.act(action, std::move(values).value(), std::move(options));
    }
    if (!params.isNull() && !params.isMap())
        return noObject();
    const auto native = dynamodb::nativeFromTagged(params);
    if (!native)
        return native.error();
    return dynamodb::act(resource, action, *native, std::move(options));
}

Result<Value> actionAnswer(const ResourceReply& reply)
{
    const auto& answer = *reply.result();
    if (answer.kind != ResourceAnswer::Kind::Data || reply.operation().empty() ||
        !dynamodb::takesNativeValues(reply.resource()))
        return answerValue(answer);
    const auto native = dynamodb::nativeData(reply);
    if (!native)
        return native.error();
    const auto& service = reply.resource().client().model();
    return dynamodb::taggedFromAnswer(service.operation(reply.operation()), *native);
}

namespace {

Result<Resource> resourceOf(const BatchLine& line, const Client& client)
{
    const auto& name = client.serviceName();
    const bool isExplored = client.catalog().isExplored(name);
    auto document = isExplored ? client.catalog().explorer(name) : client.catalog().resources(name);
    if (!document)
        return document.error();
    auto service =
        Resource::create(client, std::make_shared<const ResourceDefinitions>(std::move(document).value()),
                         ResourceDefinitions::serviceType, {});
    if (service && line.whole["account"].isText())
        service->definitions()->setAccount(line.whole["account"].text());
    const auto& type = line.whole["resource"];
    if (!service || type.isNull() || type.text() == ResourceDefinitions::serviceType)
        return service;
    const auto& identifiers = line.whole["identifiers"];
    if (!identifiers.isNull() && !identifiers.isList()) {
        return makeError(ErrorKind::Parameter, "InvalidLine",
                         "\"identifiers\" has to be a list of values in the order of the resource's "
                         "identifiers");
    }
    // What was inferred has its types in lists alone, never at the service.
    if (isExplored)
        return Resource::create(client, service->definitions(), type.text(), identifiers.items());
    return service->subResource(type.text(), identifiers.items());
}

} // namespace

Result<BatchTask> startResourceLine(const BatchLine& line, const Client& client, BatchDone done)
{
    auto resource = resourceOf(line, client);
    if (!resource)
        return resource.error();
    auto* task = new ResourceTask(line, std::move(resource).value(), std::move(done));
    BatchTask owner(task, [](void* raw) { static_cast<ResourceTask*>(raw)->drop(); });
    if (auto started = task->start(); !started)
        return started.error();
    return owner;
}

namespace {

/// Reads the line's parameters by the input of an operation; an unknown one is told by whoever calls it.
Result<Value> paramsFor(const BatchLine& line, const Client& client, std::string_view name)
{
    const auto operation = client.model().operation(name);
    return valuesFromJson(line.params, operation.input());
}

/// An owner that may drop the object inside one of its signals.
template <typename Object>
BatchTask owned(std::unique_ptr<Object> object)
{
    return BatchTask(object.release(), [](void* raw) {
        auto* gone = static_cast<Object*>(raw);
        gone->disconnect();
        gone->deleteLater();
    });
}

CallOptions optionsOf(const BatchLine& line)
{
    CallOptions options;
    options.dryRun = line.dryRun;
    return options;
}

Result<BatchTask> startCall(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    std::shared_ptr<Reply> reply(client.call(line.operation, std::move(params).value(), optionsOf(line)));
    QObject::connect(reply.get(), &Reply::finished, context,
                     [reply = reply.get(), isDry = line.dryRun, done = std::move(done)] {
                         const auto& result = reply->result();
                         if (!result)
                             done(errorAnswer(result.error(), reply->errorResponse()));
                         else if (isDry)
                             done({"request", requestValue(*reply)});
                         else
                             done({"response", *result});
                     });
    return BatchTask(reply);
}

Result<BatchTask> startPages(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    const auto config = PaginationConfig::fromValue(line.whole["pagination"]);
    if (!config)
        return config.error();
    auto paginator = client.paginator(line.operation, std::move(params).value(), *config);
    if (!paginator)
        return paginator.error();
    auto whole = std::make_shared<FullResult>(paginator->paths());
    auto reader = makeOwned<PageReader>(std::move(paginator).value(), optionsOf(line));
    QObject::connect(reader.get(), &PageReader::pageReady, context,
                     [whole](const Value& page) { whole->add(page); });
    QObject::connect(reader.get(), &PageReader::finished, context,
                     [reader = reader.get(), whole, isDry = line.dryRun, done = std::move(done)] {
                         if (!reader->result())
                             done(errorAnswer(reader->result().error(), reader->reply()->errorResponse()));
                         else if (isDry)
                             done({"request", requestValue(*reader->reply())});
                         else
                             done({"response", whole->value(reader->paginator().resumeToken())});
                     });
    reader->readAll();
    return BatchTask(std::move(reader));
}

Result<BatchTask> startWait(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    // Asked for its operation, whose input says how to read the parameters.
    const auto known = client.waiter(line.operation);
    if (!known)
        return known.error();
    auto params = paramsFor(line, client, (*known)->model().operation);
    if (!params)
        return params.error();
    const auto config = WaiterConfig::fromValue(line.whole["waiter_config"]);
    if (!config)
        return config.error();
    auto made = client.waiter(line.operation, std::move(params).value(), *config);
    if (!made)
        return made.error();
    auto waiter = std::move(made).value();
    QObject::connect(waiter.get(), &Waiter::finished, context,
                     [waiter = waiter.get(), done = std::move(done)] {
                         if (waiter->result())
                             done({"response", *waiter->result()});
                         else
                             done(errorAnswer(waiter->result().error(), waiter->lastResponse()));
                     });
    waiter->start();
    return BatchTask(std::move(waiter));
}

Result<BatchTask> startPresign(const BatchLine& line, const Client& client, BatchDone done)
{
    auto params = paramsFor(line, client, line.operation);
    if (!params)
        return params.error();
    PresignOptions options;
    if (const Value& expires = line.whole["expires_in"]; !expires.isNull()) {
        if (!expires.isInt())
            return makeError(ErrorKind::Parameter, "InvalidLine",
                             "\"expires_in\" has to be a number of seconds");
        options.expires = std::chrono::seconds(expires.toInt());
    }
    options.httpMethod = line.whole["http_method"].text();
    auto task = std::make_unique<QObject>();
    client.presigner().url(task.get(), line.operation, std::move(params).value(), options,
                           [task = task.get(), done = std::move(done)](const Result<PresignedUrl>& url) {
                               BatchAnswer answer = url ? BatchAnswer{"response", presignedValue(*url)}
                                                        : errorAnswer(url.error());
                               // It may come before startTask() has returned.
                               QMetaObject::invokeMethod(
                                   task, [done, answer = std::move(answer)] { done(answer); },
                                   Qt::QueuedConnection);
                           });
    return owned(std::move(task));
}

} // namespace

BatchAnswer errorAnswer(const Error& error, const Value& response)
{
    return {"error", errorValue(error, response)};
}

Result<BatchTask> startTask(const BatchLine& line, const Client& client, QObject* context, BatchDone done)
{
    if (line.kind == "resource")
        return startResourceLine(line, client, std::move(done));
    // A call of an unknown operation tells what there is instead.
    const bool isKnown = line.kind == "wait" || client.model().operation(line.operation).valid();
    if (line.kind == "call" || !isKnown)
        return startCall(line, client, context, std::move(done));
    if (line.kind == "paginate")
        return startPages(line, client, context, std::move(done));
    if (line.kind == "wait")
        return startWait(line, client, context, std::move(done));
    return startPresign(line, client, std::move(done));
}

namespace {

template <typename Definitions>
std::string operationOf(const Definitions& definitions, const std::string& name)
{
    const auto found = std::find_if(definitions.begin(), definitions.end(),
                                    [&name](const auto& definition) { return definition.name == name; });
    return found == definitions.end() ? std::string() : found->request.operation;
}

/// Its collections: what lists them, with what, and the type of what is in them.
Value structureOf(const Resource& resource)
{
    Value collections = Value::emptyList();
    for (const auto& definition : resource.definition().collections) {
        if (lacksIdentifiers(resource, definition.request))
            continue;
        const auto collection = resource.collection(definition.name);
        collections.append(Value::map({{"name", Value(definition.name)},
                                       {"type", Value(definition.resource.type)},
                                       {"operation", Value(definition.request.operation)},
                                       {"needs_data", Value(definition.request.needsData())},
                                       {"params", collection ? collection->params() : Value()}}));
    }
    return Value::map({{"collections", collections}});
}

} // namespace

ResourceTask::ResourceTask(const BatchLine& line, Resource resource, BatchDone done)
    : m_line(line), m_resource(std::move(resource)), m_done(std::move(done))
{
}

void ResourceTask::drop()
{
    m_done = nullptr;
    deleteLater();
}

Result<void> ResourceTask::start()
{
    const Value& line = m_line.whole;
    const auto isAsked = [&line](const char* what) { return !line[what].isNull(); };
    if (line["structure"].toBool()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                finish({"response", structureOf(m_resource)});
            },
            Qt::QueuedConnection);
        return {};
    }
    if (std::ranges::count_if(std::array{"get", "action", "collection", "wait"}, isAsked) > 1)
        return lineError("a line asks for one of get, action, collection and wait");
    if (!line["get"].isNull())
        return startGet();
    if (!line["action"].isNull())
        return startAction();
    if (!line["collection"].isNull())
        return startCollection();
    if (!line["wait"].isNull())
        return startWait();
    QMetaObject::invokeMethod(
        this,
        [this] {
            finish({"response", resourceValue(m_resource)});
        },
        Qt::QueuedConnection);
    return {};
}

CallOptions ResourceTask::callOptions() const
{
    CallOptions options;
    options.dryRun = m_line.dryRun;
    return options;
}

Result<void> ResourceTask::startGet()
{
    for (const auto& name : m_line.whole["get"].items())
        m_names.push_back(name.text());
    if (m_names.empty())
        return lineError("\"get\" has to be a list of names");
    std::reverse(m_names.begin(), m_names.end());
    m_response = Value::emptyMap();
    getNext();
    return {};
}

void ResourceTask::getNext()
{
    m_reply = m_resource.get(m_names.back(), callOptions());
    connect(m_reply.get(), &ResourceReply::finished, this, [this] {
        if (!m_reply->result())
            return finishReply(m_reply->result().error());
        if (m_line.dryRun && m_reply->call())
            return finishDry(m_reply->call());
        m_response.insert(m_names.back(), answerValue(*m_reply->result()));
        m_names.pop_back();
        if (m_names.empty())
            finish({"response", m_response});
        else
            getNext();
    });
}

Result<void> ResourceTask::startAction()
{
    const auto& action = m_line.whole["action"].text();
    auto reply = cli::startAction(m_resource, action, m_line.whole["params"], callOptions());
    if (!reply)
        return reply.error();
    m_reply = std::move(reply).value();
    connect(m_reply.get(), &ResourceReply::finished, this, [this] {
        if (!m_reply->result())
            finishReply(m_reply->result().error());
        else if (m_line.dryRun)
            finishDry(m_reply->call());
        else
            finishAction();
    });
    return {};
}

void ResourceTask::finishAction()
{
    const auto answer = actionAnswer(*m_reply);
    if (answer)
        finish({"response", *answer});
    else
        finish(errorAnswer(answer.error()));
}

Result<Collection> ResourceTask::collection() const
{
    const Value& line = m_line.whole;
    auto collection = m_resource.collection(line["collection"].text());
    if (!collection)
        return collection;
    const auto filter = paramsFor(line["filter"], m_resource, collection->definition().request.operation);
    if (!filter)
        return filter.error();
    auto chained = collection->filter(*filter);
    for (const auto* name : {"limit", "page_size"}) {
        if (!line[name].isNull() && !line[name].isInt())
            return lineError("\"" + std::string(name) + "\" has to be a whole number");
    }
    if (line["limit"].isInt())
        chained = chained.limit(line["limit"].toInt());
    return line["page_size"].isInt() ? chained.pageSize(line["page_size"].toInt()) : chained;
}

Result<void> ResourceTask::startCollection()
{
    auto asked = collection();
    if (!asked)
        return asked.error();
    const auto& request = asked->definition().request;
    if (m_line.dryRun) {
        auto params = asked->params();
        if (auto paginator = m_resource.client().paginator(request.operation, params)) {
            if (asked->pageSize())
                paginator->setPageSize(*asked->pageSize());
            params = paginator->nextParams();
        }
        prepareCall(request.operation, std::move(params));
        return {};
    }
    const auto& batch = m_line.whole["batch_action"];
    if (batch.isNull()) {
        walk(*asked);
        return {};
    }
    const auto type = Resource::create(m_resource.client(), m_resource.definitions(),
                                       asked->definition().resource.type, {});
    auto params = paramsFor(m_line.whole["params"], m_resource,
                            type ? operationOf(type->definition().batchActions, batch.text()) : "");
    if (!params)
        return params.error();
    m_batch = asked->batch(batch.text(), std::move(params).value());
    connect(m_batch.get(), &BatchReply::finished, this, [this] {
        if (m_batch->result())
            finish({"response", m_batch->responses()});
        else
            finish(errorAnswer(m_batch->result().error()));
    });
    return {};
}

void ResourceTask::walk(const Collection& collection)
{
    using State = CollectionCursor::State;
    m_response = Value::emptyList();
    m_cursor = collection.open();
    connect(m_cursor.get(), &CollectionCursor::pageReady, this, [this](const CollectionPage& page) {
        for (const auto& resource : m_cursor->resources(page))
            m_response.append(resourceValue(resource));
    });
    // Queued: a cursor may fail before it has returned.
    connect(
        m_cursor.get(), &CollectionCursor::stateChanged, this,
        [this] {
            if (m_cursor->state() == State::Failed)
                finish(errorAnswer(*m_cursor->error()));
            else if (m_cursor->state() == State::Complete)
                finish({"response", m_response});
            else if (m_cursor->state() == State::More)
                m_cursor->fetchNextPage();
        },
        Qt::QueuedConnection);
    m_cursor->fetchNextPage();
}

Result<void> ResourceTask::startWait()
{
    const auto& name = m_line.whole["wait"].text();
    auto waiter = m_resource.waiter(name);
    if (!waiter)
        return waiter.error();
    const auto operation = (*waiter)->model().operation;
    const auto params = paramsFor(m_line.whole["params"], m_resource, operation);
    if (!params)
        return params.error();
    if (m_line.dryRun) {
        prepareCall(operation, m_resource.waiterParams(name, *params));
        return {};
    }
    waiter = m_resource.waiter(name, *params);
    if (!waiter)
        return waiter.error();
    m_waiter = std::move(waiter).value();
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        if (m_waiter->result())
            finish({"response", Value()});
        else
            finish(errorAnswer(m_waiter->result().error(), m_waiter->lastResponse()));
    });
    m_waiter->start();
    return {};
}

void ResourceTask::prepareCall(const std::string& operation, Value params)
{
    m_call = m_resource.client().call(operation, std::move(params), callOptions());
    connect(m_call.get(), &Reply::finished, this, [this] {
        if (m_call->result())
            finishDry(m_call.get());
        else
            finish(errorAnswer(m_call->result().error(), m_call->errorResponse()));
    });
}

void ResourceTask::finishDry(const Reply* reply)
{
    const auto request = requestValue(*reply);
    finish({"request", request, Value::list({request})});
}

void ResourceTask::finishReply(const Error& error)
{
    finish(errorAnswer(error, m_reply->call() ? m_reply->call()->errorResponse() : Value()));
}

void ResourceTask::finish(const BatchAnswer& answer)
{
    if (m_done)
        std::exchange(m_done, nullptr)(answer);
}

} // namespace inia::cli
