#pragma once

#include "core/http/networkanswer.h"
#include "core/http/networklimits.h"
#include "core/http/networkrequest.h"
#include "core/http/transport.h"

#include <QtCore/QPointer>

#include <optional>
#include <string>

class QNetworkReply;
class QSslError;

namespace inia {

class NetworkQueue;
class OnceBody;

/// One request from its place in the queue to its end: turns what QNetworkReply tells into result, timing and
/// time limits. For NetworkTransport only. finished() is always emitted from an event of our own, so that the
/// owner may destroy reply and transport from its slot without Qt's code being below on the stack.
class NetworkReply final : public TransportReply {
public:
    /// A request that was refused before anything was sent.
    explicit NetworkReply(Error refusal);
    /// Waits for begin(); `host` is for messages.
    NetworkReply(NetworkQueue& queue, NetworkRequest request, std::string host,
                 const TransportOptions& options);
    ~NetworkReply() override;
    Q_DISABLE_COPY_MOVE(NetworkReply)

    [[nodiscard]] const Result<HttpResponse>& result() const override { return m_result; }
    [[nodiscard]] TransportTiming timing() const override { return m_timing; }
    void abort() override;
    void resume() override;

    // What its queue asks of it.
    /// Its turn has come: the request is handed to Qt.
    void begin(std::size_t lane);
    /// Ends as another one to the same host did, unless it is known to be further.
    void neverLeft(const Error& error);
    /// Ends like that unless its own answer has begun.
    void distrusted(const Error& error);
    [[nodiscard]] bool hasHead() const { return m_answer && m_answer->status() != 0; }
    /// Of the body of its answer.
    [[nodiscard]] qint64 bytesGiven() const { return m_answer ? m_answer->received() : 0; }
    void setTicket(quint64 ticket) { m_ticket = ticket; }
    [[nodiscard]] quint64 ticket() const { return m_ticket; }
    /// Of the queue, since begin().
    [[nodiscard]] std::size_t lane() const { return m_lane; }

private:
    [[nodiscard]] bool isSilent() const;
    void watch();
    template <typename Signal, typename Function>
    void listen(Signal signal, Function function);
    void active();
    void headCame();
    void received();
    void ended();
    void noteTlsErrors(const QList<QSslError>& errors);
    [[nodiscard]] bool isVictim() const;
    void wait();
    void checkTime();
    void settle();
    [[nodiscard]] bool mayHaveLeft() const;
    void noteSent();
    void conclude(Result<HttpResponse> result);
    void letGo();

    QPointer<NetworkQueue> m_queue;
    quint64 m_ticket = 0;
    std::size_t m_lane = 0;
    NetworkRequest m_request;
    std::string m_host;
    TransportOptions m_options;
    QPointer<QNetworkReply> m_reply;
    QPointer<OnceBody> m_body; ///< m_reply's own
    std::optional<NetworkAnswer> m_answer;
    std::optional<NetworkLimits> m_limits;
    Result<HttpResponse> m_result{makeError(ErrorKind::Cancelled, "Unfinished", "The request is under way.")};
    TransportTiming m_timing;
    int m_handOvers = 0;
    bool m_isUntold = false; ///< Qt says nothing before the answer, or the end of the TLS handshake
    bool m_isEnded = false;  ///< nothing more comes from the server
    std::string m_tlsErrors;
    bool m_concluded = false;
};

} // namespace inia
