#include "core/checksum/responsechecksum.h"

#include "core/model/servicemodel.h"

#include <QtCore/QtEndian>

#include <algorithm>

namespace inia {

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
