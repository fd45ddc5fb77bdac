#include "core/protocol/jsonerror.h"

#include "core/protocol/errorparser.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/scalartext.h"

#include <array>

namespace inia {

namespace {

/// Enough of what some proxy says to see what it is.
constexpr qsizetype longestMessage = 300;

Value bodyOf(const HttpResponse& response)
{
    if (response.body.isEmpty())
        return Value::emptyMap();
    auto parsed = parseJson({response.body.constData(), static_cast<std::size_t>(response.body.size())});
    if (parsed && parsed->isMap())
        return std::move(parsed).value();
    return Value::map({{"message", response.body.left(longestMessage).toStdString()}});
}

std::string firstText(const std::array<Value, 4>& candidates)
{
    for (const auto& candidate : candidates) {
        if (auto text = scalarText(candidate); !text.empty())
            return text;
    }
    return {};
}

} // namespace

Value parseJsonError(const HttpResponse& response, ErrorCodeOrder order)
{
    const auto body = bodyOf(response);
    const Value header = response.headers.value("x-amzn-errortype");
    const auto& type = body["__type"];
    const auto code = order == ErrorCodeOrder::HeaderFirst
                          ? firstText({header, body["code"], body["Code"], type})
                          : firstText({type, header, body["code"], body["Code"]});
    Value error = Value::emptyMap();
    error.insert("Message", firstText({body["message"], body["Message"], Value(), Value()}));
    error.insert("Code", code.empty() ? std::to_string(response.status) : bareErrorCode(code));
    if (order == ErrorCodeOrder::BodyTypeFirst)
        applyQueryCompatibleCode(response.headers, error);
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    return Value::map({{"Error", error}, {"ResponseMetadata", metadata}});
}

} // namespace inia
