#pragma once

#include "core/resource/resource.h"
#include "ui/actions/actionchoices.h"

namespace inia {
class ActionJob;
}

namespace inia::ui {

// What a person is told of the answer of an action.

// The action made a resource that is gone to. What cannot be asked for again is told at once and never just
// gone to: it may be a key that the service says only this one time.
[[nodiscard]] bool opensResource(const ResourceAnswer& answer);

// An answer as the service gave it, without what the client adds about the call.
[[nodiscard]] Value withoutMetadata(Value answer);

// Reading actions show what they read. A change shows what the service answered, unless it is one of those
// that many resources share, whose answer only repeats the state. Null where there is nothing to show.
[[nodiscard]] Value shownValue(const ActionJob& job, Effect effect, const ResourceAnswer& answer);

} // namespace inia::ui
