#include "core/explorer/definitions.h"

#include "core/model/document.h"

#include <algorithm>

namespace inia::explorer {

namespace {

constexpr std::int64_t knownVersion = 1;

/// Reads entries of one file and collects what is wrong with them.
class EntryReader final {
public:
    EntryReader(std::string file, std::vector<std::string>& problems)
        : m_file(std::move(file)), m_problems(problems)
    {
    }

    void complain(const std::string& what) { m_problems.push_back(m_file + ": " + what); }

    Definitions::Texts texts(Node node, const std::string& place)
    {
        Definitions::Texts result;
        if (!node.isList())
            complain(place + " is no list");
        for (const auto item : node.items()) {
            if (item.isText())
                result.emplace_back(item.text());
            else
                complain(place + " holds something that is no text");
        }
        return result;
    }
    std::string text(Node node, const std::string& place)
    {
        if (!node.isText())
            complain(place + " is no text");
        return std::string(node.text());
    }
    Value ofKind(Node node, Node::Kind kind, const std::string& place)
    {
        if (node.kind() == kind)
            return node.toValue();
        complain(place + (kind == Node::Kind::Map ? " is no object" : " is no list"));
        return {};
    }
    Definitions::Sources sources(Node node, const std::string& place)
    {
        Definitions::Sources result;
        if (!node.isMap())
            complain(place + " is no object");
        for (const auto& [path, source] : node.members()) {
            if (source.isText())
                result.emplace_back(path, source.text());
            else
                complain(place + '.' + std::string(path) + " is no text");
        }
        return result;
    }

private:
    std::string m_file;
    std::vector<std::string>& m_problems;
};

Definitions::Type readType(EntryReader& reader, Node node, const std::string& noun)
{
    static const WordSet plainTexts{"title", "plural", "arn", "console", "icon", "note"};
    Definitions::Type type;
    for (const auto& [name, value] : node.members()) {
        const std::string place = "types." + noun + '.' + std::string(name);
        if (name == "aliases")
            type.aliases = reader.texts(value, place);
        else if (name == "knownAs")
            type.knownAs = reader.texts(value, place);
        else if (name == "hide")
            type.hide = reader.texts(value, place);
        else if (name == "common")
            type.common = reader.texts(value, place);
        else if (name == "key")
            type.key = reader.text(value, place);
        else if (name == "columns")
            type.columns = reader.ofKind(value, Node::Kind::List, place);
        else if (name == "roles")
            type.roles = reader.ofKind(value, Node::Kind::Map, place);
        else if (name == "health")
            type.health = reader.ofKind(value, Node::Kind::Map, place);
        else if (name == "links")
            type.links = reader.ofKind(value, Node::Kind::Map, place);
        else if (name == "when")
            type.when = reader.ofKind(value, Node::Kind::Map, place);
        else if (plainTexts.contains(name))
            type.texts.emplace_back(name, reader.text(value, place));
        else
            reader.complain("unknown key " + place);
    }
    return type;
}

std::vector<Definitions::Link> readLinks(EntryReader& reader, Node list)
{
    std::vector<Definitions::Link> result;
    for (const auto entry : list.items()) {
        Definitions::Link link;
        link.operation = reader.text(entry["op"], "links.op");
        link.under = entry["under"].text();
        link.isEarly = entry["early"].toBool();
        const std::string place = "links." + link.operation;
        if (entry.contains("with"))
            link.with = reader.sources(entry["with"], place + ".with");
        for (const auto& [name, value] : entry.members()) {
            if (name != "op" && name != "under" && name != "early" && name != "with")
                reader.complain("unknown key " + place + '.' + std::string(name));
        }
        if (!link.operation.empty())
            result.push_back(std::move(link));
    }
    return result;
}

void readEntry(EntryReader& reader, Definitions& definitions, std::string_view name, Node value)
{
    const std::string place(name);
    if (name == "version" || name == "service") {
        return;
    } else if (name == "first") {
        definitions.first = reader.texts(value, place);
    } else if (name == "hide") {
        definitions.hide = reader.texts(value, place);
    } else if (name == "noRoot") {
        definitions.noRoot = reader.texts(value, place);
    } else if (name == "note") {
        definitions.note = reader.text(value, place);
    } else if (name == "links") {
        definitions.links = readLinks(reader, value);
    } else if (name == "context") {
        for (const auto& [parameter, constant] : value.members())
            definitions.context.emplace(parameter, constant.toValue());
    } else if (name == "drop") {
        for (const auto& [operation, types] : value.members())
            definitions.drop.emplace_back(operation, reader.texts(types, "drop." + std::string(operation)));
    } else if (name == "give") {
        for (const auto& [operation, sources] : value.members())
            definitions.give.emplace_back(operation,
                                          reader.sources(sources, "give." + std::string(operation)));
    } else if (name == "types") {
        for (const auto& [noun, type] : value.members())
            definitions.types.emplace(noun, readType(reader, type, std::string(noun)));
    } else {
        reader.complain("unknown key " + place);
    }
}

} // namespace

const Definitions::Type& Definitions::type(std::string_view noun) const
{
    static const Type nothing;
    const auto told = types.find(noun);
    return told == types.end() ? nothing : told->second;
}

bool Definitions::isNoRoot(std::string_view operation) const
{
    return std::find(noRoot.begin(), noRoot.end(), operation) != noRoot.end();
}

Result<Definitions> Definitions::read(std::string_view json, std::string_view service,
                                      std::vector<std::string>& problems)
{
    const std::string file = "definitions/" + std::string(service) + ".json";
    const auto document = Document::fromJson(json, file);
    if (!document)
        return document.error();
    const Node root = (*document)->root();
    const auto refuse = [&file](const std::string& why) {
        return makeError(ErrorKind::Model, "BrokenDefinitions", file + why);
    };
    if (!root.isMap())
        return refuse(" is no object");
    if (root["version"].toInt() != knownVersion)
        return refuse(" is of version " + std::to_string(root["version"].toInt()) +
                      ", and only version 1 is known");
    if (root["service"].text() != service)
        return refuse(" is for " + std::string(root["service"].text(std::string_view("no service"))));
    Definitions definitions;
    EntryReader reader(file, problems);
    for (const auto& [name, value] : root.members())
        readEntry(reader, definitions, name, value);
    return definitions;
}

} // namespace inia::explorer
