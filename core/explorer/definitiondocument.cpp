#include "core/explorer/definitiondocument.h"

#include "core/explorer/definitions.h"
#include "core/explorer/typedocument.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

namespace {

constexpr std::size_t mostTypesOfAnAction = 6;

bool isHeld(const std::vector<std::string>& texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string_view kindName(Collection::Kind kind)
{
    switch (kind) {
    case Collection::Kind::Variant:
        return "variant";
    case Collection::Kind::Reference:
        return "reference";
    case Collection::Kind::Scoped:
        return "scoped";
    case Collection::Kind::Own:
    case Collection::Kind::Batch:
        break;
    }
    return {};
}

/// Why nobody can get to an operation by clicking.
std::string reasonOf(const Inference& inference, const Operation& operation)
{
    static const WordSet valueTypes{"structure", "map",    "boolean", "integer", "long",
                                    "float",     "double", "blob",    "list"};
    static const QRegularExpression asked(QStringLiteral(
        "query|search|text|expression|statement|filter|keyword|pattern|input|prompt|utterance|content|body|"
        "value|"
        "message|position|commit|specifier|filepath|language|currency|amount|unit|phonenumber|email|month|"
        "year|postalcode|address"));
    static const QRegularExpression token(
        QStringLiteral("(token$|accesstoken|iterator|cursor|sessionid|clienttoken|jwt)"));
    std::vector<std::string> asks, tokens, nowhere, apart;
    const auto& facts = inference.facts();
    for (const auto& parameter : operation.needs) {
        if (facts.context(parameter))
            continue;
        const auto& types = inference.types().types;
        if (valueTypes.contains(parameter.type) || parameter.isUnion || found(asked, parameter.flat))
            asks.push_back(parameter.path);
        else if (found(token, parameter.flat))
            tokens.push_back(parameter.path);
        else if (std::any_of(types.begin(), types.end(), [&](const ItemType* type) {
                     return inference.evidence().identity(parameter, *type).has_value();
                 }))
            apart.push_back(parameter.path);
        else
            nowhere.push_back(parameter.path);
    }
    if (!tokens.empty())
        return "needs a token of an earlier call: " + joined(tokens, ", ");
    if (!nowhere.empty())
        return "no list gives " + joined(nowhere, ", ");
    if (!asks.empty())
        return "asks for " + joined(asks, ", ");
    if (!apart.empty())
        return "no one item gives all of " + joined(apart, ", ");
    return "not a reading operation by its effect";
}

} // namespace

DefinitionDocument::DefinitionDocument(const Inference& inference, const EffectTable& effects)
    : m_inference(inference), m_effects(effects)
{
    const auto& facts = inference.facts();
    m_value.insert("service", facts.source().name);
    m_value.insert("version", facts.source().version);
    auto allFacts = this->facts();
    findActions();
    m_value.insert("lists", lists());
    m_value.insert("types", types());
    if (!facts.definitions().first.empty())
        m_value.insert("first", textsValue(facts.definitions().first));
    if (allFacts.size() > 0)
        m_value.insert("facts", std::move(allFacts));
    if (auto missing = unreachable(); missing.size() > 0)
        m_value.insert("unreachable", std::move(missing));
    if (m_elsewhere.size() > 0)
        m_value.insert("elsewhere", m_elsewhere);
    if (!facts.definitions().note.empty())
        m_value.insert("note", facts.definitions().note);
    count();
}

Value DefinitionDocument::facts()
{
    const auto& facts = m_inference.facts();
    Value result = Value::emptyList();
    for (const auto& operation : facts.operations()) {
        if (!operation.reading || operation.reading->kind != Reading::Kind::One ||
            m_inference.isListed(operation) || m_inference.link(operation))
            continue;
        const auto effect = m_effects.effectOf(facts, operation);
        const auto fills = facts.contextFills(operation);
        if (effect.effect != "read" || !fills ||
            std::any_of(fills->begin(), fills->end(),
                        [](const Fill& fill) { return fill.source.kind == Source::Kind::Token; }))
            continue;
        m_facts.insert(&operation);
        Value entry = Value::map(
            {{"op", operation.name}, {"at", operation.reading->one.empty() ? "@" : operation.reading->one}});
        if (!fills->empty())
            entry.insert("with", fillsValue(*fills));
        if (effect.isSecret)
            entry.insert("secret", true);
        if (!isHeld(facts.definitions().hide, operation.name))
            result.append(std::move(entry));
    }
    return result;
}

void DefinitionDocument::findActions()
{
    const auto& facts = m_inference.facts();
    for (const auto& operation : facts.operations()) {
        const bool isDone = m_inference.isListed(operation) || m_facts.contains(&operation) ||
                            (operation.reading && m_inference.link(operation));
        if (isDone)
            continue;
        const auto effect = m_effects.effectOf(facts, operation);
        auto actions = actionsOf(m_inference, operation);
        if (actions.empty())
            m_elsewhere.append(operation.name);
        if (actions.size() > mostTypesOfAnAction)
            actions.resize(mostTypesOfAnAction);
        for (const auto& action : actions) {
            Value entry =
                Value::map({{"op", operation.name},
                            {"effect", effect.effect},
                            {"with", fillsValue(m_inference.scoped(operation, *action.type, action.fills))}});
            if (isHeld(facts.definitions().type(action.type->name).common, operation.name))
                entry.insert("common", true);
            if (!action.asks.empty()) {
                Value asks = Value::emptyList();
                for (const auto* parameter : action.asks)
                    asks.append(parameter->path);
                entry.insert("asks", std::move(asks));
            }
            if (effect.isSecret)
                entry.insert("secret", true);
            auto& known = m_actions.try_emplace(action.type, Value::emptyList()).first->second;
            known.append(std::move(entry));
        }
    }
}

Value DefinitionDocument::lists() const
{
    Value result = Value::emptyList();
    for (const auto& collection : m_inference.collections()) {
        if (collection.kind == Collection::Kind::Batch)
            continue;
        const Reading& reading = *collection.operation->reading;
        Value entry = Value::map({{"op", collection.operation->name},
                                  {"type", typeName(*collection.type)},
                                  {"items", reading.items}});
        if (collection.host)
            entry.insert("under", typeName(*collection.host));
        const auto fills =
            collection.host ? m_inference.scoped(*collection.operation, *collection.host, *collection.fills)
                            : *collection.fills;
        if (!fills.empty())
            entry.insert("with", fillsValue(fills));
        if (collection.kind != Collection::Kind::Own)
            entry.insert("as", kindName(collection.kind));
        if (collection.host)
            entry.insert("because", collection.reason);
        if (reading.isPaged)
            entry.insert("paged", true);
        result.append(std::move(entry));
    }
    return result;
}

Value DefinitionDocument::borrowedType(const ItemType& type) const
{
    Value details = Value::emptyList();
    for (const auto& [operation, hosts] : m_inference.links()) {
        for (const auto& host : hosts) {
            if (host.type != &type || !operation->reading || operation->reading->kind != Reading::Kind::One)
                continue;
            details.append(
                Value::map({{"op", operation->name},
                            {"with", fillsValue(m_inference.scoped(*operation, type, *host.fills))},
                            {"at", operation->reading->one.empty() ? "@" : operation->reading->one}}));
        }
    }
    Value result = Value::map({{"borrowed", true}});
    if (details.size() > 0)
        result.insert("details", std::move(details));
    return result;
}

Value DefinitionDocument::types()
{
    Value result = Value::emptyMap();
    for (const auto* type : m_inference.types().types) {
        Value entry =
            type->borrowedFrom.empty() ? typeValue(m_inference, m_effects, *type) : borrowedType(*type);
        if (const auto actions = m_actions.find(type); actions != m_actions.end())
            entry.insert("actions", actions->second);
        m_report.isBorrowing = m_report.isBorrowing || !type->borrowedFrom.empty();
        m_report.types += type->borrowedFrom.empty() ? 1 : 0;
        result.insert(typeName(*type), std::move(entry));
    }
    return result;
}

Value DefinitionDocument::unreachable()
{
    Value result = Value::emptyMap();
    for (const auto& operation : m_inference.facts().operations()) {
        if (!operation.reading || !operation.reading->isCounted)
            continue;
        ++m_report.counted;
        m_report.lists += operation.isList() ? 1 : 0;
        if (m_inference.isListed(operation) || m_inference.link(operation) || m_facts.contains(&operation))
            continue;
        ++m_report.unreachable;
        m_report.unreachableLists += operation.isList() ? 1 : 0;
        result.insert(operation.name, reasonOf(m_inference, operation));
    }
    return result;
}

void DefinitionDocument::count()
{
    m_report.service = m_inference.facts().source().name;
    m_report.operations = static_cast<int>(m_inference.facts().operations().size());
    m_report.facts = static_cast<int>(m_value["facts"].size());
    for (const auto& list : m_value["lists"].items())
        m_report.roots += list.contains("under") ? 0 : 1;
    if (m_report.roots > 0 || m_report.isBorrowing)
        return;
    m_report.reason = m_report.counted == 0 ? "nothing lists" : "";
    WordSet reasons;
    for (const auto& [operation, reason] : m_value["unreachable"].members())
        reasons.insert(reason.text());
    for (const auto& reason : reasons)
        m_report.reason += (m_report.reason.empty() ? "" : "; ") + reason;
    if (m_report.reason.empty())
        m_report.reason = "settings only";
}

Value DefinitionDocument::roots() const
{
    Value roots = Value::emptyMap();
    const auto add = [&](const std::string& type) {
        const auto& entry = m_value["types"][type];
        if (!entry.isNull())
            roots.insert(type, entry["title"].text().empty() ? Value(type) : entry["title"]);
    };
    WordSet atRoot;
    for (const auto& list : m_value["lists"].items()) {
        if (!list.contains("under"))
            atRoot.insert(list["type"].text());
    }
    for (const auto& type : m_value["first"].items()) {
        if (atRoot.contains(type.text()))
            add(type.text());
    }
    for (const auto& list : m_value["lists"].items()) {
        if (!list.contains("under"))
            add(list["type"].text());
    }
    for (const auto& [name, type] : m_value["types"].members()) {
        if (type["borrowed"].toBool())
            add(name);
    }
    return roots;
}

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Adds a type and, before it, the types that it hangs on.
void addWithHosts(std::vector<BorrowedType>& types, const ItemType& type, const std::string& from,
                  const std::vector<std::string>& aliases)
{
    if (std::any_of(types.begin(), types.end(),
                    [&type](const BorrowedType& known) { return known.type == &type; }))
        return;
    if (type.host)
        addWithHosts(types, *type.host, from, {});
    types.push_back({&type, from, aliases});
}

} // namespace

