#include "core/explorer/findings.h"

#include "core/explorer/definitions.h"

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

namespace {

constexpr int toldScore = 100;

} // namespace

void Corrections::complain(const std::string& what)
{
    const auto problem = "definitions/" + m_facts.source().name + ".json: " + what;
    if (std::find(m_findings.problems.begin(), m_findings.problems.end(), problem) ==
        m_findings.problems.end())
        m_findings.problems.push_back(problem);
}

std::optional<std::vector<Fill>> Corrections::fills(const Operation& operation,
                                                    const Definitions::Sources& sources)
{
    std::vector<Fill> fills;
    for (const auto& [path, text] : sources) {
        const auto* parameter = m_facts.parameter(operation, path);
        auto source = readSource(text);
        if (!parameter)
            complain(std::string(operation.name) + " has no parameter " + path);
        if (!source)
            complain(std::string(operation.name) + '.' + path + ": " + source.error().message);
        if (!parameter || !source)
            return std::nullopt;
        fills.push_back({parameter, std::move(*source)});
    }
    return fills;
}

void Corrections::addEarlyLinks()
{
    for (const auto& told : m_facts.definitions().links) {
        const auto* operation = told.isEarly ? m_facts.find(told.operation) : nullptr;
        auto* host = told.under.empty() ? nullptr : m_findings.types.named(told.under);
        if (!operation || !operation->isList())
            continue;
        std::erase(m_findings.pending, operation);
        if (!told.under.empty() && !host)
            continue;
        if (auto fills = this->fills(*operation, told.with))
            m_findings.add(m_facts, *operation, host, std::move(*fills), toldScore, "definition");
    }
}

void Corrections::dropOperations()
{
    for (const auto& [name, types] : m_facts.definitions().drop) {
        const auto* operation = m_facts.find(name);
        if (!operation) {
            complain("no operation " + name);
            continue;
        }
        const auto holds = [&types = types](std::string_view text) {
            return std::find(types.begin(), types.end(), text) != types.end();
        };
        const bool everywhere = holds("*");
        if (everywhere) {
            m_findings.dropped.insert(operation);
            std::erase(m_findings.pending, operation);
        }
        const auto isGone = [&](const ItemType* type) {
            return everywhere || holds(type ? std::string_view(type->name) : "root");
        };
        std::erase_if(m_findings.collections,
                      [&](const Collection& c) { return c.operation == operation && isGone(c.host); });
        for (auto& link : m_findings.links) {
            if (link.operation == operation)
                std::erase_if(link.hosts, [&](const Host& host) { return isGone(host.type); });
        }
        std::erase_if(m_findings.links, [](const Link& link) { return link.hosts.empty(); });
    }
}

void Corrections::addLink(const Definitions::Link& told)
{
    const auto* operation = m_facts.find(told.operation);
    auto* host = told.under.empty() ? nullptr : m_findings.types.named(told.under);
    if (!operation || (!told.under.empty() && !host)) {
        complain(operation ? "no type " + told.under : "no operation " + told.operation);
        return;
    }
    auto fills = this->fills(*operation, told.with);
    if (!fills)
        return;
    std::erase(m_findings.pending, operation);
    if (!operation->isList()) {
        if (!host)
            return;
        Host made{host, std::make_shared<std::vector<Fill>>(std::move(*fills)), toldScore, "definition", {}};
        const auto entry =
            std::find_if(m_findings.links.begin(), m_findings.links.end(),
                         [operation](const Link& link) { return link.operation == operation; });
        if (entry == m_findings.links.end())
            m_findings.links.push_back({operation, {std::move(made)}});
        else
            entry->hosts.push_back(std::move(made));
        return;
    }
    bool isThere = false;
    for (auto& collection : m_findings.collections) {
        if (collection.operation != operation || collection.host != host)
            continue;
        isThere = true;
        *collection.fills = *fills;
        collection.score = toldScore;
        collection.reason = "definition";
    }
    if (!isThere)
        m_findings.add(m_facts, *operation, host, std::move(*fills), toldScore, "definition");
}

void Corrections::give()
{
    for (const auto& [name, sources] : m_facts.definitions().give) {
        const auto* operation = m_facts.find(name);
        if (!operation) {
            complain("no operation " + name);
            continue;
        }
        const auto given = fills(*operation, sources);
        if (!given)
            continue;
        const auto lay = [&given](std::vector<Fill>& fills) {
            std::erase_if(fills, [&given](const Fill& fill) {
                return std::any_of(given->begin(), given->end(), [&fill](const Fill& other) {
                    return other.parameter->path == fill.parameter->path;
                });
            });
            fills.insert(fills.end(), given->begin(), given->end());
        };
        for (auto& collection : m_findings.collections) {
            if (collection.operation == operation)
                lay(*collection.fills);
        }
        for (auto& link : m_findings.links) {
            if (link.operation != operation)
                continue;
            for (auto& host : link.hosts)
                lay(*host.fills);
        }
    }
}

void Corrections::apply()
{
    dropOperations();
    for (const auto& told : m_facts.definitions().links)
        addLink(told);
    give();
}

} // namespace inia::explorer
