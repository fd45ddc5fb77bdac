#include "app/cli/command.h"

#include "app/cli/output.h"

#include <QtCore/QMetaObject>

namespace inia::cli {

void Command::start()
{
    if (const auto begun = begin(); !begun)
        finish(begun);
}

void Command::finish(const Result<void>& result)
{
    finish(result, result ? Success : exitCode(result.error()));
}

void Command::finish(const Result<void>& result, int exitCode)
{
    if (!result)
        print(stderr, errorText(result.error()));
    // Queued, since this may run before the event loop does.
    QMetaObject::invokeMethod(
        this, [this, exitCode] { emit done(exitCode); }, Qt::QueuedConnection);
}

} // namespace inia::cli
