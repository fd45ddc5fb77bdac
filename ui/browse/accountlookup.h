#pragma once

#include "core/call/reply.h"
#include "core/session/session.h"

#include <QtCore/QObject>

namespace inia::ui {

// Asks STS who the session is, in the background; a Task.
class AccountLookup final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountLookup)

public:
    explicit AccountLookup(const Session& session, QObject* parent = nullptr);

    // Empty until finished(), and after it when problem() says why.
    [[nodiscard]] QString accountId() const { return m_accountId; }
    // Name of the user or role, out of the ARN.
    [[nodiscard]] QString identity() const { return m_identity; }
    [[nodiscard]] QString arn() const { return m_arn; }
    [[nodiscard]] QString problem() const { return m_problem; }

    // "west-developer" from ".../user/west-developer", "Admin" from ".../assumed-role/Admin/session".
    [[nodiscard]] static QString identityOf(const QString& arn);

    void cancel() override;

private:
    void giveUp() override { m_reply.reset(); }
    void takeAnswer();
    void fail(const Error& error);

    ReplyPtr m_reply;
    QString m_accountId;
    QString m_identity;
    QString m_arn;
    QString m_problem;
};

} // namespace inia::ui
