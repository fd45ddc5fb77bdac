#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// botocore's xform_name: "ListObjectsV2" -> "list_objects_v2", with its fifty-odd fixed exceptions and its
/// rule for plurals of abbreviations ("DescribeVPCs" -> "describe_vpcs"). The separator is "_" or "-".
[[nodiscard]] std::string snakeCase(std::string_view name, char separator = '_');

/// Those of `candidates` nearest to `wanted` by edit distance, best first, at most `limit`; only ones near
/// enough to be a slip of the pen.
[[nodiscard]] std::vector<std::string>
similarNames(std::string_view wanted, const std::vector<std::string>& candidates, std::size_t limit = 3);

} // namespace inia
