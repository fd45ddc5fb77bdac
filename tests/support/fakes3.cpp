#include "tests/support/fakes3.h"

#include "tests/support/faketransport.h"

#include <algorithm>

namespace inia::tests {

namespace {

constexpr int pageSize = 1000;

std::string decoded(std::string_view text)
{
    return QByteArray::fromPercentEncoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

std::map<std::string, std::string> parseQuery(std::string_view query)
{
    std::map<std::string, std::string> result;
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        const auto equals = part.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        result[decoded(part.substr(0, equals))] = decoded(value);
    }
    return result;
}

/// Percent-encoded, as for EncodingType=url, which also keeps the XML free of special characters.
QByteArray encoded(const std::string& text)
{
    return QByteArray::fromStdString(text).toPercentEncoding("/");
}

QByteArray element(const char* name, const QByteArray& content)
{
    return QByteArray("<") + name + '>' + content + "</" + name + '>';
}

HttpResponse errorResponse(int status, const QByteArray& code)
{
    return makeResponse(status, "<?xml version=\"1.0\"?>" +
                                    element("Error", element("Code", code) + element("Message", "No.")));
}

QByteArray objectXml(const std::string& key)
{
    return element("Contents", element("Key", encoded(key)) +
                                   element("LastModified", "2026-07-14T10:00:03.000Z") +
                                   element("ETag", "&quot;0123456789abcdef0123456789abcdef&quot;") +
                                   element("Size", QByteArray::number(static_cast<qlonglong>(key.size()))) +
                                   element("StorageClass", "STANDARD"));
}

} // namespace

void FakeS3::addBucket(const std::string& name, std::vector<std::string> keys)
{
    std::sort(keys.begin(), keys.end());
    m_buckets[name] = std::move(keys);
}

void FakeS3::addNumberedBucket(const std::string& name, int count, const std::string& prefix)
{
    std::vector<std::string> keys;
    for (int i = 0; i < count; ++i) {
        const auto digits = std::to_string(i);
        keys.push_back(prefix + std::string(9 - digits.size(), '0') + digits);
    }
    addBucket(name, std::move(keys));
}

HttpResponse FakeS3::answer(const HttpRequest& request) const
{
    const auto parts = splitUrl(request.url);
    const auto path = decoded(parts.path);
    if (path.empty() || path == "/")
        return m_denied.contains("") ? errorResponse(403, "AccessDenied") : listBuckets();
    auto bucket = path.substr(1);
    if (bucket.ends_with('/'))
        bucket.pop_back();
    if (!m_buckets.contains(bucket))
        return errorResponse(404, "NoSuchBucket");
    if (m_denied.contains(bucket))
        return errorResponse(403, "AccessDenied");
    const auto query = parseQuery(parts.query);
    if (query.contains("versions"))
        return listVersions(bucket, query);
    return query.contains("list-type") ? listObjects(bucket, query) : errorResponse(501, "NotImplemented");
}

/// On one page.
HttpResponse FakeS3::listVersions(const std::string& bucket, const Query& query) const
{
    const auto prefix = query.contains("prefix") ? query.at("prefix") : std::string();
    QByteArray rows;
    std::set<std::string> folders;
    for (const auto& key : m_buckets.at(bucket)) {
        const auto cut = key.find('/', prefix.size());
        if (!key.starts_with(prefix))
            continue;
        if (cut != std::string::npos) {
            folders.insert(key.substr(0, cut + 1));
            continue;
        }
        for (const char* id : {"new", "old"})
            rows += element("Version", element("Key", encoded(key)) + element("VersionId", id) +
                                           element("IsLatest", id[0] == 'n' ? "true" : "false") +
                                           element("LastModified", "2026-01-02T03:04:05.000Z") +
                                           element("ETag", "&quot;e&quot;") + element("Size", "7") +
                                           element("StorageClass", "STANDARD"));
    }
    for (const auto& folder : folders)
        rows += element("CommonPrefixes", element("Prefix", encoded(folder)));
    return makeResponse(200, "<?xml version=\"1.0\"?>" +
                                 element("ListVersionsResult", element("EncodingType", "url") +
                                                                   element("IsTruncated", "false") + rows));
}

HttpResponse FakeS3::listBuckets() const
{
    QByteArray buckets;
    for (const auto& [name, keys] : m_buckets) {
        buckets += element("Bucket", element("Name", QByteArray::fromStdString(name)) +
                                         element("CreationDate", "2026-01-02T03:04:05.000Z"));
    }
    return makeResponse(200, "<?xml version=\"1.0\"?>" +
                                 element("ListAllMyBucketsResult", element("Buckets", buckets)));
}

HttpResponse FakeS3::listObjects(const std::string& bucket, const Query& query) const
{
    const auto parameter = [&query](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    const auto& keys = m_buckets.at(bucket);
    const auto prefix = parameter("prefix");
    const auto delimiter = parameter("delimiter");
    // The token is the last entry of the page before: a key, or a prefix whose keys are all passed over.
    const auto token =
        QByteArray::fromHex(QByteArray::fromStdString(parameter("continuation-token"))).toStdString() +
        parameter("start-after");
    QByteArray contents;
    QByteArray prefixes;
    std::string last = token;
    int count = 0;
    bool truncated = false;
    const auto begin = std::lower_bound(keys.begin(), keys.end(), std::max(prefix, token));
    for (auto key = begin; key != keys.end() && key->starts_with(prefix); ++key) {
        const auto cut = delimiter.empty() ? std::string::npos : key->find(delimiter, prefix.size());
        const auto entry = cut == std::string::npos ? *key : key->substr(0, cut + delimiter.size());
        if (entry == last)
            continue;
        if (count == pageSize) {
            truncated = true;
            break;
        }
        ++count;
        last = entry;
        if (cut == std::string::npos)
            contents += objectXml(entry);
        else
            prefixes += element("CommonPrefixes", element("Prefix", encoded(entry)));
    }
    QByteArray body = element("Name", QByteArray::fromStdString(bucket)) + element("EncodingType", "url") +
                      element("KeyCount", QByteArray::number(count)) +
                      element("IsTruncated", truncated ? "true" : "false") + contents + prefixes;
    if (truncated)
        body += element("NextContinuationToken", QByteArray::fromStdString(last).toHex());
    return makeResponse(200, "<?xml version=\"1.0\"?>" + element("ListBucketResult", body));
}

} // namespace inia::tests
