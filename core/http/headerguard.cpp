#include "core/http/headerguard.h"

#include "core/http/networkerrors.h"
#include "core/http/networkqueue.h"

#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <dirent.h>
#include <linux/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#endif

#include <algorithm>
#include <utility>

namespace inia {

using namespace std::chrono_literals;

namespace {

/// Of a connection.
struct SocketReading {
    quint64 number = 0;
    quint16 peerPort = 0;
    qint64 read = 0;
};

#ifdef Q_OS_LINUX

quint16 peerPortOf(int descriptor)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return 0;
    if (address.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
    return address.ss_family == AF_INET6 ? ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port)
                                         : quint16(0);
}

std::optional<SocketReading> readingOf(int descriptor)
{
    SocketReading reading;
    reading.peerPort = peerPortOf(descriptor);
    if (reading.peerPort == 0)
        return std::nullopt;
    socklen_t size = sizeof reading.number;
    if (getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &reading.number, &size) != 0)
        return std::nullopt;
    tcp_info info{};
    size = sizeof info;
    int unread = 0;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received ||
        ioctl(descriptor, FIONREAD, &unread) != 0)
        return std::nullopt;
    reading.read = static_cast<qint64>(info.tcpi_bytes_received) - unread;
    return reading;
}

std::vector<SocketReading> ownConnections()
{
    std::vector<SocketReading> readings;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"), closedir);
    if (!folder)
        return readings;
    while (const dirent* entry = readdir(folder.get())) {
        if (entry->d_name[0] == '.')
            continue;
        if (const auto reading = readingOf(std::atoi(entry->d_name)))
            readings.push_back(*reading);
    }
    return readings;
}

#else

std::vector<SocketReading> ownConnections()
{
    return {};
}

#endif

constexpr auto lookEvery = 50ms;

} // namespace

HeaderGuard::HeaderGuard()
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, &HeaderGuard::look);
}

void HeaderGuard::wake()
{
    if (m_timer.isActive())
        return;
    m_isFirst = true;
    m_timer.start();
}

void HeaderGuard::look()
{
    const bool waits = std::any_of(m_queues.begin(), m_queues.end(),
                                   [](const Guarded& guarded) { return guarded.queue->waitsForHead(); });
    if (!waits) {
        m_timer.stop();
        m_sockets.clear();
        m_accounts.clear();
        return;
    }
    const auto read = readSinceLastLook();
    std::map<quint16, qint64> given;
    for (const Guarded& guarded : m_queues)
        given[guarded.port] += guarded.queue->bytesGiven();
    for (const auto& [port, bytes] : given) {
        Account& account = m_accounts[port];
        const qint64 news = bytes - std::exchange(account.given, bytes);
        if (m_isFirst)
            continue;
        const auto found = read.find(port);
        // TLS and chunks take their share of what comes, and a head as well.
        const qint64 came = (found == read.end() ? 0 : found->second) - news - news / 8;
        account.unaccounted = std::max<qint64>(0, account.unaccounted + came);
        judge(port, account, came);
    }
    m_isFirst = false;
}

std::map<quint16, qint64> HeaderGuard::readSinceLastLook()
{
    std::map<quint16, qint64> read;
    std::map<quint64, qint64> sockets;
    for (const SocketReading& reading : ownConnections()) {
        const auto before = m_sockets.find(reading.number);
        if (before != m_sockets.end())
            read[reading.peerPort] += std::max<qint64>(0, reading.read - before->second);
        else if (!m_isFirst)
            read[reading.peerPort] += reading.read;
        sockets.emplace(reading.number, reading.read);
    }
    m_sockets = std::move(sockets);
    return read;
}

/// Looks twice: what Qt's thread has read may be on its way to the replies.
void HeaderGuard::judge(quint16 port, Account& account, qint64 came)
{
    const bool wasOver = std::exchange(account.isOver, account.unaccounted > mostUnaccounted);
    if (!account.isOver || !wasOver || came <= 0)
        return;
    account = Account{account.given};
    const Error error =
        transportError(ErrorKind::Transport, "HeadTooLong",
                       "More than " + std::to_string(mostUnaccounted >> 20) +
                           " MiB of headers without an end came on port " + std::to_string(port) +
                           ". Check the endpoint and the proxy; it is no service that answers so.");
    for (const Guarded& guarded : std::vector<Guarded>(m_queues)) {
        if (guarded.port == port && guarded.queue->waitsForHead())
            guarded.queue->distrustConnections(error);
    }
}

} // namespace inia
