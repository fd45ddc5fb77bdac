#pragma once

#include "core/identity/sourcecontext.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace inia::cli {

/// Whether a terminal shows what is typed.
enum class Echo { On, Off };
/// Asks on standard error and reads a line of standard input, without blanks around it; empty at its end.
/// Calls back once, later; never if `context` died.
void askForLine(const std::string& question, Echo echo, QObject* context,
                std::function<void(const std::string& line)> callback);

/// Asks on standard error and reads a line of standard input, one question after the other. Where standard
/// input is no terminal, or is read by somebody else, every question is declined. What there is to tell goes
/// to standard error, once.
class TerminalPrompt final : public SignInPrompt {
public:
    TerminalPrompt();
    ~TerminalPrompt() override;
    void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) override;
    void tell(const std::string& notice) override;

private:
    struct Questions;
    std::shared_ptr<Questions> m_questions;
    std::set<std::string> m_told;
};

} // namespace inia::cli
