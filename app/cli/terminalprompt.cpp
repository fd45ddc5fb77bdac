#include "app/cli/terminalprompt.h"

#include "app/cli/output.h"
#include "core/async/background.h"
#include "core/text/ascii.h"

#include <QtCore/QPointer>

#include <unistd.h>

#include <iostream>
#include <string>
#include <utility>

namespace inia::cli {

namespace {

Error nobodyAnswers(const MfaQuestion& question)
{
    return makeError(ErrorKind::Credentials, "MfaRequired",
                     "Profile \"" + question.profile + "\" needs a code of the device " + question.device +
                         ", and standard input is no terminal to ask for it at.");
}

} // namespace

struct TerminalPrompt::Questions : std::enable_shared_from_this<TerminalPrompt::Questions> {
    struct Question {
        MfaQuestion about;
        QPointer<QObject> context;
        CodeCallback callback;
    };
    std::deque<Question> waiting;
    bool isReading = false;

    void next()
    {
        while (!waiting.empty() && !waiting.front().context)
            waiting.pop_front();
        if (isReading || waiting.empty())
            return;
        const auto& about = waiting.front().about;
        print(stderr, (about.isAgain ? "The code was not accepted. " : "") + std::string("MFA code of ") +
                          printable(about.device) + " for profile " + printable(about.profile) + ": ");
        isReading = true;
        runInOwnThread(
            [] {
                std::string line;
                std::getline(std::cin, line);
                return line;
            },
            [self = shared_from_this()](const std::string& line) { self->take(line); });
    }

    void take(const std::string& line)
    {
        isReading = false;
        auto question = std::move(waiting.front());
        waiting.pop_front();
        const std::string code(ascii::trimmed(line));
        if (question.context && code.empty())
            question.callback(makeError(ErrorKind::Cancelled, "Cancelled", "No MFA code was entered."));
        else if (question.context)
            question.callback(code);
        next();
    }
};

TerminalPrompt::TerminalPrompt() : m_questions(std::make_shared<Questions>()) {}

TerminalPrompt::~TerminalPrompt() = default;

void TerminalPrompt::askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback)
{
    if (isatty(STDIN_FILENO) == 0) {
        callback(nobodyAnswers(question));
        return;
    }
    m_questions->waiting.push_back({question, context, std::move(callback)});
    m_questions->next();
}

} // namespace inia::cli
