#include "tests/core/protocol/deviations.h"

namespace inia::tests {

namespace {

constexpr std::string_view joinedLater = "the endpoint's own path is joined when the URL is made";
constexpr std::string_view compressedLater = "requests are compressed after they were serialized";
constexpr std::string_view checksumLater = "checksums are computed after serialization";
constexpr std::string_view ec2Names =
    "without queryName and locationName botocore keeps the member name; real EC2 models always carry one";
constexpr std::string_view flattenedNames =
    "the element name of a flattened list wins over the list's, as botocore sends it";
constexpr std::string_view jsonTwice =
    "a jsonvalue header given as text is encoded as a JSON text, as botocore sends it";
constexpr std::string_view memberAsRoot =
    "the payload member's name is the root element, as botocore sends it";
constexpr std::string_view emptyList = "an empty list sends no header, as in botocore";
constexpr std::string_view lastWins =
    "of two parameters with the same query key the later one wins, as in botocore";
constexpr std::string_view emptyBlob =
    "a blob payload is always there, as in botocore: callers need not ask for it twice";

} // namespace

const std::vector<Deviation>& pipelineCases()
{
    static const std::vector<Deviation> cases{
        {"input/ec2.json", "Ec2QueryHostWithPath", joinedLater},
        {"input/json.json", "AwsJson11HostWithPath", joinedLater},
        {"input/query.json", "QueryHostWithPath", joinedLater},
        {"input/rest-json.json", "RestJsonHostWithPath", joinedLater},
        {"input/ec2.json", "SDKAppliedContentEncoding_ec2Query", compressedLater},
        {"input/json.json", "SDKAppliedContentEncoding_awsJson1_1", compressedLater},
        {"input/json.json", "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1", compressedLater},
        {"input/json_1_0.json", "SDKAppliedContentEncoding_awsJson1_0", compressedLater},
        {"input/json_1_0.json", "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0", compressedLater},
        {"input/query.json", "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery", compressedLater},
        {"input/rest-json.json", "SDKAppliedContentEncoding_restJson1", compressedLater},
        {"input/rest-json.json", "SDKAppendedGzipAfterProvidedEncoding_restJson1", compressedLater},
        {"input/rest-xml.json", "SDKAppliedContentEncoding_restXml", compressedLater},
        {"input/rest-xml.json", "SDKAppendedGzipAfterProvidedEncoding_restXml", compressedLater},
        {"input/rest-json.json", "RestJsonHttpChecksumRequired", checksumLater},
    };
    return cases;
}

const std::vector<Deviation>& deviations()
{
    static const std::vector<Deviation> cases{
        {"input/ec2.json", "Ec2ProtocolIdempotencyTokenAutoFill", ec2Names},
        {"input/ec2.json", "Ec2Lists", ec2Names},
        {"input/query.json", "QueryFlattenedListArgWithXmlName", flattenedNames},
        {"input/rest-json.json", "MediaTypeHeaderInputBase64", jsonTwice},
        {"input/rest-xml.json", "BodyWithXmlName", memberAsRoot},
        {"input/rest-xml.json", "RestXmlHttpPayloadWithUnion", memberAsRoot},
        {"input/rest-xml.json", "HttpPayloadWithXmlNamespaceAndPrefix", memberAsRoot},
        {"input/rest-xml.json", "NullAndEmptyHeaders", emptyList},
        {"input/rest-xml.json", "RestXmlQueryPrecedence", lastWins},
        {"output/rest-json.json", "RestJsonHttpPayloadTraitsWithNoBlobBody", emptyBlob},
        {"output/rest-xml.json", "HttpPayloadTraitsWithNoBlobBody", emptyBlob},
    };
    return cases;
}

} // namespace inia::tests
