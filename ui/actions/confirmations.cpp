#include "ui/actions/confirmations.h"

#include "core/resource/actionjob.h"
#include "core/resource/requestparams.h"
#include "ui/actions/actiontexts.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

namespace {

class ConfirmationsTexts {
    Q_DECLARE_TR_FUNCTIONS(Confirmations)
};

constexpr int sentenceLength = 220;

QString callText(const SessionInfo& session, const ActionDefinition& action,
                 const std::vector<Resource>& resources)
{
    const auto& region = resources.front().client().region();
    const QString where = QStringLiteral("%1 (%2)").arg(session.profile, toQString(region));
    const std::size_t calls = ActionJob(resources, action, {}, {}).callCount();
    const QString call = callName(resources.front(), calledAction(resources, action));
    if (calls == 1)
        return ConfirmationsTexts::tr("Will call %1 in %2").arg(call, where);
    return ConfirmationsTexts::tr("Will call %1 in %2, %3 times")
        .arg(call, where, groupedNumber(static_cast<qint64>(calls)));
}

// What all of them are part of; empty when there is none, or several.
QString sharedPlace(const std::vector<Resource>& resources)
{
    const QString place = resourcePlace(resources.front());
    const bool shared = std::all_of(resources.begin(), resources.end(), [&place](const Resource& resource) {
        return resourcePlace(resource) == place;
    });
    return shared ? place : QString();
}

} // namespace

Confirmation confirmationOf(const SessionInfo& session, const ActionDefinition& action, Effect effect,
                            const std::vector<Resource>& resources, const FormContext& context)
{
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.destructive = effect == Effect::Destroy;
    const QString heading = actionHeading(action, resources);
    const QString place = sharedPlace(resources);
    const QString where = place.isEmpty() ? heading : ConfirmationsTexts::tr("%1 in %2").arg(heading, place);
    confirmation.title = confirmation.destructive ? ConfirmationsTexts::tr("%1?").arg(where) : where;
    confirmation.sentence = firstSentence(context.operationDocs(action.request.operation), sentenceLength);
    if (confirmation.destructive) {
        confirmation.sentence = (confirmation.sentence + QStringLiteral(" ") +
                                 ConfirmationsTexts::tr("This cannot be undone from here."))
                                    .trimmed();
    }
    if (resources.size() > 1) {
        for (const auto& resource : resources)
            confirmation.items.append(resourceLabel(resource));
    }
    confirmation.call = callText(session, action, resources);
    confirmation.button = actionVerb(action, resources);
    return confirmation;
}

Value filledParams(const ActionDefinition& called, const std::vector<Resource>& resources)
{
    Value filled = Value::emptyMap();
    addBatchParams(filled, resources.front(), called.request, 0);
    // What only loaded data tells is there when the call is made.
    for (const auto& param : called.request.params) {
        if (param.source == "data" && !resources.front().isLoaded())
            filled.mutableMap().remove(param.target.substr(0, param.target.find_first_of(".[")));
    }
    return filled;
}

} // namespace inia::ui
