#include "tests/conformance/suites/suites.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>

namespace inia::conformance {

namespace {

/// Every list of maps in the file that looks like cases, counted one by one.
void skipCases(SuiteRun& run, const std::string& id, const Value& data, const std::string& reason, int depth)
{
    int index = 0;
    for (const auto& item : data.items())
        run.skip(id + "/" + std::to_string(index++) + " " + item["id"].text(), reason);
    for (const auto& [name, value] : data.members()) {
        if (value.isMap() && depth > 0)
            skipCases(run, id + "/" + name, value, reason, depth - 1);
        else if (value.isList() && value.size() > 0 && value[0].isMap())
            skipCases(run, id + "/" + name, value, reason, 0);
    }
}

} // namespace

void skipSuite(SuiteRun& run, const QString& data, const std::string& reason)
{
    const QFileInfo info(run.path(data));
    if (info.isFile()) {
        skipCases(run, info.completeBaseName().toStdString(), run.json(data), reason, 1);
        return;
    }
    for (const auto& name : run.files(data, QStringLiteral("*.json")))
        skipCases(run, name.chopped(5).toStdString(), run.json(data + QLatin1Char('/') + name), reason, 1);
    // Folders of which each is a case.
    for (const auto& group : run.folders(data)) {
        for (const auto& name : run.folders(data + QLatin1Char('/') + group))
            run.skip((group + QLatin1Char('/') + name).toStdString(), reason);
    }
}

} // namespace inia::conformance
