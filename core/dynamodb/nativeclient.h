#pragma once

#include "core/client/client.h"
#include "core/dynamodb/nativevalue.h"
#include "core/paging/pagecursor.h"
#include "core/resource/resourcereply.h"

#include <QtCore/QObject>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::dynamodb {

/// A call with a native answer.
class NativeReply final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NativeReply)
public:
    /// Valid after finished().
    [[nodiscard]] const Result<NativeValue>& result() const { return *m_result; }
    /// The call underneath, with its id, attempts and request; null when it was refused before.
    [[nodiscard]] Reply* reply() const { return m_reply.get(); }
    void cancel() override;

private:
    friend class NativeClient;
    /// A null reply finishes with the error.
    NativeReply(OperationModel operation, ReplyPtr reply, Error error);
    void giveUp() override { m_reply.reset(); }
    void receive();

    OperationModel m_operation;
    ReplyPtr m_reply;
    Error m_error;
    std::optional<Result<NativeValue>> m_result;
};

using NativeReplyPtr = Owned<NativeReply>;

/// The client of boto3's DynamoDB resource: takes and gives native values, and conditions for expressions. A
/// cheap handle over a client of the service.
class NativeClient final {
public:
    explicit NativeClient(Client client) : m_client(std::move(client)) {}

    [[nodiscard]] const Client& client() const { return m_client; }
    /// Never null; parameters that cannot be sent come out of the reply as errors, like all others.
    [[nodiscard]] NativeReplyPtr call(std::string_view operation, const NativeValue& params = {},
                                      CallOptions options = {}) const;

private:
    Client m_client;
};

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

// Items in the actions of DynamoDB's resources, as boto3's resource (not its client) has them: native values
// for typed ones, and conditions for expressions. Resource::act() follows the same rules with the values that
// a Value can hold, and so refuses doubles, as boto3 refuses floats; exact numbers, sets and conditions come
// this way.

/// Whether the actions of this resource take and give native values: DynamoDB's do.
[[nodiscard]] bool takesNativeValues(const Resource& resource);

/// What gives Resource::act() these rules.
[[nodiscard]] std::shared_ptr<const ResourceExtension> resourceExtension();

/// Runs an action ("put_item", "query", "batch_get_item") with native parameters; see Resource::act().
/// Parameters that cannot be sent come out of the reply as errors of kind Parameter. Never null.
[[nodiscard]] ResourceReplyPtr act(const Resource& resource, std::string_view action,
                                   const NativeValue& params, CallOptions options = {});

/// The data that a finished action gave, with native values; its result() holds them as they travelled. Fails
/// with the error of the action, and with kind Parse.
[[nodiscard]] Result<NativeValue> nativeData(const ResourceReply& reply);

/// boto3's Table.batch_writer(). Fails with kind Parameter for what is no table.
[[nodiscard]] Result<Owned<BatchWriter>> batchWriter(const Resource& table, BatchWriterOptions options = {});

/// Native parameters of an action as they travel; null for actions that there are not.
[[nodiscard]] Result<Value> actionParams(const Resource& resource, std::string_view action,
                                         const NativeValue& params);

/// One page of a scan or query as it came.
struct ItemPage {
    NativeValue::List items;  ///< each a map
    std::int64_t scanned = 0; ///< items looked at for it
};

/// Read capacity units, as ConsumedCapacity tells them, summed over pages.
struct ConsumedCapacity {
    double total = 0;
    double index = 0;     ///< of it, by indexes
    bool isKnown = false; ///< some servers tell none
};

/// Walks a scan or query page by page, from LastEvaluatedKey to LastEvaluatedKey, in the manner of
/// PageCursor: keeps the key and sums, not items; one call at a time; destroying it cancels that call.
///
/// A filter may leave pages without items. Those are walked on by themselves, a bounded number of them, so
/// that neither an empty page looks like an empty table nor a rare match runs through the whole of it.
class ItemCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemCursor)
public:
    using State = PageCursor::State;
    /// Pages without items after which fetchNextPage() stops in state More.
    static constexpr int emptyPagesInOneGo = 12;

    /// `operation` is "Scan" or "Query".
    ItemCursor(NativeClient client, std::string operation, NativeValue params);

    [[nodiscard]] State state() const { return m_state; }
    /// The error of state Failed; fetchNextPage() asks for the same page again.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] int pages() const { return m_pages; }
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t scanned() const { return m_scanned; }
    [[nodiscard]] std::int64_t matched() const { return m_matched; }
    [[nodiscard]] const ConsumedCapacity& capacity() const { return m_capacity; }
    /// Time spent waiting for answers.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// Id of the newest call in the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

    /// Starts the next page. Does nothing while Loading or when Complete.
    void fetchNextPage(const std::string& cause);
    /// Gives up the page under way: state More (Pristine before the first page), nothing emitted.
    void cancel();

signals:
    /// Also between the pages of one go, while the state stays Loading.
    void stateChanged();
    /// Before the stateChanged() that follows it; never for a page without items.
    void pageReady(const inia::dynamodb::ItemPage& page);

private:
    void ask();
    void finishPage();
    void addUp(const NativeValue& answer);
    void setState(State state);

    NativeClient m_client;
    std::string m_operation;
    NativeValue m_params; ///< of the next page
    NativeReplyPtr m_reply;
    std::optional<Error> m_error;
    std::string m_cause;
    ConsumedCapacity m_capacity;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    std::int64_t m_scanned = 0;
    std::int64_t m_matched = 0;
    quint64 m_lastCallId = 0;
    quint64 m_firstCallId = 0;
    State m_state = State::Pristine;
    int m_pages = 0;
    int m_requests = 0;
    int m_emptyPages = 0; ///< in this go
};

} // namespace inia::dynamodb
