#include "core/explorer/columns.h"

#include <algorithm>

namespace inia::explorer {

namespace {

constexpr int farthestPosition = 20;

bool isTextAmong(std::string_view text, std::initializer_list<std::string_view> texts)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

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
           isTextAmong(flat, {"engine", "runtime", "platform", "protocol", "instancetype", "instanceclass",
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
        const bool isZone = isTextAmong(flat, {"availabilityzone", "region", "regionname", "awsregion"});
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

} // namespace inia::explorer
