// Tags and annotations of an object that was copied in parts: the part of Copy that does it.
#include "core/transfer/copy.h"

#include "core/http/textencoding.h"
#include "core/transfer/objectproof.h"
#include "core/transfer/transfer.h"

#include <algorithm>
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

namespace {

std::string formDecode(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    return percentDecode(text);
}

/// The tags of a query, such as "team=web&cost=".
Value tagsOf(std::string_view query)
{
    Value tags = Value::emptyList();
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const auto middle = pair.find('=');
        if (!pair.empty())
            tags.append(Value::map({{"Key", formDecode(std::string(pair.substr(0, middle)))},
                                    {"Value", middle == std::string_view::npos
                                                  ? std::string()
                                                  : formDecode(std::string(pair.substr(middle + 1)))}}));
    }
    return tags;
}

} // namespace

/// Who may see the source may see what belongs to it.
Value Copy::sourceParams(std::string_view operationName) const
{
    Value params = objectParams(client().model().operation(operationName), m_copySource["Bucket"].text(),
                                m_copySource["Key"].text(), target().arguments);
    if (const Value& version = m_copySource["VersionId"]; !version.isNull())
        params.insert("VersionId", version);
    return params;
}

/// The version that was made, so that a later one is left alone.
void Copy::addVersion(Value& params) const
{
    if (const Value& version = m_answer["VersionId"]; !version.isNull())
        params.insert("VersionId", version);
}

Error Copy::incomplete(const Error& error) const
{
    return error.wrapped(error.kind, target().bucket + "/" + target().key +
                                         " was copied, but not all that belongs to it");
}

void Copy::completed(const Value& answer)
{
    if (!plan()) { // the one call has copied everything
        setProgress(total(), total());
        finish(answer);
        return;
    }
    m_answer = answer;
    copyTags();
}

void Copy::copyTags()
{
    const auto& directive = target().arguments["TaggingDirective"].text();
    if (directive == "REPLACE") {
        putTags(tagsOf(target().arguments["Tagging"].text()));
        return;
    }
    if (directive != "COPY") {
        copyAnnotations();
        return;
    }
    ask(m_sourceClient, {"GetObjectTagging", sourceParams("GetObjectTagging"), {}},
        [this](const Result<Value>& answer) {
            if (answer)
                putTags((*answer)["TagSet"]);
            else
                fail(incomplete(answer.error()));
        });
}

void Copy::putTags(Value tags)
{
    if (tags.size() == 0) {
        copyAnnotations();
        return;
    }
    Value params = paramsFor("PutObjectTagging", target().arguments);
    params.insert("Tagging", Value::map({{"TagSet", std::move(tags)}}));
    addVersion(params);
    ask(client(), {"PutObjectTagging", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (answer)
            copyAnnotations();
        else
            fail(incomplete(answer.error()));
    });
}

void Copy::copyAnnotations()
{
    if (target().arguments["AnnotationDirective"].text() != "COPY") {
        finish(m_answer);
        return;
    }
    ask(m_sourceClient, {"ListObjectAnnotations", sourceParams("ListObjectAnnotations"), {}},
        [this](const Result<Value>& answer) {
            if (!answer) {
                fail(incomplete(answer.error()));
                return;
            }
            for (const auto& annotation : (*answer)["Annotations"].items())
                m_annotations.push_back(annotation["AnnotationName"].text());
            std::reverse(m_annotations.begin(), m_annotations.end());
            copyNextAnnotation();
        });
}

void Copy::copyNextAnnotation()
{
    if (m_annotations.empty()) {
        annotationsCopied();
        return;
    }
    const std::string name = m_annotations.back();
    m_annotations.pop_back();
    Value params = sourceParams("GetObjectAnnotation");
    params.insert("AnnotationName", name);
    ask(m_sourceClient, {"GetObjectAnnotation", std::move(params), {}},
        [this, name](const Result<Value>& answer) {
            if (answer)
                putAnnotation(name, (*answer)["AnnotationPayload"]);
            else
                fail(incomplete(answer.error()));
        });
}

/// One that cannot be written does not keep the others from it.
void Copy::putAnnotation(const std::string& name, const Value& payload)
{
    Value params = paramsFor("PutObjectAnnotation", target().arguments);
    params.insert("AnnotationName", name);
    params.insert("AnnotationPayload", payload);
    addVersion(params);
    if (const Value& etag = m_answer["ETag"]; !etag.isNull())
        params.insert("ObjectIfMatch", etag);
    ask(client(), {"PutObjectAnnotation", std::move(params), {}}, [this, name](const Result<Value>& answer) {
        if (!answer) {
            m_failed.push_back(name);
            m_annotationError = answer.error();
        }
        copyNextAnnotation();
    });
}

void Copy::annotationsCopied()
{
    if (m_failed.empty()) {
        finish(m_answer);
        return;
    }
    std::string names;
    for (const auto& name : m_failed)
        names.append(names.empty() ? "" : ", ").append(name);
    fail(m_annotationError->wrapped(m_annotationError->kind,
                                    target().bucket + "/" + target().key +
                                        " was copied, but these annotations of it were not: " + names));
}

} // namespace inia
