#include "core/explorer/item.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace inia::explorer {

namespace {

constexpr qsizetype parentReach = 120;

bool holds(const std::vector<std::string>& texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool isIdentifier(std::string_view attribute)
{
    return attribute.empty() || attribute == "id" || attribute == "identifier";
}

} // namespace

int ItemType::rankOf(std::string_view noun, int otherwise) const
{
    for (const auto& [name, rank] : nouns) {
        if (name == noun)
            return rank;
    }
    return otherwise;
}

void ItemType::setNoun(const std::string& noun, int rank)
{
    for (auto& [name, known] : nouns) {
        if (name == noun) {
            known = rank;
            return;
        }
    }
    nouns.emplace_back(noun, rank);
}

int ItemType::depth() const
{
    int result = 0;
    for (const auto* type = host; type; type = type->host)
        ++result;
    return result;
}

bool isNounAbove(std::string_view noun, const ItemType& type)
{
    return !noun.empty() && type.name.starts_with(noun) && type.name != noun && !type.name.ends_with(noun);
}

Field ItemReader::field(std::string path, std::string_view name, const Shape& shape, int depth) const
{
    static const QRegularExpression parent(
        QStringLiteral(R"(\b(?:parent|that (?:this|the) \w+ (?:belongs|is associated))\b)"));
    Field result;
    result.path = std::move(path);
    result.name = name;
    result.shape = shape;
    result.type = shape.typeName();
    result.depth = depth;
    const QString& docs = m_library.of(shape.reference()["documentation"].text()).text();
    result.isOfParent = !docs.isEmpty() && parent.match(docs.left(parentReach)).hasMatch();
    const auto& words = m_rules.wording.split(name);
    result.flat = joined(words);
    auto [base, attribute] = m_rules.wording.stripAttribute(words, m_rules.strongAttributes);
    result.noun = m_rules.wording.noun(base);
    result.attribute = std::move(attribute);
    const bool takesOther =
        result.type != "string" || m_parameters.takenBy(shape.target()["pattern"].text()).other;
    result.isArnOnly = result.attribute == "arn" || !takesOther;
    return result;
}

Field ItemReader::itselfField(const ItemType& type, const Shape& output) const
{
    static const QRegularExpression notInNames(QStringLiteral("[^\\w.]"));
    static const QRegularExpression arn(QStringLiteral(R"(\bARNs?\b|Amazon Resource Name)"));
    static const QRegularExpression name(QStringLiteral(R"(\b[Nn]ames\b(?! \(ARN))"));
    const auto& wording = m_rules.wording;
    const Shape& element = type.listing->element;
    const QString items = toQString(type.listing->items).remove(notInNames);
    const std::string key = items.mid(items.lastIndexOf(u'.') + 1).toStdString();
    const auto [base, attribute] = wording.stripAttribute(wording.split(key), m_rules.strongAttributes);
    const auto ofShape =
        wording.stripAttribute(wording.split(element.name()), m_rules.strongAttributes).attribute;
    Field result = field("@", key, Shape(&element.model(), element.name()), 0);
    result.attribute = attribute;
    if (result.attribute.empty() && isTellingShape(m_rules, element.name()))
        result.attribute = ofShape;
    if (result.attribute.empty())
        result.attribute = "any";
    result.noun = wording.noun(base);
    if (result.noun.empty())
        result.noun = type.name;
    if (result.attribute == "any") {
        const auto member = output.member(key);
        const QString docs =
            member.valid() ? m_library.of(member.reference()["documentation"].text()).text() : QString();
        if (result.isArnOnly || (arn.match(docs).hasMatch() && !name.match(docs).hasMatch()))
            result.attribute = "arn";
    }
    result.isArnOnly = result.isArnOnly || result.attribute == "arn";
    return result;
}

void ItemReader::findFields(ItemType& type, const Shape& output) const
{
    const auto& wording = m_rules.wording;
    const Reading& listing = *type.listing;
    const Shape& element = listing.element;
    if (listing.isMap) {
        const std::string_view items = listing.items;
        Field key =
            field("@key", items.substr(items.rfind('.') + 1), Shape(&element.model(), element.name()), 0);
        key.type = "string";
        key.attribute = "any";
        key.noun = type.name;
        key.isArnOnly = false;
        type.fields.push_back(std::move(key));
    }
    if (element.type() != ShapeType::Structure) {
        type.fields.push_back(itselfField(type, output));
        return;
    }
    std::vector<Shape::Member> structures;
    for (std::uint32_t i = 0; i < element.memberCount(); ++i) {
        const auto [name, shape] = element.memberAt(i);
        if (shape.type() == ShapeType::List && shape.element().typeName() == "string") {
            auto words = wording.split(name);
            if (!words.empty())
                words.back() = wording.singular(words.back());
            type.lists.push_back({std::string(name) + "[]", joined(words)});
        }
        if (m_rules.scalars.contains(shape.typeName()))
            type.fields.push_back(field(std::string(name), name, shape, 0));
        else if (shape.type() == ShapeType::Structure)
            structures.push_back({name, shape});
    }
    for (const auto& [name, shape] : structures) {
        const auto noun = wording.noun(wording.stripTelling(wording.split(name), m_rules.telling));
        if (!type.goesBy(noun) && !m_rules.wrappers.contains(wording.flat(name)) && element.memberCount() > 3)
            continue;
        for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
            const auto inner = shape.memberAt(i);
            if (m_rules.scalars.contains(inner.shape.typeName()))
                type.fields.push_back(
                    field(std::string(name) + '.' + std::string(inner.name), inner.name, inner.shape, 1));
        }
    }
}

