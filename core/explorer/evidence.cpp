#include "core/explorer/evidence.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

namespace {

/// What each kind of evidence is worth, and what a worse rank of the noun takes off. explorer.md, 1.4.
namespace worth {
constexpr int siblingsAndSubject = 95;
constexpr int memberEndsBoth = 93;
constexpr int memberOfSubject = 92;
constexpr int noun = 90, nounRank = 5;
constexpr int bareSubject = 89;
constexpr int segment = 88;
constexpr int endsSubject = 88;
constexpr int shape = 86;
constexpr int object = 85;
constexpr int weakAttribute = 84;
constexpr int docsOfGeneric = 80;
constexpr int siblings = 78;
constexpr int memberEndsName = 76;
constexpr int looseMember = 74;
constexpr int docs = 74;
constexpr int subjectBegins = 70, subjectBeginsMost = 9;
constexpr int memberSubjectBegins = 66;
constexpr int qualified = 64;
constexpr int rank = 4;
// Besides.
constexpr int isSubject = 6, isAlias = 2, sameShape = 4, sameName = 2, otherObject = -12;
} // namespace worth

bool isIdentifying(std::string_view type)
{
    static constexpr std::array<std::string_view, 4> types{"string", "integer", "long", "blob"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

} // namespace

void TypeTable::enlist(ItemType& type)
{
    types.push_back(&type);
    for (const auto& [noun, rank] : type.nouns)
        byNoun[noun].push_back(&type);
}

const std::vector<ItemType*>& TypeTable::of(std::string_view noun) const
{
    static const std::vector<ItemType*> none;
    const auto entry = byNoun.find(noun);
    return entry == byNoun.end() ? none : entry->second;
}

ItemType* TypeTable::named(std::string_view name) const
{
    const auto colon = name.rfind(':');
    const auto source = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const auto noun = name.substr(colon + 1);
    ItemType* other = nullptr;
    for (auto* type : types) {
        if (type->name != noun)
            continue;
        if (type->borrowedFrom == source)
            return type;
        if (!other)
            other = type;
    }
    return other;
}

void Evidence::Best::offer(int offered, std::string why)
{
    if (offered > score || (offered == score && why > reason)) {
        score = offered;
        reason = std::move(why);
    }
}

void Evidence::byNoun(Best& best, const Case& c) const
{
    const Rules& rules = m_facts.rules();
    const auto& [parameter, type, topic, isGeneric, own] = c;
    const std::string& noun = parameter.noun;
    if (const int rank = type.rankOf(noun, -1); rank >= 0)
        best.offer(worth::noun - worth::nounRank * rank, "named " + noun);
    for (const auto& qualifier : rules.qualifiers) {
        if (!noun.starts_with(qualifier))
            continue;
        const auto rest = noun.substr(qualifier.size());
        if (const int rank = type.rankOf(rest, -1); rank >= 0)
            best.offer(worth::qualified - worth::nounRank * rank, qualifier + ' ' + rest);
    }
    const bool endsName = noun.size() > 2 && type.name.ends_with(noun);
    if (topic.subject == type.name && type.name != noun && endsName && !topic.isListing)
        best.offer(worth::endsSubject, noun + " ends the subject");
    if (!own)
        return;
    if (noun.size() > 2 && (endsName || (type.name.size() > 3 && noun.ends_with(type.name))))
        best.offer(worth::memberEndsName, parameter.name + " is a member and " + noun + " ends the name");
    const auto [base, weak] =
        rules.wording.stripAttribute(rules.wording.split(parameter.name), rules.attributes);
    if (!weak.empty() && !rules.strongAttributes.contains(weak)) {
        const auto weakNoun = rules.wording.noun(base);
        if (const int rank = type.rankOf(weakNoun, -1); rank >= 0)
            best.offer(worth::weakAttribute - worth::rank * rank,
                       parameter.name + " is a member, " + weakNoun + " + " + weak);
    }
    if (topic.subject.starts_with(type.name) && endsName)
        best.offer(worth::memberEndsBoth,
                   parameter.name + " is a member, " + noun + " ends the name, which begins the subject");
}

void Evidence::byMember(Best& best, const Case& c) const
{
    const auto& [parameter, type, topic, isGeneric, own] = c;
    const auto& wording = m_facts.rules().wording;
    const auto& knownAs = m_facts.definitions().type(type.name).knownAs;
    const bool isTold = std::find(knownAs.begin(), knownAs.end(), parameter.name) != knownAs.end();
    if (type.identities.contains(parameter.flat) && (own || type.isScalar() || isTold)) {
        best.offer(worth::siblings, parameter.name + " is how siblings know it");
        const auto& noun = parameter.noun;
        if (!noun.empty() && type.name != noun && type.name.ends_with(noun)) {
            const auto prefix = type.name.substr(0, type.name.size() - noun.size());
            if (prefix.size() > 4 && topic.subject.starts_with(prefix))
                best.offer(worth::siblingsAndSubject, prefix + ' ' + noun + " by the subject");
        }
    }
    if (!own)
        return;
    if (!topic.isListing && topic.subject == type.name) {
        bool isOfHost = false;
        for (const auto* host = type.host; host; host = host->host)
            isOfHost = isOfHost || host->goesBy(parameter.noun);
        auto words = wording.split(parameter.name);
        if (!parameter.attribute.empty() && !words.empty())
            words.pop_back();
        const bool isFirm = !isOfHost && !isGeneric && wording.standsIn(words, type.listing->name.subject);
        best.offer(isFirm ? worth::memberOfSubject : worth::looseMember,
                   parameter.name + " is a member of the subject");
    }
    if (topic.subject.starts_with(type.name) && type.name.size() > 2 && topic.subject != type.name &&
        m_facts.rules().strongAttributes.contains(parameter.attribute) && m_types.of(own->noun).empty())
        best.offer(worth::memberSubjectBegins,
                   parameter.name + " is a member, the subject begins with " + type.name);
}

void Evidence::byPlace(Best& best, const Case& c) const
{
    const auto& [parameter, type, topic, isGeneric, own] = c;
    if (!parameter.segment.empty()) {
        const auto& noun = m_facts.isListed(parameter.segments) ? parameter.segments : parameter.segmentNoun;
        if (const int rank = type.rankOf(noun, -1); rank >= 0)
            best.offer(worth::segment - worth::rank * rank,
                       '/' + parameter.segment + "/{" + parameter.name + '}');
    }
    if (parameter.shapeNoun.empty() || (!isGeneric && best.isThere()))
        return;
    if (const int rank = type.rankOf(parameter.shapeNoun, -1); rank >= 0)
        best.offer(worth::shape - worth::rank * rank, "shape " + std::string(parameter.shapeName()));
}

void Evidence::byTopic(Best& best, const Case& c) const
{
    const auto& [parameter, type, topic, isGeneric, own] = c;
    if (parameter.isBare && !topic.isListing) {
        if (const int rank = type.rankOf(topic.subject, -1); rank >= 0)
            best.offer(worth::bareSubject - worth::rank * rank, "the subject");
    }
    for (const auto& object : topic.objects) {
        if (const int rank = type.rankOf(object, -1); rank >= 0)
            best.offer(worth::object - worth::rank * rank, "for " + object);
    }
    if (parameter.isBare && topic.subject.starts_with(type.name) && type.name.size() > 2 &&
        topic.subject != type.name)
        best.offer(worth::subjectBegins +
                       std::min(static_cast<int>(type.name.size()), worth::subjectBeginsMost),
                   "the subject begins with " + type.name);
}

void Evidence::byDocumentation(Best& best, const Case& c) const
{
    const auto& told = c.parameter.docs->noun();
    if (told.empty() || m_facts.rules().generic.contains(told))
        return;
    if (const int rank = c.type.rankOf(told, -1); rank >= 0)
        best.offer((c.isGeneric ? worth::docsOfGeneric : worth::docs) - worth::rank * rank,
                   "docs say " + told);
}

bool Evidence::givesWay(const Best& best, const Case& c) const
{
    if (best.score >= m_facts.rules().givesWayBelow || best.reason.starts_with("docs"))
        return false;
    const auto& told = c.parameter.docs->noun();
    const auto& noun = c.parameter.noun;
    if (told.empty() || m_facts.rules().generic.contains(told) || c.type.goesBy(told) ||
        c.type.name.ends_with(told) || told.ends_with(c.type.name) || told == noun)
        return false;
    const bool bySiblings = best.reason.find("siblings") != std::string::npos;
    return !bySiblings || (!noun.empty() && told.ends_with(noun));
}

int Evidence::fineScore(const Case& c, const Field& field) const
{
    const auto& [parameter, type, topic, isGeneric, own] = c;
    int score = 0;
    const auto& objects = topic.objects;
    if (topic.isListing && !objects.empty() &&
        std::none_of(objects.begin(), objects.end(),
                     [&c](const std::string& object) { return c.type.goesBy(object); }) &&
        std::any_of(objects.begin(), objects.end(), [this](const std::string& object) {
            return !m_types.of(object).empty() && !m_facts.rules().generic.contains(object);
        }))
        score += worth::otherObject; // ListGroupsForUser needs a user
    if (type.name == topic.subject)
        score += worth::isSubject;
    else if (type.goesBy(topic.subject))
        score += worth::isAlias;
    if (parameter.isTelling && field.shapeName() == parameter.shapeName())
        score += worth::sameShape;
    else if (field.flat == parameter.flat && !parameter.isBare)
        score += worth::sameName;
    return score;
}

std::optional<Identity> Evidence::identity(const Parameter& parameter, const ItemType& type,
                                           const Topic& topic) const
{
    if (!isIdentifying(parameter.type) || parameter.isEnum())
        return std::nullopt;
    if (parameter.isBare && parameter.path.find("[].") != std::string::npos)
        return std::nullopt;
    Case c{parameter, type, topic, parameter.isGeneric, nullptr};
    bool isMember = false;
    for (const auto& field : type.fields) {
        if (field.flat != parameter.flat)
            continue;
        isMember = true;
        if (!c.own && !parameter.isBare && field.path != "@")
            c.own = &field;
    }
    if (isMember && !parameter.noun.empty() && parameter.noun == type.name)
        c.isGeneric = false;
    Best best;
    if (!c.isGeneric)
        byNoun(best, c);
    byMember(best, c);
    byPlace(best, c);
    if (c.isGeneric)
        byTopic(best, c);
    if (c.isGeneric || (!best.isThere() && !m_facts.isListed(parameter.noun)))
        byDocumentation(best, c);
    if (!best.isThere() || givesWay(best, c))
        return std::nullopt;
    const auto picked = m_facts.items().pick(parameter, type);
    if (!picked.field)
        return std::nullopt;
    return Identity{best.score + fineScore(c, *picked.field), picked.field, picked.isTail,
                    std::move(best.reason)};
}

} // namespace inia::explorer
