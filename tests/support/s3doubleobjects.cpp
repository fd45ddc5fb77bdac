#include "tests/support/s3double.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>
#include <QtCore/QXmlStreamReader>

#include <algorithm>

namespace inia::test {

namespace {

QByteArray tag(const char* name, const QByteArray& text)
{
    return QByteArray("<") + name + '>' + text + "</" + name + '>';
}

QByteArray xmlText(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped().toUtf8();
}

std::string given(const std::map<std::string, std::string>& map, const char* name)
{
    const auto found = map.find(name);
    return found == map.end() ? std::string() : found->second;
}

std::string etagOf(const QByteArray& bytes)
{
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex().toStdString() + '"';
}

QByteArray line(const char* name, const std::string& value)
{
    return QByteArray(name) + ": " + QByteArray::fromStdString(value);
}

/// The headers that are kept with an object.
std::map<std::string, std::string> kept(const std::map<std::string, std::string>& headers)
{
    std::map<std::string, std::string> result;
    for (const auto& [name, value] : headers) {
        const bool isContent =
            name.starts_with("content-") && name != "content-length" && name != "content-md5";
        if (isContent || name == "cache-control" || name == "expires" || name == "x-amz-storage-class" ||
            name == "x-amz-website-redirect-location" || name.starts_with("x-amz-meta-"))
            result.emplace(name, value);
    }
    return result;
}

std::map<std::string, std::string> taggingOf(const std::string& header)
{
    std::map<std::string, std::string> tags;
    const QUrlQuery query(QString::fromStdString(header));
    for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded))
        tags[key.toStdString()] = value.toStdString();
    return tags;
}

/// The elements of that name, as what each has of texts by their names.
std::vector<std::map<std::string, std::string>> elementsOf(const QByteArray& body, QStringView name)
{
    std::vector<std::map<std::string, std::string>> found;
    QXmlStreamReader xml(body);
    bool isInside = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == name) {
            found.emplace_back();
            isInside = true;
        } else if (xml.isStartElement() && isInside) {
            const std::string child = xml.name().toString().toStdString();
            found.back()[child] = xml.readElementText(QXmlStreamReader::SkipChildElements).toStdString();
        } else if (xml.isEndElement() && xml.name() == name) {
            isInside = false;
        }
    }
    return found;
}

std::string bare(std::string etag)
{
    std::erase(etag, '"');
    return etag;
}

bool isSame(const std::string& asked, const std::string& etag)
{
    return asked == "*" || bare(asked) == bare(etag);
}

} // namespace

// ---- buckets ----------------------------------------------------------------------------------------------

S3Double::Answer S3Double::createBucket(const Request& request)
{
    if (find(request.bucket))
        return error(409, "BucketAlreadyOwnedByYou");
    addBucket(request.bucket);
    return {};
}

S3Double::Answer S3Double::deleteBucket(const Request& request)
{
    if (!find(request.bucket)->objects.empty())
        return error(409, "BucketNotEmpty");
    m_buckets.erase(request.bucket);
    return {204, {}, {}, -1};
}

S3Double::Answer S3Double::headBucket(const Request& /*request*/)
{
    return {200, {}, {"x-amz-bucket-region: us-east-1"}, -1};
}

S3Double::Answer S3Double::getVersioning(const Request& request)
{
    const Versioning versioning = find(request.bucket)->versioning;
    return {200,
            tag("VersioningConfiguration",
                versioning == Versioning::Off
                    ? QByteArray()
                    : tag("Status", versioning == Versioning::Enabled ? "Enabled" : "Suspended")),
            {},
            -1};
}

S3Double::Answer S3Double::putVersioning(const Request& request)
{
    find(request.bucket)->versioning =
        request.body.contains("Enabled") ? Versioning::Enabled : Versioning::Suspended;
    return {};
}

// ---- objects ----------------------------------------------------------------------------------------------

