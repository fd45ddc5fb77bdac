#include "core/protocol/restserializer.h"

#include "core/model/servicemodel.h"
#include "core/protocol/eventwriter.h"
#include "core/protocol/hostprefix.h"
#include "core/protocol/restbinding.h"
#include "core/protocol/scalartext.h"

namespace inia {

namespace {

bool hasBodyMember(const Shape& input)
{
    for (std::uint32_t i = 0; i < input.memberCount(); ++i) {
        if (input.memberAt(i).shape.location().empty())
            return true;
    }
    return false;
}

} // namespace

Result<SerializedRequest> RestSerializer::serialize(const OperationModel& operation, const Value& params,
                                                    const SerializeOptions& options) const
{
    SerializedRequest request;
    request.method = operation.httpMethod();
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();

    const auto input = operation.input();
    auto binding = RestBinding::bind(input, params);
    if (!binding)
        return binding.error();
    auto target = binding->target(options.requestUriOverride.empty() ? operation.requestUri()
                                                                     : options.requestUriOverride);
    if (!target)
        return target.error();
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.headers = binding->headers();
    if (!input.valid())
        return request;

    const auto payloadName = input.payloadMember();
    const auto payload = payloadName.empty() ? Shape() : input.member(payloadName);
    if (payload.type() == ShapeType::Blob || payload.type() == ShapeType::Text) {
        request.body = blobBytes(params[payloadName]);
        return request;
    }
    Result<QByteArray> body = QByteArray();
    if (payload.isEventStream()) {
        const auto* format = eventBodyFormat(operation.service().protocol());
        body = writeEvents(payload, params[payloadName], *format);
        request.headers.set("Content-Type", std::string(eventStreamType));
    } else if (payload.valid())
        body = params[payloadName].isNull() ? Result<QByteArray>(emptyBody())
                                            : this->body(payload, params[payloadName]);
    else if (!binding->body().empty())
        body = this->body(input, binding->body());
    else if (sendsEmptyBody() && hasBodyMember(input))
        body = emptyBody();
    if (!body)
        return body.error();
    request.body = std::move(body).value();
    if (!request.body.isEmpty() && !contentType().empty() && !request.headers.contains("Content-Type"))
        request.headers.set("Content-Type", std::string(contentType()));
    return request;
}

} // namespace inia
