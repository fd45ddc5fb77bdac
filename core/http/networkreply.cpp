#include "core/http/networkreply.h"

#include "core/async/background.h"
#include "core/common/result.h"
#include "core/http/networkanswer.h"
#include "core/http/networkrequest.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>

#include <algorithm>
#include <array>
#include <iterator>
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

using namespace std::chrono_literals;

NetworkQueue::~NetworkQueue()
{
    const auto running = std::exchange(m_running, {});
    const auto waiting = std::exchange(m_waiting, {});
    for (NetworkReply* reply : running)
        reply->abort();
    for (const auto& [ticket, reply] : waiting)
        reply->abort();
}

void NetworkQueue::add(NetworkReply& reply)
{
    reply.setTicket(++m_lastTicket);
    m_waiting.emplace(m_lastTicket, &reply);
    fill();
}

void NetworkQueue::takeBack(NetworkReply& reply)
{
    std::erase(m_running, &reply);
    m_waiting.emplace(reply.ticket(), &reply);
    fillLater();
}

void NetworkQueue::leave(NetworkReply& reply)
{
    m_waiting.erase(reply.ticket());
    if (std::erase(m_running, &reply) > 0)
        m_givenBefore += reply.bytesGiven();
    fillLater();
}

bool NetworkQueue::waitsForHead() const
{
    return !m_waiting.empty() || std::any_of(m_running.begin(), m_running.end(),
                                             [](const NetworkReply* reply) { return !reply->hasHead(); });
}

qint64 NetworkQueue::bytesGiven() const
{
    qint64 bytes = m_givenBefore;
    for (const NetworkReply* reply : m_running)
        bytes += reply->bytesGiven();
    return bytes;
}

void NetworkQueue::hostNotFound(const Error& error)
{
    if (m_wasConnected)
        return;
    std::vector<QPointer<NetworkReply>> others(m_running.begin(), m_running.end());
    // Those whom Qt has told as well have heard it by then.
    QTimer::singleShot(50ms, this, [others = std::move(others), error] {
        for (const auto& reply : others) {
            if (reply)
                reply->neverLeft(error);
        }
    });
}

void NetworkQueue::distrustConnections(const Error& error)
{
    m_renew();
    m_wasConnected = false;
    const std::vector<QPointer<NetworkReply>> others(m_running.begin(), m_running.end());
    for (const auto& reply : others) {
        if (reply)
            reply->distrusted(error);
    }
}

/// Whoever gives up many requests one after the other wants none of them to begin meanwhile.
void NetworkQueue::fillLater()
{
    if (m_waiting.empty() || std::exchange(m_willFill, true))
        return;
    QMetaObject::invokeMethod(this, &NetworkQueue::fill, Qt::QueuedConnection);
}

void NetworkQueue::fill()
{
    m_willFill = false;
    while (m_running.size() < mostAtOnce && !m_waiting.empty()) {
        NetworkReply* next = m_waiting.extract(m_waiting.begin()).mapped();
        const std::size_t lane = freeLane();
        m_running.push_back(next);
        next->begin(lane);
    }
}

std::size_t NetworkQueue::freeLane() const
{
    std::array<std::size_t, lanes> busy{};
    for (const NetworkReply* reply : m_running)
        ++busy.at(reply->lane());
    const auto* free =
        std::find_if(busy.begin(), busy.end(), [](std::size_t count) { return count < mostAtOnce / lanes; });
    return static_cast<std::size_t>(std::distance(busy.cbegin(), free));
}

namespace {

/// Of a request that Qt fails before it has left. More often, and it is more than the failure of another.
constexpr int mostHandOvers = 3;

} // namespace

NetworkReply::NetworkReply(Error refusal)
{
    conclude(std::move(refusal));
}

NetworkReply::NetworkReply(NetworkQueue& queue, NetworkRequest request, std::string host,
                           const TransportOptions& options)
    : m_queue(&queue), m_request(std::move(request)), m_host(std::move(host)), m_options(options)
{
    m_limits.emplace(m_options, m_host);
    connect(&m_limits->alarm(), &QTimer::timeout, this, &NetworkReply::checkTime);
}

