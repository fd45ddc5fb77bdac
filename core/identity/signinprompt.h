#pragma once

#include "core/common/result.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <string>

class QObject;

namespace inia {

/// What a person is asked for when a role wants a code of their device.
struct MfaQuestion {
    std::string profile;
    std::string role;   ///< its ARN
    std::string device; ///< serial number or ARN
    /// The code before this one was refused.
    bool isAgain = false;
};

/// The way to a person: a window's dialog, a terminal. One for a program; it may be asked several questions
/// at a time and puts them one after the other.
class SignInPrompt {
public:
    SignInPrompt() = default;
    virtual ~SignInPrompt() = default;
    Q_DISABLE_COPY_MOVE(SignInPrompt)

    using CodeCallback = std::function<void(const Result<std::string>&)>;
    /// Calls back once, with six digits or with an error when the person declines: kind Cancelled, or
    /// Credentials with code MfaRequired where what wants the keys may ask again. When `context` dies,
    /// nobody wants the answer any more: the question is taken back and nothing is called.
    virtual void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) = 0;
    /// Something to know that asks nothing, such as that a sign-in could not be kept; the same sentence may
    /// come more than once. Identity::status() has it, too.
    virtual void tell(const std::string& notice) { static_cast<void>(notice); }
};

} // namespace inia
