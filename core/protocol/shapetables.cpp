#include "core/protocol/shapetables.h"

#include "core/model/servicemodel.h"

#include <algorithm>

namespace inia {

namespace {

Location locationFromName(std::string_view name)
{
    if (name.empty())
        return Location::Body;
    if (name == "header")
        return Location::Header;
    if (name == "headers")
        return Location::HeaderMap;
    if (name == "statusCode")
        return Location::StatusCode;
    if (name == "uri")
        return Location::Uri;
    return name == "querystring" ? Location::Query : Location::Body;
}

void fillStructure(ShapeTable& table, const Shape& shape)
{
    table.members.reserve(shape.memberCount());
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        table.members.push_back(ShapeTables::entry(member.shape, member.name));
    }
    table.hasPlainElements =
        !table.isUnion && !table.isDocument &&
        std::none_of(table.members.begin(), table.members.end(), [](const ShapeEntry& member) {
            return member.xmlAttribute || !member.otherXmlName.empty();
        });
}

std::unique_ptr<const ShapeTable> makeTable(const ShapeEntry& entry)
{
    auto table = std::make_unique<ShapeTable>();
    table->isUnion = entry.shape.isUnion();
    table->isDocument = entry.shape.isDocument();
    if (entry.type == ShapeType::Structure) {
        fillStructure(*table, entry.shape);
    } else if (entry.type == ShapeType::List) {
        table->element = ShapeTables::entry(entry.shape.element());
    } else if (entry.type == ShapeType::Map) {
        table->key = ShapeTables::entry(entry.shape.key());
        table->value = ShapeTables::entry(entry.shape.value());
    }
    return table;
}

} // namespace

ShapeEntry ShapeTables::entry(const Shape& shape, std::string_view name)
{
    ShapeEntry entry;
    entry.shape = shape;
    entry.type = shape.type();
    entry.name = name;
    const auto locationName = shape.locationName();
    entry.wireName = locationName.empty() ? name : locationName;
    entry.xmlName = entry.wireName;
    entry.location = locationFromName(shape.location());
    entry.flattened = shape.isFlattened();
    entry.xmlAttribute = shape.flag("xmlAttribute");
    if (entry.flattened && entry.type == ShapeType::List) {
        const auto elementName = shape.element().locationName();
        if (!elementName.empty() && elementName != entry.wireName) {
            entry.xmlName = elementName;
            entry.otherXmlName = entry.wireName;
        }
    }
    return entry;
}

ShapeTables& ShapeTables::ofModel(const ServiceModel& model)
{
    return model.kept<ShapeTables>();
}

const ShapeTable& ShapeTables::find(const ShapeEntry& entry)
{
    const std::lock_guard lock(m_mutex);
    auto& table = m_tables[entry.shape.name()];
    if (!table)
        table = makeTable(entry);
    entry.table.set(table.get());
    return *table;
}

} // namespace inia
