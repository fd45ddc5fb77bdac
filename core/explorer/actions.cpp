#include "core/explorer/inference.h"

#include <algorithm>
#include <optional>

namespace inia::explorer {

namespace {

constexpr int surelyNamed = 90;

const WordSet& joiningVerbs()
{
    static const WordSet verbs{"attach",       "detach",  "add",      "remove",   "associate",
                               "disassociate", "replace", "enable",   "register", "deregister",
                               "put",          "assign",  "unassign", "move",     "copy"};
    return verbs;
}

const WordSet& makingVerbs()
{
    static const WordSet verbs{"create",  "put",     "register", "import", "copy",
                               "restore", "publish", "allocate", "request"};
    return verbs;
}

struct Candidate {
    Action action;
    int score = 0;
};

class ActionSearch final {
public:
    ActionSearch(const Inference& inference, const Operation& operation)
        : m_inference(inference),
          m_facts(inference.facts()),
          m_operation(operation),
          m_topic{operation.subject, operation.objects, false},
          m_isJoining(joiningVerbs().contains(operation.parsed.verb)),
          m_isMaking(makingVerbs().contains(operation.parsed.verb))
    {
        for (const auto& parameter : operation.needs)
            m_parameters.push_back(&parameter);
        if (operation.reading)
            return;
        const auto& strong = m_facts.rules().strongAttributes;
        for (const auto& parameter : m_facts.optional(operation)) {
            if (parameter.isText() && !parameter.isEnum() && parameter.path.find('.') == std::string::npos &&
                (parameter.attribute.empty() || strong.contains(parameter.attribute)))
                m_parameters.push_back(&parameter);
        }
        // Nothing required names anything: an optional name may be where it starts (Publish has a TopicArn).
        const auto& types = inference.types().types;
        m_isAlone = std::none_of(operation.needs.begin(), operation.needs.end(), [&](const Parameter& p) {
            return p.isText() && !p.attribute.empty() && !p.isEnum() &&
                   std::any_of(types.begin(), types.end(),
                               [&p](const ItemType* type) { return type->goesBy(p.noun); });
        });
    }

    [[nodiscard]] std::optional<Candidate> candidate(ItemType& type) const
    {
        if (m_isMaking && type.name == m_topic.subject)
            return std::nullopt; // what comes into being is not there yet
        const Parameter* key = nullptr;
        std::optional<Identity> best;
        for (std::size_t i = 0; i < m_parameters.size(); ++i) {
            const Parameter& parameter = *m_parameters[i];
            if ((m_isMaking && parameter.noun == m_topic.subject) ||
                parameter.path.find("[].") != std::string::npos)
                continue;
            auto identity = m_inference.evidence().identity(parameter, type, m_topic);
            if (!identity || !isFirm(*identity, type) ||
                (i >= m_operation.needs.size() && !mayStart(parameter, type)))
                continue;
            if (!best || identity->score > best->score) {
                key = &parameter;
                best = std::move(identity);
            }
        }
        if (!best)
            return std::nullopt;
        return filled(type, *key, *best);
    }

    [[nodiscard]] bool isJoiningOrMaking() const { return m_isJoining || m_isMaking; }

private:
    /// An item is started from only where it is named, or is what the operation is about.
    [[nodiscard]] bool isFirm(const Identity& identity, const ItemType& type) const
    {
        const auto& needs = m_facts.rules().actionNeeds;
        return identity.score >= (type.name == m_topic.subject ? needs[0] : needs[1]) &&
               !identity.reason.starts_with("the subject begins");
    }
    [[nodiscard]] bool mayStart(const Parameter& optional, const ItemType& type) const
    {
        const auto& subject = m_topic.subject;
        return (type.name == optional.noun && (subject.starts_with(type.name) || m_isAlone)) ||
               (type.name == subject && (optional.isBare || type.identities.contains(optional.flat)));
    }
    [[nodiscard]] Candidate filled(ItemType& type, const Parameter& key, const Identity& identity) const
    {
        Candidate result{{&type, {Filler::byField(key, *identity.field, identity.isTail)}, {}},
                         identity.score};
        for (const auto& parameter : m_operation.needs) {
            if (&parameter == &key)
                continue;
            auto filling = m_inference.filler().further(parameter, type, *identity.field);
            const auto isKnown = [](const Fill& fill) {
                return !fill.source.needsNothing || fill.source.kind == Source::Kind::Account ||
                       fill.source.kind == Source::Kind::Region || fill.source.kind == Source::Kind::Token;
            };
            if (filling && (filling->isParts || isKnown(filling->fills.front())))
                std::move(filling->fills.begin(), filling->fills.end(),
                          std::back_inserter(result.action.fills));
            else
                result.action.asks.push_back(&parameter);
        }
        return result;
    }

    const Inference& m_inference;
    const ServiceFacts& m_facts;
    const Operation& m_operation;
    Topic m_topic;
    std::vector<const Parameter*> m_parameters; ///< required ones first
    bool m_isJoining = false;
    bool m_isMaking = false;
    bool m_isAlone = false;
};

bool namesItsType(const Candidate& candidate)
{
    const auto& fills = candidate.action.fills;
    return std::any_of(fills.begin(), fills.end(), [&candidate](const Fill& fill) {
        return fill.parameter->noun == candidate.action.type->name;
    });
}

} // namespace

std::vector<Action> actionsOf(const Inference& inference, const Operation& operation)
{
    const ActionSearch search(inference, operation);
    std::vector<Candidate> found;
    std::size_t deepest = 0;
    bool aboutAType = false;
    for (auto* type : inference.types().types) {
        auto candidate = search.candidate(*type);
        if (!candidate)
            continue;
        deepest = std::max(deepest, candidate->action.fills.size());
        aboutAType = aboutAType || type->name == operation.subject;
        found.push_back(std::move(*candidate));
    }
    std::vector<Action> result;
    const auto take = [&](auto fits) {
        for (const auto& candidate : found) {
            if (fits(candidate))
                result.push_back(candidate.action);
        }
    };
    if (!aboutAType) {
        const int needed = inference.facts().rules().actionNeeds[2];
        take([&](const Candidate& candidate) {
            return candidate.score >= needed &&
                   (candidate.action.fills.size() == deepest || !candidate.action.type->host);
        });
        return result;
    }
    const auto isSubject = [&operation](const Candidate& candidate) {
        return candidate.action.type->name == operation.subject;
    };
    take(isSubject);
    if (search.isJoiningOrMaking())
        take([&](const Candidate& candidate) {
            return !isSubject(candidate) && candidate.score >= surelyNamed && namesItsType(candidate);
        });
    return result;
}

} // namespace inia::explorer
