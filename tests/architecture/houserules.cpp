#include "tests/architecture/houserules.h"

#include "tests/architecture/includerules.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTextStream>

#include <algorithm>
#include <limits>

namespace architecture {

namespace {

constexpr double anyNumber = std::numeric_limits<double>::infinity();
constexpr int tolerableCycle = 3;
constexpr int smallFile = 40;

QStringList layersIn(const QString& cell)
{
    QStringList names;
    for (const auto& part : cell.split(u',')) {
        const QString name = part.trimmed();
        if (!name.isEmpty() && name != QStringLiteral("nothing"))
            names.append(name);
    }
    names.sort();
    return names;
}

} // namespace

const std::vector<Budget>& budgets()
{
    static const std::vector<Budget> rows{
        {QStringLiteral("files"), 100, 700},
        {QStringLiteral("lines per file"), 170, 250},
        {QStringLiteral("lines of the longest file"), 0, 665},
        {QStringLiteral("files below 40 lines"), 0, 40},
        {QStringLiteral("headers with one user"), 0, 95},
        {QStringLiteral("classes over two sources"), 0, 0},
        {QStringLiteral("units in cycles"), 0, 5},
        {QStringLiteral("public headers"), 1, 57},
    };
    return rows;
}

std::vector<double> figures(const SourceTree& tree, const QStringList& publicHeaders)
{
    const auto files = static_cast<double>(tree.files().size());
    int inCycles = 0;
    for (const auto& cycle : tree.cycles())
        inCycles += static_cast<int>(cycle.size());
    return {files,
            files > 0 ? tree.lines() / files : 0,
            double(tree.longestFile()),
            double(tree.filesBelow(smallFile)),
            double(tree.headersWithOneUser().size()),
            double(tree.scatteredClasses().size()),
            double(inCycles),
            double(publicHeaders.size())};
}

QString table(const SourceTree& tree, const QStringList& publicHeaders)
{
    QString text;
    QTextStream out(&text);
    const auto values = figures(tree, publicHeaders);
    out << "figure                         now    least     most\n";
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& budget = budgets()[i];
        out << budget.figure.leftJustified(26)
            << QString::number(values[i], 'f', i == 1 ? 1 : 0).rightJustified(8)
            << QString::number(budget.least).rightJustified(9)
            << QString::number(budget.most).rightJustified(9) << '\n';
    }
    for (const auto& cycle : tree.cycles())
        out << "cycle of " << cycle.size() << ": " << cycle.join(u' ') << '\n';
    for (const auto& name : tree.scatteredClasses())
        out << "over two sources: " << name << '\n';
    for (const auto& layer : uiLayers())
        out << "ui/" << layer.folder << " uses " << layer.mayUse.join(u' ') << '\n';
    return text;
}

QStringList budgetViolations(const std::vector<double>& values)
{
    QStringList problems;
    for (std::size_t i = 0; i < budgets().size(); ++i) {
        const auto& budget = budgets()[i];
        if (values[i] < budget.least || values[i] > budget.most)
            problems.append(QStringLiteral("%1: %2 is not between %3 and %4")
                                .arg(budget.figure)
                                .arg(values[i])
                                .arg(budget.least)
                                .arg(budget.most));
    }
    return problems;
}

QStringList cycleViolations(const SourceTree& tree)
{
    QStringList problems;
    for (const auto& cycle : tree.cycles()) {
        if (cycle.size() > tolerableCycle)
            problems.append(QStringLiteral("%1 units include each other, %2 may: %3")
                                .arg(cycle.size())
                                .arg(tolerableCycle)
                                .arg(cycle.join(u' ')));
    }
    return problems;
}

QStringList publicHeadersIn(const QString& cmake)
{
    static const QRegularExpression header(QStringLiteral("^\\s*([\\w/]+\\.h)\\s*$"),
                                           QRegularExpression::MultilineOption);
    QStringList found;
    for (auto matches = header.globalMatch(cmake); matches.hasNext();)
        found.append(QStringLiteral("core/") + matches.next().captured(1));
    return found;
}

QStringList publicHeaderViolations(const SourceTree& tree, const QStringList& publicHeaders)
{
    QStringList problems;
    const QSet<QString> installed(publicHeaders.begin(), publicHeaders.end());
    for (const auto& header : publicHeaders) {
        if (!tree.contains(header))
            problems.append(
                QStringLiteral("core/publicheaders.cmake names %1, which is not there").arg(header));
    }
    for (const auto& file : tree.files()) {
        if (!installed.contains(file.path))
            continue;
        for (const auto& included : includesOf(file.text)) {
            if (included.startsWith(QStringLiteral("core/")) && !installed.contains(included))
                problems.append(
                    QStringLiteral("%1 is installed and includes %2, which is not").arg(file.path, included));
        }
    }
    return problems;
}

QStringList layerTableViolations(const QString& readme)
{
    static const QRegularExpression row(QStringLiteral("^\\| `(\\w+)` \\|.*\\|([^|]*)\\|$"),
                                        QRegularExpression::MultilineOption);
    QMap<QString, QStringList> told;
    for (auto matches = row.globalMatch(readme); matches.hasNext();) {
        const auto match = matches.next();
        told.insert(match.captured(1), layersIn(match.captured(2)));
    }
    QStringList problems;
    QSet<QString> above;
    for (const auto& layer : coreLayers()) {
        QStringList uses = layer.mayUse;
        uses.sort();
        for (const auto& used : layer.mayUse) {
            if (!above.contains(used))
                problems.append(
                    QStringLiteral("%1 may use %2, which stands behind it").arg(layer.folder, used));
        }
        above.insert(layer.folder);
        if (!told.contains(layer.folder))
            problems.append(QStringLiteral("core/README.md has no row for %1").arg(layer.folder));
        else if (told.value(layer.folder) != uses)
            problems.append(QStringLiteral("core/README.md lets %1 use %2, the rules %3")
                                .arg(layer.folder, told.value(layer.folder).join(u' '), uses.join(u' ')));
    }
    return problems;
}

QStringList pathViolations(const QString& readme, const QString& text,
                           const std::function<bool(const QString&)>& exists)
{
    static const QRegularExpression path(
        QStringLiteral("`((?:core|ui|app|tests|packaging|resources)/[\\w./-]*\\w)`"));
    QStringList problems;
    for (auto matches = path.globalMatch(text); matches.hasNext();) {
        const QString named = matches.next().captured(1);
        if (!exists(named))
            problems.append(QStringLiteral("%1 names %2, which is not there").arg(readme, named));
    }
    return problems;
}

} // namespace architecture
