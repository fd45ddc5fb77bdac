#pragma once

#include "core/quirks/quirk.h"

namespace inia::quirks {

/// ARNs of outposts in place of names: the account is the ARN's, and what the rules would not notice is
/// refused.
Result<void> takeOutpostArns(QuirkContext& context, Value& params);
Result<void> dropAccountIdPrefix(QuirkContext& context, Value& params);

} // namespace inia::quirks
