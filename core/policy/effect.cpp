#include "core/policy/effect.h"

#include "core/common/secretnames.h"
#include "core/model/operationmodel.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/policy/effectexceptions.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

namespace inia {

namespace {

// English verbs as AWS uses them, not names of operations.
constexpr std::array destructiveVerbs{
    "abort",  "decommission", "delete", "deprovision", "deregister",  "destroy", "discard", "drop",
    "empty",  "erase",        "expire", "flush",       "forget",      "purge",   "reject",  "release",
    "remove", "retire",       "revoke", "terminate",   "unsubscribe", "wipe"};
constexpr std::array consumingVerbs{"poll", "receive"};
/// Not check, preview, query, retrieve, select, test, validate, verify: under each of them something is
/// changed somewhere (CheckInLicense, RetrieveTapeArchive). Those that only read have the trait or stand in
/// the table.
constexpr std::array readingVerbs{"count", "describe", "discover", "get",   "head",
                                  "list",  "lookup",   "scan",     "search"};
/// Against these the `readonly` trait is not believed: the models have it on operations that begin work or
/// end sessions.
constexpr std::array beginningVerbs{"add", "cancel", "create", "disable", "enable", "execute", "invoke",
                                    "put", "run",    "send",   "set",     "start",  "stop",    "update"};
/// Words in front of the verb that say how it is done.
constexpr std::array adverbs{"admin", "batch", "bulk", "transact"};

/// Operations that do what the text in their parameters says.
struct StatementRule {
    std::string_view service;
    std::string_view operation;
    std::string_view list; ///< of structures that hold the text each; empty: there is one text
    std::string_view member;
};
constexpr std::array statementRules{
    StatementRule{"dynamodb", "BatchExecuteStatement", "Statements", "Statement"},
    StatementRule{"dynamodb", "ExecuteStatement", {}, "Statement"},
    StatementRule{"dynamodb", "ExecuteTransaction", "TransactStatements", "Statement"},
    StatementRule{"timestream-query", "Query", {}, "QueryString"},
};

/// Operations that do more when a member of their parameters is set.
struct SwitchRule {
    std::string_view service;
    std::string_view operation;
    std::string_view member;
    std::string_view reason;
};
constexpr std::array switchRules{
    SwitchRule{"evs", "GetDepotUrl", "rotate", "rotate makes the present token worthless"},
    SwitchRule{"redshift", "GetClusterCredentials", "AutoCreate",
               "AutoCreate makes a user where there is none"},
};

template <typename Words>
bool contains(const Words& words, std::string_view verb)
{
    const std::string lower = ascii::lowered(verb);
    return std::find(words.begin(), words.end(), lower) != words.end();
}

std::string_view firstWord(std::string_view name)
{
    const auto end = std::find_if(name.begin() + (name.empty() ? 0 : 1), name.end(),
                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.substr(0, static_cast<std::size_t>(end - name.begin()));
}

std::string_view verbOf(std::string_view name)
{
    auto verb = firstWord(name);
    while (contains(adverbs, verb) && verb.size() < name.size()) {
        name.remove_prefix(verb.size());
        verb = firstWord(name);
    }
    return verb;
}

/// Whether the model marks a text or blob below the shape as sensitive and its name says why. Most that is
/// only marked is private (names, addresses), most that is only named holds the ARN of a secret.
bool holdsSecret(const Shape& shape, std::unordered_set<std::string_view>& seen)
{
    if (!shape.valid() || !seen.insert(shape.name()).second)
        return false;
    if (shape.type() == ShapeType::List)
        return holdsSecret(shape.element(), seen);
    if (shape.type() == ShapeType::Map)
        return holdsSecret(shape.value(), seen);
    for (std::uint32_t i = 0; shape.type() == ShapeType::Structure && i < shape.memberCount(); ++i) {
        const auto [name, member] = shape.memberAt(i);
        const bool isScalar = member.type() == ShapeType::Text || member.type() == ShapeType::Blob;
        const bool isSensitive = member.flag("sensitive") || shape.flag("sensitive");
        if (isScalar ? isSensitive && isSecretName(name) : holdsSecret(member, seen))
            return true;
    }
    return false;
}

EffectVerdict effectByModel(const OperationModel& operation)
{
    const auto verb = verbOf(operation.name());
    const auto method = operation.httpMethod();
    const bool isMarked = operation.node()["readonly"].toBool();
    const auto byName = [verb](Effect effect) {
        return EffectVerdict{effect, "the name's verb is " + std::string(verb)};
    };
    const auto byMethod = [method](Effect effect) {
        return EffectVerdict{effect, "the HTTP method is " + std::string(method)};
    };
    if (isDestructiveVerb(verb))
        return byName(Effect::Destroy);
    if (contains(consumingVerbs, verb))
        return byName(Effect::Consume);
    if (method == "DELETE")
        return byMethod(Effect::Destroy);
    if (!isMarked && (method == "PUT" || method == "PATCH"))
        return byMethod(Effect::Write);
    if (contains(readingVerbs, verb))
        return byName(Effect::Read);
    if (isMarked && !contains(beginningVerbs, verb))
        return {Effect::Read, "the model says that it only reads"};
    return {Effect::Write, "nothing says that " + std::string(verb) + " only reads"};
}

/// The first word of a statement in lower case, behind blanks and comments; empty when it begins otherwise.
std::string statementVerb(std::string_view text)
{
    while (!text.empty()) {
        text = ascii::trimmed(text);
        if (text.starts_with("--")) {
            text.remove_prefix(std::min(text.find('\n'), text.size()));
        } else if (text.starts_with("/*")) {
            const auto end = text.find("*/", 2);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
        } else {
            break;
        }
    }
    const auto end = std::find_if(text.begin(), text.end(),
                                  [](char c) { return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'); });
    return ascii::lowered({text.begin(), end});
}

EffectVerdict effectOfStatement(const Value& text)
{
    static constexpr std::array reading{"describe", "exists", "select", "show", "with"};
    const std::string verb = text.isText() ? statementVerb(text.text()) : std::string();
    const std::string reason =
        verb.empty() ? std::string("nobody knows what it does") : "the statement begins with " + verb;
    if (contains(reading, verb))
        return {Effect::Read, reason};
    return {verb == "delete" ? Effect::Destroy : Effect::Write, reason};
}

EffectVerdict effectOfStatements(const StatementRule& rule, const Value& params)
{
    if (rule.list.empty())
        return effectOfStatement(params[rule.member]);
    const auto& statements = params[rule.list].items();
    if (statements.empty())
        return effectOfStatement({});
    std::optional<EffectVerdict> gravest;
    for (const Value& statement : statements) {
        auto verdict = effectOfStatement(statement[rule.member]);
        if (!gravest || verdict.effect > gravest->effect)
            gravest = std::move(verdict);
    }
    return *gravest;
}

/// Null when there is no rule for the operation.
template <typename Rules>
const typename Rules::value_type* findRule(const Rules& rules, const OperationModel& operation)
{
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
        return rule.service == operation.service().name() && rule.operation == operation.name();
    });
    return found == rules.end() ? nullptr : &*found;
}

/// Anything but a plain no counts.
bool isSet(const Value& value)
{
    return !value.isNull() && !(value.isBool() && !value.toBool());
}

/// Only where the operation has the member: another name would be dropped on the way.
bool isDryRun(const OperationModel& operation, const Value& params)
{
    const Value& dryRun = params["DryRun"];
    return operation.service().name() == "ec2" && dryRun.isBool() && dryRun.toBool() &&
           operation.input().hasMember("DryRun");
}

} // namespace

std::string_view effectName(Effect effect)
{
    static constexpr std::array<std::string_view, 5> names{"read", "reveal", "consume", "write", "destroy"};
    return names.at(static_cast<std::size_t>(effect));
}

bool isDestructiveVerb(std::string_view verb)
{
    return contains(destructiveVerbs, verb);
}

EffectVerdict effectOf(const OperationModel& operation)
{
    if (findRule(statementRules, operation) != nullptr)
        return {Effect::Write, "it does what its statement says"};
    if (const auto* exception = findEffectException(operation.service().name(), operation.name()))
        return {exception->effect, std::string(exception->reason)};
    auto verdict = effectByModel(operation);
    std::unordered_set<std::string_view> seen;
    if (verdict.effect == Effect::Read && operation.output().valid() && holdsSecret(operation.output(), seen))
        return {Effect::Reveal, "its answer holds a secret"};
    return verdict;
}

EffectVerdict effectOf(const OperationModel& operation, const Value& params)
{
    if (isDryRun(operation, params))
        return {Effect::Read, "DryRun changes nothing"};
    if (const auto* rule = findRule(statementRules, operation))
        return effectOfStatements(*rule, params);
    if (const auto* rule = findRule(switchRules, operation); rule != nullptr && isSet(params[rule->member]))
        return {Effect::Write, std::string(rule->reason)};
    return effectOf(operation);
}

} // namespace inia
