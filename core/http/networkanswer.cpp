#include "core/http/networkanswer.h"

#include "core/http/textencoding.h"

#include <QtCore/QString>
#include <QtNetwork/QNetworkReply>

#include <algorithm>
#include <new>
#include <utility>

namespace inia {

Error transportError(ErrorKind kind, const char* code, std::string message)
{
    Error error = makeError(kind, code, std::move(message));
    error.retryable = kind == ErrorKind::Transport || kind == ErrorKind::Timeout;
    return error;
}

/// Qt's text is used only where it cannot hold the URL, whose query may be a signature.
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
    const bool isBrokenWrite = code == QNetworkReply::UnknownNetworkError && detail == "Unknown error";
    if (code == QNetworkReply::RemoteHostClosedError || code == QNetworkReply::ContentReSendError ||
        isBrokenWrite)
        return error("ConnectionClosed", host + " closed the connection before it answered.");
    if (code == QNetworkReply::TimeoutError)
        return transportError(ErrorKind::Timeout, "ConnectTimeout", host + " did not answer in time.");
    if (code > 100 && code < 200)
        return error("ProxyFailed", "The proxy on the way to " + host + " failed: " + detail);
    if (code < 100)
        return error("ConnectionFailed", "The connection to " + host + " failed: " + detail);
    return error("BadAnswer", host + " did not answer in proper HTTP: " + detail);
}

bool isBeforeSending(QNetworkReply::NetworkError code)
{
    return code == QNetworkReply::HostNotFoundError || code == QNetworkReply::ConnectionRefusedError ||
           code == QNetworkReply::SslHandshakeFailedError ||
           code == QNetworkReply::ProxyConnectionRefusedError || code == QNetworkReply::ProxyNotFoundError;
}

std::string inSeconds(std::chrono::milliseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000).toStdString() + " s";
}

namespace {

/// What Qt may hold of a body that goes to a sink: without a limit it takes all that the server sends. It
/// holds several times as much, in both threads; a larger one makes downloads no faster.
constexpr qint64 readBuffer = qint64(256) * 1024;
/// What a sink is offered at once.
constexpr qint64 pieceSize = qint64(256) * 1024;

/// No service says more about an error.
constexpr qint64 longestErrorBody = qint64(1024) * 1024;

bool isLittle(qint64 size)
{
    return size >= 0 && size <= readBuffer;
}

} // namespace

NetworkAnswer::NetworkAnswer(QNetworkReply& reply, std::string host, bool isHead,
                             const TransportOptions& options)
    : m_reply(reply), m_host(std::move(host)), m_options(options), m_isHead(isHead)
{
    // A limit has Qt tell its thread of every read, which many small answers can do without.
    if (options.bodySink && !isLittle(options.bodySink->expectedSize()))
        reply.setReadBufferSize(readBuffer);
}

