#include "core/http/networkreply.h"

#include "core/http/fieldtext.h"

#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

using std::chrono::milliseconds;

/// What Qt may hold of a body that goes to a sink: without a limit it takes all that the server sends. It
/// holds several times as much, in both threads; a larger one makes downloads no faster.
constexpr qint64 readBuffer = 256 * 1024;
/// What a sink is offered at once.
constexpr qint64 pieceSize = 256 * 1024;

bool isLittle(qint64 size)
{
    return size >= 0 && size <= readBuffer;
}

std::string seconds(milliseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000).toStdString() + " s";
}

Error transportError(ErrorKind kind, const char* code, std::string message)
{
    Error error = makeError(kind, code, std::move(message));
    error.retryable = kind == ErrorKind::Transport || kind == ErrorKind::Timeout;
    return error;
}

/// What went wrong below HTTP, in words. Qt's own text is used only where it cannot hold the URL, whose
/// query may be a signature.
Error connectionError(QNetworkReply::NetworkError code, const std::string& host, const std::string& detail)
{
    const auto error = [](const char* word, std::string message) {
        return transportError(ErrorKind::Transport, word, std::move(message));
    };
    if (code == QNetworkReply::HostNotFoundError)
        return error("HostNotFound", "The host " + host +
                                         " was not found. Check the endpoint, the region and "
                                         "the network connection.");
    if (code == QNetworkReply::ConnectionRefusedError)
        return error("ConnectionRefused", host + " refused the connection. Check the endpoint and that "
                                                 "something listens there.");
    if (code == QNetworkReply::RemoteHostClosedError)
        return error("ConnectionClosed", host + " closed the connection before it answered.");
    if (code == QNetworkReply::TimeoutError)
        return transportError(ErrorKind::Timeout, "ConnectTimeout", host + " did not answer in time.");
    if (code > 100 && code < 200)
        return error("ProxyFailed", "The proxy on the way to " + host + " failed: " + detail);
    if (code < 100)
        return error("ConnectionFailed", "The connection to " + host + " failed: " + detail);
    return error("BadAnswer", host + " did not answer in proper HTTP: " + detail);
}

} // namespace

NetworkReply::NetworkReply(Error refusal)
{
    conclude(std::move(refusal));
}

NetworkReply::NetworkReply(QNetworkReply* reply, const HttpRequest& request, const TransportOptions& options)
    : m_reply(reply), m_host(hostHeader(request.url)), m_options(options), m_isHead(request.method == "HEAD")
{
    // A limit has Qt tell its thread of every read, which many small answers can do without.
    if (m_options.bodySink && !isLittle(m_options.bodySink->expectedSize()))
        m_reply->setReadBufferSize(readBuffer);
    m_clock.start();
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &NetworkReply::checkTimeout);
    watch();
}

void NetworkReply::abort()
{
    conclude(makeError(ErrorKind::Cancelled, "Cancelled", "The request was cancelled."));
}

TransportTiming::Duration NetworkReply::elapsed() const
{
    const std::chrono::nanoseconds now(m_clock.isValid() ? m_clock.nsecsElapsed() : 0);
    return std::chrono::duration_cast<TransportTiming::Duration>(now);
}

void NetworkReply::watch()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &NetworkReply::connecting);
    connect(m_reply, &QNetworkReply::encrypted, this, &NetworkReply::active);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64 total) {
        active();
        // Qt also tells of the end of a body that is not there.
        if (total > 0)
            emit uploaded(sent, total);
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_timing.sent = elapsed();
        active();
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_timing.firstByte = elapsed();
        active();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &NetworkReply::received);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors) {
            m_tlsErrors += error.errorString().toStdString();
            if (!error.certificate().isNull())
                m_tlsErrors +=
                    " (certificate: " + error.certificate().subjectDisplayName().toStdString() + ")";
            m_tlsErrors += ". ";
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, &NetworkReply::ended);
    connect(m_reply, &QObject::destroyed, this, &NetworkReply::abort);
}

/// A request may wait for one of the connections to its host, which is no fault of the host: the time limit
/// starts with the connection.
void NetworkReply::connecting()
{
    if (m_phase == Phase::Exchanging)
        return;
    m_phase = Phase::Connecting;
    m_deadline.start(m_options.connectTimeout);
}

void NetworkReply::active()
{
    m_lastActivity = m_clock.elapsed();
    if (std::exchange(m_phase, Phase::Exchanging) != Phase::Exchanging)
        m_deadline.start(m_options.readTimeout);
}

/// Activity only notes its time, which is cheaper than starting the timer anew for every packet.
void NetworkReply::checkTimeout()
{
    if (m_phase == Phase::Connecting) {
        conclude(transportError(ErrorKind::Timeout, "ConnectTimeout",
                                "No connection to " + m_host + " within " +
                                    seconds(m_options.connectTimeout) + "."));
        return;
    }
    if (m_paused)
        return; // it is not the server that is slow
    const milliseconds quiet(m_clock.elapsed() - m_lastActivity);
    if (quiet < m_options.readTimeout) {
        m_deadline.start(m_options.readTimeout - quiet);
        return;
    }
    conclude(transportError(ErrorKind::Timeout, "ReadTimeout",
                            m_host + " sent nothing for " + seconds(m_options.readTimeout) + "."));
}

int NetworkReply::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

HttpResponse NetworkReply::head() const
{
    HttpResponse response;
    response.status = status();
    for (const auto& [name, value] : m_reply->rawHeaderPairs())
        response.headers.add(name.toStdString(), fieldText(value.toStdString()));
    return response;
}

bool NetworkReply::canHaveBody() const
{
    return !m_isHead && status() != 204 && status() != 304;
}

