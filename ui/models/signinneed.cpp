#include "ui/models/signinneed.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace inia::ui {

namespace {

using std::chrono::minutes;

/// Less than this, and a person has to hurry.
constexpr minutes soon{5};

class SignInNeedTexts {
    Q_DECLARE_TR_FUNCTIONS(SignInNeedTexts)
};

QString clockText(std::chrono::system_clock::time_point at)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
    return momentText(QDateTime::fromMSecsSinceEpoch(ms.count()));
}

KeyLife failedLife(const Error& error)
{
    KeyLife life;
    life.need = signInNeed(error);
    if (life.need == SignInNeed::None)
        return life;
    life.state = KeyLife::State::Over;
    life.text =
        life.need == SignInNeed::SignIn ? SignInNeedTexts::tr("Sign in") : SignInNeedTexts::tr("Enter code");
    life.tip = signInReason(error);
    return life;
}

} // namespace

SignInNeed signInNeed(const Error& error)
{
    for (const Error* at = &error; at != nullptr; at = at->cause.get()) {
        if (at->kind == ErrorKind::Credentials && at->code == "SignInRequired")
            return SignInNeed::SignIn;
        if (at->kind == ErrorKind::Credentials && at->code == "MfaRequired")
            return SignInNeed::Code;
    }
    return SignInNeed::None;
}

QString signInReason(const Error& error)
{
    const std::string& text = error.message;
    return sentenceText(text.substr(0, text.find(" Sign in with: inia-cli")));
}

QString lifeText(minutes left)
{
    const auto count = left.count();
    if (count < 60)
        return SignInNeedTexts::tr("%1 min").arg(qMax<qint64>(0, count));
    if (count < 48 * 60)
        return SignInNeedTexts::tr("%1 h %2 min").arg(count / 60).arg(count % 60, 2, 10, QLatin1Char('0'));
    return SignInNeedTexts::tr("%1 days").arg(count / (24 * 60));
}

KeyLife keyLife(const IdentityStatus& status, std::chrono::system_clock::time_point now)
{
    if (status.error && status.state == IdentityStatus::State::Failed)
        return failedLife(*status.error);
    KeyLife life;
    if (!status.expiry)
        return life;
    const auto left = std::chrono::duration_cast<minutes>(*status.expiry - now);
    const bool isOver = *status.expiry <= now;
    const bool needsPerson = status.renewal != Renewal::Silent;
    life.text = isOver ? SignInNeedTexts::tr("Expired") : SignInNeedTexts::tr("%1 left").arg(lifeText(left));
    if (!needsPerson) {
        // What is over is renewed by the next request.
        life.state = isOver ? KeyLife::State::None : KeyLife::State::Quiet;
        if (isOver)
            life.text.clear();
        life.tip = SignInNeedTexts::tr("The keys end at %1 and are renewed by themselves before.")
                       .arg(clockText(*status.expiry));
        return life;
    }
    life.state = isOver ? KeyLife::State::Over : left < soon ? KeyLife::State::Soon : KeyLife::State::Quiet;
    const bool asksForCode = status.renewal == Renewal::Person;
    if (isOver && asksForCode) {
        life.need = SignInNeed::Code;
        life.text = SignInNeedTexts::tr("Enter code");
    }
    life.tip = asksForCode ? SignInNeedTexts::tr("The keys end at %1. New ones take a code of your device.")
                           : SignInNeedTexts::tr("The keys end at %1. Their source has to give new ones.");
    life.tip = life.tip.arg(clockText(*status.expiry));
    return life;
}

} // namespace inia::ui
