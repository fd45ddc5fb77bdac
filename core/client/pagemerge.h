#pragma once

#include "core/model/paginatormodel.h"
#include "core/model/value.h"

namespace inia {

/// Adds a page to what the earlier pages gave, as botocore's build_full_result: the lists of the result
/// keys grow, numbers and texts add up, non-aggregate keys come from the first page, all else is left out.
void mergePage(Value& whole, const Value& page, const PaginatorModel& model, bool isFirst);

} // namespace inia
