#include "core/call/answercheck.h"

#include "core/call/answerbody.h"
#include "core/checksum/awschunked.h"
#include "core/checksum/checksumalgorithm.h"
#include "core/checksum/responsechecksum.h"
#include "core/model/servicemodel.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/htmlpage.h"
#include "core/protocol/jsonreader.h"
#include "core/text/ascii.h"

#include <QtCore/QCryptographicHash>

#include <optional>

namespace inia {

namespace {

/// Of what may be the service's, but not all of it.
Error notWhole(const OperationModel& operation, const HttpResponse& response, const char* code,
               const std::string& what)
{
    return unproven(operation, response, code,
                    what + ". Check the endpoint, and what stands before it, such as a proxy.");
}

/// The model itself may say that nothing comes.
bool mayBeEmpty(const OperationModel& operation)
{
    const auto code = operation.node()["http"]["responseCode"].toInt();
    return code == 204 || operation.httpMethod() == "HEAD" || !hasBodyMembers(operation.output());
}

/// S3 answers 206 for one part of an object as well.
bool asksForPart(const OperationModel& operation, const HttpRequest& sent)
{
    const bool asksForS3Part = operation.httpMethod() != "PUT" &&
                               splitUrl(sent.url).query.find("partNumber=") != std::string_view::npos;
    return sent.headers.contains("Range") || asksForS3Part ||
           operation.node()["http"]["responseCode"].toInt() == 206;
}

/// Otherwise only the end of the connection has ended it, which a failure on the way does as well. So does a
/// first chunk whose size cannot be read (Qt).
bool saysItsLength(const OperationModel& operation, const HttpResponse& response)
{
    return response.isLengthProven() ||
           (response.bodyEnd == BodyEnd::LastChunk && !response.body.isEmpty()) || response.status == 202 ||
           response.status == 204 || operation.httpMethod() == "HEAD" || operation.hasEventStreamOutput();
}

bool saysJson(const HttpResponse& response)
{
    const auto type = ascii::lowered(response.headers.value("Content-Type"));
    const auto name = ascii::trimmed(std::string_view(type).substr(0, type.find(';')));
    return name == "application/json" || name.ends_with("+json");
}

/// A number may be the beginning of a longer one.
bool isWholeJson(const QByteArray& body)
{
    const auto parsed = parseJson(bodyText(body));
    return parsed && !parsed->isInt() && !parsed->isDouble();
}

/// What an ETag mostly is of an object that came to be in one piece.
bool isMd5OfBody(const HttpResponse& response)
{
    const auto etag = response.headers.value("ETag");
    return etag.size() == 34 &&
           etag.substr(1, 32) ==
               QCryptographicHash::hash(response.body, QCryptographicHash::Md5).toHex().toStdString();
}

/// Streams of JSON may be one document after the other, so that the first proves nothing.
bool isDocument(const OperationModel& operation, const HttpResponse& response)
{
    return saysJson(response) &&
           !operation.output().member(operation.output().payloadMember()).flag("streaming");
}

bool provesItsEnd(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    return responseChecksum(operation, params, response.headers).has_value() || isMd5OfBody(response) ||
           (isDocument(operation, response) && isWholeJson(response.body));
}

/// Chunks whose size cannot be read end a body without a word of it (Qt); JSON tells.
bool breaksOff(const OperationModel& operation, const HttpResponse& response)
{
    return response.status == 200 && response.bodyEnd == BodyEnd::LastChunk &&
           isDocument(operation, response) && !parseJson(bodyText(response.body));
}

/// What no service sends, not even where its model has nothing in the body: there it is nothing or an empty
/// document.
bool isOtherText(const OperationModel& operation, const QByteArray& body)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    auto text = bodyText(body);
    text.remove_prefix(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    text = ascii::trimmed(text);
    if (text.empty() || operation.httpMethod() == "HEAD")
        return false;
    if (speaksXml(operation))
        return text.front() != '<';
    return speaksJson(operation) && !hasBodyMembers(operation.output()) && !parseJson(text);
}

/// Whose body may be a page of HTML as well has a name for it or for the call.
bool hasNoSignOfService(const OperationModel& operation, const HttpResponse& response)
{
    const bool mayBePage = isFreeBody(operation) || operation.httpMethod() == "HEAD";
    return mayBePage && requestIdOf(response).empty() && !response.headers.contains("ETag") &&
           htmlTitle(response);
}

Result<void> checkFreeBody(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    const std::string beginning = "the answer to " + std::string(operation.name()) +
                                  " came to an end after " + std::to_string(response.body.size()) + " bytes ";
    if (!saysItsLength(operation, response)) {
        if (provesItsEnd(operation, params, response))
            return {};
        return notWhole(operation, response, "UnknownLength",
                        beginning + "without saying how long it is, so nobody knows whether it is whole");
    }
    if (breaksOff(operation, response))
        return notWhole(operation, response, "TruncatedBody",
                        beginning + "in the middle of its JSON, so it is not whole");
    return {};
}

std::string sentChecksum(const HttpRequest& sent, ChecksumAlgorithm algorithm)
{
    const auto header = checksumHeader(algorithm);
    if (sent.headers.contains(header))
        return std::string(sent.headers.value(header));
    if (sent.headers.value("X-Amz-Trailer") != header)
        return {};
    const auto* streamed = dynamic_cast<const AwsChunkedBody*>(sent.bodySource.get());
    return streamed ? streamed->sentChecksum() : awsChunkedChecksum(sent.body);
}

} // namespace

Result<void> checkAnswer(const OperationModel& operation, const Value& params, const HttpRequest& sent,
                         const HttpResponse& response)
{
    if (response.status >= 300)
        return {};
    const auto& name = std::string(operation.name());
    if (response.status < 200)
        return notWhole(operation, response, "InterimAnswer",
                        name + " was answered with status " + std::to_string(response.status) +
                            ", behind which the answer itself did not come");
    if (response.status == 206 && !asksForPart(operation, sent))
        return notWhole(operation, response, "PartialAnswer",
                        "the whole of " + name + " was asked for, but only a part came (status 206)");
    if (hasNoSignOfService(operation, response))
        return notAnAnswer(operation, response, "text/html");
    if (response.isBodyElsewhere)
        return {};
    if (isFreeBody(operation))
        return checkFreeBody(operation, params, response);
    const bool isBlank = isBlankBody(response.body);
    if (const auto title = isBlank ? std::nullopt : htmlTitle(response))
        return notAnAnswer(operation, response, "text/html" + (title->empty() ? "" : ": " + *title));
    if (isBlank && !mayBeEmpty(operation))
        return notWhole(
            operation, response, "EmptyAnswer",
            "the answer to " + name + " has status " + std::to_string(response.status) +
                " and nothing in it" +
                (response.bodyEnd == BodyEnd::LastChunk ? " (or chunks that cannot be read)" : "") +
                ", so nobody knows whether it was done");
    if (!isBlank && isOtherText(operation, response.body))
        return notAnAnswer(operation, response, "text");
    return {};
}

Result<void> checkSentChecksum(const OperationModel& operation, const HttpRequest& sent,
                               const HttpResponse& response, const Value& result)
{
    if (response.status >= 300 || operation.node()["httpChecksum"].isNull())
        return {};
    for (const auto algorithm : checksumsByPriority()) {
        const auto wanted = sentChecksum(sent, algorithm);
        const std::string& found = result[checksumMemberOf(algorithm)].text();
        if (wanted.empty() || found.empty() || found.find('-') != std::string::npos || found == wanted)
            continue;
        auto error =
            makeError(ErrorKind::Checksum, "StoredChecksumMismatch",
                      "what " + std::string(operation.name()) + " sent is not what the service has: its " +
                          std::string(checksumName(algorithm)) + " should be " + wanted + " and is " + found +
                          "; send it again");
        return withResponse(operation, response, std::move(error));
    }
    return {};
}

} // namespace inia
