#include "core/explorer/filling.h"

#include "core/explorer/definitions.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

namespace {

constexpr int loneScalarScore = 76;
constexpr int partsScore = 84;
constexpr int secondIdentity = 84;
constexpr int looseSecondIdentity = 80;

bool isAnyOf(std::string_view text, std::initializer_list<std::string_view> texts)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool standsInList(const Parameter& parameter)
{
    return parameter.path.find("[].") != std::string::npos;
}

bool isGivenAbove(const Parameter& parameter, const ItemType& type)
{
    for (const auto* t = &type; t; t = t->host) {
        if (t->request.contains(parameter.flat))
            return true;
    }
    return false;
}

/// A structure that says which one: imageId of {imageDigest, imageTag}.
bool isIdLike(const Rules& rules, const Parameter& parameter)
{
    const auto& words = rules.wording.split(parameter.name);
    const auto last = words.empty() ? std::string() : rules.wording.singular(words.back());
    const auto shape = parameter.shapeName();
    return isAnyOf(last, {"id", "identifier", "key", "reference", "selector", "specification"}) ||
           shape.ends_with("Identifier") || shape.ends_with("Id") || shape.ends_with("Reference");
}

Source givenSource(const Parameter& parameter, int up)
{
    Source source;
    source.kind = Source::Kind::Given;
    source.path = parameter.path;
    source.up = up;
    return source;
}

} // namespace

Fill Filler::byField(const Parameter& parameter, const Field& field, bool isTail, int up)
{
    Source source;
    source.kind = field.isLoaded ? Source::Kind::Loaded : Source::Kind::Item;
    source.path = field.path;
    source.isTail = isTail;
    source.up = up;
    return {&parameter, std::move(source)};
}

std::optional<Host> Filler::host(const Operation& operation, ItemType& type, const Parameters& needs,
                                 const Topic& topic) const
{
    std::vector<std::pair<const Parameter*, Identity>> known;
    for (const auto* parameter : needs) {
        auto identity = m_evidence.identity(*parameter, type, topic);
        if (identity && identity->score >= m_facts.rules().leastScore)
            known.emplace_back(parameter, std::move(*identity));
    }
    if (known.empty()) {
        auto lone = loneScalar(operation, type, needs, topic);
        if (!lone)
            return hostByParts(type, needs);
        known.push_back(std::move(*lone));
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.second.score > b.second.score; });
    const auto& [key, identity] = known.front();
    auto fills = std::make_shared<std::vector<Fill>>();
    for (const auto* parameter : needs) {
        if (parameter == key) {
            fills->push_back(byField(*parameter, *identity.field, identity.isTail));
            continue;
        }
        const auto also = std::find_if(known.begin() + 1, known.end(),
                                       [parameter](const auto& entry) { return entry.first == parameter; });
        auto filling =
            further(*parameter, type, *identity.field, also == known.end() ? nullptr : &also->second);
        if (!filling)
            return std::nullopt;
        std::move(filling->fills.begin(), filling->fills.end(), std::back_inserter(*fills));
    }
    return Host{&type, std::move(fills), identity.score, identity.reason, {}};
}

std::vector<Fill> Filler::parts(const Parameter& parameter, const ItemType& type) const
{
    static const QRegularExpression either(QStringLiteral("One of|either"));
    Shape shape = parameter.shape;
    std::string path = parameter.path;
    if (parameter.isUnion)
        return {};
    if (parameter.isList && shape.type() == ShapeType::List) {
        shape = shape.element();
        path += "[]";
    }
    if (shape.type() != ShapeType::Structure ||
        !(isIdLike(m_facts.rules(), parameter) || type.goesBy(parameter.nameNoun)))
        return {};
    std::vector<Fill> result;
    bool isEither = false;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto [name, member] = shape.memberAt(i);
        for (const auto& field : type.fields) {
            if (field.isLoaded || field.type != member.typeName() ||
                toQString(field.name).compare(toQString(name), Qt::CaseInsensitive) != 0)
                continue;
            const auto* part = m_facts.made(path + '.' + std::string(name), name, member);
            isEither = isEither || part->docs->has(either);
            result.push_back(byField(*part, field));
        }
    }
    const auto isArn = [](const Fill& fill) { return fill.parameter->attribute == "arn"; };
    if (isEither && std::any_of(result.begin(), result.end(), isArn))
        std::erase_if(result, [&isArn](const Fill& fill) { return !isArn(fill); });
    return result;
}

