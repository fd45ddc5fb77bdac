#include "core/http/networktransport.h"
#include "tests/support/testmain.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace inia;
using namespace std::chrono_literals;

namespace {

/// Answers each connection in a thread of its own, as fast as the other side reads.
class FloodServer {
public:
    using Answer = std::function<void(const FloodServer&, int socket, const QByteArray& request)>;

    explicit FloodServer(Answer answer) : m_answer(std::move(answer))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_listener, 16);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] {
            for (int socket = ::accept(m_listener, nullptr, nullptr); socket >= 0;
                 socket = ::accept(m_listener, nullptr, nullptr))
                m_threads.emplace_back([this, socket] { serve(socket); });
        });
    }
    ~FloodServer()
    {
        m_isOver = true;
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        for (std::thread& thread : m_threads)
            thread.join();
        ::close(m_listener);
    }
    Q_DISABLE_COPY_MOVE(FloodServer)

    [[nodiscard]] std::string url(const std::string& path) const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    /// False when the other side has gone, or the test.
    bool send(int socket, const QByteArray& bytes) const
    {
        for (qsizetype sent = 0; sent < bytes.size();) {
            const auto count = ::send(socket, bytes.constData() + sent,
                                      static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
            if (count <= 0 || m_isOver)
                return false;
            sent += count;
        }
        return true;
    }

private:
    void serve(int socket) const
    {
        QByteArray request(4096, '\0');
        const auto count = ::recv(socket, request.data(), static_cast<std::size_t>(request.size()), 0);
        if (count > 0)
            m_answer(*this, socket, request.left(count));
        ::close(socket);
    }

    Answer m_answer;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_isOver = false;
    std::thread m_acceptor;
    std::vector<std::thread> m_threads;
};

qint64 peakMemory()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const auto begin = text.indexOf("VmHWM:") + 6;
    return text.mid(begin, text.indexOf("kB", begin) - begin).trimmed().toLongLong() * 1024;
}

TransportReplyPtr get(NetworkTransport& transport, const std::string& url)
{
    HttpRequest request;
    request.method = "GET";
    request.url = url;
    return transport.send(request, {});
}

} // namespace

class TestHeaderGuard final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QSKIP("the bytes of a socket are counted by Linux alone");
#endif
        NetworkTransport::dismissApplicationProxy();
    }
    void largeBodiesAreNoHeaders();
    void endlessHeadersEnd_data();
    void endlessHeadersEnd();
};

/// While the head of another answer is waited for.
void TestHeaderGuard::largeBodiesAreNoHeaders()
{
    constexpr int megabytes = 64;
    std::atomic<bool> mayAnswer = false;
    FloodServer server([&](const FloodServer& self, int socket, const QByteArray& request) {
        if (request.startsWith("GET /slow")) {
            while (!mayAnswer && self.send(socket, {}))
                std::this_thread::yield();
            self.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            return;
        }
        const QByteArray part(1 << 20, 'x');
        self.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(megabytes << 20) +
                              "\r\nConnection: close\r\n\r\n");
        for (int i = 0; i < megabytes && self.send(socket, part); ++i) {
        }
    });
    NetworkTransport transport;
    const auto slow = get(transport, server.url("/slow"));
    std::vector<TransportReplyPtr> large(5);
    int ended = 0;
    for (TransportReplyPtr& reply : large) {
        reply = get(transport, server.url("/large"));
        connect(reply.get(), &TransportReply::finished, this, [&] { ++ended; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(ended, 5, 30'000);
    for (const TransportReplyPtr& reply : large)
        QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    QSignalSpy done(slow.get(), &TransportReply::finished);
    mayAnswer = true;
    QVERIFY(!done.isEmpty() || done.wait());
    QVERIFY2(slow->result(), slow->result() ? "" : slow->result().error().message.c_str());
    QCOMPARE(slow->result()->body, QByteArray("ok"));
}

void TestHeaderGuard::endlessHeadersEnd_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("lines") << QByteArray("HTTP/1.1 200 OK\r\n")
                           << ("X-H: " + QByteArray(1000, 'x') + "\r\n").repeated(1000);
    QTest::newRow("one line") << QByteArray("HTTP/1.1 200 OK\r\nX-H: ") << QByteArray(1 << 20, 'x');
    QTest::newRow("status line") << QByteArray("HTTP/1.1 ") << QByteArray(1 << 20, '2');
}

void TestHeaderGuard::endlessHeadersEnd()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, rest);
    FloodServer server([&](const FloodServer& self, int socket, const QByteArray&) {
        self.send(socket, begin);
        while (self.send(socket, rest)) {
        }
    });
    NetworkTransport transport;
    const qint64 before = peakMemory();
    const auto reply = get(transport, server.url("/"));
    QSignalSpy done(reply.get(), &TransportReply::finished);
    QVERIFY(done.wait(20'000));
    QVERIFY(!reply->result());
    QCOMPARE(reply->result().error().code, std::string("HeadTooLong"));
    const qint64 grown = peakMemory() - before;
    QVERIFY2(grown < qint64(256) << 20, QByteArray::number(grown >> 20).constData());
}

INIA_TEST_CLASS(TestHeaderGuard, QCoreApplication)
#include "tst_headerguard.moc"
