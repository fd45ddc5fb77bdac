#include "core/explorer/hosts.h"

#include "core/explorer/context.h"

#include <algorithm>
#include <array>

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

} // namespace inia::explorer
