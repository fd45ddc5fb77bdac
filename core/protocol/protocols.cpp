#include "core/protocol/protocols.h"

#include "core/protocol/cborprotocol.h"
#include "core/protocol/jsonprotocol.h"
#include "core/protocol/queryprotocol.h"
#include "core/protocol/restjsonprotocol.h"
#include "core/protocol/restxmlprotocol.h"

#include <algorithm>
#include <array>

namespace inia {

const Protocol* protocolByName(std::string_view name)
{
    static const CborSerializer cborSerializer;
    static const CborParser cborParser;
    static const JsonSerializer jsonSerializer;
    static const JsonParser jsonParser;
    static const RestJsonSerializer restJsonSerializer;
    static const RestJsonParser restJsonParser;
    static const RestXmlSerializer restXmlSerializer;
    static const RestXmlParser restXmlParser;
    static const QuerySerializer querySerializer(QueryDialect::AwsQuery);
    static const QueryParser queryParser(QueryDialect::AwsQuery);
    static const QuerySerializer ec2Serializer(QueryDialect::Ec2);
    static const QueryParser ec2Parser(QueryDialect::Ec2);
    static const std::array<Protocol, 6> protocols{{
        {"json", jsonSerializer, jsonParser},
        {"rest-json", restJsonSerializer, restJsonParser},
        {"rest-xml", restXmlSerializer, restXmlParser},
        {"smithy-rpc-v2-cbor", cborSerializer, cborParser},
        {"query", querySerializer, queryParser},
        {"ec2", ec2Serializer, ec2Parser},
    }};
    const auto found = std::find_if(protocols.begin(), protocols.end(),
                                    [name](const Protocol& protocol) { return protocol.name == name; });
    return found == protocols.end() ? nullptr : found;
}

} // namespace inia
