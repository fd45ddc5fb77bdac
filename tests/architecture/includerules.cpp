#include "tests/architecture/includerules.h"

#include <algorithm>

namespace architecture {

namespace {

Layer layer(const char* folder, const char* mayUse)
{
    return {QString::fromLatin1(folder), QString::fromLatin1(mayUse).split(u' ', Qt::SkipEmptyParts)};
}

QStringList allowed(const std::vector<Layer>& layers, const QString& folder)
{
    for (const auto& row : layers) {
        if (row.folder == folder)
            return row.mayUse;
    }
    return {};
}

/// What is not for the window: it asks core by client, resource, session and their kind.
bool isInner(const QString& included)
{
    static const QStringList parts{
        QStringLiteral("core/protocol/"),  QStringLiteral("core/signing/sigv4"),
        QStringLiteral("core/retry/"),     QStringLiteral("core/quirks/"),
        QStringLiteral("core/auth/"),      QStringLiteral("core/learned/"),
        QStringLiteral("core/call/call."), QStringLiteral("core/call/clientcontext.h")};
    return included != QStringLiteral("core/protocol/jsonwriter.h") &&
           std::any_of(parts.begin(), parts.end(),
                       [&included](const QString& part) { return included.startsWith(part); });
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
    if (!allowed(coreLayers(), folder).contains(target))
        return QStringLiteral("%1 includes %2: core/%3 may not use core/%4")
            .arg(path, included, folder, target);
    return {};
}

/// "browse" of "ui/browse/page.h", "." of "ui/mainwindow.h".
QString folderIn(const QString& path)
{
    return path.count(u'/') > 1 ? path.section(u'/', 1, 1) : QStringLiteral(".");
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
    if (isInner(included))
        return QStringLiteral("%1 includes %2: an inner part of core").arg(path, included);
    if (!included.startsWith(QStringLiteral("ui/")))
        return {};
    const QString folder = folderIn(path);
    const QString target = folderIn(included);
    if (target != folder && !allowed(uiLayers(), folder).contains(target))
        return QStringLiteral("%1 includes %2: ui/%3 may not use ui/%4").arg(path, included, folder, target);
    return {};
}

} // namespace

const std::vector<Layer>& coreLayers()
{
    static const std::vector<Layer> rows{
        layer("common", ""),
        layer("text", ""),
        layer("async", ""),
        layer("model", ""),
        layer("jmespath", "model"),
        layer("explorer", "model jmespath"),
        layer("config", ""),
        layer("http", ""),
        layer("eventstream", "model"),
        layer("protocol", "model http eventstream"),
        layer("formats", "model protocol"),
        layer("endpoint", "model jmespath config http"),
        layer("credentials", "config http"),
        layer("signing", "http credentials"),
        layer("checksum", "model config http"),
        layer("retry", "http"),
        layer("policy", "model"),
        layer("observe", "model http protocol credentials signing policy"),
        layer("quirks", "model config http protocol credentials signing checksum"),
        layer("auth", "model config endpoint credentials signing"),
        layer("learned", "model config http protocol credentials signing retry policy"),
        layer("call", "model config http protocol endpoint credentials signing checksum retry policy "
                      "observe quirks auth learned"),
        layer("paging", "model jmespath quirks call"),
        layer("waiting", "model jmespath call"),
        layer("presign", "model http protocol endpoint credentials signing policy learned call"),
        layer("client", "model protocol call paging waiting presign"),
        layer("codegen", "model protocol observe call"),
        layer("identity", "model config http protocol credentials signing learned call paging client"),
        layer("transfer", "model config http checksum policy call client"),
        layer("resource", "model jmespath protocol policy observe call paging waiting client"),
        layer("dynamodb", "model protocol call paging client resource"),
        layer("objects", "model http formats policy call paging client transfer"),
        layer("s3", "model config protocol call client transfer resource objects"),
        layer("listing", "model config call paging client objects s3"),
        layer("jobs", "model call client transfer objects"),
        layer("compare", "model config checksum call client transfer objects listing jobs"),
        layer("logs", "model protocol call paging client"),
        layer("sqs", "model protocol call client"),
        layer("lambda", "model protocol call client"),
        layer("secrets", "model call client"),
        layer("operations", "model jmespath retry call paging client"),
    };
    return rows;
}

const std::vector<Layer>& uiLayers()
{
    static const std::vector<Layer> rows{
        layer(
            ".",
            "actions browse commands console dialogs finder inspector jobs models panels profiles s3 search "
            "signin theme transfers widgets"),
        layer("models", ""),
        layer("theme", ""),
        layer("commands", ""),
        layer("delegates", "models theme"),
        layer("widgets", "commands delegates models theme"),
        layer("panels", "delegates models theme widgets"),
        layer("preview", "delegates models panels theme widgets"),
        layer("inspector", "delegates models panels theme widgets"),
        layer("forms", "models panels theme widgets"),
        layer("dialogs", "delegates forms models panels theme widgets"),
        layer("actions", "dialogs forms models theme widgets"),
        layer("items", "commands delegates dialogs models panels theme widgets"),
        layer("logs", "delegates models panels theme widgets"),
        layer("queues", "commands delegates dialogs models panels theme widgets"),
        layer("functions", "dialogs models panels theme widgets"),
        layer("secrets", "dialogs models panels theme widgets"),
        layer("compare", "delegates dialogs models panels theme widgets"),
        layer("operations", "delegates dialogs forms models panels theme widgets"),
        layer("console", "actions commands delegates dialogs forms models panels theme widgets"),
        layer("browse",
              "actions commands compare console delegates dialogs functions items logs models panels "
              "operations preview queues secrets theme widgets"),
        layer("search", "browse commands delegates models panels preview theme widgets"),
        layer("finder", "browse commands delegates dialogs models theme widgets"),
        layer("profiles", "delegates dialogs models theme widgets"),
        layer("signin", "browse delegates dialogs models panels theme widgets"),
        layer("s3", "browse commands delegates dialogs forms models panels theme widgets"),
        layer("jobs", "delegates dialogs models panels theme widgets"),
        layer("transfers", "browse commands dialogs jobs models s3 theme widgets"),
    };
    return rows;
}

QStringList violations(const SourceFile& file)
{
    QStringList problems;
    for (const auto& included : includesOf(file.text)) {
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
