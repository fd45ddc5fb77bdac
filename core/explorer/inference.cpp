#include "core/explorer/inference.h"

#include "core/explorer/findings.h"
#include "core/explorer/linking.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace inia::explorer {

namespace {

constexpr int rootScore = 100;

/// The optional parameter that takes ids of what is listed (DescribeInstances: InstanceIds).
bool takesIds(const ServiceFacts& facts, const Operation& operation)
{
    const auto& optional = facts.optional(operation);
    return std::any_of(optional.begin(), optional.end(), [&operation](const Parameter& parameter) {
        return parameter.isList && parameter.isText() && !parameter.isEnum() &&
               operation.reading->rankOf(parameter.noun, -1) >= 0;
    });
}

/// The richest list defines the type: roots are taken in this order.
auto rootRank(const ServiceFacts& facts, const Operation& operation, const std::vector<Fill>& fills)
{
    const Reading& reading = *operation.reading;
    const auto asked = std::count_if(fills.begin(), fills.end(), [](const Fill& fill) {
        const auto kind = fill.source.kind;
        return kind == Source::Kind::Fan || kind == Source::Kind::TimeFrom || kind == Source::Kind::TimeTo;
    });
    const bool isStructure = reading.element.type() == ShapeType::Structure;
    const auto members = isStructure ? static_cast<int>(reading.element.memberCount()) : 0;
    return std::tuple(asked, takesIds(facts, operation) && !reading.isPaged, !isStructure,
                      !operation.parsed.object.empty(), -members, operation.name);
}

} // namespace

Inference::Inference(std::unique_ptr<ServiceFacts> facts)
    : m_facts(std::move(facts)), m_evidence(*m_facts, m_findings.types), m_filler(*m_facts, m_evidence)
{
}

Result<std::unique_ptr<const Inference>> Inference::infer(std::shared_ptr<const Rules> rules,
                                                          ServiceSource source,
                                                          const Definitions& definitions,
                                                          const std::vector<BorrowedType>& borrowed)
{
    auto facts = ServiceFacts::read(std::move(rules), std::move(source), definitions);
    if (!facts)
        return facts.error();
    std::unique_ptr<Inference> inference(new Inference(std::move(*facts)));
    inference->borrow(borrowed);
    inference->run();
    return std::unique_ptr<const Inference>(std::move(inference));
}

void Inference::borrow(const std::vector<BorrowedType>& types)
{
    std::map<const ItemType*, ItemType*> copies;
    for (const auto& [type, from, aliases] : types) {
        ItemType& copy = m_findings.types.owned.emplace_back(*type);
        copies[type] = &copy;
        copy.borrowedFrom = from;
        for (const auto& alias : aliases)
            copy.setNoun(alias, 0);
        const auto host = copies.find(type->host);
        copy.host = host == copies.end() ? nullptr : host->second;
        m_findings.types.enlist(copy);
    }
}

void Inference::run()
{
    addRoots();
    learn();
    Corrections(*m_facts, m_findings).addEarlyLinks();
    std::stable_sort(
        m_findings.pending.begin(), m_findings.pending.end(), [](const Operation* a, const Operation* b) {
            const auto rank = [](const Operation* operation) {
                return std::tuple(operation->needs.size(), operation->parsed.verb != "list", operation->name);
            };
            return rank(a) < rank(b);
        });
    walk();
    addScoped();
    linkAll(*m_facts, m_filler, m_findings);
    // What is known of an item once it was loaded may fill what its entry in the list does not.
    findLoads(*m_facts, m_findings);
    walk();
    linkAll(*m_facts, m_filler, m_findings);
    Corrections(*m_facts, m_findings).apply();
    walk();
    linkAll(*m_facts, m_filler, m_findings);
    findLoads(*m_facts, m_findings);
    findReferences(*m_facts, m_filler, m_findings);
}

