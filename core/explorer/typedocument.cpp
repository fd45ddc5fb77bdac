#include "core/explorer/typedocument.h"

#include "core/explorer/columns.h"
#include "core/explorer/definitions.h"

#include <algorithm>

namespace inia::explorer {

namespace {

constexpr std::size_t mostOtherNames = 4;
constexpr std::size_t mostLoadedColumns = 7;
constexpr std::size_t fewColumns = 4;
constexpr int loadWeighs = 100;
constexpr std::uint32_t clearlyMore = 3;

Value columnsValue(const std::vector<Column>& columns)
{
    Value result = Value::emptyList();
    for (const auto& column : columns) {
        Value entry = Value::list({column.path, column.kind});
        if (!column.unit.empty())
            entry.append(column.unit);
        result.append(std::move(entry));
    }
    return result;
}

Value rolesValue(const Layout& layout)
{
    Value result = Value::emptyMap();
    for (const auto& [role, path] : layout.roles)
        result.insert(role, path);
    return result;
}

/// {class: [values]}.
Value healthValue(const Layout& layout)
{
    Value result = Value::emptyMap();
    for (const auto& [value, health] : layout.health)
        result.mutableMap()[health].append(value);
    return result;
}

/// One type's part of the document, put together.
class TypeWriter final {
public:
    TypeWriter(const Inference& inference, const EffectTable& effects, const ItemType& type)
        : m_inference(inference),
          m_facts(inference.facts()),
          m_effects(effects),
          m_type(type),
          m_element(type.listing->element),
          m_told(m_facts.definitions().type(type.name)),
          m_shown(m_element)
    {
    }

    Value write()
    {
        m_key = key();
        m_value.insert("shape", m_element.name());
        m_value.insert("title", title());
        if (!m_key.empty())
            m_value.insert("key", m_key);
        addOtherNames();
        addFillIn();
        if (m_type.load) {
            const auto& load = *m_type.load;
            m_value.insert("load", Value::map({{"op", load.operation},
                                               {"with", scoped(*m_facts.find(load.operation), *load.fills)},
                                               {"at", load.at}}));
        }
        addColumns();
        auto links = memberLinks(m_inference, m_type, m_shown);
        if (links.size() > 0)
            m_value.insert("links", std::move(links));
        addTold();
        addDetails();
        return std::move(m_value);
    }

private:
    [[nodiscard]] Value scoped(const Operation& operation, const std::vector<Fill>& fills) const
    {
        return fillsValue(m_inference.scoped(operation, m_type, fills));
    }

    /// The member by which most operations know an item.
    [[nodiscard]] std::string key() const
    {
        if (!m_told.key.empty())
            return m_told.key;
        std::map<std::string, int> votes;
        const auto vote = [&votes](const std::vector<Fill>& fills, int weight) {
            for (const auto& fill : fills) {
                if (fill.source.kind == Source::Kind::Item && fill.source.up == 0)
                    votes[fill.source.path] += weight;
            }
        };
        for (const auto& link : m_inference.links()) {
            for (const auto& host : link.hosts) {
                if (host.type == &m_type)
                    vote(*host.fills, 1);
            }
        }
        for (const auto& collection : m_inference.collections()) {
            if (collection.host == &m_type)
                vote(*collection.fills, 1);
        }
        if (m_type.load)
            vote(*m_type.load->fills, loadWeighs);
        const auto best = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
            return std::pair(a.second, a.first) < std::pair(b.second, b.first);
        });
        return best != votes.end() ? best->first : keyByName();
    }

    [[nodiscard]] std::string keyByName() const
    {
        if (m_element.type() == ShapeType::Structure && m_element.memberCount() <= 3) {
            std::string name;
            bool hasValue = false;
            for (std::uint32_t i = 0; i < m_element.memberCount(); ++i) {
                const auto member = m_element.memberAt(i).name;
                const auto lower = toQString(member).toLower();
                hasValue = hasValue || lower == QStringLiteral("value");
                if (name.empty() && (lower == QStringLiteral("key") || lower == QStringLiteral("name")))
                    name = member;
            }
            if (hasValue && !name.empty())
                return name;
        }
        for (const auto* attribute : {"id", "arn", "name"}) {
            for (const auto& field : m_type.fields) {
                if (field.attribute == attribute && isOwn(field) && !field.isLoaded)
                    return field.path;
            }
        }
        return {};
    }

