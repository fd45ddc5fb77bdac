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

/// The models' documentation is HTML of a simple kind. This is its text: paragraphs apart by an empty line,
/// list items behind "- ", other white space as one blank, character references resolved, unknown tags
/// dropped.
[[nodiscard]] std::string plainText(std::string_view html);

} // namespace inia
