#include "core/transfer/multiparttransfer.h"

#include "core/http/httpmessage.h"
#include "core/transfer/objectproof.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferjob.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr qint64 mebibyte = qint64(1024) * 1024;
constexpr qint64 smallestPart = 5 * mebibyte;
constexpr qint64 largestPart = qint64(5) * 1024 * mebibyte;
constexpr qint64 mostParts = 10'000;

qint64 partsOf(qint64 size, qint64 partSize)
{
    return (size + partSize - 1) / partSize;
}

} // namespace

PartPlan::PartPlan(qint64 size, qint64 partSize)
    : m_size(size), m_partSize(partSize), m_entries(static_cast<std::size_t>(partsOf(size, partSize)))
{
}

qint64 PartPlan::fittingPartSize(qint64 wanted, qint64 size)
{
    qint64 partSize = std::max<qint64>(1, wanted);
    while (partsOf(size, partSize) > mostParts)
        partSize *= 2;
    return std::clamp(partSize, smallestPart, largestPart);
}

PartPlan::Part PartPlan::part(int number) const
{
    const qint64 offset = (number - 1) * m_partSize;
    return {number, offset, std::min(m_partSize, m_size - offset)};
}

std::size_t PartPlan::nextFrom(std::size_t index) const
{
    while (index < m_entries.size() && !m_entries[index].isNull())
        ++index;
    return index;
}

std::optional<PartPlan::Part> PartPlan::takeNext()
{
    m_next = nextFrom(m_next);
    if (m_next == m_entries.size())
        return std::nullopt;
    return part(static_cast<int>(++m_next));
}

bool PartPlan::isDone(int number) const
{
    return !m_entries.at(static_cast<std::size_t>(number - 1)).isNull();
}

void PartPlan::setDone(int number, Value entry)
{
    if (isDone(number))
        return;
    m_entries[static_cast<std::size_t>(number - 1)] = std::move(entry);
    ++m_doneCount;
    m_doneBytes += part(number).size;
}

Value PartPlan::entries() const
{
    Value list = Value::emptyList();
    for (const auto& entry : m_entries) {
        if (!entry.isNull())
            list.append(entry);
    }
    return list;
}

MultipartTransfer::MultipartTransfer(Client client, Target target,
                                     std::shared_ptr<TransferSlots> transferSlots,
                                     const TransferConfig& config, QObject* parent)
    : Transfer(parent),
      m_client(std::move(client)),
      m_target(std::move(target)),
      m_slots(std::move(transferSlots)),
      m_config(config)
{
    setCallOptions({});
}

MultipartTransfer::~MultipartTransfer() = default;

void MultipartTransfer::setCallOptions(CallOptions options)
{
    m_callOptions = std::move(options);
    m_callOptions.features.insert(Feature::S3Transfer);
}

OperationModel MultipartTransfer::operation(std::string_view name) const
{
    return m_client.model().operation(name);
}

Value MultipartTransfer::paramsFor(std::string_view operationName, const Value& arguments) const
{
    return objectParams(operation(operationName), m_target.bucket, m_target.key, arguments);
}

// ---- from outside ---------------------------------------------------------------------------------------

void MultipartTransfer::start()
{
    if (state() != State::Waiting)
        return;
    setState(State::Running);
    if (auto good = check(); !good)
        fail(good.error());
    else
        begin();
}

/// What a running call of these phases does cannot be given up without losing track of it.
bool MultipartTransfer::isTooLate() const
{
    return m_phase == Phase::AfterCompletion || m_confirming ||
           (m_phase == Phase::Completing && !m_calls.empty());
}

void MultipartTransfer::pause()
{
    if (state() != State::Running || isTooLate())
        return;
    if (m_phase == Phase::Creating && !m_calls.empty()) {
        m_pauseWanted = true;
        return;
    }
    giveUpCalls();
    setState(State::Paused);
}

void MultipartTransfer::resume()
{
    m_pauseWanted = false;
    if (state() != State::Paused)
        return;
    setState(State::Running);
    proceed();
}

void MultipartTransfer::cancel()
{
    if (isFinished() || state() == State::Stopping || isTooLate())
        return;
    fail(makeError(ErrorKind::Cancelled, "Cancelled",
                   "The transfer to " + m_target.bucket + "/" + m_target.key + " was given up."));
}

// ---- calls ----------------------------------------------------------------------------------------------

void MultipartTransfer::ask(const Client& client, Order order, Answered answered)
{
    m_slots->acquire(this, [this, round = m_round, client, order = std::move(order),
                            answered = std::move(answered)](TransferSlots::Slot slot) {
        if (round == m_round)
            run(client, order, answered, std::move(slot));
    });
}