std::vector<Fill> Inference::scoped(const Operation& operation, const ItemType& type,
                                    const std::vector<Fill>& fills) const
{
    return m_filler.scoped(operation, type, fills, m_findings.optionsOf(operation));
}

void Inference::addRoots()
{
    std::vector<std::pair<const Operation*, std::vector<Fill>>> roots;
    for (const auto& operation : m_facts->operations()) {
        if (!operation.isList() || m_facts->isTags(operation))
            continue;
        auto& options = m_findings.options[&operation];
        for (const auto* parameter : m_facts->oneOf(operation)) {
            if (m_facts->isListed(parameter->noun) && parameter->noun != operation.reading->primaryNoun)
                options.push_back(parameter);
        }
        auto fills = m_facts->contextFills(operation);
        if (fills && options.empty() && !m_facts->definitions().isNoRoot(operation.name))
            roots.emplace_back(&operation, std::move(*fills));
        else
            m_findings.pending.push_back(&operation);
    }
    std::stable_sort(roots.begin(), roots.end(), [this](const auto& a, const auto& b) {
        return rootRank(*m_facts, *a.first, a.second) < rootRank(*m_facts, *b.first, b.second);
    });
    for (auto& [operation, fills] : roots)
        m_findings.add(*m_facts, *operation, nullptr, std::move(fills), rootScore, "needs no item");
}

WordSet Inference::nounsWanted(const Operation& operation) const
{
    WordSet result;
    for (const auto& parameter : operation.needs) {
        if (m_facts->context(parameter))
            continue;
        for (const auto& noun : {parameter.noun, parameter.isGeneric ? parameter.docs->noun() : std::string(),
                                 parameter.segmentNoun, parameter.segments}) {
            if (!noun.empty() && noun != operation.reading->primaryNoun && m_findings.types.of(noun).empty())
                result.insert(noun);
        }
    }
    return result;
}

std::vector<Host> Inference::hostsOfPending(const Operation& operation) const
{
    const auto& options = m_findings.optionsOf(operation);
    if (options.empty())
        return hostsOf(*m_facts, m_filler, m_findings.types, operation, needsOf(operation));
    std::vector<Host> best;
    for (const auto* parameter : options) {
        for (auto& host :
             hostsOf(*m_facts, m_filler, m_findings.types, operation, needsOf(operation, parameter))) {
            const bool isNamed = host.type->name == parameter->noun || host.reason.starts_with("named") ||
                                 host.reason.starts_with('/');
            if (host.score < m_facts->rules().oneOfNeeds || !isNamed)
                continue;
            const auto known = std::find_if(best.begin(), best.end(),
                                            [&host](const Host& other) { return other.type == host.type; });
            if (known == best.end())
                best.push_back(std::move(host));
            else if (host.score > known->score)
                *known = std::move(host);
        }
    }
    return best;
}

Inference::Found Inference::ready(bool thoseThatWait) const
{
    std::map<std::string, Operations, std::less<>> awaited; // nouns that a list gives which is not there yet
    for (const auto* operation : m_findings.pending)
        awaited[operation->reading->primaryNoun].push_back(operation);
    const auto waits = [&awaited, this](const Operation* operation) {
        const auto wanted = nounsWanted(*operation);
        return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& noun) {
            const auto entry = awaited.find(noun);
            return entry != awaited.end() &&
                   std::any_of(entry->second.begin(), entry->second.end(),
                               [operation](const Operation* other) { return other != operation; });
        });
    };
    Found result;
    for (const auto* operation : m_findings.pending) {
        if (waits(operation) != thoseThatWait)
            continue;
        auto hosts = hostsOfPending(*operation);
        if (!hosts.empty())
            result.emplace_back(operation, std::move(hosts));
    }
    return result;
}

