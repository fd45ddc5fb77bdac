#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <map>
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

} // namespace inia
