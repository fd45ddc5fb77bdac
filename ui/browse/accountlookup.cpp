#include "ui/browse/accountlookup.h"

#include "ui/models/displaytext.h"

#include <QtCore/QStringList>

namespace inia::ui {

AccountLookup::AccountLookup(const Session& session, QObject* parent) : Task(parent)
{
    const auto client = session.client("sts");
    if (!client) {
        fail(client.error());
        return;
    }
    CallOptions options;
    options.cause = tr("Account id").toStdString();
    options.background = true;
    m_reply = client->call("GetCallerIdentity", {}, options);
    connect(m_reply.get(), &Reply::finished, this, &AccountLookup::takeAnswer);
}

void AccountLookup::takeAnswer()
{
    const auto& result = m_reply->result();
    if (!result) {
        fail(result.error());
        return;
    }
    m_accountId = toOneLine((*result)["Account"].text());
    m_arn = toOneLine((*result)["Arn"].text());
    m_identity = identityOf(m_arn);
    end();
}

void AccountLookup::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    fail(makeError(ErrorKind::Cancelled, "Cancelled", tr("The question was given up.").toStdString()));
}

void AccountLookup::fail(const Error& error)
{
    m_problem = errorText(error);
    end();
}

QString AccountLookup::identityOf(const QString& arn)
{
    const QString resource = arn.section(u':', 5);
    const QStringList parts = resource.split(u'/');
    if (parts.size() > 2 && parts.first() == QLatin1StringView("assumed-role"))
        return parts.at(1);
    return parts.last();
}

} // namespace inia::ui