void Inference::walk()
{
    while (!m_findings.pending.empty()) {
        auto found = ready(false);
        if (found.empty()) {
            found = ready(true);
            // One at a time: it may be what the others wait for.
            const auto first = std::min_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
                return std::pair(a.first->needs.size(), a.first->name) <
                       std::pair(b.first->needs.size(), b.first->name);
            });
            if (first == found.end())
                return;
            std::iter_swap(found.begin(), first);
            found.resize(1);
        }
        for (auto& [operation, hosts] : found) {
            std::erase(m_findings.pending, operation);
            for (auto& host : hosts)
                m_findings.add(*m_facts, *operation, host.type, *host.fills, host.score, host.reason);
        }
        learn();
    }
}

void Inference::learn()
{
    // Names by which sibling operations know a type: DescribeApplication(ResourceGroupName).
    for (const auto& operation : m_facts->operations()) {
        if (!operation.parsed.object.empty() || operation.name.starts_with("Create") ||
            operation.name.starts_with("List"))
            continue;
        for (auto* type : m_findings.types.of(operation.subject)) {
            if (type->name != operation.subject)
                continue;
            const Parameter* only = nullptr;
            int open = 0;
            for (const auto& parameter : operation.needs) {
                bool isGiven = false;
                for (const auto* t = type; t; t = t->host)
                    isGiven = isGiven || t->request.contains(parameter.flat);
                if (isGiven || !parameter.isText() || m_facts->context(parameter))
                    continue;
                only = &parameter;
                ++open;
            }
            if (open != 1 || only->isBare)
                continue;
            if (type->isScalar() && !only->attribute.empty() &&
                only->flat.find("token") == std::string::npos && !m_facts->isListed(only->noun) &&
                m_facts->items().fits(*only, type->fields.front()))
                type->identities.insert(only->flat);
            const auto& others = m_findings.types.of(only->noun);
            const bool isOthers = std::any_of(others.begin(), others.end(), [&](const ItemType* other) {
                return other != type && other->rankOf(only->noun, -1) == 0;
            });
            const bool isMember =
                std::any_of(type->fields.begin(), type->fields.end(),
                            [only](const Field& field) { return field.flat == only->flat; });
            if (!only->isGeneric && !isOthers && isMember)
                type->identities.insert(only->flat);
        }
    }
}

void Inference::addScoped()
{
    const auto collections = m_findings.collections;
    for (const auto& collection : collections) {
        if (collection.kind == Collection::Kind::Batch)
            continue;
        for (const auto& parameter : m_facts->optional(*collection.operation)) {
            if (!parameter.name.ends_with("Equals")) {
                addScoped(collection, parameter);
                continue;
            }
            const auto name = std::string_view(parameter.name).substr(0, parameter.name.size() - 6);
            addScoped(collection, *m_facts->renamed(parameter, name));
        }
    }
}

void Inference::addScoped(const Collection& collection, const Parameter& parameter)
{
    static const WordSet attributes{"", "id", "arn", "name", "identifier", "url"};
    constexpr int unknown = 9;
    const Operation& operation = *collection.operation;
    const Reading& reading = *operation.reading;
    const auto& options = m_findings.optionsOf(operation);
    const auto isTaken = [&parameter](const auto& all) {
        return std::any_of(all.begin(), all.end(), [&parameter](const auto& other) {
            if constexpr (std::is_pointer_v<std::decay_t<decltype(other)>>)
                return other->flat == parameter.flat;
            else
                return other.flat == parameter.flat;
        });
    };
    const bool isGeneric = parameter.isGeneric && !m_facts->isListed(parameter.noun);
    if (!parameter.isText() || parameter.isEnum() || isTaken(operation.needs) || isTaken(options) ||
        isGeneric || !attributes.contains(parameter.attribute) || parameter.isBare)
        return;
    if (parameter.docs->has(m_facts->rules().notAlone) && parameter.noun != collection.type->name)
        return;
    const auto& verb = operation.parsed.verb;
    const bool asksItself = verb != "search" && verb != "query" && verb != "lookup" &&
                            reading.rankOf(parameter.noun, unknown) <= (parameter.isList ? 1 : 0) &&
                            !parameter.docs->text().contains(QStringLiteral("prefix"), Qt::CaseInsensitive);
    for (auto* type : m_findings.types.of(parameter.noun)) {
        const bool isItself = type == collection.type && asksItself;
        if (!isItself &&
            (type->name != parameter.noun || type == collection.type || !type->borrowedFrom.empty() ||
             type == collection.host || reading.rankOf(parameter.noun, -1) >= 0))
            continue;
        const Topic topic{isItself ? type->name : std::string(), {}, true};
        const auto host = m_filler.host(operation, *type, needsOf(operation, &parameter), topic);
        if (!host || host->score < m_facts->rules().scopedNeeds)
            continue;
        const auto kind = isItself ? Collection::Kind::Batch : Collection::Kind::Scoped;
        const bool isThere = std::any_of(
            m_findings.collections.begin(), m_findings.collections.end(), [&](const Collection& other) {
                return other.operation == &operation && other.host == type &&
                       (other.kind == kind || other.kind == Collection::Kind::Own ||
                        other.kind == Collection::Kind::Reference || other.kind == Collection::Kind::Variant);
            });
        if (!isThere)
            m_findings.collections.push_back(
                {&operation, type, host->fills, host->score, host->reason, collection.type, kind});
    }
}

