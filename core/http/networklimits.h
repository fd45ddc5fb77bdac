#pragma once

#include "core/common/error.h"
#include "core/http/transport.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <optional>
#include <string>

namespace inia {

/// How far one request is, and how long it may take to get there. For NetworkReply only, which asks check()
/// whenever the alarm rings.
class NetworkLimits final {
public:
    enum class Phase { Waiting, Connecting, Exchanging };
    using Milliseconds = std::chrono::milliseconds;

    /// The clock runs from here on; `host` is for messages.
    NetworkLimits(const TransportOptions& options, std::string host);
    Q_DISABLE_COPY_MOVE(NetworkLimits)

    [[nodiscard]] QTimer& alarm() { return m_alarm; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] TransportTiming::Duration elapsed() const;
    [[nodiscard]] Milliseconds begun() const { return m_begun; } ///< when Connecting began

    void wait();
    /// `isSilent`: Qt does not tell when there is a connection, so that there is one limit for that and for
    /// the answer.
    void connect(bool isSilent);
    /// Something has come or gone. True when that ends the phase of connecting.
    bool active();
    /// The server is waited for again, or not: it is not the server that is slow.
    void pause(bool isPaused);

    /// What has taken too long; sets the alarm anew when nothing has. `isSilent` as it is now.
    [[nodiscard]] std::optional<Error> check(bool isSilent);

private:
    [[nodiscard]] Milliseconds now() const { return Milliseconds(m_clock.elapsed()); }
    [[nodiscard]] Milliseconds connectLimit(bool isSilent) const;
    void setAlarm(bool isSilent);

    const TransportOptions& m_options;
    std::string m_host;
    QElapsedTimer m_clock;
    QTimer m_alarm;
    Phase m_phase = Phase::Waiting;
    Milliseconds m_begun{0};
    Milliseconds m_lastActivity{0};
    bool m_isPaused = false;
};

} // namespace inia
