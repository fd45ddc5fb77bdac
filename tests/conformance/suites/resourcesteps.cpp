#include "tests/conformance/suites/resourcesteps.h"

#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"
#include "core/waiting/waiter.h"
#include "tests/conformance/compare.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>

namespace inia::conformance {

namespace {

template <typename Work>
void waitFor(const Work& work)
{
    QDeadlineTimer deadline(20'000);
    while (!work.isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
}

/// The reference run answers above the retries, which note here how many there were.
Value withoutRetries(Value response)
{
    if (!response.isMap() || !response.contains("ResponseMetadata"))
        return response;
    Value metadata = response["ResponseMetadata"];
    metadata.mutableMap().remove("RetryAttempts");
    metadata.mutableMap().remove("MaxAttemptsReached");
    if (metadata.size() > 0)
        response.insert("ResponseMetadata", metadata);
    else
        response.mutableMap().remove("ResponseMetadata");
    return response;
}

Value written(const Resource& resource)
{
    Value identifiers = Value::emptyMap();
    for (std::size_t i = 0; i < resource.identifiers().size(); ++i)
        identifiers.insert(resource.definition().identifiers[i].snakeName, resource.identifiers()[i]);
    Value value = Value::map({{"$resource", resource.type()}, {"identifiers", identifiers}});
    if (resource.isLoaded())
        value.insert("data", withoutRetries(resource.data()));
    return value;
}

Value written(const std::vector<Resource>& resources)
{
    Value list = Value::emptyList();
    for (const auto& resource : resources)
        list.append(written(resource));
    return list;
}

} // namespace

Result<Value> ResourceSteps::run(const Value& steps)
{
    for (const auto& item : steps.items()) {
        if (const auto done = step(item); !done)
            return done.error();
    }
    return m_resource ? written(*m_resource) : m_value;
}

Result<void> ResourceSteps::step(const Value& step)
{
    const auto& kind = step[0].text();
    if (kind == "list" || kind == "pages" || kind == "page_size" || kind == "limit")
        return collectionStep(step);
    if (!m_resource)
        return makeError(ErrorKind::Parameter, "NoResource", "the step '" + kind + "' needs a resource");
    if (kind == "action")
        return take(m_resource->act(step[1].text(), untagged(step[2])));
    if (kind == "attr")
        return take(m_resource->get(step[1].text()));
    if (kind == "batch")
        return runBatch(step);
    if (kind == "wait")
        return runWaiter(step);
    if (kind == "all" || kind == "filter") {
        const auto collection = m_resource->collection(step[1].text());
        if (!collection)
            return collection.error();
        m_collection = collection->filter(untagged(step[2]));
        m_resource.reset();
        return {};
    }
    if (kind != "sub")
        return makeError(ErrorKind::Unsupported, "UnknownStep", "there is no step '" + kind + "'");
    auto resource = m_resource->subResource(step[1].text(), {step.items().begin() + 2, step.items().end()});
    if (!resource)
        return resource.error();
    m_resource = std::move(resource).value();
    return {};
}

Result<void> ResourceSteps::collectionStep(const Value& step)
{
    if (!m_collection)
        return makeError(ErrorKind::Parameter, "NoCollection", "the step needs a collection");
    if (step[0].text() == "page_size")
        m_collection = m_collection->pageSize(step[1].toInt());
    else if (step[0].text() == "limit")
        m_collection = m_collection->limit(step[1].toInt());
    else
        return walk(step[0].text() == "pages");
    return {};
}

Result<void> ResourceSteps::walk(bool asPages)
{
    const auto cursor = m_collection->open();
    m_value = Value::emptyList();
    QObject::connect(cursor.get(), &CollectionCursor::pageReady, cursor.get(),
                     [&](const CollectionPage& page) {
                         const auto resources = written(cursor->resources(page));
                         if (asPages)
                             m_value.append(resources);
                         for (const auto& resource : asPages ? Value::List() : resources.items())
                             m_value.append(resource);
                     });
    using State = CollectionCursor::State;
    QDeadlineTimer deadline(20'000);
    while (cursor->state() != State::Complete && cursor->state() != State::Failed && !deadline.hasExpired()) {
        if (cursor->state() != State::Loading)
            cursor->fetchNextPage();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
    }
    if (cursor->state() == State::Failed)
        return *cursor->error();
    return {};
}

Result<void> ResourceSteps::runBatch(const Value& step)
{
    const auto collection = m_resource->collection(step[1].text());
    if (!collection)
        return collection.error();
    const auto reply = collection->batch(step[2].text(), untagged(step[3]));
    waitFor(*reply);
    m_value = Value::emptyList();
    for (const auto& response : reply->responses().items())
        m_value.append(withoutRetries(response));
    m_resource.reset();
    return reply->result();
}

Result<void> ResourceSteps::runWaiter(const Value& step)
{
    auto waiter = m_resource->waiter(step[1].text(), untagged(step[2]));
    if (!waiter)
        return waiter.error();
    (*waiter)->start();
    waitFor(**waiter);
    m_value = {};
    m_resource.reset();
    return (*waiter)->result() ? Result<void>() : Result<void>((*waiter)->result().error());
}

Result<void> ResourceSteps::take(const ResourceReplyPtr& reply)
{
    waitFor(*reply);
    if (!reply->result())
        return reply->result().error();
    const auto& answer = *reply->result();
    m_resource.reset();
    m_value = withoutRetries(answer.data);
    if (answer.kind == ResourceAnswer::Kind::One)
        m_resource = answer.resources.front();
    else if (answer.kind == ResourceAnswer::Kind::Many)
        m_value = written(answer.resources);
    return {};
}

} // namespace inia::conformance