std::optional<Host> Filler::hostByParts(ItemType& type, const Parameters& needs) const
{
    for (const auto* parameter : needs) {
        if (!type.goesBy(parameter->nameNoun) || m_facts.rules().generic.contains(parameter->nameNoun))
            continue;
        auto fills = std::make_shared<std::vector<Fill>>(parts(*parameter, type));
        if (fills->empty())
            continue;
        for (const auto* other : needs) {
            if (other == parameter)
                continue;
            auto filling = further(*other, type, type.fields.front());
            if (!filling || filling->isParts)
                return std::nullopt;
            fills->push_back(std::move(filling->fills.front()));
        }
        return Host{&type, std::move(fills), partsScore, parameter->name + " is made of its members", {}};
    }
    return std::nullopt;
}

std::optional<std::pair<const Parameter*, Identity>> Filler::loneScalar(const Operation& operation,
                                                                        const ItemType& type,
                                                                        const Parameters& needs,
                                                                        const Topic& topic) const
{
    // Items without members (["arn:..."]): the one parameter that nothing else fills is the item itself.
    if (topic.subject != type.name || !type.isScalar() || (operation.isList() && !m_facts.isBatch(operation)))
        return std::nullopt;
    Parameters open;
    for (const auto* parameter : needs) {
        if (parameter->isText() && !parameter->isEnum() && !m_facts.context(*parameter) &&
            !isGivenAbove(*parameter, type))
            open.push_back(parameter);
    }
    if (open.size() != 1 || !m_facts.items().fits(*open.front(), type.fields.front()))
        return std::nullopt;
    return std::pair(open.front(), Identity{loneScalarScore, &type.fields.front(), false,
                                            "the subject, and the only one left"});
}

std::optional<Fill> Filler::given(const Parameter& parameter, const ItemType& type) const
{
    int up = 0;
    for (const auto* t = &type; t; t = t->host, ++up) {
        const auto entry = t->request.find(parameter.flat);
        if (entry == t->request.end() || entry->second->type != parameter.type)
            continue;
        const Parameter& earlier = *entry->second;
        if ((!parameter.isBare && !parameter.isGeneric) ||
            (earlier.shapeName() == parameter.shapeName() && parameter.isTelling) || earlier.isEnum())
            return Fill{&parameter, givenSource(earlier, up)};
    }
    return std::nullopt;
}

std::optional<Fill> Filler::ofEnum(const Parameter& parameter, const ItemType& type, const Field& key) const
{
    for (const auto& field : type.fields) {
        if (field.flat == parameter.flat && field.type == parameter.type && !parameter.isBare) {
            Fill fill = byField(parameter, field);
            fill.source.kind = Source::Kind::Item;
            return fill;
        }
    }
    const auto told = discriminator(parameter, type, &key);
    if (!told)
        return std::nullopt;
    Source source = constantSource(*told);
    source.needsNothing = false;
    return Fill{&parameter, std::move(source)};
}

std::optional<Fill> Filler::ofHosts(const Parameter& parameter, const ItemType& type) const
{
    std::optional<Fill> best;
    int bestScore = m_facts.rules().ancestorNeeds - 1;
    int up = 1;
    for (const auto* host = type.host; host; host = host->host, ++up) {
        const auto identity = m_evidence.identity(parameter, *host);
        if (!identity || identity->score <= bestScore)
            continue;
        bestScore = identity->score;
        best = byField(parameter, *identity->field, identity->isTail, up);
        best->source.kind = Source::Kind::Item;
    }
    return best;
}

