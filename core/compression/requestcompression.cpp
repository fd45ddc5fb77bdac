#include "core/compression/requestcompression.h"

#include "core/compression/gzip.h"

namespace inia {

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

} // namespace inia
