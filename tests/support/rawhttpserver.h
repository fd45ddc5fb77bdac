#pragma once

#include <QtCore/QByteArrayList>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtNetwork/QTcpServer>

#include <functional>
#include <memory>
#include <string>

class QSslConfiguration;
class QTcpSocket;

namespace inia::test {

/// A request exactly as it came over the socket.
struct RawRequest {
    QByteArray line;        ///< "GET /a%20b?x HTTP/1.1"
    QByteArrayList headers; ///< header lines as they came, without the line ends
    QByteArray body;
    int connection = 0; ///< which connection of the server it came on, from 1

    [[nodiscard]] QByteArray method() const { return line.left(line.indexOf(' ')); }
    [[nodiscard]] QByteArray target() const;
    /// Trimmed value of the first header of that name, in any case; null when absent.
    [[nodiscard]] QByteArray header(const QByteArray& name) const;
};

/// What the server does with one request: bytes to write as they are, and whether it hangs up afterwards.
struct RawAnswer {
    QByteArray bytes;
    bool close = false;
    bool reset = false; ///< hang up by a reset (RST) instead of in good order (FIN)

    /// A whole answer with Content-Length. `headers` are lines like "ETag: x".
    static RawAnswer ok(const QByteArray& body = {}, const QByteArrayList& headers = {});
    static RawAnswer status(int status, const QByteArray& body = {}, const QByteArrayList& headers = {});
    /// The same by chunks, one for each part; without `complete` the last chunk is missing.
    static RawAnswer chunked(const QByteArrayList& parts, bool complete = true);
    /// Never answers.
    static RawAnswer silence() { return {}; }
    /// Hangs up without an answer.
    static RawAnswer hangUp() { return {{}, true}; }
    /// These bytes, then a reset.
    static RawAnswer broken(const QByteArray& bytes = {}) { return {bytes, true, true}; }
    /// This answer cut off after `bytes` bytes, then hang up.
    [[nodiscard]] RawAnswer cutAfter(qsizetype count) const { return {bytes.left(count), true}; }
};

/// An HTTP/1.1 server on a free port of 127.0.0.1 that adds nothing and interprets nothing but
/// Content-Length. Lives in the test's event loop. Answers come from the queue, then from the handler, then
/// are an empty 200.
///
///     RawHttpServer server;
///     server.enqueue(RawAnswer::status(404, "<Error/>"));
///     ... send to server.url("/bucket/key"), wait ...
///     QCOMPARE(server.requests().at(0).target(), "/bucket/key");
class RawHttpServer final : public QTcpServer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RawHttpServer)
public:
    using Handler = std::function<RawAnswer(const RawRequest&)>;

    explicit RawHttpServer(QObject* parent = nullptr);
    ~RawHttpServer() override;

    /// Speaks TLS from the next connection on; `certificate` and key are part of the configuration.
    void useTls(const QSslConfiguration& configuration);
    void enqueue(const RawAnswer& answer) { m_queue << answer; }
    void setHandler(Handler handler) { m_handler = std::move(handler); }

    /// "http://127.0.0.1:PORT" + target (https after useTls()).
    [[nodiscard]] std::string url(const std::string& target = "/") const;
    [[nodiscard]] const QList<RawRequest>& requests() const { return m_requests; }
    [[nodiscard]] int openConnections() const { return static_cast<int>(m_buffers.size()); }
    [[nodiscard]] int connectionsSeen() const { return m_connections; }
    /// Writes on the connection of the latest request, for answers that come in pieces.
    void writeMore(const QByteArray& bytes);
    /// On that connection, if it is still there.
    void writeTo(int connection, const QByteArray& bytes);
    /// Hangs up in good order, after what was written.
    void hangUp(int connection);

signals:
    void requestCame();
    void connectionClosed();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(QTcpSocket* socket, int connection);
    bool takeRequest(QTcpSocket* socket, int connection);

    QList<RawAnswer> m_queue;
    Handler m_handler;
    QList<RawRequest> m_requests;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QHash<int, QTcpSocket*> m_sockets; ///< by their connections; those in m_buffers are there
    QTcpSocket* m_latest = nullptr;
    std::unique_ptr<QSslConfiguration> m_tls;
    int m_connections = 0;
};

} // namespace inia::test
