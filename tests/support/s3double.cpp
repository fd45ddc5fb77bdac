#include "tests/support/s3double.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QTimer>
#include <QtCore/QUrl>

#include <algorithm>

namespace inia::test {

namespace {

QByteArray encoded(const std::string& text)
{
    return QByteArray::fromStdString(text).toPercentEncoding("/");
}

std::string decoded(const QByteArray& text)
{
    return QByteArray::fromPercentEncoding(text).toStdString();
}

QByteArray element(const char* name, const QByteArray& text)
{
    return QByteArray("<") + name + '>' + text + "</" + name + '>';
}

QByteArray escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped().toUtf8();
}

QByteArray isoTime(std::int64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODateWithMs).toUtf8();
}

std::string valueOf(const std::map<std::string, std::string>& map, const std::string& name)
{
    const auto found = map.find(name);
    return found == map.end() ? std::string() : found->second;
}

/// What a page of a list is made of: a key with its versions, or a prefix.
struct Entry {
    std::string name;
    const std::string* key = nullptr; ///< null: a prefix
};

/// Keys and prefixes behind `after`, in order; no more than `most` and one, which tells that there are more.
template <typename Objects, typename IsListed>
std::vector<Entry> entriesOf(const Objects& objects, const std::string& prefix, const std::string& delimiter,
                             const std::string& after, bool isIncluded, bool isToken, std::size_t most,
                             IsListed isListed)
{
    std::vector<Entry> entries;
    for (auto object = objects.lower_bound(std::max(prefix, after)); object != objects.end(); ++object) {
        const std::string& key = object->first;
        if (!key.starts_with(prefix) || entries.size() > most)
            break;
        if (!isListed(object->second) || (!after.empty() && (isIncluded ? key < after : key <= after)))
            continue;
        const auto end = delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
        if (end == std::string::npos) {
            entries.push_back({key, &key});
            continue;
        }
        const std::string name = key.substr(0, end + delimiter.size());
        const bool isThere = !entries.empty() && entries.back().name == name;
        if (!isThere && !(isToken && name == after)) // which was on the page before
            entries.push_back({name, nullptr});
    }
    return entries;
}

} // namespace

S3Double::S3Double()
{
    m_server.setHandler([this](const RawRequest& raw) {
        serve(raw);
        return RawAnswer::silence();
    });
}

S3Double::~S3Double() = default;

// ---- what it holds ----------------------------------------------------------------------------------------

void S3Double::addBucket(const std::string& name, Versioning versioning)
{
    m_buckets[name].versioning = versioning;
}

void S3Double::setVersioning(const std::string& bucket, Versioning versioning)
{
    m_buckets.at(bucket).versioning = versioning;
}

S3Double::Version& S3Double::put(const std::string& bucket, const std::string& key, const QByteArray& bytes)
{
    Version version;
    version.bytes = bytes;
    version.size = bytes.size();
    version.etag = '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex().toStdString() + '"';
    return store(m_buckets.at(bucket), key, std::move(version));
}

S3Double::Version& S3Double::putSynthetic(const std::string& bucket, const std::string& key,
                                          std::int64_t size)
{
    Version version;
    version.size = size;
    version.etag = "\"synthetic-" + std::to_string(size) + '"';
    return store(m_buckets.at(bucket), key, std::move(version));
}

void S3Double::putNumbered(const std::string& bucket, const std::string& prefix, int count)
{
    for (int number = 0; number < count; ++number) {
        const std::string digits = std::to_string(number);
        put(bucket, prefix + std::string(9 - digits.size(), '0') + digits, "x");
    }
}

const S3Double::Version* S3Double::current(const std::string& bucket, const std::string& key) const
{
    const Versions& all = versions(bucket, key);
    return all.empty() || all.front().isMarker ? nullptr : &all.front();
}

