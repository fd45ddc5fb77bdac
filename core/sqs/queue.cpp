#include "core/sqs/queue.h"

#include "core/common/clock.h"
#include "core/protocol/jsonreader.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <charconv>
#include <utility>

namespace inia::sqs {

namespace {

constexpr int mostAtOnce = 10;
constexpr int deletionPolls = 3;
constexpr int hiddenSeconds = 30;
constexpr std::chrono::seconds redrivePause{2};

/// SQS tells numbers as texts.
std::int64_t numberOf(const Value& value)
{
    const auto& text = value.text();
    std::int64_t number = value.toInt();
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Value receiveParams(const std::string& url, int visibilitySeconds, std::chrono::seconds wait)
{
    return Value::map({{"QueueUrl", url},
                       {"MaxNumberOfMessages", mostAtOnce},
                       {"VisibilityTimeout", visibilitySeconds},
                       {"WaitTimeSeconds", wait.count()},
                       {"MessageSystemAttributeNames", Value::list({"All"})},
                       {"MessageAttributeNames", Value::list({"All"})}});
}

QueueMessage messageOf(const Value& item)
{
    QueueMessage message;
    message.id = item["MessageId"].text();
    message.body = item["Body"].text();
    const Value& attributes = item["Attributes"];
    message.group = attributes["MessageGroupId"].text();
    message.receives = static_cast<int>(numberOf(attributes["ApproximateReceiveCount"]));
    message.sent = std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(numberOf(attributes["SentTimestamp"])));
    message.attributes = item["MessageAttributes"];
    return message;
}

/// What a message may hold: tab, line feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD, and beyond.
/// `text` is UTF-8, which has no surrogates.
bool hasAllowedCharacters(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
            return false;
        if (byte == 0xEF && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF"))
            return false;
    }
    return true;
}

Error badMessage(std::string why)
{
    return makeError(ErrorKind::Parameter, "BadMessage", std::move(why));
}

} // namespace

QueueFacts QueueFacts::fromAttributes(std::string url, const Value& answer)
{
    const Value& attributes = answer["Attributes"];
    QueueFacts facts;
    facts.url = std::move(url);
    facts.arn = attributes["QueueArn"].text();
    facts.isFifo = attributes["FifoQueue"].text() == "true" || facts.url.ends_with(".fifo");
    facts.deduplicatesByContent = attributes["ContentBasedDeduplication"].text() == "true";
    facts.visible = numberOf(attributes["ApproximateNumberOfMessages"]);
    facts.inFlight = numberOf(attributes["ApproximateNumberOfMessagesNotVisible"]);
    facts.delayed = numberOf(attributes["ApproximateNumberOfMessagesDelayed"]);
    const auto& redrive = attributes["RedrivePolicy"].text();
    if (const auto policy = redrive.empty() ? Result<Value>(Value()) : parseJson(redrive)) {
        facts.deadLetterArn = (*policy)["deadLetterTargetArn"].text();
        facts.maxReceives = static_cast<int>(numberOf((*policy)["maxReceiveCount"]));
    }
    return facts;
}

std::string QueueFacts::name() const
{
    return url.substr(url.rfind('/') + 1);
}

QueuePeek::QueuePeek(Client client, QueueFacts queue) : m_client(std::move(client)), m_queue(std::move(queue))
{
}

/// A message received `maxReceives` times goes to the dead-letter queue with the next receive. So a look may
/// bring none to that number: its consumer's receive has to be one of them.
std::optional<Error> QueuePeek::refusal() const
{
    if (m_queue.maxReceives == 0)
        return std::nullopt;
    int most = 0;
    for (const auto& message : m_messages)
        most = std::max(most, message.receives);
    if (most + 1 < m_queue.maxReceives)
        return std::nullopt;
    return makeError(ErrorKind::Unsupported, "NoReceiveLeft",
                     most == 0
                         ? "The queue moves messages to its dead-letter queue after one receive, which a "
                           "look would use up."
                         : "A message has been received " + std::to_string(most) + " of " +
                               std::to_string(m_queue.maxReceives) +
                               " times: another look would leave no receive for its consumer and send "
                               "it to the dead-letter queue.");
}

void QueuePeek::look(int most, std::chrono::seconds wait)
{
    if (m_state == State::Looking)
        return;
    m_error.reset();
    if (auto refused = refusal()) {
        fail(std::move(*refused));
        return;
    }
    m_wait = std::clamp(wait, std::chrono::seconds(1), std::chrono::seconds(20));
    m_goal = m_messages.size() + static_cast<std::size_t>(std::max(most, 1));
    m_emptyPolls = 0;
    m_state = State::Looking;
    poll();
    emit changed();
}

void QueuePeek::poll()
{
    CallOptions options;
    options.cause = "Look at messages of " + m_queue.name();
    options.target = m_queue.name();
    m_reply = m_client.call("ReceiveMessage", receiveParams(m_queue.url, 0, m_wait), std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_reply);
        if (reply->result())
            take(*reply->result());
        else
            fail(reply->result().error());
    });
}