std::vector<std::string> ItemReader::kindsWanted(const Parameter& parameter) const
{
    const Prose& docs = *parameter.docs;
    const auto& attribute = parameter.attribute;
    std::vector<std::string> said; // in the order that counts where nothing else tells
    if (docs.saysArn())
        said.emplace_back("arn");
    if (docs.saysId())
        said.emplace_back("id");
    if (docs.saysName())
        said.emplace_back("name");
    if (attribute == "arn")
        return {"arn"};
    if (attribute == "name") {
        const auto pattern = parameter.shape.target()["pattern"].text();
        const bool isExplicit = pattern.find("arn") != std::string_view::npos;
        return parameter.takes.arn && (docs.saysArn() || isExplicit) ? std::vector<std::string>{"name", "arn"}
                                                                     : std::vector<std::string>{"name"};
    }
    if (attribute == "id") {
        std::vector<std::string> result{"id"};
        std::copy_if(said.begin(), said.end(), std::back_inserter(result),
                     [](const std::string& kind) { return kind != "id"; });
        return result;
    }
    if (attribute == "url" || attribute == "uri")
        return {attribute, "any"};
    if (!parameter.takes.other)
        return {"arn"};
    if (said.empty())
        return {"id", "name", "arn"};
    std::vector<std::string> result;
    for (const auto* kind : {"id", "name", "arn"}) {
        if (holds(said, kind))
            result.emplace_back(kind);
    }
    for (const auto* kind : {"id", "name"}) {
        if (!holds(said, kind))
            result.emplace_back(kind);
    }
    return result;
}

bool ItemReader::fits(const Parameter& parameter, const Field& field) const
{
    const auto compatible = m_rules.compatible.find(parameter.type);
    const bool sameKind = compatible != m_rules.compatible.end() && holds(compatible->second, field.type);
    const bool asDigits = parameter.isText() && (field.type == "integer" || field.type == "long") &&
                          field.flat == parameter.flat;
    if (!sameKind && !asDigits)
        return false;
    if (!parameter.isText())
        return true;
    if (field.isArnOnly && !parameter.takes.arn)
        return false;
    if (!field.isArnOnly && !parameter.takes.other && field.attribute != "any" &&
        field.attribute != "identifier") {
        const QString pattern = toQString(field.shape.target()["pattern"].text());
        if (!pattern.contains(QStringLiteral("arn"), Qt::CaseInsensitive))
            return false;
    }
    return !(parameter.attribute == "arn" && (field.attribute == "id" || field.attribute == "name"));
}

const Field* ItemReader::pickByKind(const Parameter& parameter, const ItemType& type,
                                    const Candidates& usable, const std::vector<std::string>& wanted) const
{
    for (const auto& kind : wanted) {
        const Field* best = nullptr;
        std::tuple<int, bool, bool, bool> bestRank;
        for (const auto* field : usable) {
            if (field->path == "@" || field->attribute != kind)
                continue;
            const bool isOwn = (type.goesBy(field->noun) && !isNounAbove(field->noun, type)) ||
                               field->noun == parameter.noun || (field->noun.empty() && !field->isOfParent);
            if (!isOwn)
                continue;
            const bool isAsked = field->noun == parameter.noun;
            const std::tuple rank{field->depth, field->noun != type.name && !isAsked,
                                  !isAsked && !parameter.isBare, !type.goesBy(field->noun)};
            if (!best || rank < bestRank) {
                best = field;
                bestRank = rank;
            }
        }
        if (best)
            return best;
    }
    return nullptr;
}

