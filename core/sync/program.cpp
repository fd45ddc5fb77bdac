#include "core/sync/program.h"

#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"
#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"
#include "core/sync/client.h"

#include <QtCore/QCoreApplication>

#include <iostream>
#include <ostream>

namespace inia {

std::ostream& operator<<(std::ostream& out, const Value& value)
{
    if (value.isText())
        return out << value.text();
    if (value.isBlob())
        return out.write(value.blob().constData(), value.blob().size());
    if (value.isTime()) {
        if (const auto text =
                formatTimestamp(value.time(), TimestampFormat::Iso8601, FractionStyle::Shortest))
            return out << *text;
    }
    JsonStyle style;
    style.asciiOnly = false;
    return out << toJson(value, style);
}

} // namespace inia

namespace inia::sync {

namespace {

/// The next page of the cursor that has items; nothing at the end, or after keeping the cursor's error.
std::vector<inia::Resource> nextPage(CollectionCursor& cursor, FirstError& firstError)
{
    using State = CollectionCursor::State;
    std::vector<inia::Resource> items;
    QEventLoop loop;
    QObject::connect(&cursor, &CollectionCursor::pageReady, &loop,
                     [&](const CollectionPage& page) { items = cursor.resources(page); });
    QObject::connect(&cursor, &CollectionCursor::stateChanged, &loop, [&] {
        if (cursor.state() != State::Loading)
            loop.quit();
    });
    while (items.empty() && (cursor.state() == State::Pristine || cursor.state() == State::More)) {
        cursor.fetchNextPage();
        if (cursor.state() == State::Loading)
            loop.exec();
    }
    if (cursor.error())
        firstError.keep(*cursor.error());
    else if (cursor.state() == State::Loading)
        firstError.keep(
            makeError(ErrorKind::Cancelled, "Cancelled", "The program ended while it was waiting."));
    return items;
}

} // namespace

Resource Resource::subResource(std::string_view name, std::vector<Value> identifiers) const
{
    if (!isUsable())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_resource->subResource(name, std::move(identifiers))), m_firstError};
}

Collection Resource::collection(std::string_view name) const
{
    if (!isUsable())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_resource->collection(name)), m_firstError};
}

Value Resource::operator[](std::string_view name) const
{
    if (!isUsable())
        return {};
    auto known = m_resource->attribute(name);
    return known.isNull() ? answerOf(m_resource->get(name)).data : known;
}

std::vector<Resource> Resource::reference(std::string_view name) const
{
    return isUsable() ? answerOf(m_resource->get(name)).resources : std::vector<Resource>();
}

Answer Resource::act(std::string_view action, const Params& params) const
{
    return isUsable() ? answerOf(m_resource->act(action, params.value)) : Answer();
}

void Resource::wait(std::string_view waiter, const Params& params) const
{
    if (!isUsable())
        return;
    if (const auto made = m_firstError->valueOf(m_resource->waiter(waiter, params.value)))
        (void)m_firstError->valueOf(await(*made));
}

Answer Resource::answerOf(const ResourceReplyPtr& reply) const
{
    const auto found = m_firstError->valueOf(await(reply));
    if (!found)
        return {};
    Answer answer{found->data, {}};
    for (const auto& resource : found->resources)
        answer.resources.push_back({resource, m_firstError});
    return answer;
}

Collection Collection::filter(const Params& params) const
{
    return m_collection ? Collection(m_collection->filter(params.value), m_firstError) : *this;
}

Collection Collection::limit(std::int64_t count) const
{
    return m_collection ? Collection(m_collection->limit(count), m_firstError) : *this;
}

Collection Collection::pageSize(std::int64_t count) const
{
    return m_collection ? Collection(m_collection->pageSize(count), m_firstError) : *this;
}

PagedRange<Resource> Collection::items() const
{
    const std::shared_ptr<CollectionCursor> cursor = m_collection ? m_collection->open() : nullptr;
    return PagedRange<Resource>([cursor, firstError = m_firstError] {
        std::vector<Resource> items;
        if (cursor && !firstError->hasHappened()) {
            for (auto& resource : nextPage(*cursor, *firstError))
                items.push_back({std::move(resource), firstError});
        }
        return items;
    });
}

Value Collection::batch(std::string_view action, const Params& params) const
{
    if (!m_collection || m_firstError->hasHappened())
        return {};
    const auto reply = m_collection->batch(action, params.value);
    if (const auto done = await(reply); !done)
        m_firstError->keep(done.error());
    return reply->responses();
}

Client Session::client(std::string_view service, const ClientOptions& options) const
{
    if (!m_session || m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_session->client(service, options)), m_firstError};
}

Resource Session::resource(std::string_view service, const ClientOptions& options) const
{
    if (!m_session || m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_session->resource(service, options)), m_firstError};
}

Program::Program(const Runtime& runtime) : m_runtime(runtime), m_defaultSession(session()) {}

Session Program::session(SessionOptions options) const
{
    if (m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(inia::Session::create(m_runtime, std::move(options))), m_firstError};
}

Client Program::client(std::string_view service, const ClientOptions& options) const
{
    return m_defaultSession.client(service, options);
}

Resource Program::resource(std::string_view service, const ClientOptions& options) const
{
    return m_defaultSession.resource(service, options);
}

void Program::fail(std::string message) const
{
    m_firstError->keep(makeError(ErrorKind::Parameter, "ProgramError", std::move(message)));
}

Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps)
{
    const Program program(runtime);
    if (program.ok())
        steps(program);
    if (const auto& error = program.m_firstError->error())
        return *error;
    return {};
}

int run(int argc, char* argv[], const std::function<void(const Program&)>& steps)
{
    const QCoreApplication application(argc, argv);
    const auto runtime = Runtime::standard();
    const auto done = runtime ? run(*runtime, steps) : Result<void>(runtime.error());
    if (done)
        return 0;
    const auto& error = done.error();
    std::cerr << argv[0] << ": " << error.code << (error.operation.empty() ? "" : " of " + error.operation)
              << ": " << error.message << '\n';
    return 1;
}

} // namespace inia::sync
