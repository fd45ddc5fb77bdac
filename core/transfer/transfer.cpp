#include "core/transfer/transfer.h"

#include <QtCore/QMetaObject>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <array>
#include <deque>
#include <span>
#include <utility>

namespace inia {

namespace {

/// s3transfer's lists: what operations take is in the model, what a transfer may say is not.
constexpr std::array<std::string_view, 27> sharedArguments{
    "ACL",
    "CacheControl",
    "ChecksumAlgorithm",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "ExpectedBucketOwner",
    "Expires",
    "GrantFullControl",
    "GrantRead",
    "GrantReadACP",
    "GrantWriteACP",
    "Metadata",
    "ObjectLockLegalHoldStatus",
    "ObjectLockMode",
    "ObjectLockRetainUntilDate",
    "RequestPayer",
    "ServerSideEncryption",
    "StorageClass",
    "SSECustomerAlgorithm",
    "SSECustomerKey",
    "SSECustomerKeyMD5",
    "SSEKMSKeyId",
    "SSEKMSEncryptionContext",
    "Tagging",
    "WebsiteRedirectLocation",
};

constexpr std::array<std::string_view, 10> fullObjectChecksums{
    "ChecksumCRC32",  "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumMD5",      "ChecksumSHA1",
    "ChecksumSHA256", "ChecksumSHA512", "ChecksumXXHASH3",   "ChecksumXXHASH64", "ChecksumXXHASH128",
};

constexpr std::array<std::string_view, 2> uploadArguments{"ChecksumType", "MpuObjectSize"};

constexpr std::array<std::string_view, 10> copyArguments{
    "CopySourceIfMatch",
    "CopySourceIfModifiedSince",
    "CopySourceIfNoneMatch",
    "CopySourceIfUnmodifiedSince",
    "CopySourceSSECustomerAlgorithm",
    "CopySourceSSECustomerKey",
    "CopySourceSSECustomerKeyMD5",
    "MetadataDirective",
    "TaggingDirective",
    "AnnotationDirective",
};

using Names = std::span<const std::string_view>;

bool holds(Names names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> check(const Value& arguments, std::string_view transfer, std::initializer_list<Names> allowed)
{
    for (const auto& [name, value] : arguments.members()) {
        const auto has = [&name = name](Names names) { return holds(names, name); };
        if (std::any_of(allowed.begin(), allowed.end(), has))
            continue;
        std::string known;
        for (const auto names : allowed) {
            for (const auto one : names)
                known.append(known.empty() ? "" : ", ").append(one);
        }
        return makeError(ErrorKind::Parameter, "UnknownArgument",
                         std::string(transfer) + " takes no argument " + name + "; it takes " + known + ".");
    }
    return {};
}

} // namespace

// ---- arguments --------------------------------------------------------------------------------------------

Result<void> checkUploadArguments(const Value& arguments)
{
    return check(arguments, "An upload", {sharedArguments, uploadArguments, fullObjectChecksums});
}

Result<void> checkCopyArguments(const Value& arguments)
{
    return check(arguments, "A copy", {sharedArguments, copyArguments});
}

Result<void> checkTransferBucket(std::string_view bucket)
{
    static const QRegularExpression objectLambda(
        QStringLiteral("^arn:(aws).*:s3-object-lambda:[a-z\\-0-9]+:[0-9]{12}:"
                       "accesspoint[/:][a-zA-Z0-9\\-]{1,63}"));
    const auto text = QString::fromUtf8(bucket.data(), static_cast<qsizetype>(bucket.size()));
    if (!objectLambda.match(text).hasMatch())
        return {};
    return makeError(ErrorKind::Unsupported, "UnsupportedBucket",
                     std::string(bucket) + " is an access point of S3 Object Lambda, which takes no "
                                           "transfers. Call GetObject or PutObject instead.");
}

std::string fullObjectChecksum(const Value& arguments)
{
    for (const auto name : fullObjectChecksums) {
        if (arguments.contains(name))
            return std::string(name);
    }
    return {};
}

Value objectParams(const OperationModel& operation, const std::string& bucket, const std::string& key,
                   const Value& arguments)
{
    Value params = Value::map({{"Bucket", bucket}, {"Key", key}});
    // Checksums of the whole object say nothing about a part of it.
    const bool isPart = operation.name() == "UploadPart";
    for (const auto& [name, value] : arguments.members()) {
        if (operation.input().hasMember(name) && !(isPart && holds(fullObjectChecksums, name)))
            params.insert(name, value);
    }
    return params;
}

// ---- transfers --------------------------------------------------------------------------------------------

struct TransferSlots::Slot::State : std::enable_shared_from_this<TransferSlots::Slot::State> {
    struct Waiter {
        QPointer<QObject> context;
        std::function<void(Slot)> granted;
    };

    void grant()
    {
        while (free > 0 && !waiters.empty()) {
            Waiter waiter = std::move(waiters.front());
            waiters.pop_front();
            if (!waiter.context)
                continue;
            --free;
            // Who dies before the event comes gives the place back with the event.
            auto slot = std::make_shared<Slot>(Slot(shared_from_this()));
            QMetaObject::invokeMethod(
                waiter.context, [slot, granted = std::move(waiter.granted)] { granted(std::move(*slot)); },
                Qt::QueuedConnection);
        }
    }

    int free = 0;
    std::deque<Waiter> waiters;
};

TransferSlots::Slot& TransferSlots::Slot::operator=(Slot&& other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
    }
    return *this;
}

void TransferSlots::Slot::release()
{
    const auto state = std::exchange(m_state, nullptr);
    if (!state)
        return;
    ++state->free;
    state->grant();
}

TransferSlots::TransferSlots(int count) : m_state(std::make_shared<Slot::State>())
{
    m_state->free = std::max(1, count);
}

TransferSlots::~TransferSlots() = default;

void TransferSlots::acquire(QObject* context, std::function<void(Slot)> granted)
{
    m_state->waiters.push_back({context, std::move(granted)});
    m_state->grant();
}

void Transfer::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

void Transfer::setProgress(qint64 done, qint64 total)
{
    if (m_done == done && m_total == total)
        return;
    m_done = done;
    m_total = total;
    emit progressed(done, total);
}

void Transfer::settle()
{
    m_isSettling = true;
    emit settling();
}

void Transfer::finish(Result<Value> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    const bool isCancelled = !*m_result && m_result->error().kind == ErrorKind::Cancelled;
    setState(*m_result ? State::Succeeded : isCancelled ? State::Cancelled : State::Failed);
    end();
}

} // namespace inia