void MultipartTransfer::run(const Client& client, Order order, Answered answered, TransferSlots::Slot slot)
{
    CallOptions options = m_callOptions;
    options.body = order.body;
    options.part = static_cast<int>(order.params["PartNumber"].toInt());
    options.parts = options.part > 0 && m_plan ? m_plan->count() : 0;
    options.group = options.part > 0 ? m_firstPartCall : 0;
    const qint64 size = order.body ? order.body->size() : 0;
    const int id = ++m_lastCall;
    auto& call = m_calls[id];
    call.slot = std::move(slot);
    const bool isPart = options.part > 0;
    call.reply = client.call(order.operation, std::move(order.params), std::move(options));
    if (isPart && m_firstPartCall == 0)
        m_firstPartCall = call.reply->callId();
    connect(call.reply.get(), &Reply::uploaded, this, [this, id, size](qint64 sent, qint64) {
        if (const auto call = m_calls.find(id); call != m_calls.end())
            call->second.sent = std::min(sent, size); // the checksum behind it is no part of the object
        refreshProgress();
    });
    connect(call.reply.get(), &Reply::finished, this, [this, id, answered = std::move(answered)] {
        auto ended = m_calls.extract(id);
        ended.mapped().slot.release();
        answered(ended.mapped().reply->result());
    });
}

void MultipartTransfer::giveUp()
{
    giveUpCalls();
    m_abort.reset();
}

void MultipartTransfer::giveUpCalls()
{
    ++m_round;
    m_asksForSlot = false;
    m_calls.clear();
    if (m_plan)
        m_plan->takeBack();
    refreshProgress();
}

void MultipartTransfer::setTotal(qint64 total)
{
    setProgress(done(), total);
}

void MultipartTransfer::refreshProgress()
{
    qint64 bytes = m_plan ? m_plan->doneBytes() : 0;
    for (const auto& [id, call] : m_calls)
        bytes += call.sent;
    setProgress(bytes, total());
}

// ---- parts ----------------------------------------------------------------------------------------------

void MultipartTransfer::sendParts(PartPlan plan, std::string uploadId)
{
    m_plan = std::move(plan);
    m_uploadId = std::move(uploadId);
    m_phase = m_uploadId.empty() ? Phase::Creating : Phase::Sending;
    refreshProgress();
    proceed();
}

void MultipartTransfer::proceed()
{
    if (m_phase == Phase::Beginning)
        begin();
    else if (m_phase == Phase::Creating)
        create();
    else if (m_plan->isComplete())
        complete();
    else
        fill();
}

void MultipartTransfer::create()
{
    ask(m_client, {"CreateMultipartUpload", createParams(), {}}, [this](const Result<Value>& answer) {
        if (answer)
            m_uploadId = (*answer)["UploadId"].text();
        if (m_failure) { // it was cancelled meanwhile
            abortUpload();
            return;
        }
        if (!answer) {
            fail(described(answer.error()));
            return;
        }
        m_phase = Phase::Sending;
        emit resumePointChanged();
        if (std::exchange(m_pauseWanted, false))
            setState(State::Paused);
        else
            fill();
    });
}

bool MultipartTransfer::wantsPart() const
{
    return state() == State::Running && m_phase == Phase::Sending && m_plan->hasNext() &&
           static_cast<int>(m_calls.size()) < mostAtOnce();
}

/// Slots are asked for one at a time: a queue of many transfers then takes turns.
void MultipartTransfer::fill()
{
    if (m_asksForSlot || !wantsPart())
        return;
    m_asksForSlot = true;
    m_slots->acquire(this, [this, round = m_round](TransferSlots::Slot slot) {
        if (round != m_round)
            return;
        m_asksForSlot = false;
        if (wantsPart())
            sendPart(std::move(slot));
    });
}

void MultipartTransfer::sendPart(TransferSlots::Slot slot)
{
    const auto part = m_plan->takeNext();
    auto order = partOrder(*part);
    if (!order) {
        fail(order.error());
        return;
    }
    order->params.insert("UploadId", m_uploadId);
    order->params.insert("PartNumber", part->number);
    run(
        m_client, *order,
        [this, order = *order, number = part->number](const Result<Value>& answer) {
            const auto entry = answer ? partEntry(order, number, *answer) : Result<Value>(answer.error());
            if (!entry) {
                fail(described(entry.error()));
                return;
            }
            m_plan->setDone(number, *entry);
            refreshProgress();
            emit resumePointChanged();
            if (m_plan->isComplete())
                complete();
            else
                fill();
        },
        std::move(slot));
    fill();
}

