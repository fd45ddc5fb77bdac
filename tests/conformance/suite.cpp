#include "tests/conformance/suite.h"

#include "core/protocol/jsonreader.h"
#include "tests/conformance/deviations.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

namespace inia::conformance {

SuiteRun::SuiteRun(std::string name, QString root, std::string onlyCase)
    : m_root(std::move(root)), m_onlyCase(std::move(onlyCase))
{
    m_result.name = std::move(name);
}

Value SuiteRun::json(const QString& relative)
{
    QFile file(path(relative));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto value = parseJson(file.readAll().toStdString());
    if (value)
        return std::move(value).value();
    note(relative.toStdString(), Verdict::Failed, value.error().message);
    return {};
}

QStringList SuiteRun::files(const QString& folder, const QString& pattern) const
{
    return QDir(path(folder)).entryList({pattern}, QDir::Files, QDir::Name);
}

QStringList SuiteRun::folders(const QString& folder) const
{
    return QDir(path(folder)).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

void SuiteRun::check(const std::string& id, const Value& data, const std::function<std::string()>& test)
{
    if (!wants(id))
        return;
    auto problem = test();
    if (problem.empty())
        return note(id, Verdict::Passed, {});
    if (auto reason = defence(m_result.name, id, data, problem); !reason.empty())
        return note(id, Verdict::Deviates, std::move(reason));
    note(id, Verdict::Failed, std::move(problem));
}

void SuiteRun::skip(const std::string& id, std::string reason)
{
    if (wants(id))
        note(id, Verdict::Skipped, std::move(reason));
}

void SuiteRun::note(const std::string& id, Verdict verdict, std::string reason)
{
    ++m_result.counts[verdict];
    if (verdict != Verdict::Passed)
        m_result.entries.push_back({id, verdict, std::move(reason)});
}

} // namespace inia::conformance
