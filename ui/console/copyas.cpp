#include "ui/console/copyas.h"

#include "core/client/client.h"
#include "core/codegen/codegen.h"
#include "core/config/clientconfig.h"
#include "core/identity/identity.h"
#include "core/model/catalog.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace inia::ui {

namespace {

class CopyAsTexts {
    Q_DECLARE_TR_FUNCTIONS(CopyAs)
};

QString titleOf(codegen::Language language)
{
    switch (language) {
    case codegen::Language::Cli:
        return CopyAsTexts::tr("AWS CLI");
    case codegen::Language::PowerShell:
        return CopyAsTexts::tr("AWS CLI for PowerShell");
    case codegen::Language::Boto3:
        return CopyAsTexts::tr("Python (boto3)");
    case codegen::Language::Curl:
        return CopyAsTexts::tr("curl");
    case codegen::Language::Cpp:
        break;
    }
    return CopyAsTexts::tr("C++");
}

// Keys for a while, which come with a token, have ids of their own.
bool hasSessionToken(const Session& session)
{
    const auto& identity = session.identity();
    return identity && identity->status().accessKey.starts_with("ASIA");
}

class CopyMenu final {
public:
    CopyMenu(const Session& session, const Client& client, codegen::CodeCall call, bool isAsSent,
             const std::function<void(const QString&)>& copy)
        : m_context{session.catalog().get(), &client.caller(), hasSessionToken(session), isAsSent},
          m_call(std::move(call)),
          m_copy(copy)
    {
    }

    void fill(QMenu& menu, bool allPages)
    {
        m_call.allPages = allPages;
        menu.setToolTipsVisible(true);
        for (const auto language : codegen::allLanguages) {
            if (allPages && language == codegen::Language::Curl)
                continue; // which asks once
            const auto code = codegen::writeCode(language, m_call, m_context);
            QAction* action = menu.addAction(titleOf(language));
            action->setObjectName(QString::fromLatin1(codegen::languageName(language).data()));
            action->setEnabled(code.ok());
            action->setToolTip(
                toQString(code ? codegen::codeNotice(language, m_call.operation, *m_context.catalog)
                               : code.error().message));
            if (code)
                QObject::connect(action, &QAction::triggered, &menu,
                                 [copy = m_copy, text = toQString(*code)] { copy(text); });
        }
    }

private:
    codegen::CodeContext m_context;
    codegen::CodeCall m_call;
    const std::function<void(const QString&)>& m_copy;
};

} // namespace

void addCopyAs(QMenu& menu, const CopySource& source, const std::function<void(const QString&)>& copy)
{
    ClientOptions options;
    if (!source.region.empty())
        options.region = source.region;
    const auto client = source.session.client(source.service, options);
    const auto operation = client ? client->model().operation(source.operation) : OperationModel();
    if (!operation.valid()) {
        QAction* none = menu.addAction(CopyAsTexts::tr("No code"));
        none->setEnabled(false);
        menu.setToolTipsVisible(true);
        none->setToolTip(client ? CopyAsTexts::tr("There is no such operation any more")
                                : toQString(client.error().message));
        return;
    }
    codegen::CodeCall call;
    call.operation = operation;
    call.params = source.params;
    // Keys without a profile, such as those of a role that no profile names, are the reader's to have.
    const auto profiles = source.session.availableProfiles();
    if (std::find(profiles.begin(), profiles.end(), source.session.profileName()) != profiles.end())
        call.profile = source.session.profileName();
    if (!client->region().empty())
        call.region = client->region();
    if (!client->config().endpointUrl.empty())
        call.endpointUrl = client->config().endpointUrl;
    CopyMenu entries(source.session, *client, std::move(call), source.isAsSent, copy);
    entries.fill(menu, false);
    if (client->canPaginate(source.operation)) {
        menu.addSeparator();
        entries.fill(*menu.addMenu(CopyAsTexts::tr("All pages")), true);
    }
}

} // namespace inia::ui
