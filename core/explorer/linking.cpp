#include "core/explorer/linking.h"

#include "core/explorer/definitions.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace inia::explorer {

namespace {

constexpr int tagsOfTypeScore = 84;
constexpr int tagsOfArnScore = 80;
constexpr int tagsOfNamedScore = 78;
constexpr int unknownRank = 9;

/// GetVpcAttachment is for attachments of type VPC alone; where no member says which those are, for none.
bool admits(Host& host, const std::string& subject)
{
    static const WordSet plain{"unfiltered", "public", "decrypted", "my", "default",
                               "full",       "latest", "current",   "raw"};
    const ItemType& type = *host.type;
    if (type.goesBy(subject) || !subject.ends_with(type.name) || type.name.size() < 3 ||
        host.reason.starts_with("docs say"))
        return true;
    const auto prefix = subject.substr(0, subject.size() - type.name.size());
    if (plain.contains(prefix))
        return true;
    for (const auto& field : type.fields) {
        if (field.flat.find("type") == std::string::npos)
            continue;
        for (const auto value : field.shape.target()["enum"].items()) {
            QString letters;
            for (const auto c : toQString(value.text()).toLower()) {
                if (c.isLetterOrNumber())
                    letters += c;
            }
            const auto flat = letters.toStdString();
            if (flat == prefix || flat == prefix + type.name || (flat.size() > 3 && prefix.ends_with(flat))) {
                host.when = {field.path, std::string(value.text())};
                return true;
            }
        }
    }
    return false;
}

Topic topicOf(const ServiceFacts& facts, const Operation& operation)
{
    Topic topic{operation.subject, operation.objects, operation.isList() && !facts.isBatch(operation)};
    const auto rest = facts.readings().qualifier(operation.model);
    const auto& wording = facts.rules().wording;
    if (!rest.empty() && facts.isListed(topic.subject + "for" + wording.noun(rest))) {
        topic.subject += "for" + wording.noun(rest);
        topic.objects.clear();
    } else if (!operation.parsed.object.empty()) {
        const auto stripped = wording.stripAttribute(operation.parsed.object, facts.rules().strongAttributes);
        if (!stripped.attribute.empty())
            topic.objects.push_back(wording.noun(stripped.base));
    }
    return topic;
}

} // namespace

Filler::Parameters needsOf(const Operation& operation, const Parameter* besides)
{
    Filler::Parameters needs;
    for (const auto& parameter : operation.needs)
        needs.push_back(&parameter);
    if (besides)
        needs.push_back(besides);
    return needs;
}

std::vector<Host> hostsOf(const ServiceFacts& facts, const Filler& filler, const TypeTable& types,
                          const Operation& operation, const Filler::Parameters& needs)
{
    const Topic topic = topicOf(facts, operation);
    const bool isOne =
        operation.reading && operation.reading->kind == Reading::Kind::One && topic.objects.empty();
    std::vector<Host> result;
    int best = 0;
    for (auto* type : types.types) {
        auto host = filler.host(operation, *type, needs, topic);
        if (!host || (isOne && !admits(*host, topic.subject)))
            continue;
        best = std::max(best, host->score);
        result.push_back(std::move(*host));
    }
    std::erase_if(result, [best](const Host& host) { return host.score != best; });
    std::stable_sort(result.begin(), result.end(),
                     [](const Host& a, const Host& b) { return a.type->depth() < b.type->depth(); });
    return result;
}

TagLinks::TagLinks(const ServiceFacts& facts, const TypeTable& types, const Filler& filler)
    : m_facts(facts), m_types(types), m_filler(filler)
{
    static const WordSet making{"create",  "put",     "register", "start",    "run",    "import",
                                "request", "add",     "allocate", "copy",     "submit", "upload",
                                "publish", "restore", "enable",   "provision"};
    for (const auto& operation : facts.operations()) {
        const auto& verb = operation.parsed.verb;
        if (verb == "create" || verb == "delete" || verb == "register" || verb == "put")
            m_made.insert(operation.subject);
        const Shape& input = operation.model.input();
        bool takesTags = making.contains(verb) && holdsTags(input);
        for (std::uint32_t i = 0; verb == "create" && !takesTags && input.valid() && i < input.memberCount();
             ++i) {
            const Shape member = input.memberAt(i).shape;
            takesTags = member.type() == ShapeType::Structure && holdsTags(member);
        }
        if (takesTags)
            m_tagged.insert(operation.subject);
    }
}

bool TagLinks::holdsTags(const Shape& shape) const
{
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        if (m_facts.isTagsName(shape.memberAt(i).name))
            return true;
    }
    return false;
}

bool TagLinks::isTaggable(const ItemType& type) const
{
    if (std::any_of(type.nouns.begin(), type.nouns.end(),
                    [this](const auto& noun) { return noun.second <= 1 && m_tagged.contains(noun.first); }))
        return true;
    if (type.listing->element.type() == ShapeType::Structure && holdsTags(type.listing->element))
        return true;
    const auto* load = type.load ? m_facts.find(type.load->operation) : nullptr;
    if (!load || !load->reading)
        return false;
    return holdsTags(load->reading->kind == Reading::Kind::One ? load->reading->oneShape
                                                               : load->reading->element);
}

