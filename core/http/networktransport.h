#pragma once

#include "core/http/networkrequest.h"
#include "core/http/transport.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inia {

class NetworkQueue;

/// Ends requests whose answer begins with headers that have no end: Qt keeps them in memory without a bound
/// and tells nothing of them. While a request waits for its headers, what the process has read from its
/// sockets to that port is compared with what replies were given; when far more came than any of them
/// accounts for, those that wait are ended and the connections used no more.
///
/// Needs Linux, which counts the bytes of a socket, and a program whose only way to the network these queues
/// are. Elsewhere it does nothing.
class HeaderGuard final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeaderGuard)
public:
    /// What may come beyond what replies were given, for Qt's buffers, TLS and headers.
    static constexpr qint64 mostUnaccounted = qint64(16) * 1024 * 1024;

    HeaderGuard();

    /// `port` is the one its connections lead to; the queue has to outlive the guard.
    void add(NetworkQueue& queue, quint16 port) { m_queues.push_back({&queue, port}); }
    /// A request was added to one of the queues.
    void wake();

private:
    struct Guarded {
        NetworkQueue* queue;
        quint16 port;
    };
    struct Account {
        qint64 given = 0;       ///< to replies, as of the last look
        qint64 unaccounted = 0; ///< read since the look began, and given to nobody
        bool isOver = false;
    };
    void look();
    [[nodiscard]] std::map<quint16, qint64> readSinceLastLook();
    void judge(quint16 port, Account& account, qint64 came);

    std::vector<Guarded> m_queues;
    std::map<quint64, qint64> m_sockets; ///< bytes read so far, by the number the kernel gave the socket
    std::map<quint16, Account> m_accounts;
    QTimer m_timer;
    bool m_isFirst = true;
};

/// Transport over QNetworkAccessManager, set up so that what leaves is what was signed and what comes is
/// what the service sent: exact path bytes (see requestTarget), no content decoding, no redirects, cookies
/// or cache, HTTP/1.1 only. The only class that knows Qt's network module.
///
/// Headers go out as given, in their case; those of one name are joined by ",", as signatures join them.
/// Added when absent: Host, Accept-Encoding: identity, and by Qt Connection, Accept-Language and
/// Content-Length (also 0 for what is not GET or HEAD and has no body; one that was given is left out), and
/// X-Inia-Target where Qt would change the path. Never added is Content-Type. Response headers of one name
/// arrive joined by ", ".
///
/// What is neither GET nor HEAD, and a GET with sendOnce, leaves at most once. Plain GET and HEAD are sent
/// again by Qt when a connection dies before any answer, up to four times in all; timing() tells how often.
///
/// No more than NetworkQueue::mostAtOnce requests to one host are under way; the others wait, which only the
/// total limit counts. The limit for connecting runs from the end of that wait. Where neither body nor TLS
/// tells that there is a connection (a request without a body that is to leave once), it and the limit of the
/// answer are one.
///
/// Qt takes an interim answer (1xx but 100) for the whole. Its connections are then used no more, since what
/// comes after it would be the answer to another request; those still without an answer end with
/// ConnectionClosed.
///
/// An answer that ends before the length it promised is an error, and so is one that ends before its last
/// chunk. Where the application around it has a proxy for the host, Qt reads plain HTTP without a buffer and
/// misses a few of the latter. HttpResponse says what its end was; a chunk whose size is no number looks like
/// the last one to Qt, and of an answer that lasts until the connection ends nobody knows.
///
/// Errors of the replies: Transport (HostNotFound, ConnectionRefused, ConnectionClosed, TruncatedBody,
/// ProxyFailed, ConnectionFailed, BadAnswer, HeadTooLong, BodyTooLarge), Tls (TlsFailed, BadCaBundle),
/// Timeout (ConnectTimeout, ReadTimeout, TotalTimeout), Cancelled, Parameter (bodies that cannot be read),
/// Configuration (BadProxy), Unsupported (UnsendablePath, BadUrl, UnsendableHeader: nothing was sent).
///
/// Lives in one thread. Replies that are under way when it dies finish as Cancelled.
class NetworkTransport final : public Transport {
public:
    explicit NetworkTransport(ProxySettings proxies = {});
    ~NetworkTransport() override;

    /// For main() of programs whose only way to the network this class is; a library leaves it alone. Tells
    /// Qt that the application has no proxy, so that Qt reads answers over plain HTTP through a buffer: a
    /// request costs half. Which proxy is used stays with the settings in any case.
    static void dismissApplicationProxy();

    [[nodiscard]] TransportReplyPtr send(const HttpRequest& request,
                                         const TransportOptions& options) override;

private:
    struct Channel;
    Result<Channel*> channelFor(bool encrypted, const TransportOptions& options);

    ProxySettings m_proxies;
    /// One per TLS setting, and one without TLS, each also without proxies: connections are pooled, and one
    /// that was opened without checking its certificate must never serve a request that wants it checked.
    std::map<std::string, std::unique_ptr<Channel>> m_channels;
    HeaderGuard m_headers; ///< of their queues
};

} // namespace inia
