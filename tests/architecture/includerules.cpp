#include "tests/architecture/includerules.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

namespace architecture {

namespace {

/// What each folder of core may include besides itself, common, text and async.
const QHash<QString, QStringList>& allowedInCore()
{
    static const QHash<QString, QStringList> allowed{
        {QStringLiteral("common"), {}},
        {QStringLiteral("text"), {}},
        {QStringLiteral("async"), {}},
        {QStringLiteral("model"), {}},
        {QStringLiteral("jmespath"), {QStringLiteral("model")}},
        {QStringLiteral("config"), {}},
        {QStringLiteral("http"), {}},
        {QStringLiteral("eventstream"), {QStringLiteral("model")}},
        {QStringLiteral("protocol"),
         {QStringLiteral("model"), QStringLiteral("http"), QStringLiteral("eventstream")}},
        {QStringLiteral("endpoint"),
         {QStringLiteral("model"), QStringLiteral("jmespath"), QStringLiteral("config"),
          QStringLiteral("http")}},
        {QStringLiteral("credentials"), {QStringLiteral("config"), QStringLiteral("http")}},
        {QStringLiteral("signing"), {QStringLiteral("http"), QStringLiteral("credentials")}},
        {QStringLiteral("checksum"),
         {QStringLiteral("model"), QStringLiteral("config"), QStringLiteral("http")}},
        {QStringLiteral("compression"),
         {QStringLiteral("model"), QStringLiteral("config"), QStringLiteral("http")}},
        {QStringLiteral("retry"), {QStringLiteral("http")}},
        {QStringLiteral("policy"), {QStringLiteral("model")}},
        {QStringLiteral("exchange"),
         {QStringLiteral("http"), QStringLiteral("model"), QStringLiteral("signing")}},
        {QStringLiteral("observe"),
         {QStringLiteral("model"), QStringLiteral("http"), QStringLiteral("credentials"),
          QStringLiteral("signing")}},
        {QStringLiteral("client"),
         {QStringLiteral("model"), QStringLiteral("jmespath"), QStringLiteral("config"),
          QStringLiteral("http"), QStringLiteral("protocol"), QStringLiteral("endpoint"),
          QStringLiteral("credentials"), QStringLiteral("signing"), QStringLiteral("retry"),
          QStringLiteral("exchange"), QStringLiteral("observe"), QStringLiteral("checksum"),
          QStringLiteral("compression"), QStringLiteral("policy")}},
        {QStringLiteral("identity"),
         {QStringLiteral("model"), QStringLiteral("config"), QStringLiteral("http"),
          QStringLiteral("protocol"), QStringLiteral("credentials"), QStringLiteral("signing"),
          QStringLiteral("client")}},
        {QStringLiteral("dynamodb"),
         {QStringLiteral("model"), QStringLiteral("protocol"), QStringLiteral("client")}},
        {QStringLiteral("transfer"),
         {QStringLiteral("model"), QStringLiteral("config"), QStringLiteral("http"),
          QStringLiteral("checksum"), QStringLiteral("policy"), QStringLiteral("client")}},
        {QStringLiteral("resource"),
         {QStringLiteral("model"), QStringLiteral("jmespath"), QStringLiteral("policy"),
          QStringLiteral("client"), QStringLiteral("dynamodb"), QStringLiteral("transfer")}},
    };
    return allowed;
}

bool isNetworkFile(const QString& path)
{
    return path.startsWith(QStringLiteral("core/http/network"));
}

const QString umbrella = QStringLiteral("core/inia.h");

/// The part for programs without a window, and what includes it.
bool blocksTheEventLoop(const QString& included)
{
    return included.startsWith(QStringLiteral("core/sync/")) || included == umbrella;
}

QString checkCoreInclude(const QString& path, const QString& included)
{
    if (included.startsWith(QStringLiteral("QtGui/")) || included.startsWith(QStringLiteral("QtWidgets/")))
        return QStringLiteral("%1 includes %2: core has no screen").arg(path, included);
    if (included.startsWith(QStringLiteral("QtNetwork/")) && !isNetworkFile(path))
        return QStringLiteral("%1 includes %2: only core/http/network* may").arg(path, included);
    if (included.startsWith(QStringLiteral("ui/")) || included.startsWith(QStringLiteral("app/")))
        return QStringLiteral("%1 includes %2: core knows nothing above it").arg(path, included);
    const QString folder = path.section(u'/', 1, 1);
    const QString target = included.section(u'/', 1, 1);
    if (blocksTheEventLoop(included) && folder != QStringLiteral("sync") && path != umbrella)
        return QStringLiteral("%1 includes %2: nothing in core waits").arg(path, included);
    static const QStringList onTop{QStringLiteral("session"), QStringLiteral("sync"),
                                   umbrella.section(u'/', 1, 1)};
    static const QStringList below{QStringLiteral("common"), QStringLiteral("text"), QStringLiteral("async")};
    if (!included.startsWith(QStringLiteral("core/")) || onTop.contains(folder) || target == folder ||
        (below.contains(target) && folder != QStringLiteral("async")))
        return {};
    if (!allowedInCore().value(folder).contains(target))
        return QStringLiteral("%1 includes %2: core/%3 may not use core/%4")
            .arg(path, included, folder, target);
    return {};
}

QString checkUiInclude(const QString& path, const QString& included)
{
    if (included.startsWith(QStringLiteral("QtNetwork/")) ||
        included.startsWith(QStringLiteral("core/http/network")))
        return QStringLiteral("%1 includes %2: ui never touches the network").arg(path, included);
    if (blocksTheEventLoop(included))
        return QStringLiteral("%1 includes %2: ui never waits").arg(path, included);
    if (included.startsWith(QStringLiteral("app/")))
        return QStringLiteral("%1 includes %2: ui knows nothing above it").arg(path, included);
    const bool isModel = path.startsWith(QStringLiteral("ui/models/"));
    if (isModel &&
        (included.startsWith(QStringLiteral("QtGui/")) || included.startsWith(QStringLiteral("QtWidgets/"))))
        return QStringLiteral("%1 includes %2: models have no screen").arg(path, included);
    static const QStringList inner{
        QStringLiteral("core/protocol/"),     QStringLiteral("core/signing/sigv4"),
        QStringLiteral("core/retry/"),        QStringLiteral("core/client/call.h"),
        QStringLiteral("core/client/quirks"), QStringLiteral("core/client/clientparts.h")};
    for (const auto& folder : inner) {
        if (included.startsWith(folder) && included != QStringLiteral("core/protocol/jsonwriter.h"))
            return QStringLiteral("%1 includes %2: an inner part of core").arg(path, included);
    }
    return {};
}

} // namespace

QStringList violations(const SourceFile& file)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                            QRegularExpression::MultilineOption);
    QStringList problems;
    for (auto matches = include.globalMatch(file.text); matches.hasNext();) {
        const QString included = matches.next().captured(1);
        QString problem;
        if (file.path.startsWith(QStringLiteral("core/")))
            problem = checkCoreInclude(file.path, included);
        else if (file.path.startsWith(QStringLiteral("ui/")))
            problem = checkUiInclude(file.path, included);
        else if (file.path.startsWith(QStringLiteral("app/cli/")) &&
                 (included.startsWith(QStringLiteral("ui/")) ||
                  included.startsWith(QStringLiteral("QtGui/"))))
            problem = QStringLiteral("%1 includes %2: inia-cli links core alone").arg(file.path, included);
        if (!problem.isEmpty())
            problems.append(problem);
        if (included.startsWith(u'Q') && !included.contains(u'/'))
            problems.append(QStringLiteral("%1 includes %2 without its module").arg(file.path, included));
    }
    const bool namesManager = file.text.contains(QStringLiteral("QNetworkAccessManager>"));
    if (namesManager && file.path != QStringLiteral("core/http/networktransport.cpp") &&
        !file.path.startsWith(QStringLiteral("tests/")))
        problems.append(
            QStringLiteral("%1 knows QNetworkAccessManager: only networktransport.cpp does").arg(file.path));
    return problems;
}

} // namespace architecture
