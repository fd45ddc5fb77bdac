#pragma once

#include "core/client/client.h"
#include "core/sync/firsterror.h"
#include "core/sync/pagedrange.h"
#include "core/sync/params.h"

#include <optional>

namespace inia::sync {

/// A client whose calls wait for their answers; see Program. After the program's first error every call
/// answers null at once.
class Client final {
public:
    Client(std::optional<inia::Client> client, FirstErrorPtr firstError)
        : m_client(std::move(client)), m_firstError(std::move(firstError))
    {
    }

    [[nodiscard]] Value call(std::string_view operation, const Params& params = {}) const;
    /// The same for an error that is to be looked at: it is not the program's.
    [[nodiscard]] Result<Value> tryCall(std::string_view operation, const Params& params = {}) const;
    /// The pages of an operation, each asked for when the loop gets there.
    [[nodiscard]] PagedRange<Value> pages(std::string_view operation, const Params& params = {}) const;
    /// Polls until "bucket_exists" and the like.
    void wait(std::string_view waiter, const Params& params = {}) const;

    /// Null after an error.
    [[nodiscard]] const inia::Client* client() const { return m_client ? &*m_client : nullptr; }

private:
    [[nodiscard]] bool isUsable() const { return m_client && !m_firstError->hasHappened(); }

    std::optional<inia::Client> m_client;
    FirstErrorPtr m_firstError;
};

} // namespace inia::sync
