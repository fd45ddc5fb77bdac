#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <memory>
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

/// When what happened to one attempt, as durations since the transport was given the request.
/// A phase that did not happen (a warm connection needs no connect) is negative.
struct TransportTiming {
    using Duration = std::chrono::microseconds;
    Duration handedOver{-1}; ///< its turn had come; before that it waited for others to the same host
    /// A connection had been opened for it: name, TCP and TLS, which Qt does not tell apart. Negative for one
    /// that was there already, and for plain HTTP, where nothing tells of it.
    Duration secured{-1};
    /// The whole request may have left. Negative: it has not, and no service has carried it out. Of requests
    /// without a body that change something it is when they were handed over.
    Duration sent{-1};
    Duration firstByte{-1}; ///< status line and headers were there
    Duration done{-1};      ///< last byte, or the failure
    /// How often it left: a GET or HEAD is sent again when its connection dies before an answer.
    int sendings = 0;
};

/// How one request travels. Everything a Client may set; nothing about AWS.
struct TransportOptions {
    std::chrono::milliseconds connectTimeout{60'000};
    /// Longest silence between bytes, and before an answer.
    std::chrono::milliseconds readTimeout{60'000};
    /// For the whole, from send() on, waiting for a connection included; 0 for no limit.
    std::chrono::milliseconds timeout{0};
    /// A GET that changes something: it leaves at most once, as all methods but GET and HEAD do, and says
    /// Content-Length: 0.
    bool sendOnce = false;
    /// Straight to the host, whatever the settings say about proxies: a machine nearby, which no proxy
    /// reaches.
    bool noProxy = false;
    bool verifyTls = true;
    std::string caBundle; ///< PEM file used instead of the system's certificates; empty for the system's
    /// Takes the body instead of HttpResponse::body; null to collect it.
    std::shared_ptr<BodySink> bodySink;
    /// Told what there is of a good answer whose body is collected, as it grows, until it has seen enough
    /// (true) or 16 KiB. Nobody knows yet whether the rest will come. May not drop the request.
    std::function<bool(const HttpResponse& beginning)> onBeginning;
    /// The longest body that is collected; a longer one is an Error (Transport, BodyTooLarge). Bodies that
    /// are parsed stay far below: the largest pages AWS documents have 16 MiB, and a parser may take sixteen
    /// times as much as it is given. Negative for no limit. Of a status from 300 on no more than 1 MiB is
    /// collected in any case.
    qint64 longestBody = qint64(64) * 1024 * 1024;
};

/// One request under way. Whoever holds it owns the request; destroying it aborts and emits nothing.
class TransportReply : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransportReply)
public:
    using QObject::QObject;

    /// Valid after finished(). Any HTTP status is a response, 4xx and 5xx too; an Error (Transport, Tls,
    /// Timeout, Unsupported) means that no whole response arrived.
    [[nodiscard]] virtual const Result<HttpResponse>& result() const = 0;
    [[nodiscard]] virtual TransportTiming timing() const = 0;
    /// Ends the request with kind Cancelled; finished() follows.
    virtual void abort() = 0;
    /// The sink can take more, after it took less than it was offered.
    virtual void resume() {}

signals:
    /// Exactly once, never before send() has returned to the event loop.
    void finished();
    /// Bytes of the response body so far, and in all (-1 when unknown).
    void progress(qint64 received, qint64 total);
    /// Bytes of the request body that have left so far, and in all.
    void uploaded(qint64 sent, qint64 total);
};

using TransportReplyPtr = std::unique_ptr<TransportReply>;

/// The one seam to the network: core/http/networktransport.cpp is the real one, tests have theirs. What is
/// given to send() is one attempt: retries, but for those of plain GET and HEAD, are its caller's.
class Transport {
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    [[nodiscard]] virtual TransportReplyPtr send(const HttpRequest& request,
                                                 const TransportOptions& options) = 0;
};

} // namespace inia