std::optional<Fill> Filler::byName(const Parameter& parameter, const ItemType& type, const Field& key) const
{
    for (const auto& field : type.fields) {
        if (field.flat == parameter.flat && field.path != key.path &&
            m_facts.items().fits(parameter, field)) {
            Fill fill = byField(parameter, field);
            fill.source.kind = Source::Kind::Item;
            return fill;
        }
    }
    return std::nullopt;
}

std::optional<Fill> Filler::loosely(const Parameter& parameter, const ItemType& type, const Field& key) const
{
    const auto& items = m_facts.items();
    const bool isNamed = !parameter.isBare && !parameter.isGeneric;
    const auto fill = [&parameter](const Field& field) {
        Fill result = byField(parameter, field);
        result.source.kind = Source::Kind::Item;
        return result;
    };
    if (isNamed && parameter.isText() && !parameter.isList) {
        for (const auto& list : type.lists) { // one of several that the item lists
            if (list.flat != parameter.flat)
                continue;
            Source source;
            source.kind = Source::Kind::Each;
            source.path = list.path;
            return Fill{&parameter, std::move(source)};
        }
    }
    if (isNamed && isAnyOf(parameter.attribute, {"id", "identifier", "arn"})) {
        auto wanted = items.kindsWanted(parameter); // applicationIdentifier is the item's applicationId
        wanted.emplace_back("identifier");
        for (const auto& field : type.fields) {
            if (field.noun == parameter.noun &&
                isAnyOf(field.attribute, {"id", "identifier", "arn", "name"}) &&
                std::find(wanted.begin(), wanted.end(), field.attribute) != wanted.end() &&
                items.fits(parameter, field) && field.path != key.path)
                return fill(field);
        }
    }
    if (parameter.isTelling && parameter.isText() && !parameter.isEnum()) {
        for (const auto& field : type.fields) {
            const bool isLike = field.noun == parameter.noun ||
                                (!field.noun.empty() && parameter.noun.ends_with(field.noun) &&
                                 field.attribute == parameter.attribute);
            if (field.shapeName() == parameter.shapeName() && field.path != "@" && field.path != key.path &&
                items.fits(parameter, field) && isLike)
                return fill(field);
        }
    }
    return std::nullopt;
}

std::optional<Filling> Filler::further(const Parameter& parameter, const ItemType& type, const Field& key,
                                       const Identity* also) const
{
    const auto single = [](Fill fill) {
        Filling filling;
        filling.fills.push_back(std::move(fill));
        return filling;
    };
    const auto second = [&](int least) {
        return also && also->score >= least && also->field->path != key.path && !standsInList(parameter);
    };
    const auto secondFill = [&] {
        Fill fill = byField(parameter, *also->field, also->isTail);
        fill.source.kind = Source::Kind::Item;
        return fill;
    };
    if (auto fill = given(parameter, type))
        return single(std::move(*fill));
    if (parameter.isEnum()) {
        if (auto fill = ofEnum(parameter, type, key))
            return single(std::move(*fill));
    }
    if (second(secondIdentity) && type.goesBy(parameter.noun))
        return single(secondFill());
    if (auto fill = ofHosts(parameter, type))
        return single(std::move(*fill));
    if (!parameter.isBare && !parameter.isGeneric) {
        if (auto fill = byName(parameter, type, key))
            return single(std::move(*fill));
    }
    if (second(looseSecondIdentity))
        return single(secondFill());
    if (auto fill = loosely(parameter, type, key))
        return single(std::move(*fill));
    if (parameter.type == "structure" || parameter.type == "list") {
        if (auto made = parts(parameter, type); !made.empty())
            return Filling{std::move(made), true};
    }
    if (const auto& source = m_facts.context(parameter))
        return single({&parameter, *source});
    return std::nullopt;
}

