#pragma once

#include "core/common/result.h"
#include "core/observe/replaytransport.h"

#include <QtCore/QStringList>

#include <optional>
#include <string>

namespace inia::desktop {

// What `inia` was started with.
struct Arguments {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    QString selfTestFolder; // empty: no self-test
    QString replayFile;     // empty: asks AWS
    ReplayTransport::Pace replayPace = ReplayTransport::Pace::AsRecorded;
    QString language; // of Language::known(), or empty: the desktop's
    QString theme;    // "light", "dark" or empty: as set or as the desktop has it
};

// Either arguments to run with, or text to print and be done with (help, version).
struct CommandLine {
    std::optional<Arguments> arguments;
    QString text;
};

// Fails with kind Parameter and one sentence that says what to write instead.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& words);

} // namespace inia::desktop
