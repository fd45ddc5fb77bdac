#pragma once

#include "app/cli/arguments.h"
#include "core/common/result.h"
#include "core/model/catalog.h"

#include <string>

namespace inia::cli {

/// What is hidden of operations when they are recorded, for people to review: a line for each member about
/// which a rule says something, "SERVICE OPERATION PART PATH RULE". PART is "input", "output" or the name of
/// an error; for the rules see HidingRule. Without a service all of them, without an operation all of the
/// service's.
[[nodiscard]] Result<std::string> redactionText(const Catalog& catalog, const RedactionArguments& arguments);

} // namespace inia::cli