const S3Double::Versions& S3Double::versions(const std::string& bucket, const std::string& key) const
{
    static const Versions none;
    const auto place = m_buckets.find(bucket);
    if (place == m_buckets.end())
        return none;
    const auto found = place->second.objects.find(key);
    return found == place->second.objects.end() ? none : found->second;
}

std::vector<std::string> S3Double::keys(const std::string& bucket) const
{
    std::vector<std::string> keys;
    for (const auto& [key, versions] : m_buckets.at(bucket).objects) {
        if (!versions.front().isMarker)
            keys.push_back(key);
    }
    return keys;
}

int S3Double::count(std::string_view operation) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(),
                                          [&](const Request& seen) { return seen.operation == operation; }));
}

// ---- requests ---------------------------------------------------------------------------------------------

S3Double::Request S3Double::read(const RawRequest& raw)
{
    Request request;
    const QByteArray target = raw.target();
    const qsizetype question = target.indexOf('?');
    const QByteArray path = target.left(question < 0 ? target.size() : question);
    const qsizetype slash = path.indexOf('/', 1);
    request.bucket = decoded(path.mid(1, slash < 0 ? -1 : slash - 1));
    request.key = slash < 0 ? std::string() : decoded(path.mid(slash + 1));
    if (question >= 0) {
        for (const QByteArray& item : target.mid(question + 1).split('&')) {
            const qsizetype equals = item.indexOf('=');
            request.query[decoded(item.left(equals < 0 ? item.size() : equals))] =
                equals < 0 ? std::string() : decoded(item.mid(equals + 1));
        }
    }
    for (const QByteArray& header : raw.headers) {
        const qsizetype colon = header.indexOf(':');
        request.headers[header.left(colon).toLower().toStdString()] =
            header.mid(colon + 1).trimmed().toStdString();
    }
    request.body = raw.body;
    request.operation = operationOf(raw.method(), request);
    return request;
}

