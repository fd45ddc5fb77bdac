#include "tests/support/faketransport.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inia::tests {

/// Leaves the transport's list when it is answered or dropped. The transport has to live as long as it is
/// answered.
class FakeReply final : public TransportReply {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeReply)
public:
    FakeReply(FakeTransport& transport, HttpRequest request, std::shared_ptr<BodySink> sink)
        : m_transport(transport),
          m_open(transport.m_open),
          m_request(std::move(request)),
          m_sink(std::move(sink))
    {
        m_open->push_back(this);
    }
    ~FakeReply() override { leave(); }

    [[nodiscard]] const Result<HttpResponse>& result() const override { return m_result; }
    [[nodiscard]] TransportTiming timing() const override
    {
        using std::chrono::microseconds;
        if (m_result || m_transport.m_failsAfterSending)
            return {.sent = microseconds(100), .firstByte = microseconds(900), .done = microseconds(1000)};
        return {.done = microseconds(1000)};
    }
    void resume() override
    {
        if (m_done && m_sink && !m_aborted)
            QMetaObject::invokeMethod(this, &FakeReply::passOn, Qt::QueuedConnection);
    }
    void abort() override
    {
        m_aborted = true;
        answerLater(makeError(ErrorKind::Cancelled, "Cancelled", "The request was given up."));
    }

    void answerLater() { answerLater(std::nullopt); }

private:
    void answerLater(std::optional<Error> error)
    {
        QMetaObject::invokeMethod(
            this,
            [this, error] {
                // One that was on its way when the transport was held waits as well, else it would hang on
                // threads whether it does.
                if ((m_transport.m_held && !error) || std::exchange(m_done, true))
                    return;
                leave();
                m_result = error ? Result<HttpResponse>(*error) : m_transport.answer(m_request);
                if (m_result && m_sink && m_sink->begin(*m_result))
                    passOn();
                else
                    emit finished();
            },
            Qt::QueuedConnection);
    }
    /// In pieces, as bodies come.
    void passOn()
    {
        constexpr std::size_t pieceSize = 1000;
        const QByteArray& body = m_result->body;
        while (m_passedOn < static_cast<std::size_t>(body.size())) {
            const auto left = static_cast<std::size_t>(body.size()) - m_passedOn;
            const auto size = std::min(pieceSize, left);
            const auto taken = m_sink->write({body.constData() + m_passedOn, size});
            if (m_aborted)
                return;
            if (!taken) {
                m_result = taken.error();
                break;
            }
            m_passedOn += *taken;
            if (*taken < size)
                return; // until resume()
        }
        if (m_result) {
            m_result->body.clear();
            m_result->isBodyElsewhere = true;
        }
        m_sink.reset();
        emit finished();
    }
    void leave() { std::erase(*m_open, this); }

    FakeTransport& m_transport;
    std::shared_ptr<std::vector<FakeReply*>> m_open;
    HttpRequest m_request;
    Result<HttpResponse> m_result = HttpResponse();
    std::shared_ptr<BodySink> m_sink;
    std::size_t m_passedOn = 0;
    bool m_done = false;
    bool m_aborted = false;
};

TransportReplyPtr FakeTransport::send(const HttpRequest& request, const TransportOptions& options)
{
    m_requests.push_back(request);
    m_lastOptions = options;
    auto reply = std::make_unique<FakeReply>(*this, request, options.bodySink);
    if (!m_held)
        reply->answerLater();
    return reply;
}

void FakeTransport::release()
{
    m_held = false;
    for (auto* reply : *m_open)
        reply->answerLater();
}

FakeTransport::Answer FakeTransport::answer(const HttpRequest& request)
{
    if (!m_script.empty()) {
        auto answer = std::move(m_script.front());
        m_script.pop_front();
        return answer;
    }
    if (m_handler)
        return m_handler(request);
    return makeError(ErrorKind::Transport, "NoAnswer", "The test has no answer for " + request.url);
}

HttpResponse makeResponse(int status, QByteArray body)
{
    HttpResponse response;
    response.status = status;
    response.headers.add("Content-Length", std::to_string(body.size()));
    response.headers.add("x-amz-request-id", "TESTREQUEST");
    response.body = std::move(body);
    return response;
}

HttpResponse makeStored()
{
    auto response = makeResponse(200, {});
    response.headers.add("ETag", "\"stored\"");
    return response;
}

} // namespace inia::tests

#include "faketransport.moc"
