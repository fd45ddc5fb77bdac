#pragma once

#include "core/http/transport.h"

#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <vector>

namespace inia::tests {

class FakeReply;

/// A transport without a network: a function or a script answers, always from the event loop. Remembers what
/// was asked.
class FakeTransport final : public Transport {
public:
    using Answer = Result<HttpResponse>;
    using Handler = std::function<Answer(const HttpRequest&)>;

    /// Asked for each request that the script has no answer for.
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    /// The script: answers in order, before the handler is asked.
    void enqueue(Answer answer) { m_script.push_back(std::move(answer)); }
    /// While held, requests stay unanswered; release() answers those still wanted.
    void hold() { m_held = true; }
    void release();
    /// Errors of the script come after the whole request has left; otherwise before.
    void failAfterSending() { m_failsAfterSending = true; }

    [[nodiscard]] const std::vector<HttpRequest>& requests() const { return m_requests; }
    /// How the latest of them was to travel.
    [[nodiscard]] const TransportOptions& lastOptions() const { return m_lastOptions; }
    [[nodiscard]] int requestCount() const { return static_cast<int>(m_requests.size()); }
    /// Requests under way: sent, not answered, not dropped.
    [[nodiscard]] int openCount() const { return static_cast<int>(m_open->size()); }
    void forgetRequests() { m_requests.clear(); }

    [[nodiscard]] TransportReplyPtr send(const HttpRequest& request,
                                         const TransportOptions& options) override;

private:
    friend class FakeReply;
    [[nodiscard]] Answer answer(const HttpRequest& request);

    Handler m_handler;
    std::deque<Answer> m_script;
    std::vector<HttpRequest> m_requests;
    TransportOptions m_lastOptions;
    /// Shared with the replies: those that are deleted later may outlive this.
    std::shared_ptr<std::vector<FakeReply*>> m_open = std::make_shared<std::vector<FakeReply*>>();
    bool m_held = false;
    bool m_failsAfterSending = false;
};

[[nodiscard]] HttpResponse makeResponse(int status, QByteArray body);
/// What S3 answers to PutObject and UploadPart: nothing but the ETag, which proves it.
[[nodiscard]] HttpResponse makeStored();

} // namespace inia::tests