std::string S3Double::operationOf(const QByteArray& method, const Request& request)
{
    const auto has = [&](const char* name) { return request.query.contains(name); };
    if (request.bucket.empty())
        return method == "GET" ? "ListBuckets" : "Unknown";
    if (request.key.empty()) {
        if (method == "GET")
            return has("versions")                           ? "ListObjectVersions"
                   : has("versioning")                       ? "GetBucketVersioning"
                   : has("uploads")                          ? "ListMultipartUploads"
                   : has("session")                          ? "CreateSession"
                   : has("list-type")                        ? "ListObjectsV2"
                   : has("max-keys") || has("encoding-type") ? "ListObjects"
                                                             : "Unknown";
        if (method == "PUT")
            return has("versioning")       ? "PutBucketVersioning"
                   : request.query.empty() ? "CreateBucket"
                                           : "Unknown";
        if (method == "POST")
            return has("delete") ? "DeleteObjects" : "Unknown";
        if (method == "DELETE")
            return request.query.empty() ? "DeleteBucket" : "Unknown";
        return method == "HEAD" ? "HeadBucket" : "Unknown";
    }
    const bool isCopy = request.headers.contains("x-amz-copy-source");
    if (method == "GET")
        return has("tagging") ? "GetObjectTagging" : has("uploadId") ? "ListParts" : "GetObject";
    if (method == "PUT")
        return has("tagging")    ? "PutObjectTagging"
               : has("uploadId") ? (isCopy ? "UploadPartCopy" : "UploadPart")
               : isCopy          ? "CopyObject"
                                 : "PutObject";
    if (method == "POST")
        return has("uploads")    ? "CreateMultipartUpload"
               : has("uploadId") ? "CompleteMultipartUpload"
                                 : "Unknown";
    if (method == "DELETE")
        return has("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
    return method == "HEAD" ? "HeadObject" : "Unknown";
}

void S3Double::serve(const RawRequest& raw)
{
    Request request = read(raw);
    if (manners.fallsThrough && request.operation == "Unknown" && !request.bucket.empty())
        request.operation = raw.method() == "PUT"      ? "CreateBucket"
                            : raw.method() == "DELETE" ? "DeleteBucket"
                            : raw.method() == "GET"    ? "ListObjectsV2"
                                                       : "Unknown";
    m_requests.push_back(request);
    if (before)
        before(request);
    const auto meant = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault& fault) {
        const bool isKey = request.key.find(fault.key) != std::string::npos ||
                           request.body.contains(QByteArray::fromStdString(fault.key));
        return (fault.operation.empty() || fault.operation == request.operation) && isKey &&
               (fault.status != 200 || request.operation != "DeleteObjects");
    });
    Fault fault;
    fault.times = 0;
    if (meant != m_faults.end()) {
        fault = *meant;
        if (--meant->times == 0)
            m_faults.erase(meant);
    }
    const bool isRefused = fault.times > 0 && fault.status != 0 && fault.cutAfter < 0;
    const Answer answer = isRefused ? error(fault.status, fault.code) : answerTo(request);
    const bool isHead = raw.method() == "HEAD";
    QByteArray bytes =
        "HTTP/1.1 " + QByteArray::number(answer.status) +
        " Status\r\nServer: " + QByteArray::fromStdString(manners.serverName) +
        "\r\nx-amz-request-id: " + QByteArray::number(static_cast<qlonglong>(m_requests.size())) + "\r\n";
    for (const QByteArray& header : answer.headers)
        bytes += header + "\r\n";
    bytes +=
        "Content-Length: " +
        QByteArray::number(static_cast<qlonglong>(answer.length >= 0 ? answer.length : answer.body.size())) +
        "\r\n\r\n";
    if (!isHead)
        bytes += answer.body;
    const bool isCut = fault.times > 0 && !isRefused;
    if (isCut)
        bytes.truncate(std::max<qsizetype>(0, fault.cutAfter));
    QTimer::singleShot(manners.pause, &m_server, [this, bytes, isCut, connection = raw.connection] {
        m_server.writeTo(connection, bytes);
        if (isCut)
            m_server.hangUp(connection);
    });
}

S3Double::Answer S3Double::error(int status, const std::string& code)
{
    return {status,
            "<Error>" + element("Code", escaped(code)) + element("Message", "so the test says") + "</Error>",
            {"Content-Type: application/xml"},
            -1};
}

S3Double::Answer S3Double::answerTo(const Request& request)
{
    static const std::map<std::string_view, Handler> handlers{
        {"ListBuckets", &S3Double::listBuckets},
        {"CreateBucket", &S3Double::createBucket},
        {"DeleteBucket", &S3Double::deleteBucket},
        {"HeadBucket", &S3Double::headBucket},
        {"GetBucketVersioning", &S3Double::getVersioning},
        {"PutBucketVersioning", &S3Double::putVersioning},
        {"CreateSession", &S3Double::createSession},
        {"ListObjects", &S3Double::listObjects},
        {"ListObjectsV2", &S3Double::listObjects},
        {"ListObjectVersions", &S3Double::listVersions},
        {"GetObject", &S3Double::getObject},
        {"HeadObject", &S3Double::getObject},
        {"PutObject", &S3Double::putObject},
        {"CopyObject", &S3Double::copyObject},
        {"DeleteObject", &S3Double::deleteObject},
        {"DeleteObjects", &S3Double::deleteObjects},
        {"GetObjectTagging", &S3Double::getTags},
        {"PutObjectTagging", &S3Double::putTags},
        {"CreateMultipartUpload", &S3Double::createUpload},
        {"UploadPart", &S3Double::uploadPart},
        {"UploadPartCopy", &S3Double::uploadPart},
        {"CompleteMultipartUpload", &S3Double::completeUpload},
        {"AbortMultipartUpload", &S3Double::abortUpload},
        {"ListParts", &S3Double::listParts},
        {"ListMultipartUploads", &S3Double::listUploads},
    };
    const auto handler = handlers.find(request.operation);
    if (handler == handlers.end())
        return error(501, "NotImplemented");
    const bool needsBucket = request.operation != "ListBuckets" && request.operation != "CreateBucket";
    if (needsBucket && !find(request.bucket))
        return error(404, "NoSuchBucket");
    const auto& denied = manners.deniedBuckets;
    if (std::find(denied.begin(), denied.end(), request.bucket) != denied.end())
        return error(403, "AccessDenied");
    return (this->*handler->second)(request);
}

