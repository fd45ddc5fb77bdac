#include "core/call/requestsigner.h"

#include "core/call/clientcontext.h"
#include "core/checksum/httpchecksum.h"
#include "core/learned/clientmemory.h"
#include "core/quirks/quirks.h"
#include "core/quirks/servicequirks.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace inia {

namespace {

bool leavesS3BodyUnsigned(const PreparedRequest& prepared, const OperationModel& operation,
                          const ClientConfig& config)
{
    if (config.s3PayloadSigning)
        return !*config.s3PayloadSigning;
    const auto& headers = prepared.request.headers;
    const bool hasChecksum =
        headers.contains(prepared.checksumHeader.empty() ? "Content-MD5" : prepared.checksumHeader);
    if (!hasChecksum || !prepared.request.url.starts_with("https:"))
        return false;
    return operation.hasStreamingInput() || operation.node()["authtype"].text() == "v4-unsigned-body";
}

} // namespace

// ---- gzip -------------------------------------------------------------------------------------------------

QByteArray gzip(const QByteArray& bytes)
{
    constexpr int gzipFrame = 16; // added to the window's size, by zlib's manual
    constexpr int usualMemory = 8;
    constexpr qsizetype mostAtOnce = std::numeric_limits<uInt>::max();
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzipFrame, usualMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib cannot compress.");
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                   Qt::Uninitialized);
    // zlib does not write to its input, it only lacks the const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    qsizetype unread = bytes.size();
    qsizetype room = out.size();
    int status = Z_OK;
    while (status == Z_OK) {
        const auto in = static_cast<uInt>(std::min(unread, mostAtOnce));
        const auto space = static_cast<uInt>(std::min(room, mostAtOnce));
        stream.avail_in = in;
        stream.avail_out = space;
        status = deflate(&stream, in == unread ? Z_FINISH : Z_NO_FLUSH);
        unread -= in - stream.avail_in;
        room -= space - stream.avail_out;
    }
    deflateEnd(&stream);
    if (status != Z_STREAM_END)
        qFatal("zlib failed to compress.");
    out.resize(out.size() - room);
    return out;
}

namespace {

bool allowsGzip(const OperationModel& operation)
{
    const auto encodings = operation.node()["requestcompression"]["encodings"];
    for (std::uint32_t i = 0; i < encodings.size(); ++i) {
        if (encodings.at(i).text() == "gzip")
            return true;
    }
    return false;
}

bool isLongEnough(const OperationModel& operation, const ClientConfig& config, const QByteArray& body)
{
    if (operation.hasStreamingInput()) {
        const auto input = operation.input();
        return input.member(input.payloadMember()).trait("requiresLength").isNull();
    }
    return body.size() >= config.requestMinCompressionSizeBytes;
}

} // namespace

bool compressRequest(const OperationModel& operation, const ClientConfig& config, HttpRequest& request)
{
    if (config.disableRequestCompression || config.signatureVersion == "v2" || !allowsGzip(operation) ||
        request.bodySource || !isLongEnough(operation, config, request.body))
        return false;
    request.body = gzip(request.body);
    const std::string earlier(request.headers.value("Content-Encoding"));
    request.headers.set("Content-Encoding",
                        request.headers.contains("Content-Encoding") ? earlier + ",gzip" : "gzip");
    return true;
}

// ---- signatures -------------------------------------------------------------------------------------------

void choosePayloadHash(PreparedRequest& prepared, const OperationModel& operation, const ClientConfig& config)
{
    auto& signing = prepared.signing;
    if (prepared.request.headers.contains("X-Amz-Trailer")) {
        signing.payloadHash = streamingTrailerPayloadHash;
        if (signing.scheme == SigningScheme::None)
            prepared.request.headers.set("X-Amz-Content-SHA256", streamingTrailerPayloadHash);
    } else if (signing.s3Style) {
        signing.unsignedPayload = leavesS3BodyUnsigned(prepared, operation, config);
    } else {
        signing.unsignedPayload = operation.node()["authtype"].text() == "v4-unsigned-body";
    }
}

