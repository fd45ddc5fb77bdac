#include "core/explorer/definitions.h"

#include "core/jmespath/jsontext.h"
#include "core/model/document.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>

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

namespace {

constexpr std::int64_t usualPage = 100;
constexpr std::int64_t usualPeriod = 300; // seconds: what CloudWatch keeps for two weeks and longer

template <typename Texts>
bool has(const Texts& texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [text](std::string_view ending) { return text.ends_with(ending); });
}

std::optional<Source> ofStructure(const Parameter& parameter, const std::string& flat)
{
    static const WordSet narrowing{"filter",         "filters",          "criteria",
                                   "filtercriteria", "searchexpression", "searchcriteria"};
    if (narrowing.contains(flat) && !parameter.isUnion && parameter.shape.required().size() == 0)
        return constantSource(Value::emptyMap());
    return std::nullopt;
}

std::optional<Source> ofList(const Parameter& parameter, std::string_view flat)
{
    if (endsWithAny(flat, {"filter", "filters", "criteria", "sort", "order"}) &&
        parameter.shape.target()["min"].toInt() == 0)
        return constantSource(Value::emptyList());
    return std::nullopt;
}

Source ofEnum(const Rules& rules, const Parameter& parameter)
{
    std::vector<std::string> values;
    for (const auto value : parameter.values) {
        if (!value.empty())
            values.emplace_back(value);
    }
    if (values.size() == 1)
        return constantSource(values.front());
    const auto regions = std::count_if(values.begin(), values.end(), [&rules](const std::string& value) {
        return found(rules.regionValue, value);
    });
    if (static_cast<std::size_t>(regions) * 2 > values.size())
        return contextSource(Source::Kind::Region);
    if (!parameter.isList)
        return fanSource(std::move(values));
    if (parameter.most && static_cast<std::size_t>(*parameter.most) < values.size())
        values.resize(static_cast<std::size_t>(*parameter.most));
    return constantSource(textsValue(values));
}

std::optional<Source> ofInteger(const Rules& rules, const Parameter& parameter, const std::string& flat)
{
    const auto least = parameter.least.value_or(0);
    if (rules.sizes.contains(flat) || flat.starts_with("max"))
        return constantSource(std::max(std::min(usualPage, parameter.most.value_or(usualPage)), least));
    if (has(rules.fromTime, flat))
        return contextSource(Source::Kind::TimeFrom);
    if (has(rules.toTime, flat))
        return contextSource(Source::Kind::TimeTo);
    if (flat.ends_with("offset") && least == 0)
        return constantSource(0);
    if (flat == "period" && parameter.docs->text().contains(QStringLiteral("second")))
        return constantSource(std::max(usualPeriod, least));
    return std::nullopt;
}

Source ofTimestamp(const Rules& rules, const std::string& flat)
{
    const bool isFrom = has(rules.fromTime, flat) || endsWithAny(flat, {"from", "begin", "since"}) ||
                        flat.find("start") != std::string::npos;
    return contextSource(isFrom ? Source::Kind::TimeFrom : Source::Kind::TimeTo);
}

/// Whether the structure around a parameter is about a time.
bool standsInPeriod(const Parameter& parameter)
{
    static const QRegularExpression period(QStringLiteral("period|range|window|interval|time|date"));
    const std::string_view path = parameter.path;
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos)
        return false;
    const auto before = dot == 0 ? std::string_view::npos : path.rfind('.', dot - 1);
    const auto start = before == std::string_view::npos ? 0 : before + 1;
    return found(period, ascii::lowered(path.substr(start, dot - start)));
}

std::optional<Source> ofText(const Rules& rules, const Parameter& parameter, const std::string& flat,
                             bool listsAccounts)
{
    static const QRegularExpression fixed(QStringLiteral("[Ff]ixed value:? (\\w+)"));
    if (rules.account.contains(flat) && !listsAccounts && !parameter.isList)
        return contextSource(Source::Kind::Account);
    if (rules.region.contains(flat))
        return contextSource(Source::Kind::Region);
    if (const auto locale = rules.locale.find(flat); locale != rules.locale.end())
        return constantSource(locale->second);
    if (rules.tokens.contains(flat))
        return std::nullopt;
    const bool isFrom = has(rules.fromTime, flat);
    if (isFrom || has(rules.toTime, flat)) {
        if (flat.find("date") != std::string::npos || flat.find("time") != std::string::npos ||
            standsInPeriod(parameter))
            return contextSource(isFrom ? Source::Kind::TimeFrom : Source::Kind::TimeTo);
    }
    if (const auto match = fixed.match(parameter.docs->text()); match.hasMatch())
        return constantSource(match.captured(1).toStdString());
    if (!parameter.docs->values().empty())
        return fanSource(parameter.docs->values());
    return std::nullopt;
}

} // namespace

