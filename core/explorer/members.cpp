#include "core/explorer/columns.h"
#include "core/explorer/health.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace inia::explorer {

namespace {

constexpr double leastStateScore = 55;
constexpr int unranked = 9;

bool isWordOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

void collect(const Rules& rules, const Library& library, const Shape& element, std::string_view owner,
             std::vector<Member>& found)
{
    const auto& wording = rules.wording;
    for (std::uint32_t i = 0; i < element.memberCount(); ++i) {
        const auto [name, shape] = element.memberAt(i);
        const auto type = shape.typeName();
        if (isWordOf(type, {"string", "integer", "long", "float", "double", "boolean", "timestamp"})) {
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
            isWordOf(member.flat, {"displayname", "title", "friendlyname", "label"}) && member.depth == 0;
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
        if (!isWordOf(rules.wording.flat(name), {"tags", "taglist", "tagset", "resourcetags", "tag"}))
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
        if (!isWordOf(word, {"enabled", "disabled", "on", "off", "true", "false"}))
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
    if (isInner && !(isState(rules, owner) && isWordOf(base, {"name", "code", "value", "status", "state"})) &&
        !(isState(rules, base) && !found(rules.stateNot, base)))
        return std::nullopt;
    const auto& name = isInner && isWordOf(base, {"name", "code", "value"}) ? owner : base;
    if (!isState(rules, name) || found(rules.stateNot, withoutState(rules, name)))
        return std::nullopt;
    auto stem = withoutState(rules, name);
    if (isWordOf(stem, {"last", "current", "overall"}))
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
            isWordOf(owner, {"overview", "summary", "metadata", "detail", "details", "info", "execution"}) ||
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
    return isWordOf(member.type, {"string", "long", "double", "integer"}) && found(time, member.flat) &&
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
