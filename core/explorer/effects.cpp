#include "core/explorer/effects.h"

#include <algorithm>

namespace inia::explorer {

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
