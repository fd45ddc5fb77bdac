#pragma once

#include "core/async/task.h"
#include "core/call/reply.h"
#include "core/client/client.h"
#include "core/paging/fullresult.h"
#include "core/paging/pagereader.h"

#include <chrono>
#include <optional>
#include <string>

namespace inia::ui {

/// One run of an operation from the console: a call, all pages of it, or the signed request without sending
/// it. A Task.
class OperationRun final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationRun)

public:
    enum class Kind : quint8 {
        Once,
        AllPages,
        DryRun,      ///< the call with dryRunMember() set
        ShowRequest, ///< built and signed, not sent
    };

    OperationRun(Client client, std::string operation, Value params, Kind kind);
    /// The members that a dry run sets to true: EC2's DryRun and its like; empty where the operation has
    /// none.
    [[nodiscard]] static std::string dryRunMember(const Shape& input);

    void start();
    void cancel() override;

    [[nodiscard]] const std::string& operation() const { return m_operation; }
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// After finished(): the answer without its metadata, all pages in one, or the request as a value.
    [[nodiscard]] const Result<Value>& result() const { return m_result; }
    /// Whether pages are left that were not asked for.
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }
    /// In the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

signals:
    void progressed();

private:
    void giveUp() override;
    void takeReply();
    void takePage(const Value& page);
    void finish(Result<Value> result);

    Client m_client;
    std::string m_operation;
    Value m_params;
    Kind m_kind;
    ReplyPtr m_reply;
    Owned<PageReader> m_reader;
    std::optional<FullResult> m_all; ///< of the pages so far
    Result<Value> m_result;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    quint64 m_lastCallId = 0;
    int m_pages = 0;
    bool m_hasMore = false;
};

} // namespace inia::ui