void QueuePeek::take(const Value& answer)
{
    bool isNews = false;
    for (const Value& item : answer["Messages"].items()) {
        QueueMessage message = messageOf(item);
        const auto [row, isNew] = m_rows.try_emplace(message.id, m_messages.size());
        isNews = isNews || isNew;
        if (isNew)
            m_messages.push_back(std::move(message));
        else
            m_messages[row->second].receives = std::max(m_messages[row->second].receives, message.receives);
    }
    m_emptyPolls = isNews ? 0 : m_emptyPolls + 1;
    if (m_messages.size() < m_goal && m_emptyPolls < pollsWithoutNews && !refusal())
        poll();
    else
        m_state = State::Idle;
    emit changed();
}

void QueuePeek::fail(Error error)
{
    m_error = std::move(error);
    m_state = State::Failed;
    emit changed();
}

void QueuePeek::cancel()
{
    if (m_state != State::Looking)
        return;
    m_reply.reset();
    m_state = State::Idle;
}

void QueuePeek::forget(const std::string& id)
{
    const auto row = m_rows.find(id);
    if (row == m_rows.end())
        return;
    m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(row->second));
    m_rows.clear();
    for (std::size_t i = 0; i < m_messages.size(); ++i)
        m_rows[m_messages[i].id] = i;
    emit changed();
}

MessageDeletion::MessageDeletion(Client client, std::string queueUrl, std::string messageId)
    : m_client(std::move(client)), m_url(std::move(queueUrl)), m_id(std::move(messageId))
{
}

void MessageDeletion::call(std::string_view operation, Value params,
                           void (MessageDeletion::*then)(const Result<Value>&))
{
    CallOptions options;
    options.cause = "Delete a message";
    options.target = m_id;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, [this, then] {
        const ReplyPtr reply = std::move(m_reply);
        (this->*then)(reply->result());
    });
}

void MessageDeletion::start()
{
    poll();
}

void MessageDeletion::poll()
{
    ++m_polls;
    call("ReceiveMessage", receiveParams(m_url, hiddenSeconds, std::chrono::seconds(1)),
         &MessageDeletion::take);
}

void MessageDeletion::take(const Result<Value>& answer)
{
    if (!answer) {
        m_result = answer.error();
        showOthers();
        return;
    }
    for (const Value& item : (*answer)["Messages"].items()) {
        if (item["MessageId"].text() == m_id)
            m_handle = item["ReceiptHandle"].text();
        else
            m_others.push_back(item["ReceiptHandle"].text());
    }
    if (!m_handle.empty()) {
        call("DeleteMessage", Value::map({{"QueueUrl", m_url}, {"ReceiptHandle", m_handle}}),
             &MessageDeletion::takeDeletion);
    } else if (m_polls < deletionPolls) {
        poll();
    } else {
        m_result = makeError(ErrorKind::Service, "MessageNotReceived",
                             "The queue did not hand out the message: others may have it now, or it is gone. "
                             "Nothing was deleted.");
        showOthers();
    }
}

void MessageDeletion::takeDeletion(const Result<Value>& answer)
{
    if (!answer)
        m_result = answer.error();
    showOthers();
}

/// Ten at a time; those that fail come back by themselves when their time is up.
void MessageDeletion::showOthers()
{
    if (m_others.empty()) {
        end();
        return;
    }
    Value entries = Value::emptyList();
    for (int i = 0; i < mostAtOnce && !m_others.empty(); ++i) {
        entries.append(Value::map(
            {{"Id", std::to_string(i)}, {"ReceiptHandle", m_others.back()}, {"VisibilityTimeout", 0}}));
        m_others.pop_back();
    }
    call("ChangeMessageVisibilityBatch", Value::map({{"QueueUrl", m_url}, {"Entries", std::move(entries)}}),
         &MessageDeletion::takeOthers);
}

void MessageDeletion::takeOthers(const Result<Value>&)
{
    showOthers();
}

void MessageDeletion::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled",
                         "Cancelled; messages that were received for it are hidden for up to 30 seconds.");
    end();
}

void MessageDeletion::giveUp()
{
    m_reply.reset();
}

