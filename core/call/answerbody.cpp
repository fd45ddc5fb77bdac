#include "core/call/answerbody.h"

#include "core/model/servicemodel.h"
#include "core/protocol/errorparser.h"
#include "core/text/ascii.h"

#include <utility>

namespace inia {

bool isInBody(const Shape& member)
{
    return member.location().empty();
}

bool isFreeBody(const OperationModel& operation)
{
    if (operation.hasStreamingOutput() || operation.hasEventStreamOutput())
        return true;
    const auto& output = operation.output();
    const auto payload = output.valid() ? output.payloadMember() : std::string_view();
    if (payload.empty())
        return false;
    const auto type = output.member(payload).type();
    return type == ShapeType::Blob || type == ShapeType::Text;
}

bool hasBodyMembers(const Shape& output)
{
    if (!output.valid())
        return false;
    if (!output.payloadMember().empty())
        return true;
    for (std::uint32_t i = 0; i < output.memberCount(); ++i) {
        if (isInBody(output.memberAt(i).shape))
            return true;
    }
    return false;
}

std::string_view bodyText(const QByteArray& body)
{
    return {body.constData(), static_cast<std::size_t>(body.size())};
}

bool isBlankBody(const QByteArray& body)
{
    if (body.size() > qsizetype(64) * 1024)
        return false;
    const auto text = ascii::trimmed(bodyText(body));
    return text.empty() || text == "null";
}

bool speaksJson(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    return protocol == "json" || protocol == "rest-json";
}

bool speaksXml(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    return protocol == "rest-xml" || protocol == "ec2" || protocol == "query";
}

Error unproven(const OperationModel& operation, const HttpResponse& response, const char* code,
               std::string message)
{
    return withResponse(operation, response, makeError(ErrorKind::Parse, code, std::move(message)));
}

Error notAnAnswer(const OperationModel& operation, const HttpResponse& response, const std::string& what)
{
    return unproven(
        operation, response, "NotAnAnswer",
        "this is no answer of " + std::string(operation.service().serviceId()) + " but " + what +
            ". Something on the way may have answered instead: a proxy, a load balancer or the sign-in "
            "page of a network. Check the endpoint and the network.");
}

} // namespace inia
