#include "core/policy/changepolicy.h"

#include "core/model/servicemodel.h"

#include <array>

namespace inia {

namespace {

std::string_view phraseOf(Effect effect)
{
    static constexpr std::array<std::string_view, 5> phrases{
        "only reads", "only reads", "takes away what it reads", "changes something", "destroys something"};
    return phrases.at(static_cast<std::size_t>(effect));
}

} // namespace

void ChangePolicy::lock(std::string howToUnlock)
{
    const bool wasLocked = isLocked();
    m_howToUnlock = std::move(howToUnlock);
    if (!wasLocked)
        emit changed();
}

void ChangePolicy::unlock()
{
    if (!isLocked())
        return;
    m_howToUnlock.reset();
    emit changed();
}

Result<void> ChangePolicy::check(const OperationModel& operation, const Value& params) const
{
    if (!isLocked())
        return {};
    return check(effectOf(operation, params),
                 std::string(operation.service().name()) + " " + std::string(operation.name()));
}

Result<void> ChangePolicy::check(const EffectVerdict& verdict, std::string_view what) const
{
    if (!isLocked() || !changesSomething(verdict.effect))
        return {};
    return makeError(ErrorKind::ReadOnly, std::string(sessionIsReadOnly),
                     m_session + " is read-only, and " + std::string(what) + " " +
                         std::string(phraseOf(verdict.effect)) + " (" + verdict.reason + "). " +
                         *m_howToUnlock);
}

} // namespace inia
