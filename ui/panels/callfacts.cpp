#include "ui/panels/callfacts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QCoreApplication>

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
