#include "core/checksum/requestchecksum.h"

#include "core/checksum/awschunked.h"
#include "core/checksum/checksum.h"
#include "core/http/requestbody.h"
#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

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

} // namespace inia