Result<std::unique_ptr<DefinitionBuilder>> DefinitionBuilder::make(SpecificationTexts texts, Models models)
{
    std::unique_ptr<DefinitionBuilder> builder(new DefinitionBuilder);
    builder->m_texts = std::move(texts);
    builder->m_models = std::move(models);
    auto rules = Rules::read(viewOf(builder->m_texts.rules));
    if (!rules)
        return rules.error();
    builder->m_rules = std::move(*rules);
    auto effects = EffectTable::read(viewOf(builder->m_texts.effects));
    if (!effects)
        return effects.error();
    builder->m_effects = std::move(*effects);
    if (auto borrowings = builder->readBorrowings(); !borrowings)
        return borrowings.error();
    return builder;
}

Result<void> DefinitionBuilder::readBorrowings()
{
    const auto document = Document::fromJson(viewOf(m_texts.borrowed), "borrowed.json");
    if (!document)
        return document.error();
    for (const auto& [service, entries] : (*document)->root()["borrowed"].members()) {
        for (const auto entry : entries.items()) {
            const auto type = entry["type"].text();
            const auto colon = type.find(':');
            if (colon == std::string_view::npos)
                return makeError(ErrorKind::Model, "BrokenDefinitions",
                                 "borrowed.json: \"" + std::string(type) + "\" is no SERVICE:TYPE");
            Borrowing borrowing{std::string(type.substr(0, colon)), std::string(type.substr(colon + 1)), {}};
            for (const auto alias : entry["aliases"].items())
                borrowing.aliases.emplace_back(alias.text());
            m_lenders.insert(borrowing.service);
            m_borrowings[std::string(service)].push_back(std::move(borrowing));
        }
    }
    return {};
}