S3Double::Bucket* S3Double::find(const std::string& name)
{
    const auto found = m_buckets.find(name);
    return found == m_buckets.end() ? nullptr : &found->second;
}

// ---- lists ------------------------------------------------------------------------------------------------

S3Double::Answer S3Double::listBuckets(const Request& /*request*/)
{
    QByteArray buckets;
    for (const auto& [name, bucket] : m_buckets)
        buckets += element("Bucket", element("Name", escaped(name)) + element("CreationDate", isoTime(0)));
    return {200, element("ListAllMyBucketsResult", element("Buckets", buckets)), {}, -1};
}

/// Keys for a bucket of directories.
S3Double::Answer S3Double::createSession(const Request& /*request*/)
{
    return {200,
            element("CreateSessionResult",
                    element("Credentials", element("AccessKeyId", "AKIDSESSION") +
                                               element("SecretAccessKey", "another invented secret") +
                                               element("SessionToken", "an invented token") +
                                               element("Expiration", "2099-01-01T00:00:00Z"))),
            {"Content-Type: application/xml"},
            -1};
}

S3Double::Answer S3Double::listObjects(const Request& request)
{
    const Bucket& bucket = *find(request.bucket);
    const std::string asked = valueOf(request.query, "max-keys");
    const auto most = std::size_t(std::min(manners.mostKeys, asked.empty() ? 1000 : std::stoi(asked)));
    const bool isFirstVersion = manners.knowsMarkersOnly || request.operation == "ListObjects";
    const std::string token = isFirstVersion ? std::string() : valueOf(request.query, "continuation-token");
    const bool hasToken = !token.empty();
    std::string after = hasToken ? decoded(QByteArray::fromBase64(QByteArray::fromStdString(token)))
                                 : valueOf(request.query, isFirstVersion ? "marker" : "start-after");
    if (!hasToken && manners.ignoresStartAfter)
        after.clear();
    const std::string prefix = valueOf(request.query, "prefix");
    auto entries = entriesOf(bucket.objects, prefix, valueOf(request.query, "delimiter"), after,
                             !hasToken && manners.startAfterIsIncluded, hasToken, most,
                             [](const Versions& versions) { return !versions.front().isMarker; });
    const bool isTruncated = entries.size() > most;
    const bool isEncoded = valueOf(request.query, "encoding-type") == "url";
    const auto name = [&](const std::string& text) { return isEncoded ? encoded(text) : escaped(text); };
    QByteArray body = element("Name", escaped(request.bucket)) + element("Prefix", name(prefix)) +
                      element("KeyCount", QByteArray::number(std::min(entries.size(), most))) +
                      element("IsTruncated", isTruncated ? "true" : "false");
    if (isEncoded)
        body += element("EncodingType", "url");
    if (isTruncated && !isFirstVersion) {
        const std::size_t last = manners.tokensSkip ? most : most - 1;
        body += element("NextContinuationToken",
                        QByteArray::fromStdString(entries[last].name).toPercentEncoding().toBase64());
    }
    if (manners.isUnsorted && most > 1 && entries.size() > 2)
        std::swap(entries[0], entries[1]);
    for (std::size_t i = 0; i < std::min(entries.size(), most); ++i) {
        if (!entries[i].key) {
            body += element("CommonPrefixes", element("Prefix", name(entries[i].name)));
            continue;
        }
        const Version& version = bucket.objects.at(*entries[i].key).front();
        const std::string storage = valueOf(version.headers, "x-amz-storage-class");
        body += element("Contents",
                        element("Key", name(*entries[i].key)) +
                            element("LastModified", isoTime(version.modified)) +
                            element("ETag", escaped(version.etag)) +
                            element("Size", QByteArray::number(static_cast<qlonglong>(version.size))) +
                            element("StorageClass", storage.empty() ? "STANDARD" : escaped(storage)));
    }
    return {200, element("ListBucketResult", body), {"Content-Type: application/xml"}, -1};
}

