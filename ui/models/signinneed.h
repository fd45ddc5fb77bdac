#pragma once

#include "core/common/result.h"
#include "core/identity/identity.h"

#include <QtCore/QString>

#include <chrono>

namespace inia::ui {

/// What a person has to do before requests get keys again.
enum class SignInNeed : quint8 { None, SignIn, Code };

[[nodiscard]] SignInNeed signInNeed(const Error& error);
/// Why, without the words for a terminal.
[[nodiscard]] QString signInReason(const Error& error);

/// How long the keys of a session last, for the session bar.
struct KeyLife {
    enum class State : quint8 {
        None,  ///< they do not end, or nobody has needed any yet
        Quiet, ///< there is time, or they are renewed without a person
        Soon,  ///< a person is needed within minutes
        Over,
    };
    State state = State::None;
    SignInNeed need = SignInNeed::None;
    QString text; ///< "42 min left", "Sign in"; empty for State::None
    QString tip;

    bool operator==(const KeyLife&) const = default;
};
[[nodiscard]] KeyLife keyLife(const IdentityStatus& status, std::chrono::system_clock::time_point now);

/// "42 min", "3 h 05 min", "2 days": whole minutes, rounded down.
[[nodiscard]] QString lifeText(std::chrono::minutes left);

} // namespace inia::ui
