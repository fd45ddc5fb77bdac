#include "core/explorer/findings.h"

#include <algorithm>

namespace inia::explorer {

namespace {

/// Names of members that identify: ids, ARNs, names.
WordSet identifyingMembers(const Rules& rules, const Shape& element)
{
    WordSet result;
    for (std::uint32_t i = 0; i < element.memberCount(); ++i) {
        const auto& words = rules.wording.split(element.memberAt(i).name);
        if (!rules.wording.stripAttribute(words, rules.strongAttributes).attribute.empty())
            result.insert(joined(words));
    }
    return result;
}

/// Whether a further list lists the same things: the same shape, texts, or a shared name or id.
bool isAlike(const Rules& rules, const ItemType& type, const Reading& reading)
{
    const Shape& known = type.listing->element;
    if (known.name() == reading.element.name() || known.type() != ShapeType::Structure ||
        reading.element.type() != ShapeType::Structure)
        return true;
    const auto names = identifyingMembers(rules, known);
    const auto others = identifyingMembers(rules, reading.element);
    return std::any_of(names.begin(), names.end(),
                       [&others](const std::string& name) { return others.contains(name); });
}

} // namespace

bool Findings::isListed(const Operation& operation) const
{
    return std::any_of(collections.begin(), collections.end(),
                       [&operation](const Collection& c) { return c.operation == &operation; });
}

const Link* Findings::link(const Operation& operation) const
{
    const auto entry = std::find_if(links.begin(), links.end(),
                                    [&operation](const Link& link) { return link.operation == &operation; });
    return entry == links.end() ? nullptr : &*entry;
}

const Filler::Parameters& Findings::optionsOf(const Operation& operation) const
{
    static const Filler::Parameters none;
    const auto entry = options.find(&operation);
    return entry == options.end() ? none : entry->second;
}

void Findings::add(const ServiceFacts& facts, const Operation& operation, ItemType* host,
                   std::vector<Fill> fills, int score, std::string reason)
{
    const Reading& reading = *operation.reading;
    const auto ownType = [this](const std::string& noun) -> ItemType* {
        for (auto* type : types.of(noun)) {
            if (type->name == noun && type->borrowedFrom.empty())
                return type;
        }
        return nullptr;
    };
    std::string primary = reading.primaryNoun;
    ItemType* type = ownType(primary);
    if (type && !isAlike(facts.rules(), *type, reading)) {
        const auto other = facts.rules().wording.noun(reading.name.subject);
        if (other != primary)
            type = ownType(other);
        primary = other;
    }
    Collection collection{
        &operation, host, std::make_shared<std::vector<Fill>>(std::move(fills)), score, std::move(reason),
        type,       {}};
    if (type) {
        collection.kind = host == type && facts.isBatch(operation) ? Collection::Kind::Batch
                          : type->host == host                     ? Collection::Kind::Variant
                                                                   : Collection::Kind::Reference;
        collections.push_back(std::move(collection));
        return;
    }
    type = &types.owned.emplace_back();
    type->name = primary;
    type->nouns = reading.nouns;
    if (!type->goesBy(primary)) {
        std::erase_if(type->nouns, [](const auto& noun) { return noun.second == 0; });
        type->nouns.insert(type->nouns.begin(), {primary, 0});
    }
    type->listing = &reading;
    type->host = host;
    facts.items().findFields(*type, operation.model.output());
    for (const auto& fill : *collection.fills)
        type->request[fill.parameter->flat] = fill.parameter;
    const auto& told = facts.definitions().type(type->name);
    for (const auto& name : told.knownAs)
        type->identities.insert(facts.rules().wording.flat(name));
    for (const auto& alias : told.aliases)
        type->setNoun(alias, 0);
    types.enlist(*type);
    collection.type = type;
    collections.push_back(std::move(collection));
}

} // namespace inia::explorer
