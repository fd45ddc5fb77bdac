#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/resource/inferreddefinitions.h"
#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

namespace inferred {

Upward upward(std::string_view source)
{
    if (!source.starts_with("up") || source.size() < 4 || !ascii::isDigit(source[2]) || source[3] != ':')
        return {0, std::string(source)};
    return {static_cast<std::size_t>(source[2] - '0'), std::string(source.substr(4))};
}

std::string withoutTail(std::string_view source)
{
    return std::string(source.ends_with(tailMark) ? source.substr(0, source.size() - tailMark.size())
                                                  : source);
}

std::string_view lastPart(std::string_view path)
{
    const auto dot = path.rfind('.');
    path = dot == std::string_view::npos ? path : path.substr(dot + 1);
    return path.substr(0, path.find('['));
}

std::string targetOf(std::string_view target)
{
    std::string text(target);
    for (auto at = text.find("[]"); at != std::string::npos; at = text.find("[]", at))
        text.replace(at, 2, "[0]");
    return text;
}

namespace {

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

std::string typeName(std::string_view noun, std::string_view title)
{
    std::string name;
    bool begins = true;
    for (const char c : title) {
        name += c == ' ' ? std::string() : std::string(1, begins ? upper(c) : c);
        begins = c == ' ';
    }
    std::vector<std::string> candidates{name};
    if (name.ends_with('s'))
        candidates.push_back(name.substr(0, name.size() - 1));
    if (name.ends_with("es"))
        candidates.push_back(name.substr(0, name.size() - 2));
    if (name.ends_with("ies"))
        candidates.push_back(name.substr(0, name.size() - 3) + "y");
    for (const auto& candidate : candidates) {
        if (nounOf(candidate) == noun)
            return candidate;
    }
    std::string plain(noun);
    if (!plain.empty())
        plain.front() = upper(plain.front());
    return plain;
}

std::string nounOf(std::string_view typeName)
{
    return ascii::lowered(typeName);
}

} // namespace inferred

namespace {

std::string withUp(std::size_t hosts, const std::string& source)
{
    return hosts == 0 ? source : "up" + std::to_string(hosts) + ":" + source;
}

/// The same thing as its host has it.
std::string oneLower(const inferred::Upward& up)
{
    return up.hosts == 0 ? up.source : withUp(up.hosts - 1, up.source);
}

/// Whether two names are one word, in the plural or not.
bool isSameName(std::string_view a, std::string_view b)
{
    return a == b || a == std::string(b) + "s" || b == std::string(a) + "s";
}

void addOnce(std::vector<std::string>& list, std::string text)
{
    if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(std::move(text));
}

/// "item:@key" names the row, which is the key itself.
std::string pathOf(std::string_view source)
{
    const auto path = inferred::withoutTail(source.substr(inferred::itemSource.size()));
    return path == inferred::mapKey ? std::string(inferred::wholeRow) : path;
}

void addItems(std::vector<std::string>& paths, Node with)
{
    for (const auto& [target, source] : with.members()) {
        if (source.text().starts_with(inferred::itemSource))
            addOnce(paths, pathOf(source.text()));
    }
}

} // namespace

InferredRows::InferredRows(Node root, const ServiceModel& model) : m_root(root), m_model(model)
{
    for (const auto& [name, node] : m_root["types"].members()) {
        const std::string type(name);
        collectOwn(name, node);
        for (const auto call : {node["load"], node["tagsFrom"]})
            collectNeeds(type, call["with"]);
        for (const auto* calls : {"details", "actions"}) {
            for (const auto call : node[calls].items())
                collectNeeds(type, call["with"]);
        }
    }
    for (const auto list : m_root["lists"].items()) {
        if (const auto host = list["under"].text(); !host.empty()) {
            addItems(m_known[std::string(host)].own, list["with"]);
            collectNeeds(std::string(host), list["with"]);
        }
    }
    handDown();
}

/// What names a row; without a key, what it is recognised by. What its load is asked with belongs to it.
void InferredRows::collectOwn(std::string_view type, Node node)
{
    constexpr std::size_t mostRecognised = 3;
    auto& own = m_known[std::string(type)].own;
    const auto key = node["key"].text();
    addOnce(own, std::string(key == inferred::mapKey ? inferred::wholeRow : key));
    for (const auto* role : {"id", "arn", "name"}) {
        if (own.empty())
            addOnce(own, std::string(node["roles"][role].text()));
    }
    for (const auto column : node["columns"].items()) {
        const auto kind = column.at(1).text();
        if (key.empty() && own.size() < mostRecognised && kind != "tags" && kind != "time")
            addOnce(own, std::string(column.at(0).text()));
    }
    addItems(own, node["load"]["with"]);
}

void InferredRows::need(const std::string& type, const std::string& source)
{
    addOnce(m_known[type].inherited, source);
}

void InferredRows::collectNeeds(const std::string& type, Node with)
{
    for (const auto& [target, source] : with.members()) {
        const auto text = inferred::withoutTail(source.text());
        if (text.starts_with(inferred::givenSource) || inferred::upward(text).hosts > 0)
            need(type, text);
    }
}

/// What a row needs from further up, each host on the way has to know; what nobody can tell is left out.
void InferredRows::handDown()
{
    for (bool moved = true; moved;) {
        moved = false;
        for (const auto list : m_root["lists"].items())
            moved = handDown(list) || moved;
    }
    auto known = m_known;
    for (auto& [type, what] : known) {
        std::erase_if(what.inherited, [this, &name = type](const std::string& source) {
            std::set<std::string> asked;
            return !canResolve(name, source, asked);
        });
    }
    m_known = std::move(known);
}

/// True when the list's host knows more than before.
bool InferredRows::handDown(Node list)
{
    const std::string host(list["under"].text());
    if (host.empty())
        return false;
    const auto wanted = m_known[std::string(list["type"].text())].inherited;
    auto& known = m_known[host];
    const auto before = known.own.size() + known.inherited.size();
    for (const auto& source : wanted) {
        const auto up = inferred::upward(source);
        if (up.hosts == 1 && up.source.starts_with(inferred::itemSource))
            addOnce(known.own, pathOf(up.source));
        else if (up.hosts > 0 || givenIn(list, source).source.empty())
            need(host, oneLower(up));
    }
    return before != known.own.size() + known.inherited.size();
}

bool InferredRows::canResolve(const std::string& type, const std::string& source,
                              std::set<std::string>& asked) const
{
    if (!asked.insert(type).second)
        return false;
    const auto up = inferred::upward(source);
    for (const auto list : m_root["lists"].items()) {
        if (list["type"].text() != type)
            continue;
        const std::string host(list["under"].text());
        if (up.hosts == 0 ? !givenIn(list, source).source.empty()
                          : up.hosts == 1 && up.source.starts_with(inferred::itemSource) && !host.empty())
            return true;
        if (!host.empty() && canResolve(host, oneLower(up), asked))
            return true;
    }
    return false;
}

/// Where a row of the list has something from, when that is not its host: what the list was asked with, by
/// the same name in singular or plural, else the row's own member of that name.
ResourceReference::Identifier InferredRows::givenIn(Node list, const std::string& source) const
{
    ResourceReference::Identifier identifier;
    const auto name = std::string_view(source).substr(inferred::givenSource.size());
    for (const auto& [target, from] : list["with"].members()) {
        if (!isSameName(inferred::lastPart(target), inferred::lastPart(name)))
            continue;
        identifier.source = "requestParameter";
        identifier.path = inferred::targetOf(target);
        return identifier;
    }
    const auto row = m_model.shape(m_root["types"][list["type"].text()]["shape"].text());
    if (row.type() == ShapeType::Structure && row.hasMember(name)) {
        identifier.source = "item";
        identifier.path = name;
    }
    return identifier;
}

std::string InferredRows::ownName(std::string_view type, const std::string& path) const
{
    if (path != inferred::wholeRow)
        return std::string(inferred::lastPart(path));
    return m_root["types"][type]["key"].text() == inferred::mapKey ? "Name" : "Id";
}

std::string InferredRows::keyOf(std::string_view type) const
{
    const auto known = m_known.find(type);
    return known == m_known.end() || known->second.own.empty() ? std::string() : known->second.own.front();
}

std::vector<IdentifierDefinition> InferredRows::named(std::string_view type) const
{
    std::vector<IdentifierDefinition> result;
    const auto known = m_known.find(type);
    if (known == m_known.end())
        return result;
    const auto add = [&result](std::string name, std::string member) {
        const auto isTaken = [&](const IdentifierDefinition& other) {
            return other.snakeName == snakeCase(name);
        };
        while (std::any_of(result.begin(), result.end(), isTaken))
            name.insert(0, "Parent");
        result.push_back({name, snakeCase(name), std::move(member)});
    };
    for (const auto& path : known->second.own)
        add(ownName(type, path), path == inferred::wholeRow ? std::string() : path);
    for (const auto& source : known->second.inherited) {
        const auto path = inferred::upward(source).source;
        const std::string name(inferred::lastPart(path.substr(path.find(':') + 1)));
        add(name == inferred::wholeRow ? std::string("Id") : name, {});
    }
    return result;
}

std::vector<IdentifierDefinition> InferredRows::identifiers(std::string_view type) const
{
    auto result = named(type);
    std::reverse(result.begin(), result.end());
    return result;
}

std::string InferredRows::identifierOf(std::string_view type, std::string_view source) const
{
    const auto known = m_known.find(type);
    if (known == m_known.end())
        return {};
    const auto& [own, inherited] = known->second;
    const bool isItem = source.starts_with(inferred::itemSource);
    const auto& list = isItem ? own : inherited;
    const auto found =
        std::find(list.begin(), list.end(), isItem ? pathOf(source) : inferred::withoutTail(source));
    if (found == list.end())
        return {};
    const auto place = static_cast<std::size_t>(found - list.begin()) + (isItem ? 0 : own.size());
    return named(type)[place].name;
}

std::vector<ResourceReference::Identifier> InferredRows::sources(Node list) const
{
    std::vector<ResourceReference::Identifier> result;
    const auto type = list["type"].text();
    const auto known = m_known.find(type);
    if (known == m_known.end())
        return result;
    const auto names = named(type);
    std::size_t next = 0;
    for (const auto& path : known->second.own)
        result.push_back({names[next++].name, "item", {}, path});
    const auto host = list["under"].text();
    for (const auto& source : known->second.inherited) {
        const auto up = inferred::upward(source);
        auto identifier = up.hosts == 0 ? givenIn(list, source) : ResourceReference::Identifier();
        if (identifier.source.empty() && !host.empty()) {
            identifier.source = "identifier";
            identifier.name = identifierOf(host, oneLower(up));
        }
        identifier.target = names[next++].name;
        if (identifier.source == "item" || !identifier.path.empty() || !identifier.name.empty())
            result.push_back(std::move(identifier));
    }
    return result;
}

} // namespace inia