NetworkReply::~NetworkReply()
{
    letGo();
    if (m_queue && !m_concluded)
        m_queue->leave(*this);
}

void NetworkReply::abort()
{
    conclude(makeError(ErrorKind::Cancelled, "Cancelled", "The request was cancelled."));
}

void NetworkReply::begin(std::size_t lane)
{
    m_lane = lane;
    Result<std::unique_ptr<OnceBody>> body = m_request.openBody();
    if (!body) {
        conclude(body.error());
        return;
    }
    ++m_handOvers;
    m_timing.handedOver = m_limits->elapsed();
    m_body = body->get();
    m_isUntold = m_body && m_body->size() == 0;
    m_reply = m_queue->start()(m_lane, m_request, *std::move(body));
    m_answer.emplace(*m_reply, m_host, m_request.isHead, m_options);
    m_limits->connect(isSilent());
    watch();
}

void NetworkReply::watch()
{
    listen(&QNetworkReply::encrypted, [this] {
        m_timing.secured = m_limits->elapsed();
        active();
    });
    listen(&QNetworkReply::uploadProgress, [this](qint64 sent, qint64 total) {
        // Qt also tells of the end of a body that is not there.
        if (total <= 0)
            return;
        active();
        noteSent();
        emit uploaded(sent, total);
    });
    listen(&QNetworkReply::requestSent, [this] {
        ++m_timing.sendings;
        // Qt may do so when the connection ends in the middle of an answer, and adds the second one to it.
        if (m_answer->status() != 0 && m_timing.sendings > 1) {
            conclude(m_answer->brokenOff());
            return;
        }
        active();
        noteSent();
    });
    listen(&QNetworkReply::metaDataChanged, [this] { headCame(); });
    listen(&QNetworkReply::readyRead, [this] { received(); });
    listen(&QNetworkReply::sslErrors, [this](const QList<QSslError>& errors) { noteTlsErrors(errors); });
    listen(&QNetworkReply::finished, [this] { ended(); });
}

template <typename Signal, typename Function>
void NetworkReply::listen(Signal signal, Function function)
{
    connect(m_reply, signal, this, DroppedElsewhere(std::move(function)));
}

/// Of a request without a body that is to leave once, Qt does not tell when it has a connection. But where no
/// connection was used before, TLS tells of the new one.
bool NetworkReply::isSilent() const
{
    const bool isEncrypted = m_request.head.url().scheme() == QLatin1String("https");
    return m_isUntold && !(isEncrypted && m_queue && !m_queue->wasConnected());
}

void NetworkReply::active()
{
    if (m_limits->active() && m_queue)
        m_queue->connected();
}

void NetworkReply::checkTime()
{
    if (m_body && m_body->isWaiting() && m_limits->phase() == NetworkLimits::Phase::Exchanging)
        m_limits->active(); // it is not the server that is slow
    if (auto late = m_limits->check(isSilent()))
        conclude(*std::move(late));
}

void NetworkReply::noteTlsErrors(const QList<QSslError>& errors)
{
    for (const QSslError& error : errors) {
        m_tlsErrors += error.errorString().toStdString();
        if (!error.certificate().isNull())
            m_tlsErrors += " (certificate: " + error.certificate().subjectDisplayName().toStdString() + ")";
        m_tlsErrors += ". ";
    }
}

/// Of a HEAD that it does not know as one, Qt waits for a body.
void NetworkReply::headCame()
{
    m_timing.firstByte = m_limits->elapsed();
    if (m_body && (m_answer->status() == 307 || m_answer->status() == 308))
        m_body->redirected();
    noteSent();
    active();
    if (auto bad = m_answer->badHead()) {
        conclude(*std::move(bad));
        return;
    }
    if (m_answer->status() < 200 && m_queue)
        m_queue->distrustConnections(
            transportError(ErrorKind::Transport, "ConnectionClosed",
                           m_host + " sent an interim answer (" + std::to_string(m_answer->status()) +
                               ") to another request, so that its connections cannot be used any more."));
    if (m_request.isHead && !m_request.exactTarget.isEmpty())
        ended();
}

