#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <QtCore/QByteArray>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia::lambda {

/// What a function is set to. Values of its environment are secrets and not in it.
struct FunctionFacts {
    std::string name;
    std::string arn;
    std::string runtime;
    std::string handler;
    std::string description;
    std::string role;
    std::string state; ///< GetFunction alone tells it
    std::string stateReason;
    std::string lastUpdate; ///< "Successful", "InProgress", "Failed"
    std::string modified;
    std::string logGroup;
    std::string environmentError;
    std::vector<std::string> variables; ///< names
    std::chrono::seconds timeout{3};
    std::int64_t memoryMegabytes = 0;
    std::int64_t codeBytes = 0;

    /// From a FunctionConfiguration: an item of ListFunctions, or Configuration of GetFunction.
    [[nodiscard]] static FunctionFacts fromConfiguration(const Value& configuration);
};

enum class InvocationType {
    RequestResponse,
    Event, ///< queued; nobody tells how it went
    DryRun ///< tries the permission alone
};

/// What Lambda writes about an invocation into its log.
struct InvocationReport {
    std::string requestId;
    double milliseconds = 0;
    double billedMilliseconds = 0;
    int memoryMegabytes = 0;
    int usedMegabytes = 0;

    /// From the line that begins with REPORT; nothing where there is none.
    [[nodiscard]] static std::optional<InvocationReport> fromLog(std::string_view log);
};

/// Calls a function, once: whatever happens to the request after it may have arrived, no second is sent. A
/// status of 200 does not mean that the function did well, see Outcome::functionError. cancel() closes the
/// connection; the function goes on.
class Invocation final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Invocation)
public:
    struct Options {
        std::string function; ///< name or ARN
        std::string qualifier;
        std::string payload; ///< JSON; empty: none
        InvocationType type = InvocationType::RequestResponse;
        std::chrono::seconds functionTimeout{3}; ///< how long the function itself may take
    };
    struct Outcome {
        int status = 0;
        std::string functionError; ///< "Handled", "Unhandled"; empty: none
        std::string version;
        QByteArray payload;
        std::string log; ///< its last 4 KB
        std::optional<InvocationReport> report;
    };

    Invocation(const Client& client, Options options);

    void start();
    void cancel() override;

    /// Valid when finished.
    [[nodiscard]] const Result<Outcome>& result() const { return m_result; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }
    /// Since start(), or how long it took.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

private:
    void giveUp() override { m_reply.reset(); }
    void take();

    Client m_client; ///< of its own, which waits as long as the function may take
    Options m_options;
    ReplyPtr m_reply;
    Result<Outcome> m_result;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    quint64 m_lastCallId = 0;
};

} // namespace inia::lambda
