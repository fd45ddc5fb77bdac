#include "core/http/networklimits.h"

#include "core/http/networkerrors.h"

#include <algorithm>
#include <utility>

namespace inia {

NetworkLimits::NetworkLimits(const TransportOptions& options, std::string host)
    : m_options(options), m_host(std::move(host))
{
    m_clock.start();
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    setAlarm(false);
}

TransportTiming::Duration NetworkLimits::elapsed() const
{
    const std::chrono::nanoseconds passed(m_clock.nsecsElapsed());
    return std::chrono::duration_cast<TransportTiming::Duration>(passed);
}

void NetworkLimits::wait()
{
    m_phase = Phase::Waiting;
    m_isPaused = false;
    m_alarm.stop();
    setAlarm(false);
}

void NetworkLimits::connect(bool isSilent)
{
    m_phase = Phase::Connecting;
    m_begun = now();
    setAlarm(isSilent);
}

/// Only notes the time, which is cheaper than starting the timer anew for every packet.
bool NetworkLimits::active()
{
    m_lastActivity = now();
    if (std::exchange(m_phase, Phase::Exchanging) == Phase::Exchanging)
        return false;
    setAlarm(false);
    return true;
}

void NetworkLimits::pause(bool isPaused)
{
    if (std::exchange(m_isPaused, isPaused) == isPaused || isPaused)
        return;
    m_lastActivity = now();
    setAlarm(false);
}

NetworkLimits::Milliseconds NetworkLimits::connectLimit(bool isSilent) const
{
    return isSilent ? m_options.connectTimeout + m_options.readTimeout : m_options.connectTimeout;
}

void NetworkLimits::setAlarm(bool isSilent)
{
    Milliseconds next = Milliseconds::max();
    if (m_phase == Phase::Connecting)
        next = m_begun + connectLimit(isSilent);
    else if (m_phase == Phase::Exchanging && !m_isPaused)
        next = m_lastActivity + m_options.readTimeout;
    if (m_options.timeout.count() > 0)
        next = std::min(next, m_options.timeout);
    if (next != Milliseconds::max())
        m_alarm.start(std::max(Milliseconds(0), next - now()));
}

std::optional<Error> NetworkLimits::check(bool isSilent)
{
    const auto timeout = [](const char* code, const std::string& what, Milliseconds limit) {
        return transportError(ErrorKind::Timeout, code, what + inSeconds(limit) + '.');
    };
    if (m_options.timeout.count() > 0 && now() >= m_options.timeout)
        return timeout("TotalTimeout", "The request to " + m_host + " was not done within ",
                       m_options.timeout);
    if (m_phase == Phase::Connecting && now() >= m_begun + connectLimit(isSilent))
        return isSilent ? timeout("ReadTimeout", m_host + " did not answer within ", connectLimit(true))
                        : timeout("ConnectTimeout", "No connection to " + m_host + " within ",
                                  connectLimit(false));
    if (m_phase == Phase::Exchanging && !m_isPaused && now() >= m_lastActivity + m_options.readTimeout)
        return timeout("ReadTimeout", m_host + " sent nothing for ", m_options.readTimeout);
    setAlarm(isSilent);
    return std::nullopt;
}

} // namespace inia
