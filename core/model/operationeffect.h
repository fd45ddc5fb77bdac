#pragma once

#include <string>
#include <string_view>

namespace inia {

class OperationModel;

/// What a call does to what is in the account; the stronger one is the greater one.
enum class Effect {
    Read,        ///< changes nothing
    Write,       ///< makes or changes something
    Destructive, ///< something is gone afterwards that no call brings back as it was
};

struct EffectVerdict {
    Effect effect = Effect::Write;
    std::string reason; ///< for a person: "the name begins with Delete"
};

/// Judged by the model alone: the verb in the operation's name ("BatchGetItem" gets, "DeleteMessageBatch"
/// deletes), botocore's `readonly` trait, the HTTP method. What nothing speaks for is a write, so that a
/// mistake asks once too often and never once too little.
[[nodiscard]] EffectVerdict effectOf(const OperationModel& operation);

/// Whether a word in front of a name ("Delete", "delete") takes something away for good.
[[nodiscard]] bool isDestructiveVerb(std::string_view verb);

} // namespace inia
