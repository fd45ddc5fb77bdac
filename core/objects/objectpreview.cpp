#include "core/objects/objectpreview.h"

#include "core/http/transport.h"
#include "core/transfer/downloadpart.h"
#include "core/transfer/objectproof.h"

#include <QtCore/QMetaObject>

#include <algorithm>
#include <utility>

namespace inia {

struct PreviewedObject::State {
    Client client;
    Name name;
    Facts facts;
    Meter meter;
    bool isPinned = false; ///< an answer has said which version it is
    quint64 firstCall = 0;
};

PreviewedObject::PreviewedObject(Client client, Name name, std::int64_t listedSize)
    : m_state(std::make_shared<State>(State{std::move(client), std::move(name), {}, {}, false, 0}))
{
    m_state->facts.size = listedSize;
}

const PreviewedObject::Name& PreviewedObject::name() const
{
    return m_state->name;
}

const PreviewedObject::Facts& PreviewedObject::facts() const
{
    return m_state->facts;
}

const PreviewedObject::Meter& PreviewedObject::meter() const
{
    return m_state->meter;
}

PreviewedObject PreviewedObject::anew() const
{
    return {m_state->client, m_state->name};
}

/// Belongs to the call, which may outlive the fetch by a turn of the event loop.
class PreviewFetch::Sink final : public BodySink {
public:
    explicit Sink(PreviewFetch* fetch) : m_fetch(fetch) {}

    void forget() { m_fetch = nullptr; }

    [[nodiscard]] qint64 expectedSize() const override { return m_fetch ? m_fetch->m_size : -1; }
    [[nodiscard]] bool begin(const HttpResponse& head) override
    {
        if (!BodySink::begin(head))
            return false;
        if (m_fetch) {
            if (const auto begun = m_fetch->begin(head); !begun)
                m_fetch->m_refusal = begun.error();
        }
        return true;
    }
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes) override
    {
        if (!m_fetch)
            return bytes.size();
        if (m_fetch->m_refusal)
            return *m_fetch->m_refusal;
        return m_fetch->take(bytes);
    }

private:
    PreviewFetch* m_fetch;
};

PreviewFetch::PreviewFetch(PreviewedObject object, std::int64_t offset, std::int64_t size, std::string cause)
    : m_object(std::move(object)),
      m_offset(offset),
      m_size(size),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "The bytes have not come yet."))
{
}

PreviewFetch::~PreviewFetch()
{
    giveUp();
}

void PreviewFetch::giveUp()
{
    if (m_sink)
        m_sink->forget();
    m_reply.reset();
}

void PreviewFetch::start()
{
    auto& state = *m_object.m_state;
    // What a listing has said may be old; only an answer is sure enough to ask for less.
    const bool isSure = state.isPinned && state.facts.size >= 0;
    if (state.facts.size == 0 || (isSure && m_offset >= state.facts.size)) {
        finish(QByteArray());
        return;
    }
    if (isSure)
        m_size = std::min(m_size, state.facts.size - m_offset);
    Value params = Value::map(
        {{"Bucket", state.name.bucket},
         {"Key", state.name.key},
         {"Range", "bytes=" + std::to_string(m_offset) + '-' + std::to_string(m_offset + m_size - 1)}});
    if (!state.facts.etag.empty() && !isWeakETag(state.facts.etag))
        params.insert("IfMatch", state.facts.etag);
    const std::string& version = state.name.versionId.empty() ? state.facts.versionId : state.name.versionId;
    if (!version.empty())
        params.insert("VersionId", version);
    m_sink = std::make_shared<Sink>(this);
    CallOptions options;
    options.cause = m_cause;
    options.target = state.name.key;
    options.bodySink = m_sink;
    options.group = state.firstCall;
    ++state.meter.requests;
    m_reply = state.client.call("GetObject", std::move(params), options);
    m_callId = m_reply->callId();
    if (state.firstCall == 0)
        state.firstCall = m_callId;
    connect(m_reply.get(), &Reply::finished, this, &PreviewFetch::takeAnswer);
}

/// What the headers say, before any byte of it counts.
Result<void> PreviewFetch::begin(const HttpResponse& head)
{
    auto& state = *m_object.m_state;
    const auto answer = readRangeAnswer(head, {m_offset, m_size}, Asked::FirstPart);
    if (!answer)
        return answer.error();
    const bool isWhole = head.status != 206;
    if (state.isPinned &&
        (!isSameETag(state.facts.etag, answer->etag) ||
         (answer->total >= 0 && state.facts.size >= 0 && answer->total != state.facts.size)))
        return makeError(ErrorKind::Service, "ChangedMeanwhile", "The object has been replaced meanwhile.");
    m_skip = isWhole ? m_offset : 0;
    const auto text = [&head](const char* name) { return std::string(head.headers.value(name)); };
    if (!state.isPinned) {
        state.isPinned = true;
        state.facts = {answer->total,
                       answer->etag,
                       text("x-amz-version-id"),
                       text("Content-Type"),
                       text("Content-Encoding"),
                       text("x-amz-storage-class")};
        if (state.facts.versionId == "null") // of a bucket without versions, where not all know the word
            state.facts.versionId.clear();
    }
    return {};
}

std::size_t PreviewFetch::take(std::string_view bytes)
{
    const auto there = static_cast<std::int64_t>(bytes.size());
    const std::int64_t passed = std::min(m_skip, there);
    const std::int64_t taken = std::min(there - passed, m_size - static_cast<std::int64_t>(m_bytes.size()));
    m_skip -= passed;
    m_bytes.append(bytes.data() + passed, taken);
    m_object.m_state->meter.bytes += passed + taken;
    emit progressed();
    // The rest of what a server sends that knows no ranges is not waited for.
    if (passed + taken < there)
        QMetaObject::invokeMethod(
            this, [this] { finish(m_bytes); }, Qt::QueuedConnection);
    return static_cast<std::size_t>(passed + taken);
}

void PreviewFetch::takeAnswer()
{
    const auto& result = m_reply->result();
    if (m_refusal) {
        finish(*m_refusal);
    } else if (!result) {
        // The first window of an object without a byte: there is no such range.
        const bool isEmpty = result.error().httpStatus == 416 && !m_object.m_state->isPinned && m_offset == 0;
        if (isEmpty)
            m_object.m_state->facts.size = 0;
        finish(isEmpty ? Result<QByteArray>(QByteArray()) : explained(result.error()));
    } else {
        if (m_object.m_state->facts.size < 0)
            m_object.m_state->facts.size = m_offset + m_bytes.size(); // it has ended
        finish(m_bytes);
    }
}

Error PreviewFetch::explained(const Error& error) const
{
    if (error.httpStatus != 412 && error.httpStatus != 416)
        return error;
    Error changed = error;
    changed.code = "ChangedMeanwhile";
    changed.message = error.httpStatus == 412 ? "The object has been replaced meanwhile."
                                              : "The object has become shorter meanwhile.";
    return changed;
}

void PreviewFetch::cancel()
{
    if (!isFinished())
        finish(makeError(ErrorKind::Cancelled, "Cancelled", "Loading was stopped."));
}

void PreviewFetch::finish(Result<QByteArray> result)
{
    if (isFinished())
        return;
    giveUp();
    m_result = std::move(result);
    end();
}

} // namespace inia
