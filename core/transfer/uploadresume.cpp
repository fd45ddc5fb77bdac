// Going on with an upload that another process, or this one, has begun: the part of Upload that does it.

#include "core/transfer/upload.h"

namespace inia {

Value Upload::resumePoint() const
{
    if (!m_resumePoint.isNull())
        return m_resumePoint; // not taken up yet
    const Value fingerprint = m_source->fingerprint();
    if (uploadId().empty() || !plan() || fingerprint.isNull())
        return {};
    return Value::map({{"UploadId", uploadId()},
                       {"Bucket", target().bucket},
                       {"Key", target().key},
                       {"PartSize", plan()->partSize()},
                       {"ChecksumAlgorithm", createParams()["ChecksumAlgorithm"]},
                       {"Source", fingerprint},
                       {"Done", plan()->doneBytes()}});
}

/// Whether the parts of the old upload would be those of a new one.
bool Upload::isPointGood() const
{
    return m_resumePoint["Source"] == m_source->fingerprint() && m_resumePoint["PartSize"] == partSize() &&
           m_resumePoint["Bucket"] == target().bucket && m_resumePoint["Key"] == target().key &&
           m_resumePoint["ChecksumAlgorithm"] == createParams()["ChecksumAlgorithm"];
}

void Upload::takeUp()
{
    m_listed.clear();
    if (m_resumePoint["UploadId"].text().empty()) {
        beginAnew();
        return;
    }
    adopt(m_resumePoint["UploadId"].text());
    if (isPointGood())
        listParts({});
    else
        abortOld();
}

void Upload::beginAnew()
{
    disown();
    m_resumePoint = Value();
    begin();
}

void Upload::abortOld()
{
    Value params = paramsFor("AbortMultipartUpload", target().arguments);
    params.insert("Bucket", m_resumePoint["Bucket"]);
    params.insert("Key", m_resumePoint["Key"]);
    params.insert("UploadId", uploadId());
    ask(client(), {"AbortMultipartUpload", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (answer || answer.error().code == "NoSuchUpload")
            beginAnew();
        else
            fail(described(answer.error()));
    });
}

void Upload::listParts(Value marker)
{
    Value params = paramsFor("ListParts", target().arguments);
    params.insert("UploadId", uploadId());
    if (!marker.isNull())
        params.insert("PartNumberMarker", std::move(marker));
    ask(client(), {"ListParts", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (!answer && answer.error().code == "NoSuchUpload") {
            beginAnew();
            return;
        }
        if (!answer) {
            fail(described(answer.error()));
            return;
        }
        for (const auto& part : (*answer)["Parts"].items())
            m_listed.push_back(part);
        const Value& next = (*answer)["NextPartNumberMarker"];
        if ((*answer)["IsTruncated"].toBool() && next.toInt() > 0)
            listParts(next);
        else
            verifyParts();
    });
}

/// What can be said against a part that S3 has: by its checksum, else by its ETag. Nothing when the part is
/// none of ours.
std::optional<PartVerification::Claim> Upload::claim(const Value& listed)
{
    const PartPlan plan(m_source->size(), partSize());
    const auto number = static_cast<int>(listed["PartNumber"].toInt());
    if (number < 1 || number > plan.count() || listed["Size"].toInt() != plan.part(number).size)
        return std::nullopt;
    auto body = m_source->part(plan.part(number).offset, plan.part(number).size);
    if (!body)
        return std::nullopt;
    PartVerification::Claim claim{number, *body, ChecksumAlgorithm::Md5, md5OfETag(listed["ETag"].text())};
    const auto algorithm = checksumByName(m_resumePoint["ChecksumAlgorithm"].text());
    const std::string& checksum = listed[checksumMember()].text();
    if (algorithm && !checksum.empty()) {
        claim.algorithm = *algorithm;
        claim.digest = QByteArray::fromBase64(QByteArray::fromStdString(checksum));
    }
    return claim;
}

void Upload::verifyParts()
{
    std::vector<PartVerification::Claim> claims;
    for (const auto& listed : m_listed) {
        if (auto one = claim(listed))
            claims.push_back(std::move(*one));
    }
    m_verification.emplace(std::move(claims), [this](const std::vector<int>& good) {
        if (state() == State::Stopping || isFinished())
            return;
        PartPlan plan(m_source->size(), partSize());
        for (const auto& listed : m_listed) {
            const auto number = static_cast<int>(listed["PartNumber"].toInt());
            if (std::find(good.begin(), good.end(), number) != good.end())
                plan.setDone(number, entryOf(number, listed));
        }
        m_listed.clear();
        m_resumePoint = Value();
        sendParts(std::move(plan), uploadId());
    });
}

} // namespace inia
