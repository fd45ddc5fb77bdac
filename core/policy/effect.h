#pragma once

#include "core/common/result.h"

#include <QtCore/QObject>

#include <optional>
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

/// The code of a refusal, by which it is known again where an error was written down.
inline constexpr std::string_view sessionIsReadOnly = "SessionIsReadOnly";

/// What the calls of one session may do: everything, or, while it is locked, nothing that changes something.
/// A session shares it with all its clients, and each call asks before it is signed and before every attempt,
/// whoever has made it: a menu, a queue, a waiter, a program. One thread.
class ChangePolicy final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChangePolicy)
public:
    /// Unlocked. `session` is the name that refusals give it.
    explicit ChangePolicy(std::string session) : m_session(std::move(session)) {}

    [[nodiscard]] bool isLocked() const { return m_howToUnlock.has_value(); }
    /// `howToUnlock` is a sentence for whoever is refused: "Leave out --read-only to allow changes." Of a
    /// policy that is locked already only that is changed.
    void lock(std::string howToUnlock);
    void unlock();

    /// Whether a call may be made now. Fails with kind ReadOnly, code sessionIsReadOnly and a message that
    /// names the session, the operation, why it counts as a change and how to unlock.
    [[nodiscard]] Result<void> check(const OperationModel& operation, const Value& params) const;
    /// The same of what is no call of its own, such as a form for uploads; `what` names it.
    [[nodiscard]] Result<void> check(const EffectVerdict& verdict, std::string_view what) const;

signals:
    /// Locked or unlocked.
    void changed();

private:
    std::string m_session;
    std::optional<std::string> m_howToUnlock; ///< set while it is locked
};

} // namespace inia
