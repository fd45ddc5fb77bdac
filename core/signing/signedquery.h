#pragma once

#include "core/http/httpmessage.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

/// Decoded names and values in their order. Names may repeat.
using QueryPairs = std::vector<std::pair<std::string, std::string>>;

/// Reads a query or a form body; "+" is a space. Empty parts are left out.
[[nodiscard]] QueryPairs parseQuery(std::string_view query);

/// Escaped the one way signatures know: a space is %20.
[[nodiscard]] std::string queryText(const QueryPairs& pairs);

/// As application/x-www-form-urlencoded: a space is "+".
[[nodiscard]] std::string formText(const QueryPairs& pairs);

void appendParameter(std::string& query, std::string_view name, std::string_view value);

/// Puts another query in place of the URL's; an empty one takes the "?" away too.
void setQuery(HttpRequest& request, std::string_view query);

} // namespace inia
