#pragma once

#include <QtCore/QObject>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <vector>

class QNetworkReply;

namespace inia {

struct Error;
struct NetworkRequest;
class NetworkReply;
class OnceBody;

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

} // namespace inia
