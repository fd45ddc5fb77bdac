#pragma once

#include "core/http/httpmessage.h"

#include <optional>
#include <string>

namespace inia {

/// When the response is a page for people, as proxies, load balancers and the sign-in of a network answer in
/// a service's place: its title, shortened and without entities; empty when it has none. Nothing when it is
/// no page. Told by how the body begins, and by Content-Type where it begins like nothing else.
[[nodiscard]] std::optional<std::string> htmlTitle(const HttpResponse& response);

} // namespace inia
