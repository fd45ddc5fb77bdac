#pragma once

#include "core/http/transport.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <string>

class QNetworkReply;

namespace inia {

/// One request in Qt's hands: turns what QNetworkReply tells into result, timing and time limits. For
/// NetworkTransport only. finished() is always emitted from an event of our own, so that the owner may
/// destroy reply and transport from its slot without Qt's code being below on the stack.
class NetworkReply final : public TransportReply {
public:
    /// A request that was refused before anything was sent.
    explicit NetworkReply(Error refusal);
    /// Takes over `reply`, which carries `request`.
    NetworkReply(QNetworkReply* reply, const HttpRequest& request, const TransportOptions& options);
    ~NetworkReply() override { letGo(); }
    Q_DISABLE_COPY_MOVE(NetworkReply)

    [[nodiscard]] const Result<HttpResponse>& result() const override { return m_result; }
    [[nodiscard]] TransportTiming timing() const override { return m_timing; }
    void abort() override;
    void resume() override;

private:
    enum class Phase { Queued, Connecting, Exchanging };

    [[nodiscard]] TransportTiming::Duration elapsed() const;
    void watch();
    void connecting();
    void active();
    void checkTimeout();
    void chooseReceiver();
    void read();
    void collect();
    void passOn();
    [[nodiscard]] std::size_t offer(std::string_view bytes);
    void received();
    void ended();
    [[nodiscard]] int status() const;
    [[nodiscard]] HttpResponse head() const;
    [[nodiscard]] Result<HttpResponse> outcome();
    [[nodiscard]] qint64 contentLength() const; ///< -1 when the answer does not say
    [[nodiscard]] bool canHaveBody() const;
    [[nodiscard]] bool isCutShort() const;
    [[nodiscard]] Error failure(int status) const;
    void conclude(Result<HttpResponse> result);
    void letGo();

    QPointer<QNetworkReply> m_reply;
    std::string m_host;
    TransportOptions m_options;
    bool m_isHead = false;
    Result<HttpResponse> m_result{makeError(ErrorKind::Cancelled, "Unfinished", "The request is under way.")};
    TransportTiming m_timing;
    QByteArray m_body; ///< collected, or what the sink did not take yet
    qint64 m_received = 0;
    bool m_toSink = false;
    bool m_receiverChosen = false;
    bool m_paused = false; ///< the sink takes no more for now
    bool m_ended = false;  ///< nothing more comes from the server
    std::string m_tlsErrors;
    QElapsedTimer m_clock;
    QTimer m_deadline;
    qint64 m_lastActivity = 0;
    Phase m_phase = Phase::Queued;
    bool m_concluded = false;
};

} // namespace inia