    [[nodiscard]] bool isOwn(const Field& field) const
    {
        return field.noun.empty() || m_type.goesBy(field.noun);
    }

    [[nodiscard]] std::string title() const
    {
        std::vector<std::string> words;
        for (const auto& word : m_type.listing->name.subject) {
            const auto written = m_facts.rules().titles.find(word);
            words.push_back(written == m_facts.rules().titles.end() ? word : written->second);
        }
        return joined(words, " ");
    }

    void addOtherNames()
    {
        static const WordSet attributes{"id", "arn", "name", "identifier"};
        std::vector<std::string> others;
        for (const auto& field : m_type.fields) {
            if (attributes.contains(field.attribute) && isOwn(field) && field.path != m_key &&
                !field.isLoaded && field.depth == 0 && others.size() < mostOtherNames)
                others.push_back(field.path);
        }
        if (!others.empty())
            m_value.insert("alsoKnownBy", textsValue(others));
    }

    /// Many ids in one call complete rows that hold little.
    void addFillIn()
    {
        const auto& collections = m_inference.collections();
        const auto batch = std::find_if(collections.begin(), collections.end(), [this](const Collection& c) {
            return c.kind == Collection::Kind::Batch && c.host == &m_type &&
                   c.operation->reading->element.type() == ShapeType::Structure;
        });
        if (batch == collections.end() || batch->operation->name == m_type.listing->operation)
            return;
        const Reading& reading = *batch->operation->reading;
        const auto ids = std::find_if(batch->fills->begin(), batch->fills->end(), [](const Fill& fill) {
            return fill.parameter->isList &&
                   (fill.source.kind == Source::Kind::Item || fill.source.kind == Source::Kind::Loaded);
        });
        if (ids == batch->fills->end() ||
            (m_element.type() == ShapeType::Structure &&
             reading.element.memberCount() <= m_element.memberCount() + clearlyMore))
            return;
        Value fillIn = Value::map({{"op", batch->operation->name},
                                   {"with", scoped(*batch->operation, *batch->fills)},
                                   {"items", reading.items}});
        if (const auto most = atOnce(*batch->operation, *ids->parameter))
            fillIn.insert("atOnce", most);
        m_value.insert("fillIn", std::move(fillIn));
        m_shown = reading.element;
    }

    [[nodiscard]] std::int64_t atOnce(const Operation& operation, const Parameter& ids) const
    {
        static const QRegularExpression limit(QStringLiteral(
            R"((?:[Uu]p to|[Mm]aximum(?: number)?(?: of)?|as many as|limit(?:ed)? (?:of|to)|max)\W+(\d+))"));
        if (ids.most && *ids.most > 0)
            return *ids.most;
        const auto top = std::string_view(ids.path).substr(0, ids.path.find_first_of("[."));
        const auto member = operation.model.input().member(top);
        for (const auto html :
             {member.reference()["documentation"].text(), operation.model.node()["documentation"].text()}) {
            const auto match = limit.match(m_facts.library().of(html).text());
            if (match.hasMatch())
                return match.captured(1).toLongLong();
        }
        return 0;
    }

    void addColumns()
    {
        const bool isStructure = m_shown.type() == ShapeType::Structure;
        Layout layout;
        if (isStructure)
            layout = layOut(m_facts.rules(), m_facts.library(), m_type, m_shown, m_key);
        else
            layout.columns = {{"@", m_type.fields.front().attribute == "arn" ? "arn" : "name", {}}};
        if (layout.columns.empty() && !m_key.empty())
            layout.columns = {{m_key, "id", {}}};
        m_value.insert("columns", columnsValue(layout.columns));
        if (!layout.roles.empty())
            m_value.insert("roles", rolesValue(layout));
        if (!layout.health.empty())
            m_value.insert("health", healthValue(layout));
        const auto* load = m_type.load ? m_facts.find(m_type.load->operation) : nullptr;
        if (!load || !load->reading || m_value.contains("fillIn"))
            return;
        const Shape& shape =
            load->reading->kind == Reading::Kind::One ? load->reading->oneShape : load->reading->element;
        if (shape.type() == ShapeType::Structure &&
            (m_element.type() != ShapeType::Structure || layout.columns.size() < fewColumns))
            addLoadedColumns(layout.columns, shape);
    }

