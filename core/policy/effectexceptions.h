#pragma once

#include "core/policy/effect.h"

#include <span>
#include <string_view>

namespace inia {

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
