#include "core/protocol/jsonwriter.h"
#include "core/protocol/xmlreader.h"
#include "core/protocol/xmlscanner.h"
#include "tests/fuzz/protocolservice.h"

#include <simdjson.h>

using namespace inia;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ProtocolService service("rest-xml");
    const auto bytes = fuzz::textOf(data, size);
    service.parseAnswers(bytes);
    // The scanner may only ever read what the tree reads.
    if (!simdjson::validate_utf8(bytes.data(), bytes.size()))
        return 0;
    ShapeTables tables;
    const auto entry = ShapeTables::entry(service.model().shape("Node"));
    const QByteArray text(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const auto scanned = scanXml(entry, tables, text);
    if (!scanned)
        return 0;
    const auto document = XmlDocument::parse(text);
    fuzz::require(document.ok());
    XmlValueReader reader(tables);
    const auto value = reader.read(entry, document->root());
    fuzz::require(reader.error().empty() && toJson(value) == toJson(*scanned));
    return 0;
}
