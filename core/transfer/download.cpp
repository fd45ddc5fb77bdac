#include "core/transfer/download.h"

#include "core/checksum/checksum.h"
#include "core/config/clientconfig.h"
#include "core/transfer/objectproof.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QSysInfo>

#include <array>
#include <utility>

namespace inia {

namespace {

/// boto3's S3Transfer.ALLOWED_DOWNLOAD_ARGS.
constexpr std::array<std::string_view, 7> allowedArguments{
    "ChecksumMode",      "VersionId",    "SSECustomerAlgorithm", "SSECustomerKey",
    "SSECustomerKeyMD5", "RequestPayer", "ExpectedBucketOwner"};

const std::string& bootId()
{
    static const std::string id = QSysInfo::bootUniqueId().toStdString();
    return id;
}

Error objectChanged(const DownloadSource& source)
{
    Error error = makeError(ErrorKind::Service, "ObjectChanged",
                            source.key + " in " + source.bucket +
                                " changed while it was downloaded. Download it again to get the new one.");
    error.operation = "GetObject";
    return error;
}

/// An object that has changed has a length of its own, and an ETag that says so.
bool isOfOtherLength(const RangeAnswer& answer, qint64 known)
{
    return answer.etag.empty() && known >= 0 && answer.total >= 0 && answer.total != known;
}

Error otherLength(const DownloadSource& source, qint64 known, const RangeAnswer& answer)
{
    Error error =
        makeError(ErrorKind::Parse, "BadLength",
                  source.key + " in " + source.bucket + " has " + std::to_string(known) +
                      " bytes, and the server sends " + std::to_string(answer.total) +
                      " without an ETag. Nothing was kept; check that no proxy answers in its place.");
    error.operation = "GetObject";
    return error;
}

Error lengthUnknown(const DownloadSource& source)
{
    Error error = makeError(
        ErrorKind::Parse, "LengthUnknown",
        "The server does not say how long " + source.key + " in " + source.bucket +
            " is, neither by Content-Length nor by chunks, so that nobody could tell the whole from a part "
            "of it. Nothing of it was written.");
    error.operation = "GetObject";
    return error;
}

Error noETag(const ByteRange& range)
{
    Error error =
        makeError(ErrorKind::Parse, "MissingETag",
                  "The server sends bytes " + std::to_string(range.offset) + " to " +
                      std::to_string(range.offset + range.size - 1) +
                      " without an ETag, though the object has one: nobody knows of which object they "
                      "are. Nothing of them was written.");
    error.operation = "GetObject";
    return error;
}

/// What parts are compared with.
std::optional<ObjectChecksum> checksumOf(const Value& head)
{
    if (auto checksum = combinableChecksum(head))
        return checksum;
    const QByteArray md5 = md5OfObject(head);
    return md5.isEmpty() ? std::nullopt : std::optional(ObjectChecksum{ChecksumAlgorithm::Md5, md5});
}

Result<void> checkArguments(const Value& arguments)
{
    for (const auto& [name, value] : arguments.members()) {
        if (std::find(allowedArguments.begin(), allowedArguments.end(), name) == allowedArguments.end())
            return makeError(ErrorKind::Parameter, "UnknownArgument",
                             "A download takes no argument " + name +
                                 "; it takes ChecksumMode, VersionId, SSECustomerAlgorithm, SSECustomerKey, "
                                 "SSECustomerKeyMD5, RequestPayer and ExpectedBucketOwner.");
    }
    return {};
}

} // namespace

Download::Download(Client client, DownloadSource source, std::unique_ptr<DownloadOutput> output,
                   std::shared_ptr<TransferSlots> transferSlots, TransferConfig config, QObject* parent)
    : Transfer(parent),
      m_client(std::move(client)),
      m_source(std::move(source)),
      m_output(std::move(output)),
      m_slots(std::move(transferSlots)),
      m_config(config)
{
    m_callOptions.features.insert(Feature::S3Transfer);
}

Download::~Download() = default;

void Download::setCallOptions(CallOptions options)
{
    m_callOptions = std::move(options);
    m_callOptions.features.insert(Feature::S3Transfer);
}

Value Download::objectParams() const
{
    Value params = Value::map({{"Bucket", m_source.bucket}, {"Key", m_source.key}});
    for (const auto& [name, value] : m_source.arguments.members())
        params.insert(name, value);
    return params;
}

// ---- from outside ---------------------------------------------------------------------------------------

Value Download::resumePoint() const
{
    const Value output = m_output->resumePoint();
    if (output.isNull())
        return {};
    return Value::map(
        {{"plan", m_plan ? m_plan->toValue() : Value()}, {"output", output}, {"boot", bootId()}});
}

void Download::start()
{
    if (state() != State::Waiting)
        return;
    setState(State::Running);
    if (const auto good = checkArguments(m_source.arguments); !good) {
        fail(good.error());
        return;
    }
    m_takenUp = takeUp(std::exchange(m_resumePoint, Value()));
    begin();
}

void Download::pause()
{
    if (state() != State::Running || m_committing)
        return;
    giveUpCalls();
    refreshProgress();
    setState(State::Paused);
}

void Download::resume()
{
    if (state() != State::Paused)
        return;
    setState(State::Running);
    begin();
}

void Download::cancel()
{
    if (isFinished() || m_committing)
        return;
    fail(makeError(ErrorKind::Cancelled, "Cancelled", "The download was given up; nothing is left of it."));
}

// ---- going on -------------------------------------------------------------------------------------------

bool Download::takeUp(const Value& point)
{
    if (point["boot"].text() == bootId())
        m_plan = DownloadPlan::fromValue(point["plan"]);
    if (m_plan && m_output->reopen(point["output"], m_plan->size())) {
        refreshProgress();
        return true;
    }
    m_plan.reset();
    m_output->discardEarlier(point["output"]);
    return false;
}

void Download::begin()
{
    if (!m_plan || !m_plan->isComplete())
        fill();
    else
        conclude();
}

/// How many more calls there could be now.
int Download::wanted() const
{
    if (isFinished() || state() != State::Running || m_committing)
        return 0;
    const int running = static_cast<int>(m_running.size()) + (m_head ? 1 : 0);
    if (!m_plan)
        return running == 0 ? 1 : 0;
    const int most = m_output->isSequential() ? 1 : m_config.maxConcurrency;
    return m_plan->hasNext() ? most - running : 0;
}

/// Slots are asked for one at a time: a queue of many downloads then takes turns.
void Download::fill()
{
    if (m_asked > 0 || wanted() <= 0)
        return;
    ++m_asked;
    m_slots->acquire(this, [this](TransferSlots::Slot slot) {
        --m_asked;
        use(std::move(slot));
    });
}

void Download::use(TransferSlots::Slot slot)
{
    if (wanted() <= 0)
        return;
    if (m_plan) {
        if (const auto part = m_plan->takeNext())
            run(*part, m_plan->isWhole() ? Asked::Whole : Asked::Part, std::move(slot));
        fill();
        return;
    }
    if (!wantsProof())
        run(0, Asked::FirstPart, std::move(slot));
    else if (m_expectedSize >= 0 && m_expectedSize < m_config.multipartThreshold)
        run(0, Asked::Whole, std::move(slot));
    else
        askForHead(std::move(slot));
}

/// boto3's HeadObject asks for no checksum. Without it parts could be compared with nothing.
Value Download::headParams() const
{
    Value params = objectParams();
    if (wantsProof() && !params.contains("ChecksumMode"))
        params.insert("ChecksumMode", "ENABLED");
    return params;
}

void Download::askForHead(TransferSlots::Slot slot)
{
    m_headSlot = std::move(slot);
    m_head = m_client.call("HeadObject", headParams(), m_callOptions);
    connect(m_head.get(), &Reply::finished, this, &Download::headed);
}

void Download::headed()
{
    const Result<Value> answer = m_head->result();
    m_head.reset();
    TransferSlots::Slot slot = std::exchange(m_headSlot, {});
    if (!answer && answer.error().httpStatus == 400) {
        run(0, Asked::FirstPart, std::move(slot));
        return;
    }
    slot.release();
    if (!answer) {
        fail(answer.error());
        return;
    }
    const qint64 size = (*answer)["ContentLength"].toInt(-1);
    const bool isWhole = size < m_config.multipartThreshold;
    if (const auto ready = prepare(size, (*answer)["ETag"].text(), isWhole); !ready) {
        fail(ready.error());
        return;
    }
    if (!isWhole)
        m_plan->setChecksum(checksumOf(*answer));
    fill();
}

Result<void> Download::prepare(qint64 size, const std::string& etag, bool isWhole)
{
    if (size / m_config.partSize >= DownloadPlan::mostParts)
        return makeError(ErrorKind::Parse, "BadLength",
                         "The server says that " + m_source.key + " in " + m_source.bucket + " has " +
                             std::to_string(size) + " bytes, which no object has. Nothing was written.");
    if (auto opened = m_output->open(std::max<qint64>(0, size)); !opened)
        return opened;
    m_plan.emplace(size, m_config.partSize, etag, isWhole);
    refreshProgress();
    emit resumePointChanged(); // what is on the disk has to be found again
    return {};
}

Value Download::getParams(std::size_t part, Asked asked) const
{
    Value params = objectParams();
    if (asked == Asked::Whole)
        return params;
    if (asked == Asked::FirstPart) {
        params.insert("Range", "bytes=0-" + std::to_string(m_config.partSize - 1));
        return params;
    }
    params.insert("Range", m_plan->rangeText(part));
    if (!m_plan->etag().empty() && !isWeakETag(m_plan->etag()))
        params.insert("IfMatch", m_plan->etag());
    return params;
}

void Download::run(std::size_t part, Asked asked, TransferSlots::Slot slot)
{
    DownloadPart::Order order;
    order.params = getParams(part, asked);
    order.options = m_callOptions;
    if (asked != Asked::Whole && m_plan) {
        order.options.part = static_cast<int>(part) + 1;
        order.options.parts = static_cast<int>(m_plan->count());
    }
    order.asked = asked;
    order.range = m_plan ? m_plan->range(part) : ByteRange{0, m_config.partSize};
    order.expectedSize = asked != Asked::Whole ? order.range.size : m_plan ? m_plan->size() : m_expectedSize;
    order.attempts = m_config.downloadAttempts;
    if (m_plan && m_plan->checksum() && isCombinable(m_plan->checksum()->algorithm))
        order.algorithm = m_plan->checksum()->algorithm;
    order.isComparedWithETag = asked == Asked::Whole && wantsProof();
    DownloadPartPtr created(
        new DownloadPart(m_client, std::move(order), *m_output, m_bandwidth,
                         [this, asked](const RangeAnswer& answer) { return begun(asked, answer); }));
    connect(created.get(), &DownloadPart::progressed, this, &Download::refreshProgress);
    connect(created.get(), &DownloadPart::finished, this, [this, part] { ended(part); });
    auto& running = m_running[part];
    running = {std::move(created), std::move(slot)};
    running.part->start();
}

/// What the object is has to be as it was when the first part came, whatever the server makes of If-Match.
Result<BodyBounds> Download::begun(Asked asked, const RangeAnswer& answer)
{
    if (!m_plan)
        return begunFirst(answer);
    if (asked == Asked::Whole)
        return begunWhole(answer);
    if (!m_plan->etag().empty() && answer.etag.empty())
        return noETag(answer.range);
    if ((!m_plan->etag().empty() && !isSameETag(answer.etag, m_plan->etag())) ||
        answer.total != m_plan->size())
        return objectChanged(m_source);
    return BodyBounds{answer.range.size, answer.range.size};
}

/// The first answer about an object, of which only the list may have said how long it is.
Result<BodyBounds> Download::begunFirst(const RangeAnswer& answer)
{
    const qint64 listed = m_expectedSize;
    if (!answer.isFramed && listed < 0)
        return lengthUnknown(m_source);
    if (isOfOtherLength(answer, listed))
        return otherLength(m_source, listed, answer);
    const qint64 total = answer.isFramed ? answer.total : listed;
    const bool isWhole = answer.range.size < 0 || answer.range.size == answer.total;
    if (auto ready = prepare(total, answer.etag, isWhole); !ready)
        return ready.error();
    if (!isWhole)
        static_cast<void>(m_plan->takeNext()); // it is coming
    if (answer.range.size >= 0)
        return BodyBounds{answer.range.size, answer.range.size};
    return answer.isFramed ? BodyBounds{std::max<qint64>(0, listed), -1} : BodyBounds{total, total};
}

/// Between HeadObject and the only GET an object may change: what counts is what comes. Chunks that bring
/// more than HeadObject has said are what some servers make of a compressed object.
Result<BodyBounds> Download::begunWhole(const RangeAnswer& answer)
{
    const qint64 known = m_plan->size();
    if (isOfOtherLength(answer, known))
        return otherLength(m_source, known, answer);
    const bool isOther =
        !answer.etag.empty() && !m_plan->etag().empty() && !isSameETag(answer.etag, m_plan->etag());
    if (isOther || (answer.total >= 0 && known >= 0 && answer.total != known)) {
        if (done() != 0 || m_output->isSequential())
            return objectChanged(m_source);
        if (!answer.isFramed)
            return lengthUnknown(m_source);
        if (auto ready = prepare(answer.total, answer.etag, true); !ready)
            return ready.error();
        return BodyBounds{std::max<qint64>(0, answer.total), answer.total};
    }
    if (answer.total >= 0)
        return BodyBounds{answer.total, answer.total};
    if (!answer.isFramed && known < 0)
        return lengthUnknown(m_source);
    return BodyBounds{std::max<qint64>(0, known), answer.isFramed ? -1 : known};
}

void Download::refreshProgress()
{
    if (!m_plan)
        return;
    qint64 received = m_plan->doneBytes();
    for (const auto& [part, running] : m_running)
        received += running.part->received();
    // More than was said: how much it will be is not known.
    setProgress(received, m_plan->size() < received ? -1 : m_plan->size());
}

void Download::ended(std::size_t part)
{
    Running running = std::move(m_running[part]);
    m_running.erase(part);
    const Result<Value>& result = running.part->result();
    if (!result) {
        const Error& error = result.error();
        const bool isEmpty = !m_plan && error.httpStatus == 416;
        const bool isChanged = m_plan && !m_plan->isWhole() && error.httpStatus == 412;
        if (!isEmpty) {
            fail(isChanged ? objectChanged(m_source) : error);
            return;
        }
        if (const auto ready = prepare(0, {}, true); !ready) {
            fail(ready.error());
            return;
        }
    } else {
        m_lastAnswer = *result;
        if (m_plan->isWhole() && running.part->received() != m_plan->size()) // only now it is known
            m_plan = DownloadPlan(running.part->received(), m_config.partSize, m_plan->etag(), true);
    }
    m_plan->setDone(part, running.part->digest());
    refreshProgress();
    if (m_plan->isComplete()) {
        conclude();
        return;
    }
    emit resumePointChanged();
    running = {};
    fill();
}

// ---- the end --------------------------------------------------------------------------------------------

bool Download::wantsProof() const
{
    return m_client.config().responseChecksumValidation == ChecksumMode::WhenSupported;
}

void Download::conclude()
{
    if (const auto same = verify(); !same) {
        fail(same.error());
        return;
    }
    const auto& expected = m_plan->checksum();
    auto file = expected && expected->algorithm == ChecksumAlgorithm::Md5 ? m_output->written(m_plan->size())
                                                                          : nullptr;
    if (file)
        verifyFile(expected->digest, std::move(file));
    else
        commit();
}

/// What came in one GET was compared with its checksum by the call, where there was one.
Result<void> Download::verifyWhole()
{
    m_isVerified = !m_lastAnswer["ResponseMetadata"]["ChecksumAlgorithm"].isNull();
    const QByteArray md5 = m_isVerified ? QByteArray() : md5OfObject(m_lastAnswer);
    const QByteArray found = m_plan->digest();
    if (m_isVerified || md5.isEmpty() || found.isEmpty())
        return {};
    m_isVerified = found == md5;
    // Without a length it may be what a server has unpacked on the way, whose ETag is that of the packed one.
    if (m_isVerified || m_lastAnswer["ContentLength"].isNull())
        return {};
    return otherMd5(md5);
}

/// No MD5 can be put together from those of parts.
void Download::verifyFile(QByteArray md5, std::shared_ptr<const RequestBody> file)
{
    m_committing = true;
    constexpr int all = 1;
    m_verification.emplace(
        std::vector<PartVerification::Claim>{{all, std::move(file), ChecksumAlgorithm::Md5, md5}},
        [this, md5](const std::vector<int>& good) {
            m_committing = false;
            m_isVerified = !good.empty();
            if (m_isVerified)
                commit();
            else
                fail(otherMd5(md5));
        });
}

Error Download::otherMd5(const QByteArray& md5) const
{
    Error error = makeError(ErrorKind::Checksum, "ETagMismatch",
                            "What came of " + m_source.key + " in " + m_source.bucket +
                                " is damaged: its MD5 is not " + md5.toHex().toStdString() +
                                ", as its ETag says. Nothing was kept; download it again. If the ETags of "
                                "this server are no MD5s, "
                                "set response_checksum_validation = when_required.");
    error.operation = "GetObject";
    return error;
}

Result<void> Download::verify()
{
    if (m_plan->isWhole())
        return verifyWhole();
    const auto& expected = m_plan->checksum();
    const QByteArray found = m_plan->digest();
    m_isVerified = expected && found == expected->digest;
    if (!expected || found.isEmpty() || m_isVerified)
        return {};
    const std::string name(checksumName(expected->algorithm));
    Error error = makeError(ErrorKind::Checksum, "FlexibleChecksumError",
                            "What came of " + m_source.key + " in " + m_source.bucket +
                                " is damaged: its checksum should be " + name + ' ' +
                                expected->digest.toBase64().toStdString() + " and is " +
                                found.toBase64().toStdString() + ". Nothing was kept; download it again.");
    error.operation = "GetObject";
    return error;
}

void Download::giveUpCalls()
{
    m_head.reset();
    m_headSlot = {};
    m_running.clear();
    if (m_plan)
        m_plan->takeBack();
}

void Download::commit()
{
    m_committing = true;
    settle();
    m_output->commit(this, [this](const Result<void>& result) {
        m_committing = false;
        if (result)
            finish(m_lastAnswer);
        else
            fail(result.error());
    });
}

/// A download that goes on from an earlier one begins anew when the object is another by now.
void Download::fail(const Error& error)
{
    giveUpCalls();
    if (!m_keepsWhenInterrupted || !isInterruption(error))
        m_output->discard();
    if (std::exchange(m_takenUp, false) && error.code == "ObjectChanged") {
        m_plan.reset();
        setProgress(0, -1);
        begin();
        return;
    }
    setState(State::Stopping);
    finish(error);
}

} // namespace inia
