#include "core/protocol/jsonprotocol.h"

#include "core/model/servicemodel.h"
#include "core/protocol/hostprefix.h"
#include "core/protocol/jsonbody.h"
#include "core/protocol/jsonerror.h"

namespace inia {

Result<SerializedRequest> JsonSerializer::serialize(const OperationModel& operation, const Value& params,
                                                    const SerializeOptions&) const
{
    const auto metadata = operation.service().metadata();
    SerializedRequest request;
    request.method = operation.httpMethod();
    request.path = "/";
    request.headers.set("X-Amz-Target",
                        std::string(metadata["targetPrefix"].text()) + '.' + std::string(operation.name()));
    request.headers.set("Content-Type",
                        "application/x-amz-json-" + std::string(metadata["jsonVersion"].text("1.0")));
    if (metadata.contains("awsQueryCompatible"))
        request.headers.set("x-amzn-query-mode", "true");
    const auto input = operation.input();
    auto body = input.valid() ? writeJsonBody(input, params) : Result<std::string>(std::string("{}"));
    if (!body)
        return body.error();
    request.body = QByteArray::fromStdString(*body);
    auto prefix = expandHostPrefix(operation, params);
    if (!prefix)
        return prefix.error();
    request.hostPrefix = std::move(prefix).value();
    return request;
}

Result<Value> JsonParser::parseError(const HttpResponse& response) const
{
    return parseJsonError(response, ErrorCodeOrder::BodyTypeFirst);
}

Result<Value> JsonParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                            UnreadableValues& unreadable) const
{
    auto& tables = ShapeTables::ofModel(shape.model());
    return readJsonBody(ShapeTables::entry(shape), tables,
                        {response.body.constData(), static_cast<std::size_t>(response.body.size())},
                        unreadable);
}

} // namespace inia