/// Takes the place of the version without an id where versions have none.
S3Double::Version& S3Double::store(Bucket& bucket, const std::string& key, Version version)
{
    version.id = bucket.versioning == Versioning::Enabled ? "v" + std::to_string(++m_lastId) : "null";
    version.modified = m_time++;
    Versions& versions = bucket.objects[key];
    if (version.id == "null")
        std::erase_if(versions, [](const Version& known) { return known.id == "null"; });
    versions.insert(versions.begin(), std::move(version));
    return versions.front();
}

/// Without an id as S3 does: a marker where there are versions. Gives the id of what is gone or came.
std::string S3Double::remove(Bucket& bucket, const std::string& key, const std::string& id, bool* isMarker)
{
    *isMarker = false;
    if (id.empty() && bucket.versioning != Versioning::Off) {
        Version marker;
        marker.isMarker = true;
        *isMarker = true;
        return store(bucket, key, std::move(marker)).id;
    }
    const auto found = bucket.objects.find(key);
    if (found == bucket.objects.end())
        return id;
    std::erase_if(found->second, [&](const Version& known) {
        const bool isIt = known.id == (id.empty() ? "null" : id);
        *isMarker = *isMarker || (isIt && known.isMarker);
        return isIt;
    });
    if (found->second.empty())
        bucket.objects.erase(found);
    return id;
}

S3Double::Version* S3Double::versionOf(const Request& request, const std::string& id)
{
    Bucket* bucket = find(request.bucket);
    const auto object =
        bucket ? bucket->objects.find(request.key) : std::map<std::string, Versions>::iterator();
    if (!bucket || object == bucket->objects.end())
        return nullptr;
    if (id.empty())
        return &object->second.front();
    const auto version = std::find_if(object->second.begin(), object->second.end(),
                                      [&](const Version& known) { return known.id == id; });
    return version == object->second.end() ? nullptr : &*version;
}

/// If-Match and If-None-Match of what is to be written or deleted.
bool S3Double::conditionsHold(const Request& request, const std::string& key) const
{
    if (manners.ignoresConditions)
        return true;
    const Version* there = current(request.bucket, key);
    const std::string match = given(request.headers, "if-match");
    const std::string noneMatch = given(request.headers, "if-none-match");
    return (match.empty() || (there && isSame(match, there->etag))) &&
           (noneMatch.empty() || !there || !isSame(noneMatch, there->etag));
}

