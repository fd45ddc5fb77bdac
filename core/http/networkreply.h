#pragma once

#include "core/common/result.h"
#include "core/http/networkanswer.h"
#include "core/http/networkrequest.h"
#include "core/http/transport.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QNetworkReply;
class QSslError;

namespace inia {

class NetworkReply;
class OnceBody;
struct Error;
struct NetworkRequest;

/// How far one request is, and how long it may take to get there. For NetworkReply only, which asks check()
/// whenever the alarm rings.
class NetworkLimits final {
public:
    enum class Phase { Waiting, Connecting, Exchanging };
    using Milliseconds = std::chrono::milliseconds;

    /// The clock runs from here on; `host` is for messages.
    NetworkLimits(const TransportOptions& options, std::string host);
    Q_DISABLE_COPY_MOVE(NetworkLimits)

    [[nodiscard]] QTimer& alarm() { return m_alarm; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] TransportTiming::Duration elapsed() const;
    [[nodiscard]] Milliseconds begun() const { return m_begun; } ///< when Connecting began

    void wait();
    /// `isSilent`: Qt does not tell when there is a connection, so that there is one limit for that and for
    /// the answer.
    void connect(bool isSilent);
    /// Something has come or gone. True when that ends the phase of connecting.
    bool active();
    /// The server is waited for again, or not: it is not the server that is slow.
    void pause(bool isPaused);

    /// What has taken too long; sets the alarm anew when nothing has. `isSilent` as it is now.
    [[nodiscard]] std::optional<Error> check(bool isSilent);

private:
    [[nodiscard]] Milliseconds now() const { return Milliseconds(m_clock.elapsed()); }
    [[nodiscard]] Milliseconds connectLimit(bool isSilent) const;
    void setAlarm(bool isSilent);

    const TransportOptions& m_options;
    std::string m_host;
    QElapsedTimer m_clock;
    QTimer m_alarm;
    Phase m_phase = Phase::Waiting;
    Milliseconds m_begun{0};
    Milliseconds m_lastActivity{0};
    bool m_isPaused = false;
};

/// The requests to one host, over lanes of as many connections as Qt opens to one: hands Qt no more than
/// that, so that none waits in Qt, whose own queue has no time limits and fails as a whole when one
/// connection does. Of the lanes the first that has room is taken, so that few requests keep few connections
/// busy. Replies come in the order of add(), which may begin the first one at once; they leave when they are
/// done.
class NetworkQueue final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkQueue)
public:
    static constexpr std::size_t lanes = 4;
    static constexpr std::size_t mostAtOnce = lanes * 6; ///< Qt opens six connections to one host
    /// Hands a request to Qt, in the lane of that number; the reply owns the body, which may be null.
    using Start =
        std::function<QNetworkReply*(std::size_t lane, const NetworkRequest&, std::unique_ptr<OnceBody>)>;

    /// Leaves the connections there are to what is under way, and has later requests begin on new ones.
    using Renew = std::function<void()>;

    NetworkQueue(Start start, Renew renew) : m_start(std::move(start)), m_renew(std::move(renew)) {}
    /// Aborts all that is under way.
    ~NetworkQueue() override;

    [[nodiscard]] const Start& start() const { return m_start; }
    void add(NetworkReply& reply);
    /// A reply whose request Qt has failed though it never left: it has its turn again before all later ones.
    void takeBack(NetworkReply& reply);
    void leave(NetworkReply& reply);

    /// Whether one of them has not got the head of its answer yet.
    [[nodiscard]] bool waitsForHead() const;
    /// Bytes of bodies that all of them were given so far, also those that have left.
    [[nodiscard]] qint64 bytesGiven() const;

    /// One of them has got a connection.
    void connected() { m_wasConnected = true; }
    /// False: there can be no connection that was used before.
    [[nodiscard]] bool wasConnected() const { return m_wasConnected; }
    /// Qt tells one reply alone that the host has no address, and leaves the others without a word.
    void hostNotFound(const Error& error);
    /// An interim answer (1xx) came. Qt takes it for the whole and the connection for free; what the server
    /// sends after it would be the answer to the next request there. Whoever has no answer yet ends with
    /// `error`, as it may be on that connection.
    void distrustConnections(const Error& error);

private:
    void fillLater();
    void fill();
    [[nodiscard]] std::size_t freeLane() const;

    Start m_start;
    Renew m_renew;
    std::map<quint64, NetworkReply*> m_waiting; ///< by ticket
    std::vector<NetworkReply*> m_running;
    quint64 m_lastTicket = 0;
    qint64 m_givenBefore = 0; ///< to those that have left
    bool m_wasConnected = false;
    bool m_willFill = false;
};

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