void MultipartTransfer::complete()
{
    if (state() != State::Running)
        return;
    if (auto good = beforeComplete(); !good) {
        fail(good.error());
        return;
    }
    m_phase = Phase::Completing;
    Value params = completeParams();
    params.insert("UploadId", m_uploadId);
    params.insert("MultipartUpload", Value::map({{"Parts", m_plan->entries()}}));
    ask(m_client, {"CompleteMultipartUpload", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (!answer && completesOtherwise(answer.error())) {
            complete();
            return;
        }
        if (!answer) {
            mayBeDone(answer.error()) ? confirm(answer.error()) : fail(described(answer.error()));
            return;
        }
        m_uploadId.clear();
        m_phase = Phase::AfterCompletion;
        if (!isOfParts(*answer).value_or(true))
            fail(described(makeError(ErrorKind::Checksum, "StoredChecksumMismatch",
                                     "The object that the server made of the parts has another checksum than "
                                     "they have. Upload it again.")));
        else
            completed(*answer);
    });
}

// ---- lost answers ---------------------------------------------------------------------------------------

/// After these the call may have done what it should: nothing came, or nothing that makes sense; or what it
/// would do had been done already when it was tried again.
bool MultipartTransfer::mayBeDone(const Error& error)
{
    constexpr int firstServerError = 500;
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
           error.kind == ErrorKind::Parse || error.code == "NoSuchUpload" ||
           (error.kind == ErrorKind::Service &&
            (error.httpStatus >= firstServerError || error.httpStatus == 200)) ||
           (error.code == "PreconditionFailed" && error.retries > 0);
}

std::optional<bool> MultipartTransfer::isOfParts(const Value& answer) const
{
    if (!m_plan || !m_plan->isComplete())
        return std::nullopt;
    return isChecksumOfParts(answer, m_plan->entries(), m_plan->size(), m_plan->partSize());
}

bool MultipartTransfer::isETagOfParts(const std::string& etag) const
{
    return m_plan && m_plan->isComplete() && !etag.empty() &&
           etagOfParts(m_plan->entries()) == strongETag(etag);
}

void MultipartTransfer::confirm(const Error& why)
{
    m_phase = Phase::Completing;
    m_confirming = true;
    Value params = paramsFor("HeadObject", m_target.arguments);
    params.insert("ChecksumMode", "ENABLED");
    ask(m_client, {"HeadObject", std::move(params), {}}, [this, why](const Result<Value>& head) {
        const auto told = [this, why, head](bool isSame) {
            if (!isSame) {
                fail(described(why));
                return;
            }
            m_uploadId.clear();
            m_phase = Phase::AfterCompletion;
            completed(*head);
        };
        if (!head || (*head)["ContentLength"].toInt(-1) != total())
            told(false);
        else if (const auto byParts = isOfParts(*head))
            told(*byParts);
        else if (isETagOfParts((*head)["ETag"].text()))
            told(true);
        else
            compare(*head, told);
    });
}

// ---- the end --------------------------------------------------------------------------------------------

void MultipartTransfer::fail(Error error)
{
    if (m_failure)
        return;
    m_failure = std::move(error);
    setState(State::Stopping);
    if (m_keepsWhenInterrupted && isInterruption(*m_failure) && m_phase != Phase::Creating) {
        giveUpCalls();
        finish(*m_failure);
        return;
    }
    // Its answer names the upload that is to be aborted.
    if (m_phase == Phase::Creating && !m_calls.empty())
        return;
    giveUpCalls();
    // The session was locked meanwhile: the parts stay for resume(), as aborting would be refused as well.
    if (m_failure->kind == ErrorKind::ReadOnly)
        finish(*m_failure);
    else
        abortUpload();
}

/// Takes no slot: it makes room for others.
void MultipartTransfer::abortUpload()
{
    if (m_uploadId.empty()) {
        finish(*m_failure);
        return;
    }
    Value params = paramsFor("AbortMultipartUpload", m_target.arguments);
    params.insert("UploadId", m_uploadId);
    m_abort = m_client.call("AbortMultipartUpload", std::move(params), m_callOptions);
    connect(m_abort.get(), &Reply::finished, this, [this] {
        const Result<Value> answer = m_abort->result();
        m_abort.reset();
        if (answer || answer.error().code == "NoSuchUpload") {
            m_uploadId.clear();
        } else {
            m_failure->message += " The upload " + m_uploadId + " to " + m_target.bucket + "/" +
                                  m_target.key + " could not be aborted (" + answer.error().message +
                                  ") and its parts remain there: abort it later.";
            m_failure->cause = std::make_shared<const Error>(answer.error());
        }
        finish(*m_failure);
    });
}

} // namespace inia
