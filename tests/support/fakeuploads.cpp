#include "tests/support/fakeuploads.h"

#include "core/checksum/checksum.h"
#include "core/http/httpmessage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>

#include <algorithm>

namespace inia::tests {

namespace {

QByteArray etagOf(const QByteArray& bytes)
{
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex() + '"';
}

QByteArray crcOf(const QByteArray& bytes)
{
    return QByteArray::fromStdString(
        checksumOf(ChecksumAlgorithm::Crc32, {bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}

std::string operationOf(const std::string& method, const QUrlQuery& query)
{
    const bool isPart = query.hasQueryItem(QStringLiteral("uploadId"));
    if (method == "POST")
        return isPart ? "CompleteMultipartUpload" : "CreateMultipartUpload";
    if (method == "PUT")
        return isPart ? "UploadPart" : "PutObject";
    if (method == "GET")
        return isPart ? "ListParts" : "GetObject";
    if (method == "HEAD")
        return "HeadObject";
    return "AbortMultipartUpload";
}

} // namespace

HttpResponse s3Error(int status, const std::string& code)
{
    return makeResponse(status, "<Error><Code>" + QByteArray::fromStdString(code) +
                                    "</Code><Message>so the test says</Message></Error>");
}

QByteArray bodyOf(const HttpRequest& request)
{
    if (!request.bodySource)
        return request.body;
    const auto device = request.bodySource->open();
    return device ? (*device)->readAll() : QByteArray("unreadable");
}

int FakeUploads::count(const std::string& operation) const
{
    return static_cast<int>(std::count(operations.begin(), operations.end(), operation));
}

FakeTransport::Answer FakeUploads::answer(const HttpRequest& request)
{
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(request.url));
    const QUrlQuery query(url);
    const auto item = [&query](const char* name) {
        return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    };
    const std::string key = url.path(QUrl::FullyEncoded).toStdString();
    const std::string operation = operationOf(request.method, query);
    operations.push_back(operation);
    if (intercept) {
        if (auto answer = intercept(operation, request))
            return *answer;
    }
    if (operation == "PutObject" || operation == "CompleteMultipartUpload") {
        if (!ignoresConditions && request.headers.value("If-None-Match") == "*" && objects.contains(key))
            return s3Error(412, "PreconditionFailed");
    }
    if (operation == "PutObject") {
        objects[key] = bodyOf(request);
        etags[key] = etagOf(objects[key]);
        return describe(key);
    }
    if (operation == "HeadObject" || operation == "GetObject") {
        HttpResponse response = objects.contains(key) ? describe(key) : s3Error(404, "NoSuchKey");
        if (objects.contains(key))
            response.headers.set("Content-Length", std::to_string(objects[key].size()));
        if (operation == "GetObject" && objects.contains(key))
            response.body = objects[key];
        if (operation == "HeadObject")
            response.body.clear();
        return response;
    }
    if (operation == "CreateMultipartUpload")
        return create(key);
    const std::string id = item("uploadId").toStdString();
    const auto upload = uploads.find(id);
    if (upload == uploads.end() || upload->second.key != key)
        return s3Error(404, "NoSuchUpload");
    if (operation == "ListParts")
        return listParts(upload->second, item("part-number-marker").toInt());
    if (operation == "CompleteMultipartUpload")
        return complete(id, request);
    if (operation == "AbortMultipartUpload") {
        uploads.erase(upload);
        return makeResponse(204, {});
    }
    const QByteArray bytes = upload->second.parts[item("partNumber").toInt()] = bodyOf(request);
    HttpResponse response = makeResponse(200, {});
    response.headers.add("ETag", etagOf(bytes).toStdString());
    response.headers.add("x-amz-checksum-crc32", crcOf(bytes).toStdString());
    return response;
}

HttpResponse FakeUploads::describe(const std::string& key) const
{
    HttpResponse response = makeResponse(200, {});
    const QByteArray& bytes = objects.at(key);
    response.headers.add("ETag", etags.at(key).toStdString());
    if (hasChecksums && !etags.at(key).contains('-'))
        response.headers.add("x-amz-checksum-crc32", crcOf(bytes).toStdString());
    return response;
}

HttpResponse FakeUploads::create(const std::string& key)
{
    const std::string id = "upload-" + std::to_string(++m_lastId);
    uploads[id] = {key, {}};
    return makeResponse(200, "<InitiateMultipartUploadResult><UploadId>" + QByteArray::fromStdString(id) +
                                 "</UploadId></InitiateMultipartUploadResult>");
}

HttpResponse FakeUploads::listParts(const Upload& upload, int marker) const
{
    QByteArray parts;
    int last = marker;
    int left = partsPerPage;
    for (auto part = upload.parts.upper_bound(marker); part != upload.parts.end() && left > 0;
         ++part, --left) {
        last = part->first;
        parts += "<Part><PartNumber>" + QByteArray::number(last) + "</PartNumber><ETag>" +
                 etagOf(part->second) + "</ETag><Size>" + QByteArray::number(part->second.size()) +
                 "</Size><ChecksumCRC32>" + crcOf(part->second) + "</ChecksumCRC32></Part>";
    }
    const bool isTruncated = upload.parts.upper_bound(last) != upload.parts.end();
    return makeResponse(200, "<ListPartsResult><IsTruncated>" + QByteArray(isTruncated ? "true" : "false") +
                                 "</IsTruncated><NextPartNumberMarker>" + QByteArray::number(last) +
                                 "</NextPartNumberMarker>" + parts + "</ListPartsResult>");
}

/// Checks nothing but that each part is named with its ETag and checksum.
HttpResponse FakeUploads::complete(const std::string& id, const HttpRequest& request)
{
    const Upload& upload = uploads[id];
    QByteArray object;
    QCryptographicHash hashes(QCryptographicHash::Md5);
    for (const auto& [number, bytes] : upload.parts) {
        hashes.addData(QCryptographicHash::hash(bytes, QCryptographicHash::Md5));
        QByteArray etag = etagOf(bytes);
        const bool isNamed =
            request.body.contains("<PartNumber>" + QByteArray::number(number) + "<") &&
            (request.body.contains(etag) || request.body.contains(etag.replace("\"", "&quot;"))) &&
            request.body.contains(crcOf(bytes));
        if (!isNamed)
            return s3Error(400, "InvalidPart");
        object += bytes;
    }
    const std::string key = upload.key;
    objects[key] = object;
    etags[key] = '"' + hashes.result().toHex() + '-' + QByteArray::number(upload.parts.size()) + '"';
    uploads.erase(id);
    return makeResponse(200, "<CompleteMultipartUploadResult><ETag>" + etags[key] +
                                 "</ETag></CompleteMultipartUploadResult>");
}

} // namespace inia::tests
