#pragma once

#include "core/call/clientcontext.h"
#include "core/client/client.h"

#include <utility>

namespace inia::tests {

/// A client like `client` but for what `change` does to its ClientContext.
template <typename Change>
[[nodiscard]] Client changed(const Client& client, Change change)
{
    ClientContext context = client.caller().context();
    change(context);
    return Client(std::move(context));
}

} // namespace inia::tests
