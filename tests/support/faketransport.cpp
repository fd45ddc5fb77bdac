#include "tests/support/faketransport.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inia::tests {

/// Leaves the transport's list when it is answered or dropped. The transport has to live longer.
class FakeReply final : public TransportReply {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeReply)
public:
    FakeReply(FakeTransport& transport, HttpRequest request)
        : m_transport(transport), m_request(std::move(request))
    {
        m_transport.m_open.push_back(this);
    }
    ~FakeReply() override { leave(); }

    [[nodiscard]] const Result<HttpResponse>& result() const override { return m_result; }
    [[nodiscard]] TransportTiming timing() const override
    {
        using std::chrono::microseconds;
        return {microseconds(100), microseconds(900), microseconds(1000)};
    }
    void abort() override
    {
        answerLater(makeError(ErrorKind::Cancelled, "Cancelled", "The request was given up."));
    }

    void answerLater() { answerLater(std::nullopt); }

private:
    void answerLater(std::optional<Error> error)
    {
        QMetaObject::invokeMethod(
            this,
            [this, error] {
                if (std::exchange(m_done, true))
                    return;
                leave();
                m_result = error ? Result<HttpResponse>(*error) : m_transport.answer(m_request);
                emit finished();
            },
            Qt::QueuedConnection);
    }
    void leave() { std::erase(m_transport.m_open, this); }

    FakeTransport& m_transport;
    HttpRequest m_request;
    Result<HttpResponse> m_result = HttpResponse();
    bool m_done = false;
};

TransportReplyPtr FakeTransport::send(const HttpRequest& request, const TransportOptions&)
{
    m_requests.push_back(request);
    auto reply = std::make_unique<FakeReply>(*this, request);
    if (!m_held)
        reply->answerLater();
    return reply;
}

void FakeTransport::release()
{
    m_held = false;
    for (auto* reply : m_open)
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

} // namespace inia::tests

#include "faketransport.moc"
