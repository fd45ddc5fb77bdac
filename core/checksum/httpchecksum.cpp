#include "core/checksum/httpchecksum.h"

#include "core/checksum/checksum.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <cstring>

namespace inia {

namespace {

constexpr qsizetype chunkSize = qsizetype(1024) * 1024;

QByteArray head(qint64 size)
{
    return QByteArray::number(size, 16) + "\r\n";
}

QByteArray trailer(const Checksum& checksum)
{
    return "0\r\n" +
           QByteArray::fromStdString(checksumHeader(checksum.algorithm()) + ':' + checksum.base64()) +
           "\r\n\r\n";
}

qint64 chunkedSize(qint64 size, ChecksumAlgorithm algorithm)
{
    const auto framed = [](qint64 bytes) { return bytes == 0 ? 0 : head(bytes).size() + bytes + 2; };
    return size / chunkSize * framed(chunkSize) + framed(size % chunkSize) +
           trailer(Checksum(algorithm)).size();
}

/// Encodes what it reads. Going back to the beginning is the only move it knows.
class AwsChunkedDevice final : public QIODevice {
public:
    AwsChunkedDevice(std::unique_ptr<QIODevice> source, ChecksumAlgorithm algorithm,
                     std::shared_ptr<std::string> result)
        : m_source(std::move(source)),
          m_checksum(algorithm),
          m_size(chunkedSize(m_source->size(), algorithm)),
          m_result(std::move(result))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        connect(m_source.get(), &QIODevice::readyRead, this, &QIODevice::readyRead);
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    bool seek(qint64 position) override
    {
        if (position == pos())
            return true;
        if (position != 0 || !m_source->seek(0) || !QIODevice::seek(0))
            return false;
        m_checksum = Checksum(m_checksum.algorithm());
        m_pending.clear();
        m_gathered = 0;
        m_unread = m_source->size();
        m_isComplete = false;
        return true;
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        qint64 done = 0;
        while (done < most && (!m_pending.isEmpty() || !m_isComplete)) {
            if (m_pending.isEmpty() && m_unread > 0) {
                const qint64 count = gather();
                if (count < 0)
                    return -1;
                if (count == 0)
                    break; // readyRead() will tell
            }
            if (m_pending.isEmpty())
                encode();
            const auto size = std::min<qint64>(m_pending.size() - m_taken, most - done);
            std::memcpy(data + done, m_pending.constData() + m_taken, static_cast<std::size_t>(size));
            done += size;
            m_taken += size;
            if (m_taken == m_pending.size())
                m_pending.clear();
        }
        return done;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    /// Reads what is missing of the next chunk. The source may give less, or nothing for a while; what is
    /// encoded is whole chunks. Negative for an error, 0 while the chunk is not whole.
    qint64 gather()
    {
        m_chunk.resize(std::min<qint64>(chunkSize, m_unread));
        while (m_gathered < m_chunk.size()) {
            const qint64 count = m_source->read(m_chunk.data() + m_gathered, m_chunk.size() - m_gathered);
            if (count < 0)
                setErrorString(m_source->errorString());
            if (count <= 0)
                return count;
            m_gathered += count;
        }
        return m_gathered;
    }

    /// The chunk that was gathered, or what follows the last one.
    void encode()
    {
        m_taken = 0;
        m_isComplete = m_gathered == 0;
        if (m_isComplete) {
            m_pending = trailer(m_checksum);
            *m_result = m_checksum.base64();
            return;
        }
        m_checksum.update({m_chunk.constData(), static_cast<std::size_t>(m_gathered)});
        m_pending = head(m_gathered) + m_chunk + "\r\n";
        m_unread -= m_gathered;
        m_gathered = 0;
    }

    std::unique_ptr<QIODevice> m_source;
    Checksum m_checksum;
    qint64 m_size;
    std::shared_ptr<std::string> m_result;
    qint64 m_unread = m_source->size(); ///< bytes of the source that are not encoded
    QByteArray m_chunk;
    qint64 m_gathered = 0; ///< bytes of m_chunk that are there
    QByteArray m_pending;
    qint64 m_taken = 0; ///< bytes of m_pending that are read
    bool m_isComplete = false;
};

} // namespace

QByteArray awsChunked(const QByteArray& body, ChecksumAlgorithm algorithm)
{
    QByteArray out;
    out.reserve(chunkedSize(body.size(), algorithm));
    Checksum checksum(algorithm);
    for (qsizetype at = 0; at < body.size(); at += chunkSize) {
        const qsizetype size = std::min(chunkSize, body.size() - at);
        checksum.update({body.constData() + at, static_cast<std::size_t>(size)});
        out += head(size);
        out.append(body.constData() + at, size);
        out += "\r\n";
    }
    return out + trailer(checksum);
}

std::string awsChunkedChecksum(const QByteArray& chunked)
{
    const auto line = chunked.lastIndexOf("\r\n", chunked.size() - 5) + 2;
    const auto colon = chunked.indexOf(':', line);
    const bool isTrailer = chunked.endsWith("\r\n\r\n") && line >= 2 && colon > line;
    return isTrailer ? chunked.mid(colon + 1, chunked.size() - 4 - colon - 1).toStdString() : std::string();
}

qint64 AwsChunkedBody::size() const
{
    return chunkedSize(m_body->size(), m_algorithm);
}

Result<std::unique_ptr<QIODevice>> AwsChunkedBody::open() const
{
    auto source = m_body->open();
    if (!source)
        return source.error();
    return std::unique_ptr<QIODevice>(
        std::make_unique<AwsChunkedDevice>(std::move(source).value(), m_algorithm, m_sentChecksum));
}

namespace {

/// `aws-chunked` behind what the caller's Content-Encoding says.
void appendEncoding(HttpHeaders& headers)
{
    const std::string earlier(headers.value("Content-Encoding"));
    headers.set("Content-Encoding",
                headers.contains("Content-Encoding") ? earlier + ",aws-chunked" : "aws-chunked");
}

bool isRequired(const OperationModel& operation)
{
    return operation.node()["httpChecksumRequired"].toBool() ||
           operation.node()["httpChecksum"]["requestChecksumRequired"].toBool();
}

Error unknownAlgorithm(const OperationModel& operation, std::string_view member, const std::string& name)
{
    std::string known;
    for (const auto algorithm : checksumsByPriority())
        known.append(known.empty() ? "" : ", ").append(checksumName(algorithm));
    return makeError(ErrorKind::Parameter, "UnsupportedChecksumAlgorithm",
                     std::string(operation.name()) + ": " + std::string(member) + " '" + name +
                         "' cannot be computed here. Use one of " + known + ".");
}

} // namespace

bool hasChecksumHeader(const HttpHeaders& headers)
{
    constexpr std::string_view prefix = "x-amz-checksum-";
    return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
        const std::string_view name = header.first;
        return name.size() >= prefix.size() && equalsIgnoringCase(name.substr(0, prefix.size()), prefix) &&
               std::all_of(name.begin() + prefix.size(), name.end(), ascii::isLetterOrDigit);
    });
}

