#include "core/explorer/servicefacts.h"

#include "core/explorer/definitions.h"

#include <algorithm>

namespace inia::explorer {

namespace {

Node operationsPaged(const ServiceSource& source)
{
    return source.paginators ? source.paginators->root()["pagination"] : Node();
}

template <typename Check>
bool anyMember(const Shape& shape, Check check)
{
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        if (check(shape.memberAt(i)))
            return true;
    }
    return false;
}

} // namespace

ServiceFacts::ServiceFacts(std::shared_ptr<const Rules> rules, ServiceSource source,
                           const Definitions& definitions)
    : m_rules(std::move(rules)),
      m_source(std::move(source)),
      m_definitions(definitions),
      m_library(*m_rules),
      m_parameters(*m_rules, m_library),
      m_readings(*m_rules, operationsPaged(m_source)),
      m_items(*m_rules, m_library, m_parameters)
{
}

Result<std::unique_ptr<ServiceFacts>> ServiceFacts::read(std::shared_ptr<const Rules> rules,
                                                         ServiceSource source, const Definitions& definitions)
{
    std::unique_ptr<ServiceFacts> facts(new ServiceFacts(std::move(rules), std::move(source), definitions));
    if (const auto done = facts->readOperations(); !done)
        return done.error();
    facts->findNouns();
    return facts;
}

Result<void> ServiceFacts::readOperations()
{
    const auto& model = *m_source.model;
    if (!model.operations().isMap() || model.operations().size() == 0)
        return makeError(ErrorKind::Model, "NoOperations", m_source.name + ": the model has no operations");
    for (const auto& [shapeName, node] : model.shapes().members()) {
        const Shape shape(&model, shapeName);
        if (!shape.valid())
            return makeError(ErrorKind::Model, "UnknownType",
                             m_source.name + ": shape " + std::string(shapeName) +
                                 " is of the unknown type \"" + std::string(node["type"].text()) + '"');
    }
    for (const auto& [name, node] : model.operations().members()) {
        Operation& operation = m_operations.emplace_back();
        operation.name = name;
        operation.model = OperationModel(&model, name, node);
        for (const auto* part : {"input", "output"}) {
            if (node.contains(part) && !Shape(&model, node[part]).valid())
                return makeError(ErrorKind::Model, "NoSuchShape",
                                 m_source.name + ": the " + part + " of " + std::string(name) +
                                     " is a shape that is not there");
        }
        operation.parsed = m_readings.parse(name);
        operation.subject = subjectNoun(operation.parsed.subject);
        for (auto object = operation.parsed.object; !object.empty(); object.pop_back())
            operation.objects.push_back(m_rules->wording.noun(object));
        if (m_rules->readingVerbs.contains(operation.parsed.verb) || node["readonly"].toBool())
            operation.reading = m_readings.read(operation.model);
        operation.needs = m_parameters.required(operation.model);
        m_byName.emplace(name, &operation);
    }
    return {};
}

void ServiceFacts::findNouns()
{
    WordSet pluralNouns;
    for (const auto& operation : m_operations) {
        if (!operation.isList())
            continue;
        if (operation.reading->isPlural && operation.parsed.object.empty())
            pluralNouns.insert(operation.subject);
        m_listsAccounts = m_listsAccounts || operation.subject == "account";
    }
    for (auto& operation : m_operations) {
        if (operation.reading)
            m_readings.findNouns(*operation.reading, pluralNouns);
        if (operation.isList())
            m_listedNouns.insert(operation.reading->primaryNoun);
        for (const auto& parameter : operation.needs) {
            if (parameter.isText() && !parameter.isEnum() && !parameter.docs->values().empty())
                m_toldValues.try_emplace({parameter.flat, parameter.shapeName()}, parameter.docs->values());
        }
    }
}

const Operation* ServiceFacts::find(std::string_view name) const
{
    const auto entry = m_byName.find(name);
    return entry == m_byName.end() ? nullptr : entry->second;
}

const std::deque<Parameter>& ServiceFacts::optional(const Operation& operation) const
{
    if (!operation.optional)
        operation.optional = m_parameters.optional(operation.model);
    return *operation.optional;
}

const Parameter* ServiceFacts::parameter(const Operation& operation, std::string_view path) const
{
    auto parameter = m_parameters.at(operation.model, path);
    return parameter ? &m_made.emplace_back(std::move(*parameter)) : nullptr;
}

const Parameter* ServiceFacts::renamed(const Parameter& parameter, std::string_view name) const
{
    return &m_made.emplace_back(m_parameters.renamed(parameter, name));
}