    void addLoadedColumns(const std::vector<Column>& listed, const Shape& shape)
    {
        auto loaded = layOut(m_facts.rules(), m_facts.library(), m_type, shape, {});
        std::erase_if(loaded.columns, [&listed](const Column& column) {
            return std::any_of(listed.begin(), listed.end(),
                               [&column](const Column& other) { return other.path == column.path; });
        });
        if (loaded.columns.size() < 2)
            return;
        loaded.columns.resize(std::min(loaded.columns.size(), mostLoadedColumns));
        m_value.insert("loadedColumns", columnsValue(loaded.columns));
        m_value.insert("loadedRoles", rolesValue(loaded));
    }

    /// Members of `told` over those there are; a null takes one away.
    void lay(const char* name, const Value& told)
    {
        if (told.isNull())
            return;
        Value merged = m_value[name].isNull() ? Value::emptyMap() : m_value[name];
        for (const auto& [member, value] : told.members()) {
            if (value.isNull())
                merged.mutableMap().remove(member);
            else
                merged.insert(member, value);
        }
        m_value.insert(name, std::move(merged));
    }

    void addTold()
    {
        if (!m_told.columns.isNull())
            m_value.insert("columns", m_told.columns);
        for (const auto& [name, text] : m_told.texts)
            m_value.insert(name, text);
        lay("roles", m_told.roles);
        if (!m_told.health.isNull())
            m_value.insert("health", m_told.health);
        lay("links", m_told.links);
    }

    void addDetails()
    {
        Value details = Value::emptyList();
        Value tags;
        for (const auto& link : m_inference.links()) {
            const Operation& operation = *link.operation;
            if (!operation.reading || (m_type.load && m_type.load->operation == operation.name))
                continue;
            const auto effect = m_effects.effectOf(m_facts, operation);
            for (const auto& host : link.hosts) {
                if (host.type != &m_type || effect.effect != "read")
                    continue;
                Value entry = Value::map({{"op", operation.name}, {"with", scoped(operation, *host.fills)}});
                if (!m_facts.isTags(operation))
                    addDetail(details, std::move(entry), link, host, effect.isSecret);
                else if (tags.isNull())
                    tags = std::move(entry);
            }
        }
        if (!tags.isNull())
            m_value.insert("tagsFrom", std::move(tags));
        if (details.size() > 0)
            m_value.insert("details", std::move(details));
    }

    void addDetail(Value& details, Value entry, const Link& link, const Host& host, bool isSecret) const
    {
        const Operation& operation = *link.operation;
        const Reading& reading = *operation.reading;
        if (std::find(m_told.hide.begin(), m_told.hide.end(), operation.name) != m_told.hide.end())
            return;
        if (reading.kind == Reading::Kind::List)
            entry.insert("items", reading.items);
        else
            entry.insert("at", reading.one.empty() ? "@" : reading.one);
        if (isSecret)
            entry.insert("secret", true);
        if (ServiceFacts::isStream(operation))
            entry.insert("file", true);
        if (host.when)
            entry.insert("when", Value::map({{host.when->first, host.when->second}}));
        if (const auto& when = m_told.when[operation.name]; !when.isNull())
            entry.insert("when", when);
        details.append(std::move(entry));
    }

    const Inference& m_inference;
    const ServiceFacts& m_facts;
    const EffectTable& m_effects;
    const ItemType& m_type;
    const Shape& m_element;
    const Definitions::Type& m_told;
    Shape m_shown; ///< the shape that rows are filled with
    std::string m_key;
    Value m_value = Value::emptyMap();
};

} // namespace

Value fillsValue(const std::vector<Fill>& fills)
{
    Value result = Value::emptyMap();
    for (const auto& fill : fills)
        result.insert(fill.parameter->path, sourceText(fill.source, *fill.parameter));
    return result;
}

std::string typeName(const ItemType& type)
{
    return type.borrowedFrom.empty() ? type.name : type.borrowedFrom + ':' + type.name;
}

Value typeValue(const Inference& inference, const EffectTable& effects, const ItemType& type)
{
    return TypeWriter(inference, effects, type).write();
}

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
