#include "app/cli/shapedescription.h"

#include "core/model/prose.h"

namespace inia::cli {

namespace {

void addTraits(Value& described, const Shape& shape)
{
    for (const auto* name :
         {"enum", "min", "max", "pattern", "timestampFormat", "location", "locationName"}) {
        if (const auto trait = shape.trait(name))
            described.insert(name, trait.toValue());
    }
    for (const auto* name : {"sensitive", "deprecated", "streaming", "eventstream", "document", "union",
                             "idempotencyToken", "jsonvalue"}) {
        if (shape.flag(name))
            described.insert(name, true);
    }
}

} // namespace

std::string proseOf(Node node)
{
    return plainText(node["documentation"].text());
}

Value ShapeDescription::describe(const Shape& shape, const std::string& place, Node memberProse)
{
    Value described = Value::map({{"shape", shape.name()}, {"type", shape.typeName()}});
    const Node own = m_documentation[shape.name()];
    if (auto text = proseOf(memberProse ? memberProse : own); !text.empty())
        described.insert("documentation", std::move(text));
    addTraits(described, shape);
    const auto type = shape.type();
    if (type != ShapeType::Structure && type != ShapeType::List && type != ShapeType::Map)
        return described;
    const auto [told, isFirst] = m_places.try_emplace(std::string(shape.name()), place);
    if (!isFirst) {
        described.insert("see", told->second);
        return described;
    }
    if (type == ShapeType::Structure) {
        addMembers(described, shape, place);
    } else if (type == ShapeType::List) {
        described.insert("member", describe(shape.element(), place + "[]", own["member"]));
    } else {
        described.insert("key", describe(shape.key(), place + "{key}", own["key"]));
        described.insert("value", describe(shape.value(), place + "{}", own["value"]));
    }
    return described;
}

void ShapeDescription::addMembers(Value& described, const Shape& shape, const std::string& place)
{
    Value required = Value::emptyList();
    for (const auto name : shape.required().items())
        required.append(name.text());
    described.insert("required", required);
    const Node prose = m_documentation[shape.name()]["members"];
    Value members = Value::emptyMap();
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const std::string name(member.name);
        members.insert(name, describe(member.shape, place.empty() ? name : place + "." + name, prose[name]));
    }
    described.insert("members", members);
}

} // namespace inia::cli