S3Double::Answer S3Double::getObject(const Request& request)
{
    const std::string id = given(request.query, "versionId");
    const Version* version = versionOf(request, id);
    if (!version)
        return error(404, id.empty() ? "NoSuchKey" : "NoSuchVersion");
    if (version->isMarker) {
        Answer answer = id.empty() ? error(404, "NoSuchKey") : error(405, "MethodNotAllowed");
        answer.headers << "x-amz-delete-marker: true" << line("x-amz-version-id", version->id);
        return answer;
    }
    const std::string match = given(request.headers, "if-match");
    if (!manners.ignoresConditions && !match.empty() && !isSame(match, version->etag))
        return error(412, "PreconditionFailed");
    Answer answer;
    answer.headers << line("ETag", version->etag) << "Accept-Ranges: bytes"
                   << line("Last-Modified",
                           QLocale::c()
                               .toString(QDateTime::fromSecsSinceEpoch(version->modified, Qt::UTC),
                                         QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                               .toStdString());
    if (version->id != "null")
        answer.headers << line("x-amz-version-id", version->id);
    for (const auto& [name, value] : version->headers)
        answer.headers << line(name.c_str(), value);
    if (!version->tags.empty())
        answer.headers << line("x-amz-tagging-count", std::to_string(version->tags.size()));
    std::int64_t first = 0;
    std::int64_t last = version->size - 1;
    const std::string range = given(request.headers, "range");
    if (range.starts_with("bytes=") && !manners.ignoresRanges) {
        const auto dash = range.find('-');
        const std::string from = range.substr(6, dash - 6);
        const std::string to = range.substr(dash + 1);
        first = from.empty() ? std::max<std::int64_t>(0, version->size - std::stoll(to)) : std::stoll(from);
        last = from.empty() || to.empty() ? last : std::min(last, std::int64_t(std::stoll(to)));
        if (first > last)
            return error(416, "InvalidRange");
        answer.status = 206;
        answer.headers << line("Content-Range", "bytes " + std::to_string(first) + '-' +
                                                    std::to_string(last) + '/' +
                                                    std::to_string(version->size));
    }
    answer.length = last - first + 1;
    if (request.operation == "GetObject")
        answer.body = version->bytes.isEmpty() ? QByteArray(answer.length, '\0')
                                               : version->bytes.mid(first, answer.length);
    return answer;
}

S3Double::Answer S3Double::putObject(const Request& request)
{
    if (!conditionsHold(request, request.key))
        return error(412, "PreconditionFailed");
    Version version;
    version.bytes = request.body;
    version.size = request.body.size();
    version.etag = etagOf(request.body);
    version.headers = kept(request.headers);
    version.tags = taggingOf(given(request.headers, "x-amz-tagging"));
    const Version& stored = store(*find(request.bucket), request.key, std::move(version));
    return {200, {}, {line("ETag", stored.etag), line("x-amz-version-id", stored.id)}, -1};
}

/// Null with the answer that says why.
S3Double::Version* S3Double::copySource(const Request& request, Answer& problem)
{
    QByteArray source = QByteArray::fromStdString(given(request.headers, "x-amz-copy-source"));
    if (source.startsWith('/'))
        source.remove(0, 1);
    const qsizetype question = source.indexOf("?versionId=");
    Request asked;
    const QByteArray path =
        QByteArray::fromPercentEncoding(source.left(question < 0 ? source.size() : question));
    asked.bucket = path.left(path.indexOf('/')).toStdString();
    asked.key = path.mid(path.indexOf('/') + 1).toStdString();
    Version* version =
        versionOf(asked, question < 0 ? std::string() : source.mid(question + 11).toStdString());
    const std::string match = given(request.headers, "x-amz-copy-source-if-match");
    if (!version || version->isMarker) {
        problem = error(404, "NoSuchKey");
        return nullptr;
    }
    if (!manners.ignoresConditions && !match.empty() && !isSame(match, version->etag)) {
        problem = error(412, "PreconditionFailed");
        return nullptr;
    }
    return version;
}

S3Double::Answer S3Double::copyObject(const Request& request)
{
    constexpr std::int64_t mostAtOnce = 5'368'709'120;
    Answer problem;
    const Version* source = copySource(request, problem);
    if (!source)
        return problem;
    if (source->size > mostAtOnce)
        return error(400, "InvalidRequest");
    if (!conditionsHold(request, request.key))
        return error(412, "PreconditionFailed");
    Version copy = *source;
    copy.etag = copy.bytes.isEmpty() && copy.size > 0 ? source->etag : etagOf(copy.bytes);
    // The class is not inherited, nor is the redirection.
    copy.headers.erase("x-amz-storage-class");
    copy.headers.erase("x-amz-website-redirect-location");
    if (given(request.headers, "x-amz-metadata-directive") == "REPLACE")
        copy.headers.clear();
    for (const auto& [name, value] : kept(request.headers)) {
        const bool isMetadata = !name.starts_with("x-amz-storage") && !name.starts_with("x-amz-website");
        if (!isMetadata || given(request.headers, "x-amz-metadata-directive") == "REPLACE")
            copy.headers[name] = value;
    }
    if (given(request.headers, "x-amz-tagging-directive") == "REPLACE")
        copy.tags = taggingOf(given(request.headers, "x-amz-tagging"));
    if (manners.forgetsCopies)
        return {200, tag("CopyObjectResult", tag("ETag", xmlText(copy.etag))), {}, -1};
    const Version& stored = store(*find(request.bucket), request.key, std::move(copy));
    return {200,
            tag("CopyObjectResult", tag("ETag", xmlText(stored.etag))),
            {line("x-amz-version-id", stored.id)},
            -1};
}

S3Double::Answer S3Double::deleteObject(const Request& request)
{
    if (!conditionsHold(request, request.key))
        return error(412, "PreconditionFailed");
    bool isMarker = false;
    const std::string id =
        remove(*find(request.bucket), request.key, given(request.query, "versionId"), &isMarker);
    Answer answer{204, {}, {}, -1};
    if (isMarker)
        answer.headers << "x-amz-delete-marker: true";
    if (!id.empty())
        answer.headers << line("x-amz-version-id", id);
    return answer;
}

S3Double::Answer S3Double::deleteObjects(const Request& request)
{
    constexpr std::size_t mostKeys = 1000;
    const auto objects = elementsOf(request.body, u"Object");
    if (objects.empty() || objects.size() > mostKeys)
        return error(400, "MalformedXML");
    const bool isQuiet = request.body.contains("<Quiet>true</Quiet>");
    QByteArray body;
    for (const auto& object : objects) {
        const std::string key = given(object, "Key");
        const std::string id = given(object, "VersionId");
        std::string code;
        const auto fault = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault& known) {
            return known.operation == "DeleteObjects" && known.status == 200 &&
                   key.find(known.key) != std::string::npos;
        });
        if (fault != m_faults.end()) {
            code = fault->code;
            if (--fault->times == 0)
                m_faults.erase(fault);
        }
        const Version* there = current(request.bucket, key);
        const std::string etag = given(object, "ETag");
        if (code.empty() && !manners.ignoresConditions && !etag.empty() &&
            (!there || !isSame(etag, there->etag)))
            code = "PreconditionFailed";
        if (!code.empty()) {
            body +=
                tag("Error", tag("Key", xmlText(key)) + tag("Code", xmlText(code)) + tag("Message", "no"));
            continue;
        }
        bool isMarker = false;
        const std::string gone = remove(*find(request.bucket), key, id, &isMarker);
        if (isQuiet)
            continue;
        QByteArray one = tag("Key", xmlText(key));
        if (!id.empty())
            one += tag("VersionId", xmlText(id));
        if (isMarker)
            one += tag("DeleteMarker", "true") + tag("DeleteMarkerVersionId", xmlText(gone));
        body += tag("Deleted", one);
    }
    return {200, tag("DeleteResult", manners.isMute ? QByteArray() : body), {}, -1};
}

