#include "core/explorer/columns.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace inia::explorer {

namespace {

bool isAmong(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view healthOfWord(const Rules& rules, std::string_view word)
{
    const auto entry = rules.health.find(word);
    return entry == rules.health.end() ? std::string_view() : std::string_view(entry->second);
}

/// A state of several words, by what they are: failed at any place, in progress or complete at the end.
std::string_view healthOfWords(const Rules& rules, const Words& words)
{
    const auto has = [&words](std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (has("failed") || has("error") || has("failure") || has("unhealthy") ||
        (has("rollback") && has("complete")) || has("impaired") || has("invalid"))
        return "bad";
    const auto& first = words.front();
    const auto& last = words.back();
    const auto whole = joined(words, "_");
    if (whole.ends_with("in_progress") || whole.ends_with("pending") ||
        isAmong(first, {"pending", "awaiting", "waiting"}))
        return isAmong(first, {"delete", "deleting", "stop", "rollback"}) ? "changing" : "coming";
    if (whole.ends_with("complete") || whole.ends_with("completed") || whole.ends_with("succeeded") ||
        whole.ends_with("successful"))
        return isAmong(first, {"delete", "terminate"}) ? "gone" : "good";
    if (words.size() > 1 && isAmong(last, {"deleted", "terminated"}))
        return "gone";
    if (words.size() > 1 && isAmong(first, {"not", "non", "un", "no"}))
        return "off";
    const auto byLast = healthOfWord(rules, last);
    return byLast.empty() ? healthOfWord(rules, first) : byLast;
}

} // namespace

std::string_view healthOf(const Rules& rules, std::string_view state)
{
    const QString value = toQString(state).toLower().replace(u'-', u'_');
    const auto whole = value.toStdString();
    if (const auto known = healthOfWord(rules, whole); !known.empty())
        return known;
    if (const auto known = healthOfWord(rules, QString(value).remove(u'_').toStdString()); !known.empty())
        return known;
    Words words;
    if (value.contains(u'_')) {
        for (const auto& word : value.split(u'_', Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
    } else {
        words = rules.wording.split(state);
    }
    return words.empty() ? std::string_view() : healthOfWords(rules, words);
}

std::string_view unitOf(const Rules& rules, std::string_view name, std::string_view type,
                        const QString& documentation)
{
    static const QRegularExpression time(QStringLiteral("(time|timestamp|date|at)$"));
    static const QRegularExpression epoch(QStringLiteral("epoch|since (?:Jan|January|1970)|Unix"));
    static const QRegularExpression countless(
        QStringLiteral("(count|number|total|max|min|port|priority|version|quantity|index|id)$"));
    static const QRegularExpression measured(
        QStringLiteral("size|storage|memory|duration|timeout|period|age"));
    if (!isAmong(type, {"integer", "long", "float", "double"}))
        return {};
    const QString flat = toQString(rules.wording.flat(name));
    for (const auto& unit : rules.unitsByName) {
        if (unit.expression.match(flat).hasMatch())
            return unit.name;
    }
    if (time.match(flat).hasMatch() && epoch.match(documentation).hasMatch())
        return documentation.contains(QStringLiteral("millisecond")) ? "epoch ms" : "epoch s";
    if (documentation.isEmpty() || (countless.match(flat).hasMatch() && !measured.match(flat).hasMatch()))
        return {};
    const QString first = documentation.left(documentation.indexOf(QStringLiteral(". "))) + u'.';
    for (const auto& unit : rules.unitsByDocumentation) {
        if (unit.expression.match(first).hasMatch())
            return unit.name;
    }
    return {};
}

namespace {

constexpr int farthestPosition = 20;

bool endsWithAnyOf(std::string_view text, std::initializer_list<std::string_view> endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [text](std::string_view ending) { return text.ends_with(ending); });
}

/// Never shown without being asked for.
bool isHidden(const Rules& rules, const Member& member)
{
    static const QRegularExpression secret(QStringLiteral("password|secret(?!.*arn)|credential"));
    return member.shape.target()["sensitive"].toBool() || member.shape.reference()["sensitive"].toBool() ||
           found(secret, member.flat) || found(rules.never, member.flat) ||
           (!member.owner.empty() && found(rules.passing, member.ownerFlat));
}

bool isOwnType(const Rules& rules, const ItemType& type, const std::string& flat)
{
    const auto stem = toQString(flat).remove(rules.type).toStdString();
    return stem.empty() || type.goesBy(stem) ||
           isAmong(flat, {"engine", "runtime", "platform", "protocol", "instancetype", "instanceclass",
                          "nodetype", "storageclass", "class", "kind", "type"});
}

struct Worth {
    std::string_view score; ///< its name in the rules
    std::string_view kind;
};

Worth worthOfRole(const Roles& roles, const Member& member)
{
    if (&member == roles.name)
        return {"name", "name"};
    if (&member == roles.state)
        return {"state", "state"};
    if (&member == roles.id)
        return {"id", "id"};
    if (&member == roles.arn)
        return {!roles.id && !roles.name ? "arnWhereNeitherNameNorId" : "arnBesidesNameOrId", "arn"};
    if (&member == roles.created)
        return {"created", "time"};
    return {roles.created ? "modified" : "modifiedWithoutCreated", "time"};
}

Worth worthOf(const Rules& rules, const ItemType& type, const Roles& roles, const Member& member)
{
    const auto& flat = member.flat;
    if (roles.holds(member))
        return worthOfRole(roles, member);
    if (member.isText() && found(rules.type, flat)) {
        const bool isOwn = !endsWithAnyOf(flat, {"contenttype", "mimetype"}) && isOwnType(rules, type, flat);
        return {isOwn ? "typeOfTheItem" : "otherType", "text"};
    }
    if (member.isText() && found(rules.zone, flat)) {
        const bool isZone = isAmong(flat, {"availabilityzone", "region", "regionname", "awsregion"});
        return {isZone ? "zone" : "otherPlace", "text"};
    }
    if (member.isNumber() && found(rules.size, flat))
        return {"size", "number"};
    if (found(rules.version, flat))
        return {"version", "text"};
    if (rules.descriptions.contains(flat))
        return {"description", "text"};
    if (isTime(member))
        return {"time", "time"};
    if (member.type == "boolean")
        return {"bool", "bool"};
    if (member.isNumber())
        return {"number", "number"};
    if (member.isEnum())
        return {"enum", "text"};
    if (flat.ends_with("arn"))
        return {"otherArn", "arn"};
    if (endsWithAnyOf(flat, {"id", "identifier"}))
        return {"otherId", "id"};
    if (endsWithAnyOf(flat, {"url", "uri", "endpoint"}))
        return {"address", "text"};
    return {"otherText", "text"};
}

double scoreOf(const Rules& rules, std::string_view name)
{
    constexpr double otherText = 48;
    const auto entry = rules.columnScores.find(name);
    return entry == rules.columnScores.end() ? otherText : entry->second;
}

struct Scored {
    double score = 0;
    Column column;
};

std::vector<Scored> scored(const Rules& rules, const ItemType& type, const Roles& roles,
                           const std::vector<Member>& members)
{
    std::vector<Scored> result;
    for (const auto& member : members) {
        if (isHidden(rules, member))
            continue;
        const auto worth = worthOf(rules, type, roles, member);
        double score = scoreOf(rules, worth.score);
        const bool isNested = member.depth > 0 && !roles.holds(member);
        score += (isNested ? scoreOf(rules, "perNesting") : 0) +
                 std::min(member.order, farthestPosition) * scoreOf(rules, "perPosition");
        const auto unit = unitOf(rules, member.name, member.type, member.docs->text());
        result.push_back(
            {score,
             {member.path, unit.starts_with("epoch") ? "time" : std::string(worth.kind), std::string(unit)}});
    }
    std::stable_sort(result.begin(), result.end(), [](const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score : a.column.path < b.column.path;
    });
    return result;
}

std::vector<Column> chosen(const Rules& rules, const Roles& roles, std::vector<Scored> all)
{
    const auto most = static_cast<std::size_t>(scoreOf(rules, "most"));
    const double least = scoreOf(rules, "least");
    const bool hasTags = !roles.tags.empty();
    std::vector<Column> columns;
    for (auto& [score, column] : all) {
        if (columns.size() == most - (hasTags ? 1 : 0) || score < least)
            break;
        columns.push_back(std::move(column));
    }
    const auto place = [&roles](const Column& column) {
        const auto is = [&column](const Member* member) { return member && member->path == column.path; };
        if (!is(roles.name) && !is(roles.state) && !is(roles.id))
            return 3;
        return column.kind == "name" ? 0 : column.kind == "state" ? 1 : column.kind == "id" ? 2 : 3;
    };
    std::stable_sort(columns.begin(), columns.end(),
                     [&place](const Column& a, const Column& b) { return place(a) < place(b); });
    if (!hasTags)
        return columns;
    if (!roles.name) {
        columns.insert(columns.begin(), {"tag:Name", "name", {}});
        columns.resize(std::min(columns.size(), most - 1));
    }
    columns.push_back({roles.tags, "tags", {}});
    return columns;
}

} // namespace

std::string Layout::role(std::string_view name) const
{
    for (const auto& [role, path] : roles) {
        if (role == name)
            return path;
    }
    return {};
}

Layout layOut(const Rules& rules, const Library& library, const ItemType& type, const Shape& element,
              const std::string& key)
{
    const auto members = membersOf(rules, library, element);
    const Roles roles = rolesOf(rules, type, element, members, key);
    Layout layout;
    const auto add = [&layout](const char* role, const Member* member) {
        if (member)
            layout.roles.emplace_back(role, member->path);
    };
    add("name", roles.name);
    if (!roles.tags.empty())
        layout.roles.emplace_back("tags", roles.tags);
    add("id", roles.id);
    add("arn", roles.arn);
    add("state", roles.state);
    add("created", roles.created);
    add("modified", roles.modified);
    layout.columns = chosen(rules, roles, scored(rules, type, roles, members));
    if (!roles.state)
        return layout;
    for (const auto value : roles.state->shape.target()["enum"].items()) {
        const auto health = healthOf(rules, value.text());
        if (!health.empty())
            layout.health.emplace_back(value.text(), health);
    }
    return layout;
}

namespace {

constexpr double leastStateScore = 55;
constexpr int unranked = 9;

void collect(const Rules& rules, const Library& library, const Shape& element, std::string_view owner,
             std::vector<Member>& found)
{
    const auto& wording = rules.wording;
    for (std::uint32_t i = 0; i < element.memberCount(); ++i) {
        const auto [name, shape] = element.memberAt(i);
        const auto type = shape.typeName();
        if (isAmong(type, {"string", "integer", "long", "float", "double", "boolean", "timestamp"})) {
            Member& member = found.emplace_back();
            member.name = name;
            member.path = owner.empty() ? std::string(name) : std::string(owner) + '.' + std::string(name);
            member.flat = wording.flat(name);
            auto [base, attribute] = wording.stripAttribute(wording.split(name), rules.strongAttributes);
            member.attribute = std::move(attribute);
            member.noun = wording.noun(base);
            member.type = type;
            member.shape = shape;
            const auto own = shape.reference()["documentation"].text();
            member.docs = &library.of(own.empty() ? shape.target()["documentation"].text() : own);
            member.order = static_cast<int>(i);
            member.depth = owner.empty() ? 0 : 1;
            member.owner = owner;
            member.ownerFlat = wording.flat(owner);
            member.ownerNoun = wording.nounOf(owner);
        } else if (shape.type() == ShapeType::Structure && owner.empty()) {
            collect(rules, library, shape, name, found);
        }
    }
}

/// The type's own nouns, and none at all.
bool isOwnNoun(const ItemType& type, std::string_view noun)
{
    return noun.empty() || type.goesBy(noun);
}

const Member* nameOf(const ItemType& type, const Shape& element, const std::vector<Member>& members)
{
    const Member* best = nullptr;
    std::tuple<int, int, int> bestRank;
    for (const auto& member : members) {
        if (member.depth > 0 && !type.goesBy(member.ownerNoun) && element.memberCount() > 3)
            continue;
        const bool isTitle =
            isAmong(member.flat, {"displayname", "title", "friendlyname", "label"}) && member.depth == 0;
        if (!member.isText() || !((member.attribute == "name" && isOwnNoun(type, member.noun)) || isTitle))
            continue;
        const int kind = type.goesBy(member.noun)       ? 0
                         : member.flat == "name"        ? 1
                         : member.flat == "displayname" ? 2
                                                        : 3;
        const std::tuple rank{member.depth, kind, member.order};
        if (!best || rank < bestRank) {
            best = &member;
            bestRank = rank;
        }
    }
    return best;
}

const Member* arnOf(const ItemType& type, const std::vector<Member>& members)
{
    const Member* best = nullptr;
    std::tuple<int, bool, int> bestRank;
    for (const auto& member : members) {
        if ((member.depth > 0 && !type.goesBy(member.ownerNoun)) || member.attribute != "arn" ||
            !member.isText() || !(isOwnNoun(type, member.noun) || member.noun == "resource"))
            continue;
        const std::tuple rank{member.depth, !type.goesBy(member.noun), member.order};
        if (!best || rank < bestRank) {
            best = &member;
            bestRank = rank;
        }
    }
    return best;
}

std::string tagsOf(const Rules& rules, const Shape& element)
{
    for (std::uint32_t i = 0; i < element.memberCount(); ++i) {
        const auto [name, shape] = element.memberAt(i);
        if (!isAmong(rules.wording.flat(name), {"tags", "taglist", "tagset", "resourcetags", "tag"}))
            continue;
        if (shape.type() == ShapeType::Map ||
            (shape.type() == ShapeType::List && shape.element().type() == ShapeType::Structure))
            return std::string(name);
    }
    return {};
}

bool isState(const Rules& rules, std::string_view name)
{
    return found(rules.state, name);
}

std::string withoutState(const Rules& rules, const std::string& name)
{
    return toQString(name).remove(rules.state).toStdString();
}

bool isSwitch(const Member& member)
{
    for (const auto value : member.shape.target()["enum"].items()) {
        const auto word = toQString(value.text()).toLower().toStdString();
        if (!isAmong(word, {"enabled", "disabled", "on", "off", "true", "false"}))
            return false;
    }
    return member.isEnum();
}

bool hasHealth(const Rules& rules, const Member& member)
{
    for (const auto value : member.shape.target()["enum"].items()) {
        if (!healthOf(rules, value.text()).empty())
            return true;
    }
    return false;
}

/// How well a member says how an item is doing; nothing when it does not.
std::optional<double> stateScore(const Rules& rules, const ItemType& type, const Member& member)
{
    const auto& base = member.flat;
    const auto& owner = member.ownerFlat;
    const bool isInner = member.depth > 0;
    if (!member.isText())
        return std::nullopt;
    if (isInner && !(isState(rules, owner) && isAmong(base, {"name", "code", "value", "status", "state"})) &&
        !(isState(rules, base) && !found(rules.stateNot, base)))
        return std::nullopt;
    const auto& name = isInner && isAmong(base, {"name", "code", "value"}) ? owner : base;
    if (!isState(rules, name) || found(rules.stateNot, withoutState(rules, name)))
        return std::nullopt;
    auto stem = withoutState(rules, name);
    if (isAmong(stem, {"last", "current", "overall"}))
        stem.clear();
    const bool isOwn = isOwnNoun(type, stem);
    int score = 60 + (isOwn ? 30 : 0) + (member.isEnum() ? 8 : 0) - 12 * member.depth;
    if (name.ends_with("status") || name.ends_with("state"))
        score += 4;
    else if (name.ends_with("lifecycle"))
        score -= 26;
    if (isInner) {
        const bool tells =
            isState(rules, owner) || owner.starts_with("status") || owner.starts_with("state") ||
            isOwnNoun(type, member.ownerNoun) ||
            isAmong(owner, {"overview", "summary", "metadata", "detail", "details", "info", "execution"}) ||
            (!stem.empty() && isOwn);
        if (found(rules.passing, owner) || !tells || !(isState(rules, owner) || isOwn))
            return std::nullopt;
    }
    if (member.isEnum() && !hasHealth(rules, member))
        score -= 25;
    if (isSwitch(member) && !stem.empty() && !isOwn)
        score -= 25;
    return score - member.order * 0.1;
}

const Member* stateOf(const Rules& rules, const ItemType& type, const std::vector<Member>& members)
{
    const Member* best = nullptr;
    double bestScore = 0;
    for (const auto& member : members) {
        const auto score = stateScore(rules, type, member);
        if (score && (!best || *score > bestScore)) {
            best = &member;
            bestScore = *score;
        }
    }
    return best && bestScore >= leastStateScore ? best : nullptr;
}

const Member* createdOf(const Rules& rules, const ItemType& type, const std::vector<Member>& members)
{
    const Member* best = nullptr;
    std::pair<int, int> bestRank;
    for (const auto& member : members) {
        if (!isTime(member) || member.depth > 0 || found(rules.modified, member.flat))
            continue;
        auto stem = member.flat;
        for (const auto& [noun, rank] : type.nouns) {
            if (stem.starts_with(noun))
                stem.erase(0, noun.size());
        }
        const int kind = rules.createdExactly.contains(stem) ? 0 : found(rules.created, stem) ? 1 : unranked;
        const std::pair rank{kind, member.order};
        if (kind < unranked && (!best || rank < bestRank)) {
            best = &member;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace

std::vector<Member> membersOf(const Rules& rules, const Library& library, const Shape& element)
{
    std::vector<Member> found;
    collect(rules, library, element, {}, found);
    return found;
}

bool isTime(const Member& member)
{
    static const QRegularExpression time(QStringLiteral("(time|date|timestamp|createdat|updatedat)$"));
    static const QRegularExpression other(
        QStringLiteral("timezone|runtime|uptime|candidate|update$|lifetime|realtime"));
    if (member.type == "timestamp")
        return true;
    return isAmong(member.type, {"string", "long", "double", "integer"}) && found(time, member.flat) &&
           !found(other, member.flat);
}

bool Roles::holds(const Member& member) const
{
    return &member == name || &member == id || &member == arn || &member == state || &member == created ||
           &member == modified;
}

Roles rolesOf(const Rules& rules, const ItemType& type, const Shape& element,
              const std::vector<Member>& members, const std::string& key)
{
    Roles roles;
    roles.name = nameOf(type, element, members);
    roles.tags = tagsOf(rules, element);
    roles.arn = arnOf(type, members);
    roles.state = stateOf(rules, type, members);
    roles.created = createdOf(rules, type, members);
    for (const auto& member : members) {
        if (!key.empty() && member.path == key)
            roles.id = &member;
        if (!roles.modified && isTime(member) && member.depth == 0 && found(rules.modified, member.flat))
            roles.modified = &member;
    }
    return roles;
}

} // namespace inia::explorer
