#include "core/identity/plainrequest.h"

#include <QtCore/QObject>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// No document with keys is longer.
constexpr qint64 longestAnswer = qint64(1024) * 1024;

/// Belongs to who asked; goes when it has answered.
class PlainRequest final : public QObject {
public:
    PlainRequest(SourceContextPtr tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback)
        : QObject(context),
          m_tools(std::move(tools)),
          m_request(std::move(request)),
          m_options(options),
          m_callback(std::move(callback))
    {
    }

    void send()
    {
        ++m_attempts;
        TransportOptions options;
        options.connectTimeout = m_options.timeout;
        options.readTimeout = m_options.timeout;
        options.timeout = 2 * m_options.timeout;
        options.noProxy = m_options.noProxy;
        options.longestBody = longestAnswer;
        m_reply = m_tools->transport->send(m_request, options);
        connect(m_reply.get(), &TransportReply::finished, this, &PlainRequest::receive);
    }

private:
    void receive()
    {
        const Result<HttpResponse> result = m_reply->result();
        m_reply.release()->deleteLater(); // we are inside its signal
        const bool isGood = result && (m_options.isGood == nullptr || m_options.isGood(*result));
        const bool isBusy = result && result->status >= 500;
        const int attempts =
            isBusy ? std::max(m_options.attempts, m_options.attemptsWhenBusy) : m_options.attempts;
        if (!isGood && m_attempts < attempts) {
            m_tools->clock->after(m_options.pause, this, [this] { send(); });
            return;
        }
        const PlainCallback callback = std::move(m_callback);
        deleteLater();
        callback(result);
    }

    SourceContextPtr m_tools;
    HttpRequest m_request;
    PlainRequestOptions m_options;
    PlainCallback m_callback;
    TransportReplyPtr m_reply;
    int m_attempts = 0;
};

} // namespace

void sendPlainly(const SourceContextPtr& tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback)
{
    auto* sender = new PlainRequest(tools, std::move(request), options, context, std::move(callback));
    sender->send();
}

} // namespace inia