Result<Value> sendParams(const QueueFacts& queue, const OutgoingMessage& message)
{
    std::size_t bytes = message.body.size();
    Value attributes = Value::emptyMap();
    for (const auto& [name, text] : message.attributes) {
        constexpr std::string_view type = "String";
        bytes += name.size() + type.size() + text.size();
        if (name.empty() || text.empty())
            return badMessage("An attribute needs a name and a value.");
        if (!hasAllowedCharacters(text))
            return badMessage("The attribute " + name + " has characters that messages cannot have.");
        attributes.insert(name, Value::map({{"DataType", type}, {"StringValue", text}}));
    }
    if (message.body.empty())
        return badMessage("A message needs a body.");
    if (!hasAllowedCharacters(message.body))
        return badMessage("The body has control characters, which messages cannot have.");
    if (bytes > mostMessageBytes)
        return badMessage("The message has " + std::to_string(bytes) + " bytes with its attributes; " +
                          std::to_string(mostMessageBytes) + " are the most.");
    if (attributes.size() > 10)
        return badMessage("A message has at most 10 attributes.");
    if (queue.isFifo && message.group.empty())
        return badMessage("A FIFO queue needs a message group.");
    if (queue.isFifo && message.deduplicationId.empty() && !queue.deduplicatesByContent)
        return badMessage(
            "This FIFO queue needs a deduplication id, since it does not make one of the content.");
    if (queue.isFifo && message.delaySeconds)
        return badMessage("A FIFO queue has no delay for single messages.");
    if (!queue.isFifo && !message.deduplicationId.empty())
        return badMessage("Only FIFO queues know deduplication ids.");
    if (message.delaySeconds && (*message.delaySeconds < 0 || *message.delaySeconds > 900))
        return badMessage("A delay is 0 to 900 seconds.");
    Value params = Value::map({{"QueueUrl", queue.url}, {"MessageBody", message.body}});
    if (!message.group.empty())
        params.insert("MessageGroupId", message.group);
    if (!message.deduplicationId.empty())
        params.insert("MessageDeduplicationId", message.deduplicationId);
    if (message.delaySeconds)
        params.insert("DelaySeconds", *message.delaySeconds);
    if (attributes.size() > 0)
        params.insert("MessageAttributes", std::move(attributes));
    return params;
}

QueueRedrive::QueueRedrive(Client client, std::string sourceArn, int perSecond)
    : m_client(std::move(client)), m_source(std::move(sourceArn)), m_perSecond(perSecond)
{
}

void QueueRedrive::call(std::string_view operation, Value params,
                        void (QueueRedrive::*then)(const Result<Value>&))
{
    CallOptions options;
    options.cause = "Redrive messages";
    options.target = m_source;
    options.background = operation == "ListMessageMoveTasks";
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, [this, then] {
        const ReplyPtr reply = std::move(m_reply);
        (this->*then)(reply->result());
    });
}

void QueueRedrive::start()
{
    Value params = Value::map({{"SourceArn", m_source}});
    if (m_perSecond > 0)
        params.insert("MaxNumberOfMessagesPerSecond", std::min(m_perSecond, 500));
    call("StartMessageMoveTask", std::move(params), &QueueRedrive::takeStart);
}

void QueueRedrive::takeStart(const Result<Value>& answer)
{
    if (!answer) {
        m_result = answer.error();
        end();
        return;
    }
    m_handle = (*answer)["TaskHandle"].text();
    if (m_isStopping)
        call("CancelMessageMoveTask", Value::map({{"TaskHandle", m_handle}}), &QueueRedrive::takeStop);
    else
        wait();
}

void QueueRedrive::wait()
{
    m_client.clock()->after(redrivePause, this, [this] {
        if (!isFinished() && !m_isStopping)
            call("ListMessageMoveTasks", Value::map({{"SourceArn", m_source}, {"MaxResults", 1}}),
                 &QueueRedrive::takeTasks);
    });
}

void QueueRedrive::takeTasks(const Result<Value>& answer)
{
    if (!answer) {
        m_result = answer.error();
        end();
        return;
    }
    const Value& task = (*answer)["Results"][0];
    m_moved = task["ApproximateNumberOfMessagesMoved"].toInt();
    m_toMove = task["ApproximateNumberOfMessagesToMove"].toInt();
    const auto& status = task["Status"].text();
    const QPointer<QueueRedrive> alive(this);
    emit progressed();
    if (!alive || isFinished() || m_isStopping)
        return;
    if (status == "RUNNING" || status == "CANCELLING") {
        wait();
        return;
    }
    if (status != "COMPLETED")
        m_result = makeError(ErrorKind::Service, status.empty() ? "NoTask" : status,
                             task["FailureReason"].text().empty()
                                 ? "The redrive ended without its messages: " + status
                                 : task["FailureReason"].text());
    end();
}

void QueueRedrive::takeStop(const Result<Value>& answer)
{
    if (answer)
        m_moved = (*answer)["ApproximateNumberOfMessagesMoved"].toInt(m_moved);
    end();
}

void QueueRedrive::cancel()
{
    if (isFinished() || std::exchange(m_isStopping, true))
        return;
    const bool isStarting = m_handle.empty() && m_reply;
    m_result =
        makeError(ErrorKind::Cancelled, "Cancelled", "The redrive was stopped; what has moved stays moved.");
    if (isStarting)
        return;
    if (m_handle.empty())
        end();
    else
        call("CancelMessageMoveTask", Value::map({{"TaskHandle", m_handle}}), &QueueRedrive::takeStop);
}

void QueueRedrive::giveUp()
{
    m_reply.reset();
}

} // namespace inia::sqs
