#pragma once

#include "core/policy/effect.h"
#include "core/resource/resource.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/formcontext.h"

#include <vector>

namespace inia::ui {

// How a dialog words an action before it is run: what it does, to which resources, by which calls, where.
[[nodiscard]] Confirmation confirmationOf(const SessionInfo& session, const ActionDefinition& action,
                                          Effect effect, const std::vector<Resource>& resources,
                                          const FormContext& context);

// What the definition sets, as far as it is known: enough to check the rest against. `called` is
// calledAction()'s; of several resources the first one stands for all.
[[nodiscard]] Value filledParams(const ActionDefinition& called, const std::vector<Resource>& resources);

} // namespace inia::ui