Result<std::shared_ptr<const DefinitionBuilder::Inferred>>
DefinitionBuilder::inferred(const std::string& service)
{
    const auto known = m_kept.find(service);
    if (known != m_kept.end())
        return known->second;
    auto made = infer(service);
    if (made && m_lenders.contains(service))
        m_kept.emplace(service, *made);
    return made;
}

Result<std::shared_ptr<const DefinitionBuilder::Inferred>>
DefinitionBuilder::infer(const std::string& service)
{
    auto source = m_models(service);
    if (!source)
        return source.error();
    const auto result = std::make_shared<Inferred>();
    const QByteArray text = m_texts.definitions(service);
    if (!text.isEmpty()) {
        auto definitions = Definitions::read(viewOf(text), service, result->problems);
        // A broken file is named and left out; the models alone say most of it.
        if (definitions)
            result->definitions = std::move(*definitions);
        else
            result->problems.push_back(definitions.error().message);
    }
    std::vector<BorrowedType> borrowed;
    if (const auto entry = m_borrowings.find(service); entry != m_borrowings.end()) {
        for (const auto& [lender, noun, aliases] : entry->second) {
            const auto from = inferred(lender);
            if (!from)
                return from.error();
            const auto& types = (*from)->inference->types().types;
            const auto type = std::find_if(types.begin(), types.end(), [&noun = noun](const ItemType* known) {
                return known->name == noun;
            });
            if (type == types.end())
                result->problems.push_back("borrowed.json: " + lender + " has no type " + noun);
            else
                addWithHosts(borrowed, **type, lender, aliases);
        }
    }
    auto inference = Inference::infer(m_rules, std::move(*source), result->definitions, borrowed);
    if (!inference)
        return inference.error();
    result->inference = std::move(*inference);
    const auto& problems = result->inference->problems();
    result->problems.insert(result->problems.end(), problems.begin(), problems.end());
    return std::shared_ptr<const Inferred>(result);
}

Result<DefinitionBuilder::Built> DefinitionBuilder::build(const std::string& service)
{
    const auto made = inferred(service);
    if (!made)
        return made.error();
    const DefinitionDocument document(*(*made)->inference, m_effects);
    Built built{document.value(), document.roots(), document.report(), (*made)->problems};
    for (const auto& [noun, type] : (*made)->definitions.types) {
        const auto& types = (*made)->inference->types().types;
        if (std::none_of(types.begin(), types.end(),
                         [&noun = noun](const ItemType* known) { return known->name == noun; }))
            built.problems.push_back("definitions/" + service + ".json: no type " + noun);
    }
    return built;
}

} // namespace inia::explorer
