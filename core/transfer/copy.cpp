#include "core/transfer/copy.h"

#include "core/transfer/objectproof.h"
#include "core/transfer/transferarguments.h"

#include <array>

namespace inia {

namespace {

/// What an upload in parts does not take over from its source by itself.
constexpr std::array<std::string_view, 7> preservedFields{
    "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires",
    "Metadata"};

std::string upperCase(std::string text)
{
    for (auto& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

} // namespace

Copy::Copy(Client client, CopyOrder order, Client sourceClient, std::shared_ptr<TransferSlots> transferSlots,
           const TransferConfig& config, QObject* parent)
    : MultipartTransfer(std::move(client),
                        {std::move(order.bucket), std::move(order.key), std::move(order.arguments)},
                        std::move(transferSlots), config, parent),
      m_copySource(std::move(order.source)),
      m_sourceClient(std::move(sourceClient))
{
}

Copy::~Copy() = default;

Result<void> Copy::check()
{
    if (m_copySource["Bucket"].text().empty() || m_copySource["Key"].text().empty())
        return makeError(
            ErrorKind::Parameter, "NoCopySource",
            "The source of a copy is a map of Bucket, Key and perhaps VersionId; Bucket or Key is "
            "missing.");
    if (auto good = checkTransferBucket(m_copySource["Bucket"].text()); !good)
        return good;
    if (auto good = checkTransferBucket(target().bucket); !good)
        return good;
    return checkCopyArguments(target().arguments);
}

/// "CopySourceIfMatch" says of the copy what "IfMatch" says of the source alone.
Value Copy::headParams() const
{
    constexpr std::string_view prefix = "CopySource";
    Value params = m_copySource;
    for (const auto& [name, value] : target().arguments.members()) {
        if (name.starts_with(prefix))
            params.insert(name.substr(prefix.size()), value);
        else if (name == "RequestPayer" || name == "ExpectedBucketOwner")
            params.insert(name, value);
    }
    return params;
}

void Copy::begin()
{
    ask(m_sourceClient, {"HeadObject", headParams(), {}}, [this](const Result<Value>& answer) {
        if (answer)
            headed(*answer);
        else
            fail(described(answer.error()));
    });
}

void Copy::headed(const Value& head)
{
    m_head = head;
    const qint64 size = head["ContentLength"].toInt();
    setTotal(size);
    if (size >= config().multipartThreshold) {
        sendParts(PartPlan(size, PartPlan::fittingPartSize(config().partSize, size)));
        return;
    }
    Value params = paramsFor("CopyObject", target().arguments);
    params.insert("CopySource", m_copySource);
    ask(client(), {"CopyObject", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (!answer) {
            mayBeDone(answer.error()) ? confirm(answer.error()) : fail(described(answer.error()));
            return;
        }
        setProgress(total(), total());
        finish(*answer);
    });
}

/// A copy has the source's checksum or ETag, unless it is encrypted by other means.
void Copy::compare(const Value& head, std::function<void(bool isSame)> told)
{
    for (const auto algorithm : checksumsByPriority()) {
        const std::string member = checksumMemberOf(algorithm);
        if (!head[member].text().empty() && !m_head[member].text().empty()) {
            told(head[member] == m_head[member]);
            return;
        }
    }
    const std::string etag = strongETag(head["ETag"].text());
    told(!md5OfETag(etag).isEmpty() && etag == strongETag(m_head["ETag"].text()));
}

Error Copy::described(const Error& error) const
{
    if (error.code == "PreconditionFailed" && error.operation == "UploadPartCopy") {
        Error changed = error;
        changed.code = "ObjectChanged";
        changed.message = m_copySource["Key"].text() + " in " + m_copySource["Bucket"].text() +
                          " changed while it was copied. Copy it again to get the new one.";
        return changed;
    }
    return error.wrapped(error.kind, "Failed to copy " + m_copySource["Bucket"].text() + "/" +
                                         m_copySource["Key"].text() + " to " + target().bucket + "/" +
                                         target().key);
}

// ---- parts ----------------------------------------------------------------------------------------------

Value Copy::createParams() const
{
    Value arguments = target().arguments;
    if (arguments["MetadataDirective"].text() != "REPLACE") {
        for (const auto field : preservedFields) {
            arguments.mutableMap().remove(field);
            if (m_head.contains(field))
                arguments.insert(field, m_head[field]);
        }
    }
    arguments.mutableMap().remove("Tagging"); // a call of its own, when the object is there
    return paramsFor("CreateMultipartUpload", arguments);
}

Result<MultipartTransfer::Order> Copy::partOrder(const PartPlan::Part& part)
{
    Value params = paramsFor("UploadPartCopy", target().arguments);
    params.insert("CopySource", m_copySource);
    params.insert("CopySourceRange",
                  "bytes=" + std::to_string(part.offset) + "-" + std::to_string(part.offset + part.size - 1));
    if (const auto etag = strongETag(m_head["ETag"].text()); !etag.empty())
        params.insert("CopySourceIfMatch", etag);
    return Order{"UploadPartCopy", std::move(params), {}};
}

Result<Value> Copy::partEntry(const Order&, int number, const Value& answer) const
{
    const Value& copied = answer["CopyPartResult"];
    Value entry = Value::map({{"ETag", copied["ETag"]}, {"PartNumber", number}});
    const auto member = "Checksum" + upperCase(target().arguments["ChecksumAlgorithm"].text());
    if (!copied[member].isNull())
        entry.insert(member, copied[member]);
    return entry;
}

Value Copy::completeParams() const
{
    return paramsFor("CompleteMultipartUpload", target().arguments);
}

} // namespace inia