namespace {

constexpr int surelyNamed = 90;

const WordSet& joiningVerbs()
{
    static const WordSet verbs{"attach",       "detach",  "add",      "remove",   "associate",
                               "disassociate", "replace", "enable",   "register", "deregister",
                               "put",          "assign",  "unassign", "move",     "copy"};
    return verbs;
}

const WordSet& makingVerbs()
{
    static const WordSet verbs{"create",  "put",     "register", "import", "copy",
                               "restore", "publish", "allocate", "request"};
    return verbs;
}

struct Candidate {
    Action action;
    int score = 0;
};

class ActionSearch final {
public:
    ActionSearch(const Inference& inference, const Operation& operation)
        : m_inference(inference),
          m_facts(inference.facts()),
          m_operation(operation),
          m_topic{operation.subject, operation.objects, false},
          m_isJoining(joiningVerbs().contains(operation.parsed.verb)),
          m_isMaking(makingVerbs().contains(operation.parsed.verb))
    {
        for (const auto& parameter : operation.needs)
            m_parameters.push_back(&parameter);
        if (operation.reading)
            return;
        const auto& strong = m_facts.rules().strongAttributes;
        for (const auto& parameter : m_facts.optional(operation)) {
            if (parameter.isText() && !parameter.isEnum() && parameter.path.find('.') == std::string::npos &&
                (parameter.attribute.empty() || strong.contains(parameter.attribute)))
                m_parameters.push_back(&parameter);
        }
        // Nothing required names anything: an optional name may be where it starts (Publish has a TopicArn).
        const auto& types = inference.types().types;
        m_isAlone = std::none_of(operation.needs.begin(), operation.needs.end(), [&](const Parameter& p) {
            return p.isText() && !p.attribute.empty() && !p.isEnum() &&
                   std::any_of(types.begin(), types.end(),
                               [&p](const ItemType* type) { return type->goesBy(p.noun); });
        });
    }

    [[nodiscard]] std::optional<Candidate> candidate(ItemType& type) const
    {
        if (m_isMaking && type.name == m_topic.subject)
            return std::nullopt; // what comes into being is not there yet
        const Parameter* key = nullptr;
        std::optional<Identity> best;
        for (std::size_t i = 0; i < m_parameters.size(); ++i) {
            const Parameter& parameter = *m_parameters[i];
            if ((m_isMaking && parameter.noun == m_topic.subject) ||
                parameter.path.find("[].") != std::string::npos)
                continue;
            auto identity = m_inference.evidence().identity(parameter, type, m_topic);
            if (!identity || !isFirm(*identity, type) ||
                (i >= m_operation.needs.size() && !mayStart(parameter, type)))
                continue;
            if (!best || identity->score > best->score) {
                key = &parameter;
                best = std::move(identity);
            }
        }
        if (!best)
            return std::nullopt;
        return filled(type, *key, *best);
    }

