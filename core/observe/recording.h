#pragma once

#include "core/common/result.h"
#include "core/observe/exchangelog.h"

#include <QtCore/QString>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QIODevice;

namespace inia {

inline constexpr int recordingVersion = 1;

/// A profile in a region, as its calls were made.
struct RecordedSession {
    std::string name;
    std::string region;
    std::string account;
    std::string endpoint; ///< scheme and host of a server of the user's own; empty for AWS

    friend bool operator==(const RecordedSession&, const RecordedSession&) = default;
};

/// Calls with all they sent and got, from which a program can run again without network and keys
/// (ReplayTransport). As a file (`.iniarec`) it is lines of JSON; see writeRecording().
struct Recording {
    std::chrono::system_clock::time_point created;
    std::string program;
    std::string models;
    std::vector<RecordedSession> sessions;
    /// In the order they began. Parameters are as recordedParams() makes them; results are left to be read
    /// from the bodies again.
    std::vector<std::shared_ptr<const ExchangeCall>> calls;
    /// Answers without their bodies, by call and number of the attempt, and why.
    std::map<std::pair<quint64, int>, std::string> missingBodies;
    /// What a person should know of the file, a sentence each.
    std::vector<std::string> notes;
};

struct RecordingOptions {
    std::string program = "Inia";
    std::string models; ///< version of the service models
    /// Where bodies of more than 1 MiB go, as files by their hash; empty: into the recording as well.
    QString bodiesFolder;
};

/// Writes calls as a recording: `recording` first, `cause` and `body` before the first line that names them,
/// `call`, its `attempt`s and `done`, and `end` with the hash of all lines before it. Holds no secrets, as
/// writeHar() does not. For any thread; see ExchangeLog::snapshot(). Fails with kind Configuration when the
/// device does, Cancelled once `stop` is set.
[[nodiscard]] Result<void> writeRecording(const std::vector<std::shared_ptr<const ExchangeCall>>& calls,
                                          const RecordingOptions& options, QIODevice& device,
                                          const std::atomic<bool>& stop);

/// Parameters as JSON has them: bytes in base64, times to the second, which is how often a program makes the
/// same one again.
[[nodiscard]] Value recordedParams(const Value& params);

/// "retry" of AttemptKind::Retry.
[[nodiscard]] std::string_view attemptKindName(AttemptKind kind);
/// "succeeded" of State::Succeeded.
[[nodiscard]] std::string_view callStateName(ExchangeCall::State state);

/// Reads a file of writeRecording(). What is odd about it stands in its notes: a last line that was cut is
/// left out, a hash that is wrong says so, lines and members of later versions are passed over and counted.
/// Fails with kind Configuration for a file that cannot be read or is no recording, Unsupported for one of a
/// newer version.
[[nodiscard]] Result<Recording> readRecording(const QString& path);

} // namespace inia