Value textsValue(const std::vector<std::string>& texts)
{
    Value result = Value::emptyList();
    for (const auto& text : texts)
        result.append(text);
    return result;
}

Source contextSource(Source::Kind kind)
{
    Source source;
    source.kind = kind;
    source.needsNothing = true;
    return source;
}

Source constantSource(Value value)
{
    Source source = contextSource(Source::Kind::Constant);
    source.value = std::move(value);
    return source;
}

Source fanSource(std::vector<std::string> values)
{
    Source source = contextSource(Source::Kind::Fan);
    source.values = std::move(values);
    return source;
}

std::optional<Source> contextOf(const Rules& rules, const Parameter& parameter, bool listsAccounts)
{
    const auto flat = rules.wording.flat(parameter.name);
    if (parameter.isToken)
        return contextSource(Source::Kind::Token);
    if (parameter.type == "structure")
        return ofStructure(parameter, flat);
    if (parameter.type == "map")
        return std::nullopt;
    if (parameter.isList && parameter.type == "list")
        return ofList(parameter, flat);
    if (parameter.isEnum())
        return ofEnum(rules, parameter);
    if (parameter.type == "integer" || parameter.type == "long")
        return ofInteger(rules, parameter, flat);
    if (parameter.type == "boolean")
        return constantSource(false);
    if (parameter.type == "timestamp")
        return ofTimestamp(rules, flat);
    if (parameter.isText())
        return ofText(rules, parameter, flat, listsAccounts);
    return std::nullopt;
}

Result<Source> readSource(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, Source::Kind>, 4> ofItems{
        {{"item", Source::Kind::Item},
         {"loaded", Source::Kind::Loaded},
         {"each", Source::Kind::Each},
         {"given", Source::Kind::Given}}};
    static constexpr std::array<std::pair<std::string_view, Source::Kind>, 5> ofNothing{
        {{"account:", Source::Kind::Account},
         {"region:", Source::Kind::Region},
         {"time:from", Source::Kind::TimeFrom},
         {"time:to", Source::Kind::TimeTo},
         {"token:", Source::Kind::Token}}};
    for (const auto& [name, kind] : ofNothing) {
        if (text == name)
            return contextSource(kind);
    }
    const auto whole = text;
    Source source;
    if (text.starts_with("up") && text.size() > 3 && ascii::isDigit(text[2]) && text[3] == ':') {
        source.up = text[2] - '0';
        text.remove_prefix(4);
    }
    const auto colon = std::min(text.find(':'), text.size());
    const auto kind = text.substr(0, colon);
    auto rest = text.substr(std::min(colon + 1, text.size()));
    if (kind == "const" || (kind == "enum" && !rest.empty())) {
        const auto document = Document::fromJson(rest, "a source");
        if (!document)
            return document.error();
        if (kind == "const")
            return constantSource((*document)->root().toValue());
        std::vector<std::string> values;
        for (const auto item : (*document)->root().items())
            values.emplace_back(item.text());
        return fanSource(std::move(values));
    }
    if (kind == "enum")
        return fanSource({});
    for (const auto& [name, itemKind] : ofItems) {
        if (kind != name || rest.empty())
            continue;
        source.kind = itemKind;
        if (const auto either = rest.find("||"); either != std::string_view::npos) {
            source.alternative = rest.substr(either + 2);
            rest = rest.substr(0, either);
        } else if (rest.ends_with("|tail")) {
            source.isTail = true;
            rest.remove_suffix(5);
        }
        source.path = rest;
        return source;
    }
    return makeError(ErrorKind::Model, "UnknownSource", "no source is written \"" + std::string(whole) + '"');
}

std::string sourceText(const Source& source, const Parameter& parameter)
{
    const auto ofRow = [&source](std::string_view kind) {
        std::string text = source.up > 0 ? "up" + std::to_string(source.up) + ':' : std::string();
        text += std::string(kind) + ':' + source.path;
        if (!source.alternative.empty())
            text += "||" + source.alternative;
        return source.isTail ? text + "|tail" : text;
    };
    switch (source.kind) {
    case Source::Kind::Item:
        return ofRow("item");
    case Source::Kind::Loaded:
        return ofRow("loaded");
    case Source::Kind::Each:
        return ofRow("each");
    case Source::Kind::Given:
        return ofRow("given");
    case Source::Kind::Constant:
        return "const:" + jmespath::jsonText(source.value);
    case Source::Kind::Fan:
        return parameter.isEnum() ? "enum:" : "enum:" + jmespath::jsonText(textsValue(source.values));
    case Source::Kind::Account:
        return "account:";
    case Source::Kind::Region:
        return "region:";
    case Source::Kind::TimeFrom:
        return "time:from";
    case Source::Kind::TimeTo:
        return "time:to";
    case Source::Kind::Token:
        return "token:";
    }
    return {};
}

} // namespace inia::explorer
