#include "core/http/networklistener.h"

#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <utility>

namespace inia {

namespace {

constexpr qint64 longestRequest = qint64(16) * 1024;
constexpr int requestPatience = 10'000; // milliseconds

QByteArray page(const char* status, const std::string& text)
{
    const QByteArray body = "<!doctype html><meta charset=\"utf-8\"><title>Inia</title><p>" +
                            QString::fromStdString(text).toHtmlEscaped().toUtf8() + "</p>\n";
    return QByteArray("HTTP/1.1 ") + status +
           "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           QByteArray::number(body.size()) +
           "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n" + body;
}

LoopbackListener::Query queryOf(const QUrl& url)
{
    LoopbackListener::Query query;
    for (const auto& [name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        query.insert_or_assign(name.toStdString(), value.toStdString());
    return query;
}

} // namespace

LoopbackListener::LoopbackListener(std::string path, Answer answer)
    : m_path(std::move(path)), m_answer(std::move(answer)), m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &LoopbackListener::serve);
}

LoopbackListener::~LoopbackListener() = default;

Result<std::unique_ptr<LoopbackListener>> LoopbackListener::open(std::string path, Answer answer)
{
    std::unique_ptr<LoopbackListener> listener(new LoopbackListener(std::move(path), std::move(answer)));
    if (!listener->m_server->listen(QHostAddress(QHostAddress::LocalHost))) {
        return makeError(ErrorKind::Transport, "ListenFailed",
                         "No port of this machine can be opened for the browser to come back to: " +
                             listener->m_server->errorString().toStdString() + ".");
    }
    return listener;
}

std::string LoopbackListener::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_server->serverPort()) + m_path;
}

void LoopbackListener::serve()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(requestPatience, socket, [socket] { socket->abort(); });
    }
}

void LoopbackListener::read(QTcpSocket* socket)
{
    // The end of the headers is waited for, since a browser sees an error when its connection closes before.
    const QByteArray request = socket->peek(longestRequest);
    if (!request.contains("\r\n\r\n")) {
        if (request.size() >= longestRequest)
            socket->abort();
        return;
    }
    socket->disconnect(this);
    const auto words = request.left(request.indexOf('\r')).split(' ');
    const QUrl target = QUrl::fromEncoded(words.value(1));
    const bool isOurs = words.value(0) == "GET" && target.path().toStdString() == m_path;
    const QByteArray answer =
        isOurs ? page("200 OK", m_answer(queryOf(target))) : page("404 Not Found", "There is nothing here.");
    socket->write(answer);
    socket->flush(); // before the sign-in, and with it this, may end
    socket->disconnectFromHost();
}

} // namespace inia