const Parameter* ServiceFacts::made(std::string path, std::string_view name, const Shape& shape) const
{
    return &m_made.emplace_back(m_parameters.make(std::move(path), name, shape, false));
}

const std::optional<Source>& ServiceFacts::context(const Parameter& parameter) const
{
    const auto known = m_contexts.find(&parameter);
    return known != m_contexts.end() ? known->second
                                     : m_contexts.emplace(&parameter, findContext(parameter)).first->second;
}

std::optional<Source> ServiceFacts::findContext(const Parameter& parameter) const
{
    const auto constant = m_definitions.context.find(parameter.name);
    if (constant != m_definitions.context.end()) {
        if (!constant->second.isList())
            return constantSource(constant->second);
        std::vector<std::string> values;
        for (const auto& item : constant->second.items())
            values.push_back(item.text());
        return fanSource(std::move(values));
    }
    auto source = contextOf(*m_rules, parameter, m_listsAccounts);
    if (source || !parameter.isText() || parameter.isEnum())
        return source;
    const auto told = m_toldValues.find({parameter.flat, parameter.shapeName()});
    return told == m_toldValues.end() ? std::nullopt : std::optional(fanSource(told->second));
}

std::optional<std::vector<Fill>> ServiceFacts::contextFills(const Operation& operation) const
{
    std::vector<Fill> fills;
    for (const auto& parameter : operation.needs) {
        const auto& source = context(parameter);
        if (!source)
            return std::nullopt;
        fills.push_back({&parameter, *source});
    }
    return fills;
}

std::vector<const Parameter*> ServiceFacts::oneOf(const Operation& operation) const
{
    const bool said =
        m_library.of(operation.model.node()["documentation"].text()).has(m_rules->oneOfOperation);
    std::vector<const Parameter*> texts;
    std::vector<const Parameter*> told;
    for (const auto& parameter : optional(operation)) {
        if (!parameter.isText() || parameter.isEnum() ||
            m_rules->tokens.contains(m_rules->wording.flat(parameter.name)))
            continue;
        texts.push_back(&parameter);
        if (parameter.docs->has(m_rules->oneOfParameter))
            told.push_back(&parameter);
    }
    return said && told.empty() ? texts : told;
}

bool ServiceFacts::isBatch(const Operation& operation) const
{
    constexpr int unknown = 9;
    if (!operation.reading || !operation.reading->element.valid())
        return false;
    const Reading& reading = *operation.reading;
    return std::any_of(operation.needs.begin(), operation.needs.end(), [&](const Parameter& parameter) {
        return parameter.isList && parameter.isText() && !parameter.isEnum() &&
               (reading.rankOf(parameter.noun, unknown) <= 1 || operation.name.starts_with("Batch") ||
                parameter.isGeneric);
    });
}

bool ServiceFacts::isTagsName(std::string_view name) const
{
    static const WordSet names{
        "tags",    "tag",      "taglist",        "tagset",  "resourcetags", "tagspecifications",
        "tagsmap", "usertags", "hostedzonetags", "tagslist"};
    return names.contains(m_rules->wording.flat(name));
}

bool ServiceFacts::isTags(const Operation& operation) const
{
    const Reading& reading = *operation.reading;
    const auto& verb = operation.parsed.verb;
    if (operation.parsed.subject.empty() ||
        m_rules->wording.singular(operation.parsed.subject.back()) != "tag" ||
        (verb != "list" && verb != "get" && verb != "describe") || operation.needs.empty())
        return false;
    if (reading.kind != Reading::Kind::List || !reading.element.valid()) { // {tags: {key: value}}
        return anyMember(operation.model.output(), [](const Shape::Member& member) {
            return member.shape.type() == ShapeType::Map || member.shape.type() == ShapeType::List;
        });
    }
    WordSet names;
    anyMember(reading.element, [&names](const Shape::Member& member) {
        names.insert(toQString(member.name).toLower().toStdString());
        return false;
    });
    return reading.isMap || (names.contains("key") && names.contains("value")) || names.contains("tagkey") ||
           reading.element.type() != ShapeType::Structure || names.contains("tags") ||
           names.contains("taglist");
}

bool ServiceFacts::isStream(const Operation& operation)
{
    const Shape& output = operation.model.output();
    if (anyMember(output, [](const Shape::Member& member) {
            return member.shape.flag("streaming") || member.shape.isEventStream();
        }))
        return true;
    if (!output.valid())
        return false;
    const auto payload = output.target()["payload"].text();
    return !payload.empty() && output.member(payload).type() == ShapeType::Blob;
}