Result<std::optional<RequestChecksum>> requestChecksum(const OperationModel& operation, const Value& params,
                                                       const HttpRequest& request, const ClientConfig& config)
{
    using Answer = std::optional<RequestChecksum>;
    if (hasChecksumHeader(request.headers))
        return Answer();
    const auto member = operation.node()["httpChecksum"]["requestAlgorithmMember"].text();
    RequestChecksum checksum;
    if (!member.empty() && params.contains(member)) {
        const auto wanted = checksumByName(params[member].text());
        if (!wanted)
            return unknownAlgorithm(operation, member, params[member].text());
        checksum.algorithm = *wanted;
    } else if (isRequired(operation) ||
               (!member.empty() && config.requestChecksumCalculation == ChecksumMode::WhenSupported)) {
        if (!member.empty() && operation.input().valid())
            checksum.algorithmHeader = operation.input().member(member).locationName();
    } else {
        return Answer();
    }
    checksum.inTrailer = operation.hasStreamingInput() && splitUrl(request.url).scheme == "https" &&
                         config.signatureVersion != "s3";
    return Answer(checksum);
}

void addChecksum(HttpRequest& request, const RequestChecksum& checksum)
{
    const auto header = checksumHeader(checksum.algorithm);
    if (checksum.inTrailer) {
        request.headers.set("Transfer-Encoding", "chunked");
        appendEncoding(request.headers);
        request.headers.set("X-Amz-Trailer", header);
        const qint64 size = request.bodySource ? request.bodySource->size() : request.body.size();
        request.headers.set("X-Amz-Decoded-Content-Length", std::to_string(size));
        request.headers.remove("Content-Length");
        if (request.bodySource)
            request.bodySource = std::make_shared<AwsChunkedBody>(request.bodySource, checksum.algorithm);
        else
            request.body = awsChunked(request.body, checksum.algorithm);
    } else {
        request.headers.set(header, request.bodySource
                                        ? std::string()
                                        : checksumOf(checksum.algorithm, bytesOf(request.body)));
    }
    if (!checksum.algorithmHeader.empty())
        request.headers.set(checksum.algorithmHeader, "CRC32");
}

