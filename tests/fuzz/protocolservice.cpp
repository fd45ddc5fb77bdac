#include "tests/fuzz/protocolservice.h"

#include "core/protocol/protocols.h"

#include <string>

namespace inia::fuzz {

namespace {

constexpr std::string_view rest = R"("},
    "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"},
        "output": {"shape": "Node"}}},
    "shapes": {
        "Node": {"type": "structure", "members": {
            "Name": {"shape": "Text"}, "Number": {"shape": "Long"}, "Ratio": {"shape": "Double"},
            "At": {"shape": "Time"}, "Data": {"shape": "Blob"}, "Yes": {"shape": "Bool"},
            "Child": {"shape": "Node"}, "Children": {"shape": "Nodes"}, "Flat": {"shape": "FlatNodes"},
            "Pairs": {"shape": "Pairs"}, "Choice": {"shape": "Choice"}}},
        "Nodes": {"type": "list", "member": {"shape": "Node"}},
        "FlatNodes": {"type": "list", "member": {"shape": "Node"}, "flattened": true},
        "Pairs": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Node"}},
        "Choice": {"type": "structure", "union": true, "members": {
            "A": {"shape": "Text"}, "B": {"shape": "Node"}}},
        "Text": {"type": "string"}, "Long": {"type": "long"}, "Double": {"type": "double"},
        "Time": {"type": "timestamp"}, "Blob": {"type": "blob"}, "Bool": {"type": "boolean"}}})";

std::shared_ptr<const Document> document(std::string_view protocol)
{
    const std::string head = R"({"metadata": {"protocol": ")";
    return Document::fromJson(head + std::string(protocol) + std::string(rest), "fuzz").value();
}

} // namespace

ProtocolService::ProtocolService(std::string_view protocol)
    : m_model("fuzz", document(protocol)), m_parser(protocolByName(protocol)->parser)
{
}

void ProtocolService::parseAnswers(std::string_view bytes) const
{
    HttpResponse response;
    response.body = QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    for (const int status : {200, 400, 503}) {
        response.status = status;
        const auto parsed = m_parser.parse(m_model.operation("Get"), response);
        require(!parsed || parsed->error.has_value() == (status >= 300));
        require(status == 200 || parsed.ok());
    }
}

} // namespace inia::fuzz
