#pragma once

#include <span>
#include <string>
#include <string_view>

namespace inia {

class OperationModel;
class Value;

/// What a call does to what is in the account, from harmless to grave.
enum class Effect {
    Read,    ///< changes nothing
    Reveal,  ///< changes nothing and answers with secrets, keys or URLs that let in whoever has them
    Consume, ///< reads and thereby changes something: takes a message or a task that others then do not get
    Write,   ///< makes or changes something, begins work, or costs by itself
    Destroy, ///< something is gone afterwards that no call brings back as it was
};

/// "read", "reveal", "consume", "write", "destroy".
[[nodiscard]] std::string_view effectName(Effect effect);

/// Whether anything is another afterwards: what a locked session refuses. Reading a secret changes nothing.
[[nodiscard]] constexpr bool changesSomething(Effect effect)
{
    return effect >= Effect::Consume;
}

struct EffectVerdict {
    Effect effect = Effect::Write;
    std::string reason; ///< for a person, to stand in brackets: "the name's verb is Delete"
};

/// By the reviewed table of exceptions (effectExceptions()), else by the model: the verb in the operation's
/// name ("BatchGetItem" and "AdminGetUser" get), the HTTP method, botocore's `readonly` trait, members of the
/// answer that are sensitive and named like a secret. Nothing is a read because its method is GET, and a verb
/// that is not known for reading is a write, so that a mistake refuses once too often and never once too
/// little. An operation that takes a statement is a write here.
[[nodiscard]] EffectVerdict effectOf(const OperationModel& operation);

/// Of one call: statements count by their first word (PartiQL of DynamoDB, queries of Timestream), several by
/// the gravest; switches that make a read do more count; `DryRun` of EC2 changes nothing. Statements of SQL
/// databases stay writes whatever they begin with, for a SELECT may call functions that write.
[[nodiscard]] EffectVerdict effectOf(const OperationModel& operation, const Value& params);

/// Whether a word in front of a name ("Delete", "delete") takes something away for good.
[[nodiscard]] bool isDestructiveVerb(std::string_view verb);

/// An operation that its name and model tell wrongly of.
struct EffectException {
    std::string_view operation; ///< "sqs.ReceiveMessage": the service as boto3 names it, the name on the wire
    Effect effect = Effect::Write;
    std::string_view reason; ///< for a person: what it does
};

/// The one reviewed table, in order of the names. A row comes from the operation's documentation; that of an
/// operation which the rules know as well stays for its reason, which is shown.
[[nodiscard]] std::span<const EffectException> effectExceptions();

/// Null when the rules of effectOf() hold.
[[nodiscard]] const EffectException* findEffectException(std::string_view service,
                                                         std::string_view operation);

} // namespace inia
