#include "ui/panels/statetexts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/signinneed.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class ErrorStateTexts {
    Q_DECLARE_TR_FUNCTIONS(ErrorState)
};

QString kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Transport:
        return ErrorStateTexts::tr("No connection");
    case ErrorKind::Tls:
        return ErrorStateTexts::tr("TLS failure");
    case ErrorKind::Timeout:
        return ErrorStateTexts::tr("No answer in time");
    case ErrorKind::Parse:
        return ErrorStateTexts::tr("Unreadable answer");
    case ErrorKind::Credentials:
        return ErrorStateTexts::tr("No credentials");
    case ErrorKind::Configuration:
        return ErrorStateTexts::tr("Configuration");
    case ErrorKind::Endpoint:
        return ErrorStateTexts::tr("No endpoint");
    case ErrorKind::ReadOnly:
        return ErrorStateTexts::tr("Read-only session");
    default:
        return toQString(errorKindName(kind));
    }
}

} // namespace

QString errorName(const Error& error)
{
    if (error.kind != ErrorKind::Service)
        return kindName(error.kind);
    const QString code = toOneLine(error.code);
    return error.httpStatus > 0 ? QStringLiteral("%1 %2").arg(error.httpStatus).arg(code).trimmed() : code;
}

StateContent errorState(const Error& error, const QString& title, bool hasRequest)
{
    StateContent content;
    content.danger = true;
    const bool isLocked = isAccessDenied(error) || error.kind == ErrorKind::ReadOnly;
    content.iconName = isLocked ? QStringLiteral("lock") : QStringLiteral("warn");
    content.title = title;
    content.sentence = sentenceText(error.message);
    if (!error.operation.empty())
        content.facts.append({ErrorStateTexts::tr("Operation"), toOneLine(error.operation)});
    content.facts.append({ErrorStateTexts::tr("Error"), errorName(error), false, true});
    if (!error.requestId.empty())
        content.facts.append(
            {ErrorStateTexts::tr("Request id"), toOneLine(error.requestId), true, false, true});
    content.actions.append({stateaction::retry, ErrorStateTexts::tr("Retry"), QStringLiteral("reload")});
    if (hasRequest)
        content.actions.append({stateaction::showRequest, ErrorStateTexts::tr("Show request"), {}});
    return content;
}

StateContent withoutRetry(StateContent content)
{
    content.actions.removeIf([](const StateAction& action) { return action.id == stateaction::retry; });
    return content;
}

namespace {

StateContent stripState(const Error& error, const QString& title, const QString& retry, const QString& kept)
{
    StateContent content;
    content.iconName = QStringLiteral("warn");
    content.danger = true;
    content.title = title;
    content.sentence = kept;
    content.actions = {{stateaction::retry, retry, QStringLiteral("reload")},
                       {stateaction::showRequest, ErrorStateTexts::tr("Show request"), {}}};
    if (signInNeed(error) != SignInNeed::None) {
        offerSignIn(content, error);
        content.sentence = kept;
    }
    return content;
}

} // namespace

StateContent failedPageState(const Error& error, int page, const QString& kept)
{
    return stripState(error, ErrorStateTexts::tr("Page %1 failed: %2").arg(countText(page), errorText(error)),
                      ErrorStateTexts::tr("Retry page %1").arg(countText(page)), kept);
}

StateContent endedEarlyState(const Error& error, const QString& kept)
{
    auto content = stripState(error, ErrorStateTexts::tr("Ended early: %1").arg(errorText(error)),
                              ErrorStateTexts::tr("Retry"), kept);
    return error.kind == ErrorKind::Unsupported ? withoutRetry(std::move(content)) : content;
}

void offerSignIn(StateContent& content, const Error& error)
{
    const SignInNeed need = signInNeed(error);
    if (need == SignInNeed::None)
        return;
    const bool isCode = need == SignInNeed::Code;
    content.iconName = QStringLiteral("key");
    content.danger = false;
    content.title = isCode ? ErrorStateTexts::tr("A code of your device is needed")
                           : ErrorStateTexts::tr("Sign in to go on");
    content.sentence = signInReason(error);
    content.facts.clear();
    content.actions.removeIf([](const StateAction& action) { return action.id == stateaction::showRequest; });
    content.actions.prepend(
        isCode ? StateAction{stateaction::enterCode, ErrorStateTexts::tr("Enter code"), QStringLiteral("key")}
               : StateAction{stateaction::signIn, ErrorStateTexts::tr("Sign in"), QStringLiteral("key")});
}

StateContent sessionErrorState(const Error& error)
{
    StateContent content;
    content.danger = true;
    content.iconName = QStringLiteral("warn");
    switch (error.kind) {
    case ErrorKind::Model:
        content.title = ErrorStateTexts::tr("The service models cannot be read");
        break;
    case ErrorKind::Credentials:
        content.title = ErrorStateTexts::tr("There are no usable credentials");
        break;
    case ErrorKind::UnknownName:
    case ErrorKind::Configuration:
        content.title = ErrorStateTexts::tr("The configuration cannot be used");
        break;
    default:
        content.title = ErrorStateTexts::tr("The session cannot be opened");
    }
    content.sentence = sentenceText(error.message);
    content.actions = {{stateaction::retry, ErrorStateTexts::tr("Retry"), QStringLiteral("reload")},
                       {stateaction::chooseProfile, ErrorStateTexts::tr("Choose another profile"), {}}};
    return content;
}

namespace {

class PageTexts {
    Q_DECLARE_TR_FUNCTIONS(PageTexts)
};

bool isDenied(const std::optional<Error>& error)
{
    return error && isAccessDenied(*error);
}

} // namespace

StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error)
{
    if (state == CollectionCursor::State::Loading)
        return StatusFacts::Mark::Busy;
    if (state != CollectionCursor::State::Failed)
        return StatusFacts::Mark::None;
    return isDenied(error) ? StatusFacts::Mark::Denied : StatusFacts::Mark::Warning;
}

QString failureWord(const std::optional<Error>& error)
{
    if (error && signInNeed(*error) != SignInNeed::None)
        return PageTexts::tr("Not signed in");
    return isDenied(error) ? PageTexts::tr("Denied") : PageTexts::tr("Failed");
}

QString requestsText(int requests)
{
    return requests == 1 ? PageTexts::tr("1 request") : PageTexts::tr("%1 requests").arg(countText(requests));
}

} // namespace inia::ui
