#include "core/http/networkerrors.h"

#include <QtCore/QString>

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

} // namespace inia
