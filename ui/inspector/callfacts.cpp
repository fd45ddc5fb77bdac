#include "ui/inspector/callfacts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

namespace {

class CallFactsTexts {
    Q_DECLARE_TR_FUNCTIONS(CallFacts)
};

void add(KeyValueSection& section, const QString& key, const QString& value, bool mono = false)
{
    if (value.isEmpty())
        return;
    KeyValue row;
    row.key = key;
    row.value = value;
    row.exact = value;
    row.mono = mono;
    if (mono)
        row.copy = value;
    section.rows.push_back(std::move(row));
}

KeyValueSection callSection(const ExchangeCall& call)
{
    using namespace std::chrono;
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Call");
    add(section, CallFactsTexts::tr("Operation"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation)));
    add(section, CallFactsTexts::tr("Target"), toOneLine(call.target));
    add(section, CallFactsTexts::tr("Caused by"),
        call.background ? CallFactsTexts::tr("%1 (in the background)").arg(toOneLine(call.cause))
                        : toOneLine(call.cause));
    add(section, CallFactsTexts::tr("Session"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.profile), toOneLine(call.region)));
    add(section, CallFactsTexts::tr("Status"),
        call.state == ExchangeCall::State::Running ? CallFactsTexts::tr("Running") : callStatus(call));
    add(section, CallFactsTexts::tr("Started"),
        exactDateText(duration_cast<milliseconds>(call.started.time_since_epoch()).count()));
    if (call.state != ExchangeCall::State::Running)
        add(section, CallFactsTexts::tr("Duration"), durationText(call.duration.count()));
    add(section, CallFactsTexts::tr("Attempts"), countText(static_cast<qint64>(call.attempts.size())));
    add(section, CallFactsTexts::tr("Received"), sizeText(call.receivedBytes()));
    add(section, CallFactsTexts::tr("Note"), toOneLine(call.unreadable().text()));
    if (call.isReplayed)
        add(section, CallFactsTexts::tr("Answered"), CallFactsTexts::tr("From a recording"));
    return section;
}

KeyValueSection errorSection(const Error& error)
{
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Error");
    add(section, CallFactsTexts::tr("Kind"), toQString(errorKindName(error.kind)));
    add(section, CallFactsTexts::tr("Code"), toOneLine(error.code));
    add(section, CallFactsTexts::tr("Message"), toOneLine(error.message));
    add(section, CallFactsTexts::tr("Request id"), toOneLine(error.requestId), true);
    add(section, CallFactsTexts::tr("Extended id"), toOneLine(error.hostId), true);
    return section;
}

KeyValueSection parameterSection(const Value& params)
{
    KeyValueSection section;
    section.title = CallFactsTexts::tr("Parameters");
    for (const auto& [name, value] : params.members())
        add(section, toOneLine(name), valueLine(value), true);
    return section;
}

KeyValue callLink(const ExchangeCall& call)
{
    KeyValue row;
    row.key = CallFactsTexts::tr("Call %1").arg(call.id);
    row.value = QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation));
    if (!call.target.empty())
        row.value += QStringLiteral(" \u00B7 ") + toOneLine(call.target);
    row.link = true;
    return row;
}

// From the outermost inwards.
void addParents(KeyValueSection& section, const ExchangeCall& call, const ExchangeLog& log)
{
    // Each is older than the one before, so that this ends.
    const auto parent = call.parent != 0 && call.parent < call.id ? log.find(call.parent) : nullptr;
    if (!parent)
        return;
    addParents(section, *parent, log);
    section.rows.push_back(callLink(*parent));
}

QString phaseText(std::chrono::microseconds from, std::chrono::microseconds to)
{
    return to.count() < 0 ? QString()
                          : durationText((to - std::max(from, std::chrono::microseconds(0))).count());
}

QString block(const QString& title, const std::string& text)
{
    return text.empty() ? QString() : title.toUpper() + u'\n' + toQString(text) + QStringLiteral("\n\n");
}

} // namespace

std::vector<KeyValueSection> callSections(const ExchangeCall& call)
{
    std::vector<KeyValueSection> sections{callSection(call)};
    if (call.error)
        sections.push_back(errorSection(*call.error));
    if (call.params.size() > 0)
        sections.push_back(parameterSection(call.params));
    return sections;
}

std::vector<KeyValueSection> timingSections(const ExchangeCall& call)
{
    std::vector<KeyValueSection> sections;
    for (const auto& attempt : call.attempts) {
        const TransportTiming& timing = attempt.timing;
        KeyValueSection section;
        section.title =
            CallFactsTexts::tr("Attempt %1 \u00B7 %2").arg(attempt.number).arg(attemptLabel(attempt));
        add(section, CallFactsTexts::tr("Why"), attemptReason(attempt));
        add(section, CallFactsTexts::tr("Started"),
            exactDateText(
                std::chrono::duration_cast<std::chrono::milliseconds>(attempt.started.time_since_epoch())
                    .count()));
        add(section, CallFactsTexts::tr("Until sent"), phaseText(std::chrono::microseconds(0), timing.sent));
        add(section, CallFactsTexts::tr("Waiting"), phaseText(timing.sent, timing.firstByte));
        add(section, CallFactsTexts::tr("Receiving"), phaseText(timing.firstByte, timing.done));
        add(section, CallFactsTexts::tr("Received"), sizeText(attempt.response.body.size()));
        sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<KeyValueSection> causeSections(const ExchangeCall& call, const ExchangeLog& log)
{
    KeyValueSection up;
    up.title = call.background ? CallFactsTexts::tr("The program by itself") : CallFactsTexts::tr("You");
    if (!call.cause.empty()) {
        add(up, CallFactsTexts::tr("Caused by"), toOneLine(call.cause));
        up.rows.back().link = true;
    }
    addParents(up, call, log);
    add(up, CallFactsTexts::tr("This call"),
        QStringLiteral("%1 \u00B7 %2").arg(toOneLine(call.serviceId), toOneLine(call.operation)));
    std::vector<KeyValueSection> sections{std::move(up)};
    KeyValueSection down;
    down.title = CallFactsTexts::tr("Made for it");
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (log.at(i).parent == call.id)
            down.rows.push_back(callLink(log.at(i)));
    }
    if (!down.rows.empty())
        sections.push_back(std::move(down));
    return sections;
}

quint64 linkedCall(const QString& key)
{
    const QString number = key.section(u' ', -1);
    bool isNumber = false;
    const quint64 id = number.toULongLong(&isNumber);
    return isNumber ? id : 0;
}

QString signingText(const SigningRecord& record)
{
    const QString text = block(CallFactsTexts::tr("Credential scope"), record.credentialScope) +
                         block(CallFactsTexts::tr("Canonical request"), record.canonicalRequest) +
                         block(CallFactsTexts::tr("String to sign"), record.stringToSign);
    return text.isEmpty() ? CallFactsTexts::tr("This attempt was not signed.") : text.trimmed();
}

QString attemptLabel(const ExchangeAttempt& attempt)
{
    if (attempt.running)
        return CallFactsTexts::tr("running");
    if (attempt.response.status > 0)
        return QString::number(attempt.response.status);
    return attempt.error ? toQString(errorKindName(attempt.error->kind)) : QString();
}

} // namespace inia::ui
