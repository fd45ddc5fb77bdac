#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <string_view>

namespace inia {

/// Takes the body of a response as it comes, so that no more than a transport's buffers (about 1 MiB) of it
/// is in memory. Lives and is called in the transport's thread. A retry begins anew with the same sink, which
/// only happens when write() was not called yet.
class BodySink {
public:
    BodySink() = default;
    virtual ~BodySink() = default;
    Q_DISABLE_COPY_MOVE(BodySink)

    /// Asked once the headers are there, before any byte: true when this body is for the sink. Bodies of
    /// errors are better left to the parser.
    [[nodiscard]] virtual bool begin(const HttpResponse& head)
    {
        return head.status >= 200 && head.status < 300;
    }
    /// How many bytes are likely to come, negative when nobody knows. Only a hint: where it is little, a
    /// transport holds its buffers back when it sees that more is coming, and not before.
    [[nodiscard]] virtual qint64 expectedSize() const { return -1; }
    /// Takes bytes from the front of `bytes` and returns how many. Fewer than there are make the transport
    /// pause until TransportReply::resume(), and the server with it. An Error ends the request with it.
    [[nodiscard]] virtual Result<std::size_t> write(std::string_view bytes) = 0;
};

} // namespace inia
