#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <QtNetwork/QNetworkRequest>

#include <memory>

namespace inia {

class OnceBody;
struct Proxy;

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