const Field* TagLinks::arnOf(const ItemType& type) const
{
    for (const auto& field : type.fields) {
        if (!field.isArnOnly || field.type != "string" || field.path == "@key")
            continue;
        const bool isOwn = type.rankOf(field.noun, unknownRank) <= 1 && !isNounAbove(field.noun, type);
        const auto told = [&] {
            return m_facts.library().of(field.shape.reference()["documentation"].text()).noun();
        };
        if (isOwn || field.noun.empty() || (field.noun == "resource" && type.goesBy(told())) ||
            (field.noun.size() > 3 && type.name.ends_with(field.noun)))
            return &field;
    }
    return nullptr;
}

bool TagLinks::isNamedBy(const QString& docs, const ItemType& type) const
{
    const auto& wording = m_facts.rules().wording;
    // All words behind the verb, as they are, the last in the singular.
    const auto& words = wording.split(type.listing->operation);
    Words spaced(words.begin() + std::min<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(words.size())),
                 words.end());
    if (!spaced.empty())
        spaced.back() = wording.singular(words.back());
    for (const auto& noun : {type.name, joined(spaced, " ")}) {
        const QString name = toQString(noun);
        if (docs.contains(u' ' + name + u' ') || docs.contains(u' ' + name + QStringLiteral("s ")) ||
            (noun.ends_with('y') && docs.contains(u' ' + name.chopped(1) + QStringLiteral("ies "))))
            return true;
    }
    return false;
}

std::optional<Host> TagLinks::host(const Operation& operation, const Parameter& key, ItemType& type) const
{
    static const QRegularExpression arnWord(QStringLiteral("ARN|Amazon Resource Name"));
    static const QRegularExpression notLetters(QStringLiteral("[^a-z ]"));
    const Parameter* kind = nullptr;
    std::vector<Fill> others;
    for (const auto& parameter : operation.needs) {
        const bool isKind = parameter.isEnum() && (parameter.flat.find("type") != std::string::npos ||
                                                   parameter.flat.find("kind") != std::string::npos);
        if (isKind && !kind)
            kind = &parameter;
        else if (!isKind && &parameter != &key) {
            if (const auto& source = m_facts.context(parameter))
                others.push_back({&parameter, *source});
        }
    }
    const auto made = [&](Fill fill, std::optional<Fill> second, int score, const char* reason) {
        auto fills = std::make_shared<std::vector<Fill>>();
        fills->push_back(std::move(fill));
        if (second)
            fills->push_back(std::move(*second));
        fills->insert(fills->end(), others.begin(), others.end());
        return Host{&type, std::move(fills), score, reason, {}};
    };
    const auto ofItem = [&key](const ItemReader::Pick& picked) {
        Fill fill = Filler::byField(key, *picked.field, picked.isTail);
        fill.source.kind = Source::Kind::Item;
        return fill;
    };
    if (kind) {
        const auto value = m_filler.discriminator(*kind, type);
        const auto picked = m_facts.items().pick(key, type);
        if (!value || !picked.field)
            return std::nullopt;
        Source constant = constantSource(*value);
        constant.needsNothing = false;
        return made(ofItem(picked), Fill{kind, std::move(constant)}, tagsOfTypeScore, "tags of its type");
    }
    const bool docsSayArn = key.docs->has(arnWord);
    const auto* arn = arnOf(type);
    if (arn && key.takes.arn && (key.attribute == "arn" || key.attribute.empty() || docsSayArn))
        return made(Filler::byField(key, *arn), std::nullopt, tagsOfArnScore, "tags of anything with an ARN");
    const QString docs = u' ' + key.docs->text().toLower().replace(notLetters, QStringLiteral(" ")) + u' ';
    if ((key.attribute != "id" && key.attribute != "identifier" && key.attribute != "name") || docsSayArn ||
        !isNamedBy(docs, type))
        return std::nullopt;
    const auto picked = m_facts.items().pick(key, type);
    if (!picked.field || type.host)
        return std::nullopt;
    return made(ofItem(picked), std::nullopt, tagsOfNamedScore, "tags of what the docs name");
}

std::vector<Host> TagLinks::hosts(const Operation& operation) const
{
    Filler::Parameters keys;
    for (const auto& parameter : operation.needs) {
        if (parameter.isText() && !m_facts.context(parameter))
            keys.push_back(&parameter);
    }
    if (keys.size() != 1 || !keys.front()->isGeneric)
        return hostsOf(m_facts, m_filler, m_types, operation, needsOf(operation));
    const bool some = std::any_of(m_types.types.begin(), m_types.types.end(),
                                  [this](const ItemType* type) { return isTaggable(*type); });
    std::vector<Host> result;
    for (auto* type : m_types.types) {
        if (some ? !isTaggable(*type) : !m_made.contains(type->name))
            continue;
        if (auto host = this->host(operation, *keys.front(), *type))
            result.push_back(std::move(*host));
    }
    return result;
}

namespace {

constexpr int referenceScore = 60;
constexpr int loadedDepth = 2;
constexpr std::size_t mostReferences = 3;
constexpr int leastOptionalScore = 84;

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
                host.type->goesBy(subject) && host.type->rankOf(parameter.noun, unknownRank) <= 1;
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