std::optional<std::string> Filler::discriminator(const Parameter& parameter, const ItemType& type,
                                                 const Field* key) const
{
    static const QRegularExpression separator(QStringLiteral("::|[:/]"));
    const auto& wording = m_facts.rules().wording;
    if (parameter.flat.find("type") == std::string::npos && parameter.flat.find("kind") == std::string::npos)
        return std::nullopt;
    auto nameWords = wording.split(parameter.name);
    const bool isQualified = nameWords.size() > 1;
    if (!nameWords.empty())
        nameWords.pop_back();
    std::vector<std::pair<int, std::string>> hits;
    for (const auto value : parameter.values) {
        const QString last = toQString(value).split(separator).last();
        Words words;
        const bool isUpper = last.toUpper() == last && last.toLower() != last;
        if (isUpper || last.contains(u'_') || last.contains(u'-')) {
            for (const auto& word : last.toLower().replace(u'-', u'_').split(u'_', Qt::SkipEmptyParts))
                words.push_back(word.toStdString());
        } else {
            words = wording.split(last.toStdString());
        }
        const auto noun = wording.noun(words);
        if (const int rank = type.rankOf(noun, -1); rank >= 0) {
            hits.emplace_back(rank, value);
        } else if (isQualified && type.goesBy(noun + wording.noun(nameWords))) {
            hits.emplace_back(1, value); // templateType SERVICE of a serviceTemplate
        } else if (key && isAnyOf(key->attribute, {"id", "arn", "name"}) && noun.ends_with(key->attribute)) {
            const auto base = noun.substr(0, noun.size() - key->attribute.size());
            if (const int baseRank = type.rankOf(base, -1); baseRank >= 0)
                hits.emplace_back(baseRank, value); // IdentifierType: WirelessDeviceId
        }
    }
    const auto best = std::min_element(hits.begin(), hits.end());
    return best == hits.end() ? std::nullopt : std::optional(best->second);
}

const Field* Filler::impliedField(const Operation& operation, const Parameter& parameter,
                                  const ItemType& type) const
{
    const Rules& rules = m_facts.rules();
    if (type.goesBy(parameter.noun) || !parameter.isText() || parameter.isEnum() ||
        !rules.strongAttributes.contains(parameter.attribute))
        return nullptr;
    const Prose& ofAll = m_facts.library().of(operation.model.node()["documentation"].text());
    if (!parameter.docs->has(rules.implied) && !ofAll.has(rules.implied))
        return nullptr;
    const auto& nouns = m_facts.listedNouns();
    if (std::none_of(nouns.begin(), nouns.end(), [&parameter](const std::string& noun) {
            return noun == parameter.noun || (parameter.noun.size() > 3 && noun.ends_with(parameter.noun));
        }))
        return nullptr;
    for (const auto& field : type.fields) {
        if (field.flat == parameter.flat && field.type == "string" && !field.isLoaded)
            return &field;
    }
    return nullptr;
}

std::vector<Fill> Filler::scoped(const Operation& operation, const ItemType& type,
                                 const std::vector<Fill>& fills, const Parameters& options) const
{
    const Rules& rules = m_facts.rules();
    std::vector<Fill> result = fills;
    for (const auto& parameter : m_facts.optional(operation)) {
        const bool isTaken = std::any_of(fills.begin(), fills.end(), [&parameter](const Fill& fill) {
            return fill.parameter->path == parameter.path;
        });
        const bool isOption = std::any_of(options.begin(), options.end(), [&](const Parameter* option) {
            return option->name == parameter.name && !option->docs->has(rules.defaulted);
        });
        if (isTaken || isOption || parameter.isList || parameter.isBare || parameter.isGeneric ||
            rules.sizes.contains(parameter.flat) || rules.tokens.contains(parameter.flat))
            continue;
        bool isGiven = false;
        int up = 0;
        for (const auto* t = &type; t && !isGiven; t = t->host, ++up) {
            const auto entry = t->request.find(parameter.flat);
            if (entry == t->request.end() || entry->second->type != "string" || !parameter.isText() ||
                parameter.isEnum())
                continue;
            result.push_back({&parameter, givenSource(*entry->second, up)});
            isGiven = true;
        }
        if (isGiven)
            continue;
        if (const auto* field = impliedField(operation, parameter, type))
            result.push_back(byField(parameter, *field));
    }
    return result;
}

} // namespace inia::explorer
