#pragma once

#include "core/common/result.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"
#include "core/protocol/queryprotocol.h"

#include <string>

namespace inia {

/// The form of the query and ec2 protocols: "Action=...&Version=...&Tags.member.1.Key=...", with the
/// parameters in the order given.
[[nodiscard]] Result<std::string> queryForm(const OperationModel& operation, const Value& params,
                                            QueryDialect dialect);

} // namespace inia