S3Double::Answer S3Double::getTags(const Request& request)
{
    const Version* version = versionOf(request, given(request.query, "versionId"));
    if (!version || version->isMarker)
        return error(404, "NoSuchKey");
    QByteArray tags;
    for (const auto& [key, value] : version->tags)
        tags += tag("Tag", tag("Key", xmlText(key)) + tag("Value", xmlText(value)));
    return {200, tag("Tagging", tag("TagSet", tags)), {}, -1};
}

S3Double::Answer S3Double::putTags(const Request& request)
{
    Version* version = versionOf(request, given(request.query, "versionId"));
    if (!version || version->isMarker)
        return error(404, "NoSuchKey");
    version->tags.clear();
    for (const auto& one : elementsOf(request.body, u"Tag"))
        version->tags[given(one, "Key")] = given(one, "Value");
    return {};
}

// ---- uploads in parts -------------------------------------------------------------------------------------

S3Double::Answer S3Double::createUpload(const Request& request)
{
    const std::string id = "upload-" + std::to_string(++m_lastId);
    m_uploads[id] = {request.bucket,
                     request.key,
                     kept(request.headers),
                     taggingOf(given(request.headers, "x-amz-tagging")),
                     {}};
    return {200,
            tag("InitiateMultipartUploadResult", tag("Bucket", xmlText(request.bucket)) +
                                                     tag("Key", xmlText(request.key)) +
                                                     tag("UploadId", xmlText(id))),
            {},
            -1};
}