void NetworkReply::received()
{
    active();
    settle();
    if (!m_concluded)
        m_answer->showBeginning();
    if (!m_concluded)
        emit progress(m_answer->received(), m_answer->contentLength());
}

void NetworkReply::resume()
{
    if (m_concluded || !m_answer || !m_answer->isPaused())
        return;
    auto failed = m_answer->resume();
    if (m_concluded)
        return;
    if (failed)
        conclude(*std::move(failed));
    else if (!m_answer->isPaused())
        settle();
}

void NetworkReply::ended()
{
    m_isEnded = true;
    if (m_body && m_body->hasFailed())
        conclude(makeError(ErrorKind::Parameter, "UnreadableBody",
                           "What is to be sent to " + m_host +
                               " cannot be read to its end: " + m_body->errorString().toStdString() + "."));
    else if (isVictim())
        wait();
    else if (!m_answer->isPaused())
        settle();
}

/// The sink may still have to take what Qt holds.
void NetworkReply::settle()
{
    auto failed = m_answer->read(m_isEnded);
    if (m_concluded)
        return;
    if (failed)
        conclude(*std::move(failed));
    else if (m_isEnded && !m_answer->isPaused())
        conclude(m_answer->outcome(m_tlsErrors));
    else
        m_limits->pause(m_answer->isPaused());
}

/// Qt fails what waits in it when one connection to the host fails. What is certain not to have left, or may
/// leave twice, is handed over again.
bool NetworkReply::isVictim() const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    const bool isOfAnother =
        code == QNetworkReply::RemoteHostClosedError || code == QNetworkReply::UnknownNetworkError;
    if (!isOfAnother || m_isUntold || m_handOvers >= mostHandOvers || m_answer->status() != 0)
        return false;
    return m_body ? !m_body->wasRead() : m_timing.sendings == 0;
}

void NetworkReply::wait()
{
    letGo();
    m_answer.reset();
    m_isEnded = false;
    m_limits->wait();
    if (m_queue)
        m_queue->takeBack(*this);
}

void NetworkReply::neverLeft(const Error& error)
{
    if (m_limits->phase() == NetworkLimits::Phase::Connecting)
        conclude(error);
}

void NetworkReply::distrusted(const Error& error)
{
    if (m_answer && m_answer->status() == 0)
        conclude(error);
}

bool NetworkReply::mayHaveLeft() const
{
    if (!m_reply)
        return false;
    if (m_answer->status() != 0)
        return true;
    const bool isUnknownHost = !m_result && m_result.error().code == "HostNotFound";
    if (m_isUntold)
        return !isUnknownHost && !isBeforeSending(m_reply->error());
    return m_body ? m_body->isAllRead() : m_timing.sendings > 0;
}

void NetworkReply::noteSent()
{
    if (m_timing.sent.count() < 0 && mayHaveLeft())
        m_timing.sent = m_isUntold ? TransportTiming::Duration(m_limits->begun()) : m_limits->elapsed();
}

void NetworkReply::conclude(Result<HttpResponse> result)
{
    if (std::exchange(m_concluded, true))
        return;
    m_result = std::move(result);
    noteSent();
    m_timing.done = m_limits ? m_limits->elapsed() : TransportTiming::Duration(0);
    letGo();
    if (m_queue) {
        if (!m_result && m_result.error().code == "HostNotFound")
            m_queue->hostNotFound(m_result.error());
        m_queue->leave(*this);
    }
    QMetaObject::invokeMethod(this, &TransportReply::finished, Qt::QueuedConnection);
}

void NetworkReply::letGo()
{
    if (m_limits)
        m_limits->alarm().stop();
    if (m_answer)
        m_answer->stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->error() == QNetworkReply::NoError) // else Qt is about to end it itself
        m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

} // namespace inia
