#pragma once

#include "core/common/result.h"

#include <map>
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

} // namespace inia