namespace {

std::string_view modeMember(const OperationModel& operation)
{
    return operation.node()["httpChecksum"]["requestValidationModeMember"].text();
}

bool offers(const OperationModel& operation, ChecksumAlgorithm algorithm)
{
    const auto offered = operation.node()["httpChecksum"]["responseAlgorithms"];
    for (std::uint32_t i = 0; i < offered.size(); ++i) {
        if (checksumByName(offered.at(i).text()) == algorithm)
            return true;
    }
    return false;
}

Error mismatch(const OperationModel& operation, const HttpResponse& response, std::string code,
               const std::string& expected, const std::string& found)
{
    auto error =
        makeError(ErrorKind::Checksum, std::move(code),
                  "the body that answers " + std::string(operation.name()) +
                      " is damaged: its checksum should be " + expected + " and is " + found + "; ask again");
    error.operation = operation.name();
    error.httpStatus = response.status;
    for (const auto* name : {"x-amzn-RequestId", "x-amz-request-id", "x-amz-requestid"}) {
        if (error.requestId.empty())
            error.requestId = response.headers.value(name);
    }
    error.hostId = response.headers.value("x-amz-id-2");
    return error;
}

} // namespace

void askForResponseChecksum(const OperationModel& operation, const ClientConfig& config, Value& params)
{
    const auto member = modeMember(operation);
    if (!member.empty() && config.responseChecksumValidation == ChecksumMode::WhenSupported &&
        !params.contains(member))
        params.insert(member, "ENABLED");
}

std::optional<ChecksumAlgorithm> responseChecksum(const OperationModel& operation, const Value& params,
                                                  const HttpHeaders& headers)
{
    const auto member = modeMember(operation);
    if (member.empty() || !params.contains(member))
        return std::nullopt;
    for (const auto algorithm : checksumsByPriority()) {
        const auto header = checksumHeader(algorithm);
        if (headers.contains(header) && headers.value(header).find('-') == std::string_view::npos &&
            offers(operation, algorithm))
            return algorithm;
    }
    return std::nullopt;
}

Result<std::optional<ChecksumAlgorithm>> checkResponse(const OperationModel& operation, const Value& params,
                                                       const HttpResponse& response)
{
    const auto algorithm = responseChecksum(operation, params, response.headers);
    if (!algorithm)
        return algorithm;
    Checksum checksum(*algorithm);
    checksum.update(bytesOf(response.body));
    if (const auto checked = checkStreamedResponse(operation, response, checksum); !checked)
        return checked.error();
    return algorithm;
}

Result<void> checkStreamedResponse(const OperationModel& operation, const HttpResponse& head,
                                   const Checksum& checksum)
{
    const std::string expected(head.headers.value(checksumHeader(checksum.algorithm())));
    if (checksum.digest() == QByteArray::fromBase64(QByteArray::fromStdString(expected)))
        return {};
    const std::string name(checksumName(checksum.algorithm()));
    return mismatch(operation, head, "FlexibleChecksumError", name + ' ' + expected, checksum.base64());
}

Result<void> checkDynamoDbCrc32(const OperationModel& operation, const HttpResponse& response)
{
    if (operation.service().name() != "dynamodb" || !response.headers.contains("x-amz-crc32"))
        return {};
    Checksum checksum(ChecksumAlgorithm::Crc32);
    checksum.update(bytesOf(response.body));
    const auto found = std::to_string(qFromBigEndian<quint32>(checksum.digest().constData()));
    const std::string expected(response.headers.value("x-amz-crc32"));
    if (found == expected)
        return {};
    auto error = mismatch(operation, response, "CRC32CheckFailed", "crc32 " + expected, found);
    error.retryable = true;
    return error;
}

} // namespace inia
