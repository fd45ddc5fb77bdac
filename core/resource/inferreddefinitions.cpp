#include "core/resource/inferreddefinitions.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

namespace {

/// "DB cluster snapshots" as a name in code and in a place: "db_cluster_snapshots".
std::string nameOf(std::string_view title)
{
    std::string name;
    for (const char c : title) {
        const char lower = ascii::toLower(c);
        const bool isWord = ascii::isDigit(lower) || (lower >= 'a' && lower <= 'z');
        if (isWord)
            name += lower;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_'))
        name.pop_back();
    return name;
}

/// Whether a list is asked once for all of a row.
bool isOneCall(Node list)
{
    const auto sources = list["with"].members();
    for (const auto& [target, source] : sources) {
        if (inferred::upward(source.text()).source.starts_with("each:"))
            return false;
    }
    return true;
}

Shape shapeAt(Shape shape, std::string_view path)
{
    while (shape.valid() && !path.empty()) {
        const auto dot = path.find('.');
        auto part = path.substr(0, dot);
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
        const auto bracket = part.find('[');
        if (part != inferred::wholeRow)
            shape = shape.member(part.substr(0, bracket));
        if (shape.valid() && bracket != std::string_view::npos)
            shape = shape.type() == ShapeType::Map ? shape.value() : shape.element();
    }
    return shape;
}

/// Whether a member that leads to a type holds what its rows are named by.
bool isKeyOf(std::string_view key, std::string_view member)
{
    const std::string a = ascii::lowered(member);
    const std::string b = ascii::lowered(inferred::lastPart(key));
    const auto alike = [&](std::string_view ending) { return a.ends_with(ending) && b.ends_with(ending); };
    return key == inferred::wholeRow || alike("id") || alike("arn") || alike("name");
}

Value valueOf(std::string_view json)
{
    const auto document = Document::fromJson(json, "definition");
    return document ? (*document)->root().toValue() : Value();
}

} // namespace

InferredDefinitions::InferredDefinitions(Node root, const ServiceModel& model)
    : m_root(root), m_model(model), m_rows(root, model)
{
}

ResourceDefinition InferredDefinitions::read(std::string_view type) const
{
    ResourceDefinition definition;
    definition.service = m_model.name();
    definition.name = type;
    const std::string noun = inferred::nounOf(type);
    if (type == serviceResourceType) {
        addCollections(definition, {});
        for (const auto fact : m_root["facts"].items()) {
            definition.actions.push_back({snakeCase(fact["op"].text()), request(fact, {}), {}, {}});
            definition.actions.back().rule = ActionRule::Read;
        }
        for (const auto& [operation, reason] : m_root["unreachable"].members()) {
            if (definition.whyEmpty.empty())
                definition.whyEmpty = std::string(operation) + ": " + std::string(reason.text());
        }
        return definition;
    }
    const auto node = m_root["types"][noun];
    definition.shape = node["shape"].text();
    definition.loadRule = LoadRule::Merged;
    definition.loadRequest = request(node["load"], noun);
    const auto at = node["load"]["at"].text();
    definition.loadPath = at == inferred::wholeRow ? std::string_view() : at;
    if (const auto fillIn = node["fillIn"]) {
        constexpr std::int64_t usually = 5;
        definition.completion = {request(fillIn, noun), std::string(fillIn["items"].text()),
                                 static_cast<std::size_t>(fillIn["atOnce"].toInt(usually))};
    }
    definition.identifiers = m_rows.identifiers(noun);
    definition.namePath = node["roles"]["name"].text();
    for (const auto column : node["columns"].items()) {
        definition.columns.push_back({std::string(column.at(0).text()), std::string(column.at(1).text()),
                                      std::string(column.at(2).text())});
    }
    addAttributes(definition, node);
    addReferences(definition, node);
    addCollections(definition, noun);
    addActions(definition, node);
    return definition;
}

/// Members of the row, then those that only loading brings.
void InferredDefinitions::addAttributes(ResourceDefinition& definition, Node type) const
{
    std::vector<Shape> shapes{m_model.shape(definition.shape)};
    if (const auto load = type["load"])
        shapes.push_back(shapeAt(m_model.operation(load["op"].text()).output(), load["at"].text()));
    if (shapes.front().type() != ShapeType::Structure && shapes.size() > 1)
        definition.shape = shapes.back().name();
    std::set<std::string> taken;
    for (const auto& identifier : definition.identifiers)
        taken.insert(identifier.snakeName);
    for (const auto& shape : shapes) {
        for (std::uint32_t i = 0; shape.type() == ShapeType::Structure && i < shape.memberCount(); ++i) {
            const auto member = shape.memberAt(i).name;
            const auto name = snakeCase(member);
            if (taken.insert(name).second)
                definition.attributes.push_back({name, std::string(member), {}});
        }
    }
}

RequestDefinition::Param InferredDefinitions::param(std::string_view operation, std::string_view target,
                                                    std::string_view source, std::string_view type) const
{
    RequestDefinition::Param param;
    param.target = inferred::targetOf(target);
    param.optional = true;
    param.tail = source.ends_with(inferred::tailMark);
    const auto text = inferred::withoutTail(source);
    const auto colon = text.find(':');
    const auto word = text.substr(0, colon);
    const auto rest = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const auto identifier = m_rows.identifierOf(type, source);
    if (!identifier.empty()) {
        param.source = "identifier";
        param.name = identifier;
    } else if (word == "item" || word == "loaded") {
        param.source = "data";
        param.path = rest;
    } else if (word == "const") {
        param.source = "string";
        param.value = valueOf(rest);
        if (param.value.isList() && target.ends_with("[]")) // all of its items
            param.target = inferred::targetOf(target.substr(0, target.size() - 2));
    } else {
        param.source = word; // account, region, time, token, enum
        param.path = rest;
        if (word == "time") {
            const auto member = shapeAt(m_model.operation(operation).input(), target);
            const bool isText = member.type() == ShapeType::Text;
            const bool isDate =
                isText && ascii::lowered(inferred::lastPart(target)).find("date") != std::string::npos;
            param.name = member.type() == ShapeType::Time ? "timestamp"
                         : isDate                         ? "date"
                         : isText                         ? "rfc3339"
                                                          : "seconds";
        }
    }
    return param;
}

RequestDefinition InferredDefinitions::request(Node call, std::string_view type) const
{
    RequestDefinition request;
    request.operation = call["op"].text();
    for (const auto& [target, source] : call["with"].members()) {
        auto made = param(request.operation, target, source.text(), type);
        // A token is made by the client; what each element of a list would need is asked of the person.
        if (made.source != "token" && made.source != "each" && made.source != "enum")
            request.params.push_back(std::move(made));
    }
    return request;
}

/// A list that is asked once for each value of an enumeration is as many collections; none where nobody would
/// find the one that is meant.
std::vector<RequestDefinition> InferredDefinitions::requests(Node list, std::string_view type) const
{
    constexpr std::size_t mostCollections = 1000;
    std::vector<RequestDefinition> all{request(list, type)};
    const auto input = m_model.operation(list["op"].text()).input();
    for (const auto& [target, source] : list["with"].members()) {
        if (!source.text().starts_with("enum:"))
            continue;
        Value values = valueOf(source.text().substr(5));
        if (!values.isList())
            values = shapeAt(input, target).trait("enum").toValue();
        if (values.size() == 0)
            continue;
        if (all.size() * values.size() > mostCollections)
            return {}; // asked for in the API console, where one says which
        std::vector<RequestDefinition> next;
        for (const auto& before : all) {
            for (const auto& value : values.items()) {
                next.push_back(before);
                RequestDefinition::Param param;
                param.target = inferred::targetOf(target);
                param.source = "string";
                param.value = value;
                param.choice = true;
                next.back().params.push_back(std::move(param));
            }
        }
        all = std::move(next);
    }
    return all;
}

/// JMESPath of the rows; the rows of a map are its values, or its keys where those name them.
std::string InferredDefinitions::itemsPath(Node list) const
{
    const std::string path(list["items"].text());
    if (shapeAt(m_model.operation(list["op"].text()).output(), path).type() != ShapeType::Map ||
        path.ends_with(']'))
        return path;
    const bool byKey = m_root["types"][list["type"].text()]["key"].text() == inferred::mapKey;
    return (byKey ? "keys(" : "values(") + path + ")";
}

void InferredDefinitions::addCollections(ResourceDefinition& definition, std::string_view host) const
{
    std::set<std::string> taken;
    std::map<std::string, std::vector<std::string>> names; // by type
    for (const auto list : m_root["lists"].items()) {
        const auto type = m_root["types"][list["type"].text()];
        if (list["under"].text() != host || !isOneCall(list) || type.contains("borrowed"))
            continue;
        for (auto& request : requests(list, host)) {
            std::string name = nameOf(type["title"].text());
            if (name.empty())
                name = list["type"].text();
            for (const auto& param : request.params) {
                if (param.choice)
                    name += "_" + nameOf(param.value.text());
            }
            if (!taken.insert(name).second) {
                name += "_" + snakeCase(request.operation);
                if (!taken.insert(name).second)
                    continue; // the same list of the same items once more
            }
            names[std::string(list["type"].text())].push_back(name);
            ResourceReference reference{inferred::typeName(list["type"].text(), type["title"].text()),
                                        itemsPath(list), m_rows.sources(list)};
            definition.collections.push_back({name, std::move(request), std::move(reference)});
        }
    }
    for (const auto first : m_root["first"].items()) {
        const auto& found = names[std::string(first.text())];
        if (host.empty())
            definition.foremost.insert(definition.foremost.end(), found.begin(), found.end());
    }
}

void InferredDefinitions::addActions(ResourceDefinition& definition, Node type) const
{
    std::set<std::string> taken;
    const auto add = [&](Node call, ActionRule rule) {
        auto name = snakeCase(call["op"].text());
        if (!name.empty() && taken.insert(name).second) {
            definition.actions.push_back(
                {std::move(name), request(call, inferred::nounOf(definition.name)), {}, {}});
            definition.actions.back().rule = rule;
        }
    };
    for (const auto action : type["actions"].items())
        add(action, action["effect"].text() == "read" ? ActionRule::Read : ActionRule::Modelled);
    for (const auto detail : type["details"].items())
        add(detail, ActionRule::Read);
    if (const auto tags = type["tagsFrom"])
        add(tags, ActionRule::Read);
}

/// Members that hold what a type of the same service is called by; where it goes by another name than the
/// member, nobody knows what to ask for.
void InferredDefinitions::addReferences(ResourceDefinition& definition, Node type) const
{
    for (const auto& [path, target] : type["links"].members()) {
        const std::string prefix = definition.service + ":";
        if (!target.text().starts_with(prefix) || path.find('[') != std::string_view::npos)
            continue;
        const std::string linked(target.text().substr(prefix.size()));
        const auto identifiers = m_rows.identifiers(linked);
        if (identifiers.size() != 1 || !isKeyOf(m_rows.keyOf(linked), inferred::lastPart(path)))
            continue;
        ResourceReference reference{inferred::typeName(linked, m_root["types"][linked]["title"].text()),
                                    {},
                                    {{identifiers.front().name, "data", {}, std::string(path)}}};
        definition.references.push_back({snakeCase(inferred::lastPart(path)), std::move(reference)});
    }
}

} // namespace inia
