#include "core/explorer/linking.h"

#include "core/explorer/hosts.h"

#include <algorithm>
#include <tuple>

namespace inia::explorer {

namespace {

constexpr int referenceScore = 60;
constexpr int loadedDepth = 2;
constexpr std::size_t mostReferences = 3;
constexpr int leastOptionalScore = 84;
constexpr int unknownNoun = 9;

/// Which of several optional parameters an item is better named by: its own noun before a bare one, an ARN
/// before an id before a name.
std::pair<int, int> optionalRank(const Parameter& parameter, const Host& host)
{
    if (!parameter.noun.empty())
        return {9, host.score};
    return {parameter.attribute == "arn" ? 2 : parameter.attribute == "id" ? 1 : 0, host.score};
}

struct LoadCandidate {
    std::tuple<bool, bool, std::size_t, int, std::string_view> rank;
    std::string at;
    Shape shape;
    Fills fills;
};

bool isFilledBy(const Host& host, const Parameter& parameter)
{
    return std::any_of(host.fills->begin(), host.fills->end(), [&parameter](const Fill& fill) {
        return fill.parameter == &parameter &&
               (fill.source.kind == Source::Kind::Item || fill.source.kind == Source::Kind::Loaded);
    });
}

std::vector<Host> hostsByOptional(const ServiceFacts& facts, const Filler& filler, const TypeTable& types,
                                  const Operation& operation)
{
    // Reads whose item is named by an optional parameter: DescribeFirewall(FirewallName, FirewallArn).
    if (operation.isList())
        return {};
    const bool needsNothing = facts.contextFills(operation).has_value();
    const auto& subject = operation.subject;
    std::vector<std::pair<std::pair<int, int>, Host>> best;
    for (const auto& parameter : facts.optional(operation)) {
        if (!parameter.isText() || parameter.isEnum())
            continue;
        const bool hasNoun = !parameter.noun.empty();
        const bool isNamed = (hasNoun && subject.starts_with(parameter.noun)) || parameter.isBare;
        for (auto& host : hostsOf(facts, filler, types, operation, needsOf(operation, &parameter))) {
            const bool isKnown =
                host.type->goesBy(subject) && host.type->rankOf(parameter.noun, unknownNoun) <= 1;
            if (!needsNothing && !((isNamed && hasNoun) || isKnown))
                continue;
            if (host.score < leastOptionalScore ||
                !(isNamed || isKnown || parameter.noun == host.type->name) || !isFilledBy(host, parameter))
                continue;
            const auto rank = optionalRank(parameter, host);
            const auto known = std::find_if(best.begin(), best.end(), [&host](const auto& other) {
                return other.second.type == host.type;
            });
            if (known == best.end())
                best.emplace_back(rank, std::move(host));
            else if (rank > known->first)
                *known = {rank, std::move(host)};
        }
    }
    int top = 0;
    for (const auto& [rank, host] : best)
        top = std::max(top, host.score);
    std::vector<Host> result;
    for (auto& [rank, host] : best) {
        if (host.score >= top - (needsNothing ? 2 : 0))
            result.push_back(std::move(host));
    }
    return result;
}

} // namespace

void linkAll(const ServiceFacts& facts, const Filler& filler, Findings& findings)
{
    const TagLinks tags(facts, findings.types, filler);
    for (const auto& operation : facts.operations()) {
        if (findings.isListed(operation) || findings.link(operation) || findings.dropped.contains(&operation))
            continue;
        std::vector<Host> hosts;
        if (operation.reading && facts.isTags(operation)) {
            hosts = tags.hosts(operation);
        } else {
            if (operation.reading)
                hosts = hostsByOptional(facts, filler, findings.types, operation);
            if (hosts.empty() && !operation.needs.empty())
                hosts = hostsOf(facts, filler, findings.types, operation, needsOf(operation));
        }
        if (!hosts.empty())
            findings.links.push_back({&operation, std::move(hosts)});
    }
}

void findLoads(const ServiceFacts& facts, Findings& findings)
{
    std::map<ItemType*, std::vector<LoadCandidate>> candidates;
    for (const auto& [operation, hosts] : findings.links) {
        if (!operation->reading || operation->reading->kind != Reading::Kind::One ||
            operation->reading->one.empty() || !operation->parsed.object.empty() ||
            ServiceFacts::isStream(*operation))
            continue;
        const Reading& reading = *operation->reading;
        for (const auto& host : hosts) {
            if (!host.type->goesBy(operation->subject))
                continue;
            LoadCandidate candidate{{operation->subject != host.type->name, operation->parsed.verb == "batch",
                                     host.fills->size(), -static_cast<int>(reading.oneShape.memberCount()),
                                     operation->name},
                                    reading.one,
                                    reading.oneShape,
                                    host.fills};
            const Shape& output = operation->model.output();
            const Shape& listed = host.type->listing->element;
            for (std::uint32_t i = 0; i < output.memberCount() && candidate.at == "@"; ++i) {
                const auto [name, member] = output.memberAt(i);
                if (member.name() == listed.name() && listed.type() == ShapeType::Structure) {
                    candidate.at = name; // the very shape that is listed
                    candidate.shape = member;
                }
            }
            candidates[host.type].push_back(std::move(candidate));
        }
    }
    for (const auto& collection : findings.collections) {
        const Reading& reading = *collection.operation->reading;
        if (collection.kind != Collection::Kind::Batch || reading.element.type() != ShapeType::Structure)
            continue;
        const auto at = toQString(reading.items).replace(QStringLiteral("[]"), QStringLiteral("[0]"));
        candidates[collection.host].push_back(
            {{reading.primaryNoun != collection.host->name, true, collection.fills->size(),
              -static_cast<int>(reading.element.memberCount()), collection.operation->name},
             at.toStdString(),
             reading.element,
             collection.fills});
    }
    for (const auto& [type, found] : candidates) {
        if (!type->borrowedFrom.empty() || type->load)
            continue;
        const auto best = std::min_element(found.begin(), found.end(),
                                           [](const auto& a, const auto& b) { return a.rank < b.rank; });
        type->load = Load{std::string(std::get<4>(best->rank)), best->at, best->fills};
        WordSet known;
        for (const auto& field : type->fields)
            known.insert(field.flat);
        for (std::uint32_t i = 0; i < best->shape.memberCount(); ++i) {
            const auto [name, member] = best->shape.memberAt(i);
            if (member.typeName() != "string")
                continue;
            Field field = facts.items().field(std::string(name), name, member, loadedDepth);
            field.isLoaded = true;
            if (!known.contains(field.flat) && facts.rules().strongAttributes.contains(field.attribute) &&
                (type->goesBy(field.noun) || field.noun.empty()))
                type->fields.push_back(std::move(field));
        }
    }
}

void findReferences(const ServiceFacts& facts, const Filler& filler, Findings& findings)
{
    // Reads of what no list gives, by a member of that very name in some item: serviceRevisionArn of a
    // deployment.
    static const WordSet attributes{"id", "arn", "name", "identifier"};
    for (const auto& operation : facts.operations()) {
        if (!operation.reading || operation.needs.empty() || findings.isListed(operation) ||
            findings.link(operation) || findings.dropped.contains(&operation) || facts.isTags(operation))
            continue;
        std::vector<Host> hosts;
        for (const auto& parameter : operation.needs) {
            if (!hosts.empty())
                break;
            if (facts.context(parameter) || !parameter.isText() || parameter.isGeneric ||
                !attributes.contains(parameter.attribute) || facts.isListed(parameter.noun) ||
                parameter.path.find("[].") != std::string::npos)
                continue;
            for (auto* type : findings.types.types) {
                const auto field =
                    std::find_if(type->fields.begin(), type->fields.end(), [&](const Field& candidate) {
                        return candidate.flat == parameter.flat && !candidate.isItself() &&
                               !candidate.isLoaded && facts.items().fits(parameter, candidate);
                    });
                // Its own name: what the operation wants is another thing of that name.
                if (field == type->fields.end() || type->goesBy(field->noun) ||
                    type->name.ends_with(field->noun))
                    continue;
                auto fills = std::make_shared<std::vector<Fill>>();
                fills->push_back(Filler::byField(parameter, *field));
                bool isComplete = true;
                for (const auto& other : operation.needs) {
                    if (&other == &parameter)
                        continue;
                    auto filling = filler.further(other, *type, *field);
                    isComplete = filling && !filling->isParts;
                    if (!isComplete)
                        break;
                    fills->push_back(std::move(filling->fills.front()));
                }
                if (isComplete)
                    hosts.push_back(
                        {type, std::move(fills), referenceScore, "its member " + field->path, {}});
            }
        }
        std::stable_sort(hosts.begin(), hosts.end(), [&operation](const Host& a, const Host& b) {
            const auto rank = [&operation](const Host& host) {
                return std::tuple(host.type->depth(),
                                  operation.subject.find(host.type->name) == std::string::npos,
                                  host.type->name);
            };
            return rank(a) < rank(b);
        });
        if (hosts.size() > mostReferences)
            hosts.resize(mostReferences);
        if (!hosts.empty())
            findings.links.push_back({&operation, std::move(hosts)});
    }
}

} // namespace inia::explorer
