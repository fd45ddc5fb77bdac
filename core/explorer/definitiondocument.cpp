#include "core/explorer/definitiondocument.h"

#include "core/explorer/context.h"
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

} // namespace inia::explorer
