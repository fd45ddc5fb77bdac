#pragma once

#include "core/common/result.h"
#include "core/policy/effect.h"

#include <QtCore/QObject>

#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// The code of a refusal, by which it is known again where an error was written down.
inline constexpr std::string_view sessionIsReadOnly = "SessionIsReadOnly";

/// What the calls of one session may do: everything, or, while it is locked, nothing that changes something.
/// A session shares it with all its clients, and each call asks before it is signed and before every attempt,
/// whoever has made it: a menu, a queue, a waiter, a program. One thread.
class ChangePolicy final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangePolicy)
public:
    /// Unlocked. `session` is the name that refusals give it.
    explicit ChangePolicy(std::string session) : m_session(std::move(session)) {}

    [[nodiscard]] bool isLocked() const { return m_howToUnlock.has_value(); }
    /// `howToUnlock` is a sentence for whoever is refused: "Leave out --read-only to allow changes." Of a
    /// policy that is locked already only that is changed.
    void lock(std::string howToUnlock);
    void unlock();

    /// Whether a call may be made now. Fails with kind ReadOnly, code sessionIsReadOnly and a message that
    /// names the session, the operation, why it counts as a change and how to unlock.
    [[nodiscard]] Result<void> check(const OperationModel& operation, const Value& params) const;
    /// The same of what is no call of its own, such as a form for uploads; `what` names it.
    [[nodiscard]] Result<void> check(const EffectVerdict& verdict, std::string_view what) const;

signals:
    /// Locked or unlocked.
    void changed();

private:
    std::string m_session;
    std::optional<std::string> m_howToUnlock; ///< set while it is locked
};

} // namespace inia
