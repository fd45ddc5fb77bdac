#pragma once

#include "core/common/result.h"
#include "core/http/transport.h"

#include <QtCore/QByteArray>
#include <QtNetwork/QNetworkReply>

#include <chrono>
#include <optional>
#include <string>

class QNetworkReply;

namespace inia {

/// An error of the way to the host and back; Transport and Timeout may be gone the next time.
[[nodiscard]] Error transportError(ErrorKind kind, const char* code, std::string message);

/// What went wrong below HTTP, in words. `detail` is Qt's own text.
[[nodiscard]] Error connectionError(QNetworkReply::NetworkError code, const std::string& host,
                                    const std::string& detail);

/// Whether Qt says so only of requests that have not left: it had no connection for them.
[[nodiscard]] bool isBeforeSending(QNetworkReply::NetworkError code);

/// "0.05 s".
[[nodiscard]] std::string inSeconds(std::chrono::milliseconds duration);

/// What comes back for one request: takes it from Qt into memory or to a sink, and judges whether it is
/// whole. For NetworkReply only, which has to stop() it before it lets go of Qt's reply. A step that fails
/// says with what the request ends.
class NetworkAnswer final {
public:
    NetworkAnswer(QNetworkReply& reply, std::string host, bool isHead, const TransportOptions& options);
    Q_DISABLE_COPY_MOVE(NetworkAnswer)

    /// 0 before there is one.
    [[nodiscard]] int status() const;
    [[nodiscard]] qint64 received() const { return m_received; }
    [[nodiscard]] qint64 contentLength() const; ///< -1 when the answer does not say
    /// What is wrong with its status line or headers.
    [[nodiscard]] std::optional<Error> badHead() const;
    /// The sink takes no more for now.
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    /// Takes what there is; `isLast` when no more is to come from the server.
    [[nodiscard]] std::optional<Error> read(bool isLast);
    /// Tells what there is of a body that is collected to who wants to know it ahead.
    void showBeginning();
    /// Offers the sink again what it did not take.
    [[nodiscard]] std::optional<Error> resume();
    /// The whole, once it has been read, or why it is none.
    [[nodiscard]] Result<HttpResponse> outcome(const std::string& tlsErrors);
    /// That it ended in its middle.
    [[nodiscard]] Error brokenOff() const;
    void stop() { m_isStopped = true; }

private:
    void chooseReceiver();
    std::optional<Error> collect(bool isLast);
    std::optional<Error> passOn();
    std::optional<Error> offer();
    [[nodiscard]] HttpResponse head() const;
    [[nodiscard]] bool canHaveBody() const;
    [[nodiscard]] BodyEnd bodyEnd() const;
    [[nodiscard]] Error tooLarge(const std::string& why) const;
    [[nodiscard]] qint64 longestBody() const; ///< negative for no limit
    [[nodiscard]] Error failure(const std::string& tlsErrors) const;

    QNetworkReply& m_reply;
    std::string m_host;
    const TransportOptions& m_options;
    bool m_isHead;
    QByteArray m_body; ///< collected, or what the sink did not take yet
    qint64 m_received = 0;
    bool m_toSink = false;
    bool m_wasShown = false;   ///< its beginning
    bool m_isInPieces = false; ///< may be more than there is memory for, and is taken as it comes
    bool m_receiverChosen = false;
    bool m_isPaused = false;
    bool m_isStopped = false;
};

} // namespace inia
