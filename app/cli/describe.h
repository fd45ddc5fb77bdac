#pragma once

#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/model/catalog.h"

#include <string>

namespace inia::cli {

/// The client names of all services, one a line or as a JSON list with what the index says of each.
[[nodiscard]] Result<std::string> servicesText(const Catalog& catalog, const ServicesArguments& arguments);

/// A service's operations in snake case, one a line or as a JSON list with the model's names.
[[nodiscard]] Result<std::string> operationsText(const Catalog& catalog,
                                                 const OperationsArguments& arguments);

/// A service, one of its operations with input and output, or the names of a resource ("s3.Bucket"), as JSON.
[[nodiscard]] Result<std::string> describeText(const Catalog& catalog, const DescribeArguments& arguments);

/// What is hidden of operations when they are recorded, for people to review: a line for each member about
/// which a rule says something, "SERVICE OPERATION PART PATH RULE". PART is "input", "output" or the name of
/// an error; for the rules see HidingRule. Without a service all of them, without an operation all of the
/// service's.
[[nodiscard]] Result<std::string> redactionText(const Catalog& catalog, const RedactionArguments& arguments);

} // namespace inia::cli
