#pragma once

#include "core/dynamodb/nativeclient.h"

#include <QtCore/QObject>

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace inia::dynamodb {

struct BatchWriterOptions {
    /// Attributes that make two requests about the same item: the earlier one of a batch is left out.
    std::vector<std::string> overwriteByKeys;
    std::size_t batchSize = 25; ///< the service takes no more
    std::string cause;          ///< the user's action, for the inspector
};

/// Writes and deletes many items of one table, as boto3's Table.batch_writer(): full batches go out by
/// themselves, what the service leaves unprocessed joins the next one, and finish() sends the rest. The
/// batches are those boto3 would send, whenever the answers come. One call is under way at a time. A
/// Task, which ends after finish() when all is written, or with the first error.
class BatchWriter final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchWriter)
public:
    BatchWriter(NativeClient client, std::string table, BatchWriterOptions options = {});

    /// Fail, and take nothing, when one of the overwrite keys is missing, and after finish() or an error.
    [[nodiscard]] Result<void> putItem(NativeValue item);
    [[nodiscard]] Result<void> deleteItem(NativeValue key);
    /// No more will come: sends what is left. finished() follows, also when nothing is.
    void finish();
    void cancel() override;

    /// Requests not known to be written, in order; after an error what is left to be done.
    [[nodiscard]] std::vector<NativeValue> unwritten() const;
    /// Id of the newest call in the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }
    /// Valid after finished().
    [[nodiscard]] const Result<void>& result() const { return *m_result; }

signals:
    /// Nothing waits for an answer any more: a good time to give more.
    void readyForMore();

private:
    [[nodiscard]] Result<void> take(std::string_view kind, std::string_view part, NativeValue values);
    [[nodiscard]] std::optional<NativeValue::List> keyValues(const NativeValue& request) const;
    void bufferRequest(NativeValue request);
    void proceed();
    void send();
    void receive();
    void conclude(Result<void> result);
    void giveUp() override { m_reply.reset(); }

    NativeClient m_client;
    std::string m_table;
    BatchWriterOptions m_options;
    std::deque<NativeValue> m_arrived; ///< while a batch is under way
    std::vector<NativeValue> m_buffer;
    std::vector<NativeValue> m_sent;
    NativeReplyPtr m_reply;
    std::optional<Result<void>> m_result;
    quint64 m_lastCallId = 0;
    bool m_isFinishing = false;
};

} // namespace inia::dynamodb
