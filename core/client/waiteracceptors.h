#pragma once

#include "core/jmespath/expression.h"
#include "core/model/waitermodel.h"

#include <optional>
#include <vector>

namespace inia {

/// The conditions of a waiter with their paths parsed.
class WaiterAcceptors final {
public:
    /// Fails (kind Model) when a path is none.
    [[nodiscard]] static Result<WaiterAcceptors> parse(const std::vector<WaiterAcceptor>& acceptors);

    /// The first acceptor that fits, or null. `response` is the parsed answer, with "ResponseMetadata", and
    /// with "Error" when the service answered with one; paths are not looked for in errors.
    [[nodiscard]] const WaiterAcceptor* match(const Value& response) const;

    /// The last one in order; null when there are none.
    [[nodiscard]] const WaiterAcceptor* last() const;

private:
    struct Entry {
        WaiterAcceptor acceptor;
        std::optional<Expression> path;
    };
    [[nodiscard]] static bool matches(const Entry& entry, const Value& response);

    std::vector<Entry> m_entries;
};

/// The response is an error's: it names a code.
[[nodiscard]] bool isErrorResponse(const Value& response);

} // namespace inia
