#pragma once

#include "core/identity/signinprompt.h"

#include <deque>
#include <memory>
#include <optional>

namespace inia::cli {

/// Asks on standard error and reads a line of standard input, one question after the other. Where standard
/// input is no terminal, or is read by somebody else, every question is declined.
class TerminalPrompt final : public SignInPrompt {
public:
    TerminalPrompt();
    ~TerminalPrompt() override;
    void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) override;

private:
    struct Questions;
    std::shared_ptr<Questions> m_questions;
};

} // namespace inia::cli
