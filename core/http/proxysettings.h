#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QProcessEnvironment;

namespace inia {

/// One HTTP proxy. `password` is a secret.
struct Proxy {
    std::string host;
    int port = 80;
    std::string user;
    std::string password;
};

/// Which proxy a request goes through, after the environment variables that botocore, curl and most
/// command-line tools know: http_proxy, https_proxy, all_proxy and no_proxy. The small spelling goes before
/// the capital one.
class ProxySettings final {
public:
    /// No proxy for anything.
    ProxySettings() = default;
    /// A proxy URL without scheme means http; one that makes no sense is left out.
    [[nodiscard]] static ProxySettings fromEnvironment(const QProcessEnvironment& environment);

    /// `scheme` and `host` of the request, in lower case; port -1 when the URL names none.
    [[nodiscard]] std::optional<Proxy> proxyFor(std::string_view scheme, std::string_view host,
                                                int port) const;
    [[nodiscard]] bool empty() const { return m_proxies.empty(); }

private:
    std::map<std::string, Proxy, std::less<>> m_proxies; ///< by scheme of the request, or "all"
    std::vector<std::string> m_direct;                   ///< entries of no_proxy
};

} // namespace inia