namespace {

/// boto3 makes a stream of these two operations' bodies, and asks S3 whether it wants a stream before it
/// sends one. Nobody signs the header, and a transport that cannot wait leaves it out.
void expectContinue(const OperationModel& operation, const Value& params, HttpRequest& request)
{
    const bool isUpload = operation.name() == "PutObject" || operation.name() == "UploadPart";
    if (operation.service().name() == "s3" && isUpload && params.contains("Body"))
        request.headers.set("Expect", "100-continue");
}

/// What becomes of a body between serializer and signer, in botocore's order: compressed, then given a
/// checksum.
Result<void> preparePayload(const OperationModel& operation, const ClientConfig& config, const Value& params,
                            PreparedRequest& prepared)
{
    auto& request = prepared.request;
    const auto checksum = requestChecksum(operation, params, request, config);
    if (!checksum)
        return checksum.error();
    expectContinue(operation, params, request);
    compressRequest(operation, config, request);
    if (*checksum) {
        addChecksum(request, **checksum);
        if (!(*checksum)->inTrailer)
            prepared.checksumHeader = checksumHeader((*checksum)->algorithm);
    }
    return {};
}

} // namespace

Result<void> finishRequest(const ClientContext& context, QuirkContext& quirks, const Value& params,
                           PreparedRequest& prepared)
{
    addTraceId(prepared.request.headers, context.traceId);
    if (auto done = preparePayload(quirks.operation, context.config, params, prepared); !done)
        return done;
    if (auto done = runRequestCreated(quirks, prepared.request); !done)
        return done;
    prepared.crossRegionUrl = quirks.crossRegionUrl;
    choosePayloadHash(prepared, quirks.operation, context.config);
    return {};
}

Result<void> checkPayload(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    if (response.isBodyElsewhere)
        return {}; // checked as it came
    if (auto intact = checkDynamoDbCrc32(operation, response); !intact)
        return intact;
    if (response.status >= 300)
        return {};
    if (const auto checked = checkResponse(operation, params, response); !checked)
        return checked.error();
    return {};
}

namespace {

Error noToken(const ClientContext& context)
{
    return makeError(ErrorKind::Credentials, "NoAuthToken",
                     context.model->name() + " takes a bearer token and there is none; set " +
                         bearerTokenVariable(context.model->signingName()));
}

Result<SignedRequest> withToken(const Result<BearerToken>& token, const PreparedRequest& prepared)
{
    if (!token)
        return token.error();
    if (!prepared.request.url.starts_with("https:"))
        return makeError(ErrorKind::Configuration, "InvalidEndpointConfiguration",
                         "A bearer token is only sent over https, and the endpoint is " +
                             prepared.endpoint.url);
    SignedRequest result{prepared.request, {}, {}};
    result.request.headers.set("Authorization", "Bearer " + token->text);
    result.credentials.sessionToken = token->text;
    result.credentials.source = token->source;
    return result;
}

Result<SignedRequest> signedWith(const Result<Credentials>& credentials, ClientMemory& memory,
                                 PreparedRequest prepared)
{
    if (!credentials)
        return credentials.error();
    // A retry is signed for the time it is sent at.
    prepared.signing.time = memory.now();
    if (prepared.crossRegionUrl) {
        auto added = addCrossRegionUrl(prepared.request, *prepared.crossRegionUrl, *credentials,
                                       prepared.signing, memory.signatures);
        if (!added)
            return added.error();
    }
    auto record = memory.signatures.signHeaders(prepared.request, *credentials, prepared.signing);
    if (!record)
        return record.error();
    return SignedRequest{std::move(prepared.request), std::move(record).value(), *credentials};
}

} // namespace

void RequestSigner::sign(QObject* owner, const PreparedRequest& prepared, const Ask& ask,
                         Callback callback) const
{
    if (prepared.signing.scheme == SigningScheme::None) {
        callback(SignedRequest{prepared.request, {}, {}});
        return;
    }
    if (prepared.signing.scheme == SigningScheme::Bearer) {
        if (!m_context.token) {
            callback(noToken(m_context));
            return;
        }
        m_context.token->resolve(
            owner, [prepared, callback = std::move(callback)](const Result<BearerToken>& token) {
                callback(withToken(token, prepared));
            });
        return;
    }
    auto withKeys = [&memory = m_memory, prepared,
                     callback = std::move(callback)](const Result<Credentials>& credentials) {
        callback(signedWith(credentials, memory, prepared));
    };
    if (prepared.sessionBucket.empty() || m_isDryRun)
        m_context.credentials->resolve(owner, std::move(withKeys));
    else
        m_memory.expressSessions.resolve(*m_context.clock, ask, prepared.sessionBucket, owner,
                                         std::move(withKeys));
}

} // namespace inia
