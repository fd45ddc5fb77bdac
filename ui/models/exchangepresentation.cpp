#include "ui/models/exchangepresentation.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

class ExchangeTexts {
    Q_DECLARE_TR_FUNCTIONS(Exchanges)
};

/// Those that stand in the sources; the others are titles of what a person chose.
constexpr std::array causes{
    QT_TRANSLATE_NOOP("Causes", "API console"),
    QT_TRANSLATE_NOOP("Causes", "Account id"),
    QT_TRANSLATE_NOOP("Causes", "Complete rows of %1"),
    QT_TRANSLATE_NOOP("Causes", "Drag out"),
    QT_TRANSLATE_NOOP("Causes", "Expand %1"),
    QT_TRANSLATE_NOOP("Causes", "Export %1"),
    QT_TRANSLATE_NOOP("Causes", "Find the region of the bucket"),
    QT_TRANSLATE_NOOP("Causes", "Get the keys of a role"),
    QT_TRANSLATE_NOOP("Causes", "List accounts"),
    QT_TRANSLATE_NOOP("Causes", "List roles"),
    QT_TRANSLATE_NOOP("Causes", "Load all"),
    QT_TRANSLATE_NOOP("Causes", "Load more"),
    QT_TRANSLATE_NOOP("Causes", "Look for prefixes in %1"),
    QT_TRANSLATE_NOOP("Causes", "New folder"),
    QT_TRANSLATE_NOOP("Causes", "Open %1"),
    QT_TRANSLATE_NOOP("Causes", "Reload %1"),
    QT_TRANSLATE_NOOP("Causes", "Renew the sign-in at Identity Center"),
    QT_TRANSLATE_NOOP("Causes", "Retry"),
    QT_TRANSLATE_NOOP("Causes", "Scroll"),
    QT_TRANSLATE_NOOP("Causes", "Sign in at Identity Center"),
    QT_TRANSLATE_NOOP("Causes", "Test profile %1"),
};
constexpr QLatin1StringView pageMark(" \xB7 page ");

using TimePoint = std::chrono::system_clock::time_point;

qint64 microsecondsBetween(TimePoint from, TimePoint to)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

/// What to call an error in one word: the service's code, else our kind.
QString errorWord(const Error& error)
{
    if (error.kind == ErrorKind::Cancelled)
        return ExchangeTexts::tr("Cancelled");
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
        return ExchangeTexts::tr("Waiting");
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
        return ExchangeTexts::tr("Cancelled");
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
        parts.append(ExchangeTexts::tr("after %1 ms").arg(attempt.delayBefore.count()));
    if (!attempt.reason.empty())
        parts.append(toOneLine(attempt.reason));
    return parts.join(QStringLiteral(" \u00B7 "));
}

QString redirectTarget(const ExchangeAttempt& next)
{
    const QString reason = toOneLine(next.reason);
    const QString known = QStringLiteral("the bucket is in ");
    return reason.startsWith(known) ? ExchangeTexts::tr("to %1").arg(reason.mid(known.size())) : reason;
}

QString causeText(const ExchangeCall& call)
{
    const QString text = toOneLine(call.cause);
    for (const char* cause : causes) {
        const QLatin1StringView pattern(cause);
        const auto name = pattern.indexOf(QLatin1StringView("%1"));
        if (name < 0 && text == pattern)
            return QCoreApplication::translate("Causes", cause);
        if (name >= 0 && text.startsWith(pattern.first(name)))
            return QCoreApplication::translate("Causes", cause).arg(text.mid(name));
    }
    return text;
}

QString targetText(const ExchangeCall& call)
{
    const QString text = toOneLine(call.target);
    const auto mark = text.lastIndexOf(pageMark);
    return mark < 0 ? text
                    : ExchangeTexts::tr("%1 \u00B7 page %2")
                          .arg(text.first(mark), text.mid(mark + pageMark.size()));
}

QString groupTarget(const ExchangeCall& first, int calls)
{
    QString target = toOneLine(first.target);
    // Pages say in their target which they are.
    target = target.section(QString(pageMark), 0, 0);
    const QString count =
        first.part > 0 ? ExchangeTexts::tr("%1 parts").arg(calls) : ExchangeTexts::tr("%1 pages").arg(calls);
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
        return ExchangeTexts::tr("1 retry");
    default:
        return ExchangeTexts::tr("%1 retries").arg(call.retries());
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
    // The transport cannot tell DNS, connecting and TLS apart: all that happens between its turn and the
    // request's leaving is shown as connecting.
    const qint64 turn = std::max<qint64>(0, attempt.timing.handedOver.count());
    const qint64 sent = std::max<qint64>(0, attempt.timing.sent.count());
    const qint64 firstByte = attempt.timing.firstByte.count();
    setPhase(timeline, Phase::Queue, 0, turn);
    setPhase(timeline, Phase::Connect, turn, sent);
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
