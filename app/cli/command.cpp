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
    if (!result)
        print(stderr, errorText(result.error()));
    // Queued, since this may run before the event loop does.
    QMetaObject::invokeMethod(
        this, [this, code = result ? Success : exitCode(result.error())] { emit done(code); },
        Qt::QueuedConnection);
}

} // namespace inia::cli
