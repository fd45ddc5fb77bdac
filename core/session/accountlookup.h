#pragma once

#include "core/call/caller.h"
#include "core/session/session.h"

#include <string>
#include <string_view>

namespace inia {

/// Who a session is, as STS says.
struct CallerIdentity {
    std::string account; ///< twelve digits
    std::string arn;

    /// The name of the user or role: "west-developer" of ".../user/west-developer", "Admin" of
    /// ".../assumed-role/Admin/session".
    [[nodiscard]] std::string name() const;
};

/// Asks STS who the session is, in the background; a Task. That takes no permission.
class AccountLookup final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountLookup)
public:
    explicit AccountLookup(const Session& session, QObject* parent = nullptr);

    /// Valid after finished().
    [[nodiscard]] const Result<CallerIdentity>& result() const { return m_result; }
    void cancel() override;

private:
    void giveUp() override { m_reply.reset(); }
    void takeAnswer();

    ReplyPtr m_reply;
    Result<CallerIdentity> m_result;
};

} // namespace inia