S3Double::Answer S3Double::listVersions(const Request& request)
{
    const Bucket& bucket = *find(request.bucket);
    const std::string asked = valueOf(request.query, "max-keys");
    const int most = std::min(manners.mostKeys, asked.empty() ? 1000 : std::stoi(asked));
    const std::string prefix = valueOf(request.query, "prefix");
    const std::string delimiter = valueOf(request.query, "delimiter");
    const std::string keyMarker = valueOf(request.query, "key-marker");
    const std::string versionMarker = valueOf(request.query, "version-id-marker");
    if (keyMarker.empty() && !versionMarker.empty())
        return error(400, "InvalidArgument");
    const bool isEncoded = valueOf(request.query, "encoding-type") == "url";
    const auto name = [&](const std::string& text) { return isEncoded ? encoded(text) : escaped(text); };
    QByteArray body =
        element("Name", escaped(request.bucket)) + (isEncoded ? element("EncodingType", "url") : "");
    QByteArray markers;
    int count = 0;
    std::string lastKey;
    std::string lastVersion;
    bool isTruncated = false;
    for (auto object = bucket.objects.lower_bound(std::max(prefix, keyMarker));
         object != bucket.objects.end(); ++object) {
        const auto& [key, versions] = *object;
        if (!key.starts_with(prefix) || isTruncated)
            break;
        const auto end = delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
        if (end != std::string::npos) {
            const std::string folder = key.substr(0, end + delimiter.size());
            if (folder == lastKey || folder == keyMarker)
                continue;
            isTruncated = count == most;
            if (!isTruncated) {
                ++count;
                lastKey = folder;
                lastVersion.clear();
                body += element("CommonPrefixes", element("Prefix", name(folder)));
            }
            continue;
        }
        auto version = versions.begin();
        if (key == keyMarker) {
            if (versionMarker.empty())
                continue;
            version = std::find_if(versions.begin(), versions.end(),
                                   [&](const Version& known) { return known.id == versionMarker; });
            version = version == versions.end() ? versions.begin() : version + 1;
        }
        for (; version != versions.end(); ++version) {
            if (count == most) {
                isTruncated = true;
                break;
            }
            ++count;
            lastKey = key;
            lastVersion = version->id;
            QByteArray one = element("Key", name(key)) + element("VersionId", escaped(version->id)) +
                             element("IsLatest", version == versions.begin() ? "true" : "false") +
                             element("LastModified", isoTime(version->modified));
            if (!version->isMarker)
                one += element("ETag", escaped(version->etag)) +
                       element("Size", QByteArray::number(static_cast<qlonglong>(version->size))) +
                       element("StorageClass", "STANDARD");
            const bool isLast = version->isMarker && manners.areMarkersLast;
            (isLast ? markers : body) += element(version->isMarker ? "DeleteMarker" : "Version", one);
        }
    }
    body += markers + element("IsTruncated", isTruncated ? "true" : "false");
    if (isTruncated)
        body += element("NextKeyMarker", name(lastKey)) +
                (lastVersion.empty() ? QByteArray() : element("NextVersionIdMarker", escaped(lastVersion)));
    return {200, element("ListVersionsResult", body), {"Content-Type: application/xml"}, -1};
}

} // namespace inia::test