namespace {

constexpr int deepestSecret = 3;

/// Members of an answer that are marked as sensitive and named like a secret, or named so that no mark is
/// needed.
class SecretSearch final {
public:
    explicit SecretSearch(const Rules& rules) : m_rules(rules) {}

    bool holds(const Shape& shape, int depth)
    {
        if (!shape.valid() || depth < 0 || m_open.contains(shape.name()))
            return false;
        m_open.insert(shape.name());
        const bool result = look(shape, depth);
        m_open.erase(m_open.find(shape.name()));
        return result;
    }

private:
    bool look(const Shape& shape, int depth)
    {
        if (shape.type() == ShapeType::List)
            return holds(shape.element(), depth);
        if (shape.type() == ShapeType::Map)
            return holds(shape.value(), depth - 1);
        if (shape.type() != ShapeType::Structure)
            return false;
        for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
            const auto [name, member] = shape.memberAt(i);
            if (isSecret(name, member) || holds(member, depth - 1))
                return true;
        }
        return false;
    }
    bool isSecret(std::string_view name, const Shape& member) const
    {
        static const QRegularExpression plainly(
            QStringLiteral("secret|password|privatekey|plaintext|sessiontoken|authorizationtoken"),
            QRegularExpression::CaseInsensitiveOption);
        const auto type = member.typeName();
        if (type != "string" && type != "blob")
            return false;
        const bool isMarked =
            member.target()["sensitive"].toBool() || member.reference()["sensitive"].toBool();
        return found(m_rules.secretName, name) && !found(m_rules.secretNot, name) &&
               (isMarked || found(plainly, name));
    }

    const Rules& m_rules;
    std::multiset<std::string_view> m_open;
};

std::string verbOf(const Rules& rules, std::string_view name)
{
    const auto& words = rules.wording.split(name);
    if (words.empty())
        return {};
    const bool isAdverb = words.front() == "batch" || words.front() == "admin";
    return isAdverb && words.size() > 1 ? words[1] : words.front();
}

bool isIn(std::string_view text, std::initializer_list<std::string_view> texts)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string effectByModel(const Rules& rules, const Operation& operation)
{
    const auto verb = verbOf(rules, operation.name);
    const auto method = operation.model.httpMethod();
    if (rules.hardVerbs.contains(verb))
        return "destructive";
    if (operation.model.node()["readonly"].toBool())
        return "read";
    if (method == "DELETE" && !isIn(verb, {"untag", "disassociate", "cancel", "disable", "reset"}))
        return "destructive";
    if (isIn(method, {"PUT", "PATCH"}) && !isIn(verb, {"list", "describe", "search", "get"}))
        return "write";
    return rules.effectReads.contains(verb) || isIn(method, {"GET", "HEAD"}) ? "read" : "write";
}

} // namespace

Result<EffectTable> EffectTable::read(std::string_view json)
{
    const auto document = Document::fromJson(json, "effects.json");
    if (!document)
        return document.error();
    EffectTable table;
    for (const auto& [service, operations] : (*document)->root()["operations"].members()) {
        auto& known = table.m_told[std::string(service)];
        for (const auto& [operation, told] : operations.members()) {
            const auto effect = told["effect"].text();
            if (!isIn(effect, {"read", "write", "destructive", "consume"}))
                return makeError(ErrorKind::Model, "BrokenEffects",
                                 "effects.json: " + std::string(service) + '.' + std::string(operation) +
                                     " has the unknown effect \"" + std::string(effect) + '"');
            std::optional<bool> isSecret;
            if (told.contains("secret"))
                isSecret = told["secret"].toBool();
            known.emplace(operation, Told{std::string(effect), isSecret});
        }
    }
    return table;
}

OperationEffect EffectTable::effectOf(const ServiceFacts& facts, const Operation& operation) const
{
    const auto service = m_told.find(facts.source().name);
    const Told* told = nullptr;
    if (service != m_told.end()) {
        const auto entry = service->second.find(operation.name);
        told = entry == service->second.end() ? nullptr : &entry->second;
    }
    const bool isSecret = told && told->isSecret
                              ? *told->isSecret
                              : SecretSearch(facts.rules()).holds(operation.model.output(), deepestSecret);
    return {told ? told->effect : effectByModel(facts.rules(), operation), isSecret};
}

} // namespace inia::explorer
