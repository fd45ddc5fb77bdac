#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/protocol/xmlreader.h"
#include "core/protocol/xmlscanner.h"
#include "tests/fuzz/fuzztarget.h"

#include <simdjson.h>

using namespace inia;

namespace {

/// A service with every kind of shape, some of them recursive.
const ServiceModel& model()
{
    static const ServiceModel model("fuzz", Document::fromJson(R"({"metadata": {"protocol": "rest-xml"},
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
            "Time": {"type": "timestamp"}, "Blob": {"type": "blob"}, "Bool": {"type": "boolean"}}})",
                                                               "fuzz")
                                                .value());
    return model;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    HttpResponse response;
    response.body = QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto& parser = protocolByName("rest-xml")->parser;
    for (const int status : {200, 400, 503}) {
        response.status = status;
        const auto parsed = parser.parse(model().operation("Get"), response);
        fuzz::require(!parsed || parsed->error.has_value() == (status >= 300));
        fuzz::require(status == 200 || parsed.ok());
    }
    // The scanner may only ever read what the tree reads.
    if (!simdjson::validate_utf8(reinterpret_cast<const char*>(data), size))
        return 0;
    ShapeTables tables;
    const auto entry = ShapeTables::entry(model().shape("Node"));
    const auto scanned = scanXml(entry, tables, fuzz::textOf(data, size));
    if (!scanned)
        return 0;
    const auto document = XmlDocument::parse(response.body);
    fuzz::require(document.ok());
    XmlValueReader reader(tables);
    const auto value = reader.read(entry, document->root());
    fuzz::require(reader.error().empty() && toJson(value) == toJson(*scanned));
    return 0;
}
