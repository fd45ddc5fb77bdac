#include "tests/support/rawhttpserver.h"

#include <QtCore/QPointer>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>

#include <sys/socket.h>

namespace inia::test {

namespace {

/// What was written still goes out; then the system answers with RST to whatever comes.
void resetConnection(QTcpSocket& socket)
{
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten()) {
    }
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

} // namespace

QByteArray RawRequest::target() const
{
    const qsizetype start = line.indexOf(' ') + 1;
    return line.mid(start, line.lastIndexOf(' ') - start);
}

QByteArray RawRequest::header(const QByteArray& name) const
{
    for (const QByteArray& header : headers) {
        const qsizetype colon = header.indexOf(':');
        if (header.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return header.mid(colon + 1).trimmed();
    }
    return {};
}

RawAnswer RawAnswer::ok(const QByteArray& body, const QByteArrayList& headers)
{
    return status(200, body, headers);
}

RawAnswer RawAnswer::status(int status, const QByteArray& body, const QByteArrayList& headers)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + " Status\r\n";
    for (const QByteArray& header : headers)
        bytes += header + "\r\n";
    return {bytes + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

RawAnswer RawAnswer::chunked(const QByteArrayList& parts, bool complete)
{
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const QByteArray& part : parts)
        bytes += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
    return {complete ? bytes + "0\r\n\r\n" : bytes, !complete};
}

RawHttpServer::RawHttpServer(QObject* parent) : QTcpServer(parent)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("No free port on 127.0.0.1: %s", qUtf8Printable(errorString()));
}

RawHttpServer::~RawHttpServer()
{
    for (QTcpSocket* socket : m_buffers.keys())
        socket->disconnect(this);
}

void RawHttpServer::useTls(const QSslConfiguration& configuration)
{
    m_tls = std::make_unique<QSslConfiguration>(configuration);
}

std::string RawHttpServer::url(const std::string& target) const
{
    return (m_tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(serverPort()) + target;
}

void RawHttpServer::writeMore(const QByteArray& bytes)
{
    if (m_latest)
        m_latest->write(bytes);
}

void RawHttpServer::writeTo(int connection, const QByteArray& bytes)
{
    if (QTcpSocket* socket = m_sockets.value(connection); m_buffers.contains(socket))
        socket->write(bytes);
}

void RawHttpServer::hangUp(int connection)
{
    if (QTcpSocket* socket = m_sockets.value(connection); m_buffers.contains(socket))
        socket->disconnectFromHost();
}

void RawHttpServer::incomingConnection(qintptr descriptor)
{
    auto* socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    const int connection = ++m_connections;
    m_buffers.insert(socket, {});
    m_sockets.insert(connection, socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, connection] { serve(socket, connection); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket, connection] {
        if (!m_buffers.remove(socket))
            return;
        m_sockets.remove(connection);
        if (m_latest == socket)
            m_latest = nullptr;
        socket->deleteLater();
        emit connectionClosed();
    });
    if (m_tls) {
        socket->setSslConfiguration(*m_tls);
        socket->startServerEncryption();
    }
}

void RawHttpServer::serve(QTcpSocket* socket, int connection)
{
    m_buffers[socket] += socket->readAll();
    while (m_buffers.contains(socket) && takeRequest(socket, connection)) {
    }
}

/// Takes one whole request out of the buffer and answers it; false when there is none yet.
bool RawHttpServer::takeRequest(QTcpSocket* socket, int connection)
{
    QByteArray& buffer = m_buffers[socket];
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    RawRequest request;
    request.connection = connection;
    for (const QByteArray& line : buffer.left(headEnd).split('\n'))
        request.headers << (line.endsWith('\r') ? line.chopped(1) : line);
    request.line = request.headers.takeFirst();
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (buffer.size() < headEnd + 4 + length)
        return false;
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);

    m_requests << request;
    m_latest = socket;
    RawAnswer answer = RawAnswer::ok();
    if (!m_queue.isEmpty())
        answer = m_queue.takeFirst();
    else if (m_handler)
        answer = m_handler(request);
    socket->write(answer.bytes);
    if (answer.reset)
        resetConnection(*socket);
    else if (answer.close)
        socket->disconnectFromHost();
    emit requestCame();
    return true;
}

} // namespace inia::test
