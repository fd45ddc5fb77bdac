#pragma once

#include "core/call/calloptions.h"
#include "core/call/reply.h"
#include "core/learned/sharedcalls.h"

#include <functional>
#include <memory>
#include <string_view>

namespace inia {

class Catalog;
class ClientMemory;
class Clock;
struct ClientContext;

/// Makes the calls of one client: what it was made with, and what it has found out since. A cheap handle;
/// Client, paginators, waiters and presigners hold one.
class Caller final {
public:
    explicit Caller(ClientContext context);

    [[nodiscard]] const ClientContext& context() const { return *m_context; }
    /// For core/call and core/presign.
    [[nodiscard]] ClientMemory& memory() const { return *m_memory; }

    /// Told once, before the result, what outlineOf() an answer says, while the rest of it is on its way or
    /// parsed: a hint by which the next page may be asked for, and no more, since the rest may never come or
    /// be that of another attempt. Not told when nothing is known. May not drop the call.
    using OutlineReceiver = std::function<void(const Value& outline)>;
    /// See Client::call().
    [[nodiscard]] ReplyPtr call(std::string_view operation, Value params, CallOptions options,
                                OutlineReceiver receiver = {}) const;
    /// The same for what a call needs to know before it can go on; `parent` is that call, by Reply::callId().
    [[nodiscard]] Ask ask(quint64 parent = 0) const;

private:
    std::shared_ptr<const ClientContext> m_context;
    std::shared_ptr<ClientMemory> m_memory;
};

} // namespace inia
