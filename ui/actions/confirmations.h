#pragma once

#include "core/model/operationeffect.h"
#include "core/resource/resource.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/formcontext.h"

#include <vector>

namespace inia::ui {

// How a dialog words an action before it is run: what it does, to which resources, by which calls, where.
[[nodiscard]] Confirmation confirmationOf(const SessionInfo& session, const ActionDefinition& action,
                                          Effect effect, const std::vector<Resource>& resources,
                                          const FormContext& context);

// What the definition sets for this resource, as far as it is known: enough to check the rest against.
[[nodiscard]] Value filledParams(const ActionDefinition& action, const Resource& resource);

} // namespace inia::ui
