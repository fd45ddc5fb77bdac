#include "app/cli/resourcetask.h"

#include "app/cli/output.h"
#include "app/cli/resourceaction.h"
#include "app/cli/resourcevalues.h"
#include "core/resource/requestparams.h"
#include "core/waiting/waiter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inia::cli {

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
