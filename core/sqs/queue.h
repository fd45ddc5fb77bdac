#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <QtCore/QObject>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inia::sqs {

/// A queue by its attributes. The counts are approximate, and up to a minute late.
struct QueueFacts {
    std::string url;
    std::string arn;
    std::string deadLetterArn;
    int maxReceives =
        0; ///< after so many the next receive moves a message to the dead-letter queue; 0: never
    bool isFifo = false;
    bool deduplicatesByContent = false;
    std::int64_t visible = 0;
    std::int64_t inFlight = 0;
    std::int64_t delayed = 0;

    /// From the answer of GetQueueAttributes.
    [[nodiscard]] static QueueFacts fromAttributes(std::string url, const Value& answer);
    /// "orders" of "https://sqs.eu-central-1.amazonaws.com/123456789012/orders".
    [[nodiscard]] std::string name() const;
};

struct QueueMessage {
    std::string id;
    std::string body;
    std::string group; ///< MessageGroupId
    int receives = 0;  ///< with the one by which it is known
    std::chrono::sys_time<std::chrono::milliseconds> sent;
    Value attributes; ///< those of its sender
};

/// Looks at messages without keeping them from others: receives them with a visibility timeout of zero. Each
/// look counts as a receive, which a queue with a RedrivePolicy allows only so many of: it refuses to look
/// where that would leave a message none for its consumer. Nobody can know whether there are more messages
/// than were seen.
class QueuePeek final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueuePeek)
public:
    enum class State {
        Idle,
        Looking,
        Failed, ///< by the last poll; look() tries again
    };
    static constexpr int pollsWithoutNews = 3; ///< after which a look ends

    QueuePeek(Client client, QueueFacts queue);

    /// Why there must be no look (kind Unsupported, code NoReceiveLeft); nothing when there may be one.
    [[nodiscard]] std::optional<Error> refusal() const;
    /// Polls until `most` messages are known that were not before, or nothing new came three times. Each poll
    /// waits up to `wait` (1 to 20 s) for messages. Does nothing while Looking; fails when refused.
    void look(int most, std::chrono::seconds wait);
    /// The poll under way may still count as a receive.
    void cancel();

    [[nodiscard]] const QueueFacts& queue() const { return m_queue; }
    /// The same queue, by newer attributes.
    void setQueue(QueueFacts queue) { m_queue = std::move(queue); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Those seen, each once, in the order they came.
    [[nodiscard]] const std::vector<QueueMessage>& messages() const { return m_messages; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }
    /// Of a message that has been deleted.
    void forget(const std::string& id);

signals:
    void changed();

private:
    void poll();
    void take(const Value& answer);
    void fail(Error error);

    Client m_client;
    QueueFacts m_queue;
    std::vector<QueueMessage> m_messages;
    std::unordered_map<std::string, std::size_t> m_rows; ///< by id
    ReplyPtr m_reply;
    std::optional<Error> m_error;
    std::chrono::seconds m_wait{1};
    std::size_t m_goal = 0; ///< messages known at which the look ends
    quint64 m_lastCallId = 0;
    State m_state = State::Idle;
    int m_requests = 0;
    int m_emptyPolls = 0; ///< in a row
};

/// Deletes one message, for which it has to be received once more: hides what comes for 30 seconds until the
/// message is among it, three polls at most, then shows the others again.
class MessageDeletion final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageDeletion)
public:
    MessageDeletion(Client client, std::string queueUrl, std::string messageId);

    void start();
    void cancel() override;

    /// Code MessageNotReceived when it did not come.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

private:
    void giveUp() override;
    void call(std::string_view operation, Value params, void (MessageDeletion::*then)(const Result<Value>&));
    void poll();
    void take(const Result<Value>& answer);
    void takeDeletion(const Result<Value>& answer);
    void showOthers();
    void takeOthers(const Result<Value>& answer);

    Client m_client;
    std::string m_url;
    std::string m_id;
    std::string m_handle; ///< of the message, once it came
    std::vector<std::string> m_others;
    ReplyPtr m_reply;
    Result<void> m_result;
    quint64 m_lastCallId = 0;
    int m_polls = 0;
};

/// A message to be sent. Attributes are texts.
struct OutgoingMessage {
    std::string body;
    std::string group;
    std::string deduplicationId;
    std::optional<int> delaySeconds;
    std::map<std::string, std::string> attributes;
};

inline constexpr std::size_t mostMessageBytes = 1'048'576;

/// Parameters of SendMessage. Fails (kind Parameter) with what the queue would refuse: too long, characters
/// that messages cannot have, a group or a deduplication id that a FIFO queue lacks, a delay it cannot have.
[[nodiscard]] Result<Value> sendParams(const QueueFacts& queue, const OutgoingMessage& message);

/// Moves the messages of a dead-letter queue back to where they came from, and tells how far it is. cancel()
/// stops the service; what has moved stays moved.
class QueueRedrive final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueueRedrive)
public:
    /// `perSecond` up to 500; 0 leaves it to the service.
    QueueRedrive(Client client, std::string sourceArn, int perSecond);

    void start();
    void cancel() override;

    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] std::int64_t moved() const { return m_moved; }
    [[nodiscard]] std::int64_t toMove() const { return m_toMove; } ///< approximate
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

signals:
    void progressed();

private:
    void giveUp() override;
    void call(std::string_view operation, Value params, void (QueueRedrive::*then)(const Result<Value>&));
    void takeStart(const Result<Value>& answer);
    void wait();
    void takeTasks(const Result<Value>& answer);
    void takeStop(const Result<Value>& answer);

    Client m_client;
    std::string m_source;
    std::string m_handle;
    int m_perSecond;
    ReplyPtr m_reply;
    Result<void> m_result;
    std::int64_t m_moved = 0;
    std::int64_t m_toMove = 0;
    quint64 m_lastCallId = 0;
    bool m_isStopping = false;
};

} // namespace inia::sqs