ItemReader::Pick ItemReader::pickItself(const Parameter& parameter, const Candidates& fields,
                                        const std::vector<std::string>& wanted) const
{
    for (const auto* field : fields) {
        if (!field->isItself())
            continue;
        if (fits(parameter, *field)) {
            const bool isAny = field->attribute == "any" && parameter.attribute != "arn";
            const bool isPlain = (parameter.attribute.empty() || parameter.attribute == "identifier") &&
                                 field->attribute != "url";
            if (isAny || holds(wanted, field->attribute) || isPlain)
                return {field, false};
        }
        if (field->attribute == "arn" && parameter.isText() && holds(wanted, "name") && !holds(wanted, "arn"))
            return {field, true};
    }
    return {};
}

const Field* ItemReader::pickLoosely(const Parameter& parameter, const ItemType& type,
                                     const Candidates& usable) const
{
    if (parameter.isTelling) {
        for (const auto* field : usable) {
            if (field->shapeName() == parameter.shapeName() && field->path != "@")
                return field;
        }
    }
    for (const auto* field : usable) {
        if ((field->attribute == "identifier" || field->attribute == "id") &&
            (type.goesBy(field->noun) || (field->noun.empty() && !field->isOfParent)) &&
            isIdentifier(parameter.attribute))
            return field;
    }
    for (const auto* field : usable) {
        if (field->path == "@" || !type.goesBy(field->noun))
            continue;
        const bool isNounAlone = field->attribute.empty() && field->type == "string" && field->depth == 0 &&
                                 (parameter.attribute == "name" || isIdentifier(parameter.attribute));
        if (field->flat == parameter.noun || isNounAlone)
            return field;
    }
    // The versionNumber of a layerVersion is its Version.
    const auto [base, weak] =
        m_rules.wording.stripAttribute(m_rules.wording.split(parameter.name), m_rules.attributes);
    if (!weak.empty() && !m_rules.strongAttributes.contains(weak)) {
        const auto noun = m_rules.wording.noun(base);
        for (const auto* field : usable) {
            if (!noun.empty() && field->flat == noun && type.name.ends_with(noun))
                return field;
        }
    }
    for (const auto* field : usable) {
        if (parameter.noun == type.name && field->attribute.empty() && field->flat.size() > 3 &&
            type.name.ends_with(field->flat) && field->path != "@")
            return field;
    }
    return nullptr;
}

ItemReader::Pick ItemReader::pickFrom(const Parameter& parameter, const ItemType& type,
                                      const Candidates& fields) const
{
    Candidates usable;
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(usable),
                 [&](const Field* field) { return fits(parameter, *field); });
    if (parameter.attribute.empty()) {
        // "The pattern of the package group": neither its id nor its name.
        static constexpr std::array<std::string_view, 5> identifying{"id", "name", "identifier", "unique",
                                                                     "resource"};
        const auto match = m_rules.asked.match(parameter.docs->text());
        const auto asked = match.captured(1).toStdString();
        if (match.hasMatch() &&
            std::find(identifying.begin(), identifying.end(), asked) == identifying.end()) {
            for (const auto* field : usable) {
                if (field->flat == asked)
                    return {field, false};
            }
        }
    }
    if (!parameter.isBare) {
        for (const auto* field : usable) {
            if (field->flat == parameter.flat && field->path != "@")
                return {field, false};
        }
    }
    const auto wanted = kindsWanted(parameter);
    if (const auto* own = pickByKind(parameter, type, usable, wanted))
        return {own, false};
    if (const auto itself = pickItself(parameter, fields, wanted); itself.field)
        return itself;
    return {pickLoosely(parameter, type, usable), false};
}

ItemReader::Pick ItemReader::pick(const Parameter& parameter, const ItemType& type) const
{
    if (type.isScalar() && type.identities.contains(parameter.flat))
        return {&type.fields.front(), false};
    Candidates listed;
    Candidates all;
    for (const auto& field : type.fields) {
        all.push_back(&field);
        if (!field.isLoaded)
            listed.push_back(&field);
    }
    const auto picked = pickFrom(parameter, type, listed);
    return picked.field || listed.size() == all.size() ? picked : pickFrom(parameter, type, all);
}

} // namespace inia::explorer