S3Double::Answer S3Double::uploadPart(const Request& request)
{
    const auto upload = m_uploads.find(given(request.query, "uploadId"));
    if (upload == m_uploads.end())
        return error(404, "NoSuchUpload");
    Version part;
    const bool isCopy = request.operation == "UploadPartCopy";
    if (isCopy) {
        Answer problem;
        const Version* source = copySource(request, problem);
        if (!source)
            return problem;
        const std::string range = given(request.headers, "x-amz-copy-source-range");
        const auto dash = range.find('-');
        const std::int64_t first = range.empty() ? 0 : std::stoll(range.substr(6, dash - 6));
        const std::int64_t last = range.empty() ? source->size - 1 : std::stoll(range.substr(dash + 1));
        if (last >= source->size || first > last)
            return error(416, "InvalidRange");
        part.size = last - first + 1;
        part.bytes = source->bytes.isEmpty() ? QByteArray() : source->bytes.mid(first, part.size);
        part.etag = part.bytes.isEmpty()
                        ? "\"part-" + std::to_string(first) + '-' + std::to_string(last) + '"'
                        : etagOf(part.bytes);
    } else {
        part.bytes = request.body;
        part.size = request.body.size();
        part.etag = etagOf(request.body);
    }
    const std::string etag = part.etag;
    upload->second.parts[std::stoi(given(request.query, "partNumber"))] = std::move(part);
    return isCopy ? Answer{200, tag("CopyPartResult", tag("ETag", xmlText(etag))), {}, -1}
                  : Answer{200, {}, {line("ETag", etag)}, -1};
}

S3Double::Answer S3Double::completeUpload(const Request& request)
{
    const auto upload = m_uploads.find(given(request.query, "uploadId"));
    if (upload == m_uploads.end())
        return error(404, "NoSuchUpload");
    if (!conditionsHold(request, request.key))
        return error(412, "PreconditionFailed");
    Version whole;
    QByteArray digests;
    int count = 0;
    for (const auto& named : elementsOf(request.body, u"Part")) {
        const auto part = upload->second.parts.find(std::stoi(given(named, "PartNumber")));
        if (part == upload->second.parts.end() || !isSame(given(named, "ETag"), part->second.etag))
            return error(400, "InvalidPart");
        whole.bytes += part->second.bytes;
        whole.size += part->second.size;
        digests += QByteArray::fromHex(QByteArray::fromStdString(bare(part->second.etag)));
        ++count;
    }
    if (whole.bytes.size() != whole.size)
        whole.bytes.clear(); // made of what has no bytes
    whole.etag = '"' + QCryptographicHash::hash(digests, QCryptographicHash::Md5).toHex().toStdString() +
                 '-' + std::to_string(count) + '"';
    whole.headers = upload->second.headers;
    whole.tags = upload->second.tags;
    const Version& stored = store(*find(request.bucket), request.key, std::move(whole));
    m_uploads.erase(upload);
    return {200,
            tag("CompleteMultipartUploadResult", tag("Bucket", xmlText(request.bucket)) +
                                                     tag("Key", xmlText(request.key)) +
                                                     tag("ETag", xmlText(stored.etag))),
            {line("x-amz-version-id", stored.id)},
            -1};
}

S3Double::Answer S3Double::abortUpload(const Request& request)
{
    return m_uploads.erase(given(request.query, "uploadId")) > 0 ? Answer{204, {}, {}, -1}
                                                                 : error(404, "NoSuchUpload");
}

S3Double::Answer S3Double::listParts(const Request& request)
{
    const auto upload = m_uploads.find(given(request.query, "uploadId"));
    if (upload == m_uploads.end())
        return error(404, "NoSuchUpload");
    QByteArray parts = tag("IsTruncated", "false");
    for (const auto& [number, part] : upload->second.parts)
        parts += tag("Part", tag("PartNumber", QByteArray::number(number)) + tag("ETag", xmlText(part.etag)) +
                                 tag("Size", QByteArray::number(static_cast<qlonglong>(part.size))));
    return {200, tag("ListPartsResult", parts), {}, -1};
}

S3Double::Answer S3Double::listUploads(const Request& request)
{
    QByteArray uploads = tag("IsTruncated", "false");
    for (const auto& [id, upload] : m_uploads) {
        if (upload.bucket == request.bucket && upload.key.starts_with(given(request.query, "prefix")))
            uploads += tag("Upload", tag("Key", xmlText(upload.key)) + tag("UploadId", xmlText(id)) +
                                         tag("Initiated", "2026-01-01T00:00:00.000Z"));
    }
    return {200, tag("ListMultipartUploadsResult", uploads), {}, -1};
}

} // namespace inia::test