int NetworkAnswer::status() const
{
    return m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

HttpResponse NetworkAnswer::head() const
{
    HttpResponse response;
    response.status = status();
    for (const auto& [name, value] : m_reply.rawHeaderPairs())
        response.headers.add(name.toStdString(), fieldText(value.toStdString()));
    return response;
}

bool NetworkAnswer::canHaveBody() const
{
    return !m_isHead && status() != 204 && status() != 304;
}

/// The same length twice is that length.
qint64 NetworkAnswer::contentLength() const
{
    const QByteArrayList lengths = m_reply.rawHeader("Content-Length").split(',');
    bool isNumber = false;
    const qint64 length = lengths.first().trimmed().toLongLong(&isNumber);
    const bool isAgreed = std::all_of(lengths.begin(), lengths.end(), [&](const QByteArray& other) {
        return other.trimmed() == lengths.first().trimmed();
    });
    return isNumber && isAgreed && length >= 0 ? length : -1;
}

BodyEnd NetworkAnswer::bodyEnd() const
{
    if (!canHaveBody())
        return BodyEnd::Length;
    if (m_reply.hasRawHeader("Transfer-Encoding"))
        return m_reply.rawHeader("Transfer-Encoding").toLower().contains("chunked") ? BodyEnd::LastChunk
                                                                                    : BodyEnd::Connection;
    return contentLength() >= 0 ? BodyEnd::Length : BodyEnd::Connection;
}

void NetworkAnswer::chooseReceiver()
{
    m_toSink = m_options.bodySink && m_options.bodySink->begin(head());
    const qint64 usual = TransportOptions().longestBody;
    m_isInPieces = !m_toSink && canHaveBody() && (longestBody() < 0 || longestBody() > usual) &&
                   (contentLength() < 0 || contentLength() > usual);
    const bool isLimited = m_reply.readBufferSize() > 0;
    if (isLimited && !m_toSink && !m_isInPieces)
        m_reply.setReadBufferSize(0);
    else if ((m_toSink || m_isInPieces) && !isLimited && !isLittle(contentLength()))
        m_reply.setReadBufferSize(readBuffer);
}

std::optional<Error> NetworkAnswer::read(bool isLast)
{
    if (!m_receiverChosen && status() != 0) {
        if (auto bad = badHead())
            return bad;
        m_receiverChosen = true;
        chooseReceiver();
    }
    return m_toSink ? passOn() : collect(isLast);
}

/// Qt takes a length that is none for no length, and drops all headers when they are more than it takes or
/// one of them is none. What has no body may have none.
std::optional<Error> NetworkAnswer::badHead() const
{
    std::string what;
    if (status() < 100)
        what = "its status is " + std::to_string(status());
    else if (status() >= 200 && m_reply.rawHeaderPairs().isEmpty() && (m_isHead || canHaveBody()))
        what = "it has no headers, or more than 100 of them or 256 KiB, or one that is none";
    else if (canHaveBody() && contentLength() < 0 && m_reply.hasRawHeader("Content-Length"))
        what = "its Content-Length is \"" + m_reply.rawHeader("Content-Length").toStdString() + '"';
    else
        return std::nullopt;
    Error error = transportError(ErrorKind::Transport, "BadAnswer",
                                 m_host + " did not answer in proper HTTP: " + what + '.');
    error.httpStatus = status();
    return error;
}

qint64 NetworkAnswer::longestBody() const
{
    const qint64 limit = m_options.longestBody;
    return status() < 300 || (limit >= 0 && limit < longestErrorBody) ? limit : longestErrorBody;
}

Error NetworkAnswer::tooLarge(const std::string& why) const
{
    Error error = makeError(ErrorKind::Transport, "BodyTooLarge", m_host + " answers with more than " + why);
    error.httpStatus = status();
    return error;
}

/// A body stays with Qt until it is whole: one that grew here would be copied each time it outgrew its
/// memory. But what may outgrow all memory has to do it here, as it would end the program in Qt's thread.
std::optional<Error> NetworkAnswer::collect(bool isLast)
{
    const qint64 available = m_reply.bytesAvailable();
    const qint64 limit = longestBody();
    m_received = m_body.size() + available;
    if (limit >= 0 && canHaveBody() && std::max(m_received, contentLength()) > limit)
        return tooLarge(std::to_string(limit) + " bytes.");
    // A sink that did not want it has left Qt with a limit; it goes on when there is room.
    if (available <= 0 || !(isLast || m_options.bodySink || m_isInPieces))
        return std::nullopt;
    const qint64 before = m_body.size();
    try {
        m_body.resize(m_received);
    } catch (const std::bad_alloc&) {
        m_body.clear();
        return tooLarge(std::to_string(before) + " bytes, and there is no memory for more.");
    }
    m_received = before + std::max<qint64>(0, m_reply.read(m_body.data() + before, available));
    m_body.resize(m_received);
    return std::nullopt;
}

void NetworkAnswer::showBeginning()
{
    constexpr qint64 mostShown = qint64(16) * 1024;
    if (m_wasShown || !m_options.onBeginning || m_toSink || !m_body.isEmpty() || status() / 100 != 2)
        return;
    HttpResponse beginning = head();
    beginning.body = m_reply.peek(mostShown);
    m_wasShown = m_options.onBeginning(beginning) || beginning.body.size() >= mostShown;
}

/// The sink may end the request, and so may its error.
std::optional<Error> NetworkAnswer::offer()
{
    const std::string_view bytes(m_body.constData(), static_cast<std::size_t>(m_body.size()));
    const Result<std::size_t> taken = m_options.bodySink->write(bytes);
    if (m_isStopped)
        return std::nullopt;
    if (!taken)
        return taken.error();
    m_isPaused = *taken < bytes.size();
    m_body.remove(0, static_cast<qsizetype>(std::min(*taken, bytes.size())));
    return std::nullopt;
}

std::optional<Error> NetworkAnswer::passOn()
{
    while (!m_isPaused && !m_isStopped && m_reply.bytesAvailable() > 0) {
        m_body.resize(std::min(m_reply.bytesAvailable(), pieceSize));
        m_body.resize(std::max<qint64>(0, m_reply.read(m_body.data(), m_body.size())));
        m_received += m_body.size();
        if (auto failed = offer())
            return failed;
    }
    return std::nullopt;
}

std::optional<Error> NetworkAnswer::resume()
{
    m_isPaused = false;
    return offer();
}

Error NetworkAnswer::failure(const std::string& tlsErrors) const
{
    const QNetworkReply::NetworkError code = m_reply.error();
    if (code == QNetworkReply::SslHandshakeFailedError)
        return transportError(
            ErrorKind::Tls, "TlsFailed",
            "No secure connection to " + m_host + ": " +
                (tlsErrors.empty() ? m_reply.errorString().toStdString() + ". " : tlsErrors) +
                "Nothing was sent. A CA bundle in the settings can vouch for the host.");
    if (status() == 0 || code == QNetworkReply::ProtocolFailure)
        return connectionError(code, m_host, m_reply.errorString().toStdString());
    return brokenOff();
}

Error NetworkAnswer::brokenOff() const
{
    std::string message = m_host + " broke off its answer after " + std::to_string(m_received);
    if (contentLength() >= 0)
        message += " of " + std::to_string(contentLength());
    Error error = transportError(ErrorKind::Transport, "TruncatedBody", message + " bytes.");
    error.httpStatus = status();
    return error;
}

/// Qt calls 4xx and 5xx errors, with codes from 201 on; to us they are responses like any other. What is
/// below, or is about the protocol itself, means that no whole response arrived. Qt notices most bodies that
/// end before their Content-Length but not all: with 4xx and 5xx it depends on whether the last bytes and the
/// end of the connection arrive together.
Result<HttpResponse> NetworkAnswer::outcome(const std::string& tlsErrors)
{
    const QNetworkReply::NetworkError code = m_reply.error();
    const bool belowHttp = code != QNetworkReply::NoError && code < 100;
    const bool broken = code == QNetworkReply::ProtocolFailure || code == QNetworkReply::ContentReSendError;
    const bool isCutShort = canHaveBody() && m_received < contentLength();
    if (status() == 0 || belowHttp || broken || isCutShort)
        return failure(tlsErrors);
    HttpResponse response = head();
    response.isBodyElsewhere = m_toSink;
    response.bodyEnd = bodyEnd();
    if (!m_toSink)
        response.body = std::move(m_body);
    return response;
}

} // namespace inia
