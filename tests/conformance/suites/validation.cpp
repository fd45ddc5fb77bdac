#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QRegularExpression>

namespace inia::conformance {

namespace {

/// The members botocore's report names: its texts are those of another program.
QStringList membersOf(const std::string& report)
{
    static const QRegularExpression parameter(QStringLiteral("for parameter ([^,\\n]+),"));
    static const QRegularExpression missing(QStringLiteral("in (\\S+): \"([^\"]+)\""));
    QStringList members;
    const auto text = QString::fromStdString(report);
    for (auto matches = parameter.globalMatch(text); matches.hasNext();)
        members << matches.next().captured(1);
    for (auto matches = missing.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        members << match.captured(1) << match.captured(2);
    }
    return members;
}

std::string problem(const Value& test)
{
    const auto* client = sharedClient(test["service"].text());
    if (!client)
        return "no such service";
    const auto& expected = test["expect"];
    const auto request = dryRun(*client, test["operation"].text(), untagged(test["params"]));
    if (expected["valid"].toBool())
        return request ? std::string() : "refused: " + request.error().message;
    if (request)
        return "not refused: " + expected["report"].text() + expected["message"].text();
    if (expected["valid"].isNull())
        return {};
    if (request.error().kind != ErrorKind::Parameter)
        return "refused as another kind of error: " + request.error().message;
    const auto message = QString::fromStdString(request.error().message);
    for (const auto& member : membersOf(expected["report"].text())) {
        if (!message.contains(member))
            return member.toStdString() + " is not named in: " + request.error().message;
    }
    return {};
}

} // namespace

void runValidation(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/validation.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
