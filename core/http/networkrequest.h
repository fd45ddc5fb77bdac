#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtNetwork/QNetworkRequest>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QProcessEnvironment;

namespace inia {

/// `password` is a secret.
struct Proxy {
    enum class Kind {
        Http,   ///< reads requests over plain HTTP, and opens tunnels for the others
        Socks5, ///< opens connections, and finds the hosts
    };
    Kind kind = Kind::Http;
    std::string host;
    int port = 80;
    std::string user;
    std::string password;

    friend bool operator==(const Proxy&, const Proxy&) = default;
};

/// Which proxy a request goes through, after the environment variables that botocore, curl and most
/// command-line tools know: http_proxy, https_proxy, all_proxy and no_proxy. The small spelling goes before
/// the capital one.
class ProxySettings final {
public:
    /// No proxy for anything.
    ProxySettings() = default;
    /// A proxy URL without scheme means http.
    [[nodiscard]] static ProxySettings fromEnvironment(const QProcessEnvironment& environment);

    /// `scheme` and `host` of the request, in lower case; the port is -1 when the URL names none. Nothing
    /// when the request goes straight to its host. Errors: Configuration (BadProxy), naming variable and
    /// value, when what the request would go through is no address of a proxy, or one that is to be spoken to
    /// by TLS, which Qt cannot. Going straight instead would pass by what somebody wanted to be in the way.
    [[nodiscard]] Result<std::optional<Proxy>> proxyFor(std::string_view scheme, std::string_view host,
                                                        int port) const;
    [[nodiscard]] bool empty() const { return m_proxies.empty(); }

private:
    std::map<std::string, Result<Proxy>, std::less<>> m_proxies; ///< by scheme of the request, or "all"
    std::vector<std::string> m_direct;                           ///< entries of no_proxy
};

/// A body that leaves once. Before Qt sends a request again by itself it asks the body to go back to its
/// beginning, and this one refuses as soon as anything may have left: the request then ends with
/// QNetworkReply::ContentReSendError. Its head leaves together with its first bytes, so that a body of which
/// nothing was read has not left at all; of an empty one nobody can tell, and it refuses in any case.
///
/// Never a QBuffer around or below it, which Qt would rewind itself.
class OnceBody final : public QIODevice {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OnceBody)
public:
    explicit OnceBody(QByteArray bytes);
    /// The rest of an open device, whose pauses (readyRead()) it passes on.
    explicit OnceBody(std::unique_ptr<QIODevice> source);

    [[nodiscard]] qint64 size() const override { return m_size; }
    bool reset() override { return m_isRedirected || (m_size > 0 && m_read == 0); }
    /// The answer is a 307 or 308: Qt asks after those as well, to fail them if it must not, and sends
    /// nothing.
    void redirected() { m_isRedirected = true; }

    [[nodiscard]] bool wasRead() const { return m_read > 0; }
    /// No service carries out a request whose body it has not got whole. True of an empty one.
    [[nodiscard]] bool isAllRead() const { return m_read >= m_size; }
    /// The source has no more bytes for now, so that nobody else is slow.
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    /// The source could not be read to its end.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    std::unique_ptr<QIODevice> m_source;
    qint64 m_size = 0;
    qint64 m_read = 0;
    bool m_isRedirected = false;
    bool m_isWaiting = false;
    bool m_hasFailed = false;
};

/// An HttpRequest as Qt takes it.
struct NetworkRequest {
    QNetworkRequest head;
    QByteArray method;
    QByteArray exactTarget; ///< when Qt would change it on the way
    QByteArray body;
    std::shared_ptr<const RequestBody> bodySource;
    bool isHead = false; ///< has no answer's body, whatever its length says
    /// It has a OnceBody, if only an empty one. All but GET and HEAD, and those GETs of which it is asked.
    bool isOnce = false;

    /// What Qt is given as method. With an exact target that is the whole request line and the name of a
    /// header, for which Qt's own rest of the line is the value.
    [[nodiscard]] QByteArray verb() const;
    /// Its body from the beginning; null without isOnce.
    [[nodiscard]] Result<std::unique_ptr<OnceBody>> openBody() const;
};

/// What all requests have in common: nothing is unpacked, followed, cached or remembered.
[[nodiscard]] QNetworkRequest requestPattern();

/// `pattern` is requestPattern() with what the connection needs. Errors: Unsupported (UnsendablePath, BadUrl,
/// UnsendableHeader).
[[nodiscard]] Result<NetworkRequest> networkRequest(const QNetworkRequest& pattern,
                                                    const HttpRequest& request, bool sendOnce);

/// Makes it one for an HTTP proxy that reads it.
void goThrough(const Proxy& proxy, NetworkRequest& request);

} // namespace inia
