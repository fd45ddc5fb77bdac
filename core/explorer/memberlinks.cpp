#include "core/explorer/typedocument.h"

#include <algorithm>

namespace inia::explorer {

namespace {

constexpr std::size_t mostLinks = 24;

/// An associated environment is an environment; an inference recommendations job is another thing than a job.
const WordSet& sameThings()
{
    static const WordSet words{"associated", "effective", "enabled",  "entitled",
                               "indexed",    "installed", "activated"};
    return words;
}

class LinkSearch final {
public:
    LinkSearch(const Inference& inference, const ItemType& type)
        : m_inference(inference), m_rules(inference.facts().rules()), m_type(type)
    {
    }

    Value take() { return std::move(m_found); }

    void look(const Shape& shape, const std::string& path, int depth, std::string_view owner)
    {
        struct Later {
            Shape shape;
            std::string path;
            std::string_view owner;
        };
        std::vector<Later> later; // what stands at the top comes first
        for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
            const auto [name, member] = shape.memberAt(i);
            Shape target = member;
            std::string here = path + std::string(name);
            if (target.type() == ShapeType::List) {
                target = target.element();
                here += "[]";
            }
            if (target.type() == ShapeType::Structure && depth < 1)
                later.push_back({target, here + '.', name});
            else if (target.typeName() == "string" && target.target()["enum"].size() == 0 &&
                     m_found.size() < mostLinks)
                judge(name, here, depth, owner);
        }
        for (const auto& next : later)
            look(next.shape, next.path, depth + 1, next.owner);
    }

private:
    void judge(std::string_view name, const std::string& here, int depth, std::string_view owner)
    {
        const auto& wording = m_rules.wording;
        auto words = wording.split(name);
        if (here.ends_with("[]") && !words.empty())
            words.back() = wording.singular(words.back());
        const auto [base, attribute] = wording.stripAttribute(words, m_rules.strongAttributes);
        auto noun = wording.noun(attribute.empty() ? words : base);
        const auto above = wording.nounOf(owner);
        if ((attribute == "id" || attribute == "arn") && above.ends_with(noun) && above != noun &&
            ownType(above))
            noun = above; // SecurityGroups[].GroupId, Role.Arn
        const bool isOwnEnd = depth == 0 && !attribute.empty() && here.find("[]") == std::string::npos &&
                              m_type.name.ends_with(noun) &&
                              !sameThings().contains(m_type.name.substr(0, m_type.name.size() - noun.size()));
        if (noun.empty() || m_type.goesBy(noun) || isOwnEnd)
            return; // its own: the JobName of an inference recommendations job
        if (const auto* other = goal(noun, attribute, above, name)) {
            m_found.insert(here, m_inference.facts().source().name + ':' + other->name);
            return;
        }
        for (const auto& known : m_rules.wellKnown) {
            const auto service = known.type.substr(0, known.type.find(':'));
            if (noun.ends_with(known.ending) && service != m_inference.facts().source().name &&
                std::find(known.attributes.begin(), known.attributes.end(), attribute) !=
                    known.attributes.end()) {
                m_found.insert(here, known.type);
                return;
            }
        }
    }

    /// A type of this service that is called exactly so.
    [[nodiscard]] const ItemType* ownType(const std::string& noun) const
    {
        for (const auto* type : m_inference.types().of(noun)) {
            if (type->name == noun && type->borrowedFrom.empty())
                return type;
        }
        return nullptr;
    }

    [[nodiscard]] const ItemType* goal(const std::string& noun, const std::string& attribute,
                                       const std::string& above, std::string_view name) const
    {
        static const WordSet attributes{"id", "arn", "name", "identifier"};
        if (m_rules.generic.contains(noun) || !attributes.contains(attribute))
            return nullptr;
        for (const auto* other : m_inference.types().of(noun)) {
            if (other->name != noun || other == &m_type || !other->borrowedFrom.empty())
                continue;
            const bool isKnown =
                attribute == "arn" || attribute == "identifier" ||
                std::any_of(other->fields.begin(), other->fields.end(), [&](const Field& field) {
                    return (field.attribute == attribute || field.attribute == "any") &&
                           (field.noun.empty() || other->goesBy(field.noun));
                });
            const bool isNamed =
                noun == above && std::any_of(other->fields.begin(), other->fields.end(),
                                             [name](const Field& field) { return field.name == name; });
            if (isKnown || isNamed)
                return other;
        }
        return nullptr;
    }

    const Inference& m_inference;
    const Rules& m_rules;
    const ItemType& m_type;
    Value m_found = Value::emptyMap();
};

} // namespace

Value memberLinks(const Inference& inference, const ItemType& type, const Shape& element)
{
    LinkSearch search(inference, type);
    if (element.type() == ShapeType::Structure)
        search.look(element, {}, 0, {});
    return search.take();
}

} // namespace inia::explorer
