#include "ui/models/exchangepresentation.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>

namespace inia::ui {

namespace {

using TimePoint = std::chrono::system_clock::time_point;

qint64 microsecondsBetween(TimePoint from, TimePoint to)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

/// What to call an error in one word: the service's code, else our kind.
QString errorWord(const Error& error)
{
    if (error.kind == ErrorKind::Cancelled)
        return QCoreApplication::translate("inia::ui::ExchangeLogModel", "Cancelled");
    return error.code.empty() ? toQString(errorKindName(error.kind)) : toOneLine(error.code);
}

/// Somebody has not yet allowed a sign-in: that is what was to be found out, and is asked again.
bool isPending(const std::optional<Error>& error)
{
    return error && error->code == "AuthorizationPendingException";
}

QString statusText(int status, const std::optional<Error>& error)
{
    if (isPending(error))
        return QCoreApplication::translate("inia::ui::ExchangeLogModel", "Waiting");
    QString text = status > 0 ? QString::number(status) : QString();
    if (error) {
        if (!text.isEmpty())
            text += QLatin1Char(' ');
        text += errorWord(*error);
    }
    return text;
}

void setPhase(AttemptTimeline& timeline, Phase phase, qint64 from, qint64 to)
{
    timeline.phaseUs[static_cast<int>(phase)] = std::max<qint64>(0, to - from);
}

} // namespace

Outcome callOutcome(const ExchangeCall& call)
{
    switch (call.state) {
    case ExchangeCall::State::Running:
        return Outcome::Running;
    case ExchangeCall::State::Succeeded:
        return Outcome::Ok;
    case ExchangeCall::State::Failed:
        return isPending(call.error) ? Outcome::Ok : Outcome::Failed;
    case ExchangeCall::State::Cancelled:
        return Outcome::Cancelled;
    }
    return Outcome::Ok;
}

Outcome attemptOutcome(const ExchangeAttempt& attempt)
{
    if (attempt.running)
        return Outcome::Running;
    if (!attempt.error || isPending(attempt.error))
        return Outcome::Ok;
    return attempt.error->kind == ErrorKind::Cancelled ? Outcome::Cancelled : Outcome::Failed;
}

QString callStatus(const ExchangeCall& call)
{
    if (call.state == ExchangeCall::State::Cancelled)
        return QCoreApplication::translate("inia::ui::ExchangeLogModel", "Cancelled");
    return statusText(call.status(), call.error);
}

QString attemptStatus(const ExchangeAttempt& attempt)
{
    return statusText(attempt.response.status, attempt.error);
}

QString attemptReason(const ExchangeAttempt& attempt)
{
    QStringList parts;
    if (attempt.delayBefore.count() > 0)
        parts.append(QCoreApplication::translate("inia::ui::ExchangeLogModel", "after %1 ms")
                         .arg(attempt.delayBefore.count()));
    if (!attempt.reason.empty())
        parts.append(toOneLine(attempt.reason));
    return parts.join(QStringLiteral(" \u00B7 "));
}

QString redirectTarget(const ExchangeAttempt& next)
{
    const QString reason = toOneLine(next.reason);
    const QString known = QStringLiteral("the bucket is in ");
    return reason.startsWith(known) ? QCoreApplication::translate("inia::ui::ExchangeLogModel", "to %1")
                                          .arg(reason.mid(known.size()))
                                    : reason;
}

QString groupTarget(const ExchangeCall& first, int calls)
{
    QString target = toOneLine(first.target);
    // Pages say in their target which they are.
    target = target.section(QStringLiteral(" \u00B7 page "), 0, 0);
    const QString count =
        first.part > 0 ? QCoreApplication::translate("inia::ui::ExchangeLogModel", "%1 parts").arg(calls)
                       : QCoreApplication::translate("inia::ui::ExchangeLogModel", "%1 pages").arg(calls);
    return target.isEmpty() ? count : target + QStringLiteral(" \u00B7 ") + count;
}

QString requestId(const ExchangeCall& call)
{
    if (call.attempts.empty())
        return {};
    const HttpHeaders& headers = call.attempts.back().response.headers;
    for (const char* name : {"x-amzn-requestid", "x-amz-request-id"}) {
        if (headers.contains(name))
            return toQString(headers.value(name));
    }
    return call.error ? toQString(call.error->requestId) : QString();
}

QString retryBadge(const ExchangeCall& call)
{
    switch (call.retries()) {
    case 0:
        return {};
    case 1:
        return QCoreApplication::translate("inia::ui::ExchangeLogModel", "1 retry");
    default:
        return QCoreApplication::translate("inia::ui::ExchangeLogModel", "%1 retries").arg(call.retries());
    }
}

qint64 callMicroseconds(const ExchangeCall& call, TimePoint now)
{
    return call.state == ExchangeCall::State::Running ? microsecondsBetween(call.started, now)
                                                      : call.duration.count();
}

qint64 attemptMicroseconds(const ExchangeAttempt& attempt, TimePoint now)
{
    if (attempt.running)
        return microsecondsBetween(attempt.started, now);
    return std::max<qint64>(0, attempt.timing.done.count());
}

AttemptTimeline attemptTimeline(const ExchangeAttempt& attempt, TimePoint origin, TimePoint now)
{
    AttemptTimeline timeline;
    const qint64 length = attemptMicroseconds(attempt, now);
    timeline.startUs = microsecondsBetween(origin, attempt.started);
    timeline.endUs = timeline.startUs + length;
    timeline.outcome = attemptOutcome(attempt);
    // The transport cannot tell DNS, connecting and TLS apart: all that happens before the request leaves
    // is shown as connecting.
    const qint64 sent = std::max<qint64>(0, attempt.timing.sent.count());
    const qint64 firstByte = attempt.timing.firstByte.count();
    setPhase(timeline, Phase::Connect, 0, sent);
    setPhase(timeline, Phase::Wait, sent, firstByte >= 0 ? firstByte : length);
    if (firstByte >= 0)
        setPhase(timeline, Phase::Download, firstByte, length);
    return timeline;
}

Timeline callTimeline(const ExchangeCall& call, TimePoint origin, TimePoint now)
{
    Timeline timeline;
    for (const auto& attempt : call.attempts)
        timeline.attempts.append(attemptTimeline(attempt, origin, now));
    return timeline;
}

} // namespace inia::ui
