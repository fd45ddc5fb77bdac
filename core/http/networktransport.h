#pragma once

#include "core/http/proxysettings.h"
#include "core/http/transport.h"

#include <map>
#include <memory>
#include <string>

namespace inia {

/// Transport over QNetworkAccessManager, set up so that what leaves is what was signed and what comes is
/// what the service sent: exact path bytes (see sendableUrl), no content decoding, no redirects, cookies
/// or cache, HTTP/1.1 only. The only class that knows Qt's network module.
///
/// Headers go out as given, in their case; those of one name are joined by ",", as signatures join them.
/// Added when absent: Host, Accept-Encoding: identity, and by Qt Connection, Accept-Language and
/// Content-Length (also 0 for an empty PUT or POST; one that was given is left out). Never added is
/// Content-Type. Response headers of one name arrive joined by ", ".
///
/// An answer that ends before the length it promised is an error. Of an answer in chunks that breaks off,
/// Qt 6.4.2 often says nothing, so it can look whole: parsers have to take an incomplete document for an
/// error, an empty one too.
///
/// Qt sends a request again by itself when a connection dies before any answer (up to four times in all),
/// so calls that must not happen twice need an idempotency token.
///
/// Errors of the replies: Transport (HostNotFound, ConnectionRefused, ConnectionClosed, TruncatedBody,
/// ProxyFailed, ConnectionFailed, BadAnswer), Tls (TlsFailed, BadCaBundle), Timeout (ConnectTimeout,
/// ReadTimeout), Cancelled, Unsupported (UnsendablePath, BadUrl, UnsendableHeader: nothing was sent).
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
    /// One per TLS setting, and one without TLS: connections are pooled, and one that was opened without
    /// checking its certificate must never serve a request that wants it checked.
    std::map<std::string, std::unique_ptr<Channel>> m_channels;
};

} // namespace inia