void NetworkReply::chooseReceiver()
{
    if (m_receiverChosen || status() == 0)
        return;
    m_receiverChosen = true;
    m_toSink = m_options.bodySink && m_options.bodySink->begin(head());
    const bool isLimited = m_reply->readBufferSize() > 0;
    if (isLimited && !m_toSink)
        m_reply->setReadBufferSize(0);
    else if (m_toSink && !isLimited && !isLittle(contentLength()))
        m_reply->setReadBufferSize(readBuffer);
}

void NetworkReply::read()
{
    chooseReceiver();
    if (m_toSink)
        passOn();
    else
        collect();
}

/// A body stays with Qt until it is whole: one that grew here would be copied each time it outgrew its
/// memory.
void NetworkReply::collect()
{
    const qint64 available = m_reply->bytesAvailable();
    const qint64 limit = m_options.longestBody;
    m_received = m_body.size() + available;
    if (limit >= 0 && canHaveBody() && std::max(m_received, contentLength()) > limit) {
        Error error = makeError(ErrorKind::Transport, "BodyTooLarge",
                                m_host + " answers with more than " + std::to_string(limit) + " bytes.");
        error.httpStatus = status();
        conclude(std::move(error));
        return;
    }
    // A sink that did not want it has left Qt with a limit; it goes on when there is room.
    if (available <= 0 || !(m_ended || m_options.bodySink))
        return;
    const qint64 before = m_body.size();
    m_body.resize(m_received);
    m_received = before + std::max<qint64>(0, m_reply->read(m_body.data() + before, available));
    m_body.resize(m_received);
}

/// How much the sink took. It may end the request, and so may its error.
std::size_t NetworkReply::offer(std::string_view bytes)
{
    const Result<std::size_t> result = m_options.bodySink->write(bytes);
    if (m_concluded)
        return 0;
    if (!result) {
        conclude(result.error());
        return 0;
    }
    m_paused = *result < bytes.size();
    return std::min(*result, bytes.size());
}

void NetworkReply::passOn()
{
    while (!m_paused && !m_concluded && m_reply->bytesAvailable() > 0) {
        m_body.resize(std::min(m_reply->bytesAvailable(), pieceSize));
        m_body.resize(std::max<qint64>(0, m_reply->read(m_body.data(), m_body.size())));
        m_received += m_body.size();
        const auto taken = offer({m_body.constData(), static_cast<std::size_t>(m_body.size())});
        m_body.remove(0, static_cast<qsizetype>(taken));
    }
}

void NetworkReply::resume()
{
    if (!m_paused || m_concluded)
        return;
    m_paused = false;
    const auto taken = offer({m_body.constData(), static_cast<std::size_t>(m_body.size())});
    m_body.remove(0, static_cast<qsizetype>(taken));
    if (m_paused || m_concluded)
        return;
    m_lastActivity = m_clock.elapsed();
    if (!m_ended)
        m_deadline.start(m_options.readTimeout);
    read();
    if (m_ended && !m_paused && !m_concluded)
        conclude(outcome());
}

void NetworkReply::received()
{
    active();
    read();
    if (!m_concluded)
        emit progress(m_received, contentLength());
}

/// The sink may still have to take what Qt holds.
void NetworkReply::ended()
{
    m_ended = true;
    if (m_paused)
        return;
    read();
    if (!m_paused && !m_concluded)
        conclude(outcome());
}

qint64 NetworkReply::contentLength() const
{
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    return length.isValid() ? length.toLongLong() : -1;
}

/// Whether bytes are missing that Content-Length promised. Qt notices most such cases but not all: with 4xx
/// and 5xx it depends on whether the last bytes and the end of the connection arrive together.
bool NetworkReply::isCutShort() const
{
    return canHaveBody() && m_received < contentLength();
}

Error NetworkReply::failure(int status) const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    if (code == QNetworkReply::SslHandshakeFailedError)
        return transportError(
            ErrorKind::Tls, "TlsFailed",
            "No secure connection to " + m_host + ": " +
                (m_tlsErrors.empty() ? m_reply->errorString().toStdString() + ". " : m_tlsErrors) +
                "Nothing was sent. A CA bundle in the settings can vouch for the host.");
    if (status == 0 || code == QNetworkReply::ProtocolFailure)
        return connectionError(code, m_host, m_reply->errorString().toStdString());
    std::string message = m_host + " broke off its answer after " + std::to_string(m_received);
    if (contentLength() >= 0)
        message += " of " + std::to_string(contentLength());
    Error error = transportError(ErrorKind::Transport, "TruncatedBody", message + " bytes.");
    error.httpStatus = status;
    return error;
}

/// Qt calls 4xx and 5xx errors, with codes from 201 on; to us they are responses like any other. What is
/// below, or is about the protocol itself, means that no whole response arrived.
Result<HttpResponse> NetworkReply::outcome()
{
    const QNetworkReply::NetworkError code = m_reply->error();
    const bool belowHttp = code != QNetworkReply::NoError && code < 100;
    const bool broken = code == QNetworkReply::ProtocolFailure || code == QNetworkReply::ContentReSendError;
    if (status() == 0 || belowHttp || broken || isCutShort())
        return failure(status());
    HttpResponse response = head();
    response.isBodyElsewhere = m_toSink;
    if (!m_toSink)
        response.body = std::move(m_body);
    return response;
}

void NetworkReply::conclude(Result<HttpResponse> result)
{
    if (std::exchange(m_concluded, true))
        return;
    m_result = std::move(result);
    m_timing.done = elapsed();
    letGo();
    QMetaObject::invokeMethod(this, &TransportReply::finished, Qt::QueuedConnection);
}

void NetworkReply::letGo()
{
    m_deadline.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

} // namespace inia
