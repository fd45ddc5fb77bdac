#include "core/model/servicemodel.h"
#include "core/protocol/protocol.h"
#include "tests/fuzz/fuzztarget.h"

using namespace inia;

namespace {

/// A service with every kind of shape, some of them recursive.
const ServiceModel& model()
{
    static const ServiceModel model("fuzz", Document::fromJson(R"({"metadata": {"protocol": "rest-json"},
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
    const auto& parser = protocolByName("rest-json")->parser;
    for (const int status : {200, 400, 503}) {
        response.status = status;
        const auto parsed = parser.parse(model().operation("Get"), response);
        fuzz::require(!parsed || parsed->error.has_value() == (status >= 300));
        fuzz::require(status == 200 || parsed.ok());
    }
    return 0;
}