    [[nodiscard]] bool isJoiningOrMaking() const { return m_isJoining || m_isMaking; }

private:
    /// An item is started from only where it is named, or is what the operation is about.
    [[nodiscard]] bool isFirm(const Identity& identity, const ItemType& type) const
    {
        const auto& needs = m_facts.rules().actionNeeds;
        return identity.score >= (type.name == m_topic.subject ? needs[0] : needs[1]) &&
               !identity.reason.starts_with("the subject begins");
    }
    [[nodiscard]] bool mayStart(const Parameter& optional, const ItemType& type) const
    {
        const auto& subject = m_topic.subject;
        return (type.name == optional.noun && (subject.starts_with(type.name) || m_isAlone)) ||
               (type.name == subject && (optional.isBare || type.identities.contains(optional.flat)));
    }
    [[nodiscard]] Candidate filled(ItemType& type, const Parameter& key, const Identity& identity) const
    {
        Candidate result{{&type, {Filler::byField(key, *identity.field, identity.isTail)}, {}},
                         identity.score};
        for (const auto& parameter : m_operation.needs) {
            if (&parameter == &key)
                continue;
            auto filling = m_inference.filler().further(parameter, type, *identity.field);
            const auto isKnown = [](const Fill& fill) {
                return !fill.source.needsNothing || fill.source.kind == Source::Kind::Account ||
                       fill.source.kind == Source::Kind::Region || fill.source.kind == Source::Kind::Token;
            };
            if (filling && (filling->isParts || isKnown(filling->fills.front())))
                std::move(filling->fills.begin(), filling->fills.end(),
                          std::back_inserter(result.action.fills));
            else
                result.action.asks.push_back(&parameter);
        }
        return result;
    }

    const Inference& m_inference;
    const ServiceFacts& m_facts;
    const Operation& m_operation;
    Topic m_topic;
    std::vector<const Parameter*> m_parameters; ///< required ones first
    bool m_isJoining = false;
    bool m_isMaking = false;
    bool m_isAlone = false;
};

bool namesItsType(const Candidate& candidate)
{
    const auto& fills = candidate.action.fills;
    return std::any_of(fills.begin(), fills.end(), [&candidate](const Fill& fill) {
        return fill.parameter->noun == candidate.action.type->name;
    });
}

} // namespace

std::vector<Action> actionsOf(const Inference& inference, const Operation& operation)
{
    const ActionSearch search(inference, operation);
    std::vector<Candidate> found;
    std::size_t deepest = 0;
    bool aboutAType = false;
    for (auto* type : inference.types().types) {
        auto candidate = search.candidate(*type);
        if (!candidate)
            continue;
        deepest = std::max(deepest, candidate->action.fills.size());
        aboutAType = aboutAType || type->name == operation.subject;
        found.push_back(std::move(*candidate));
    }
    std::vector<Action> result;
    const auto take = [&](auto fits) {
        for (const auto& candidate : found) {
            if (fits(candidate))
                result.push_back(candidate.action);
        }
    };
    if (!aboutAType) {
        const int needed = inference.facts().rules().actionNeeds[2];
        take([&](const Candidate& candidate) {
            return candidate.score >= needed &&
                   (candidate.action.fills.size() == deepest || !candidate.action.type->host);
        });
        return result;
    }
    const auto isSubject = [&operation](const Candidate& candidate) {
        return candidate.action.type->name == operation.subject;
    };
    take(isSubject);
    if (search.isJoiningOrMaking())
        take([&](const Candidate& candidate) {
            return !isSubject(candidate) && candidate.score >= surelyNamed && namesItsType(candidate);
        });
    return result;
}

} // namespace inia::explorer
