#include "core/config/profilefile.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

namespace inia::conformance {

namespace {

constexpr const char* failed = "an error";

Value valueOf(const ConfigSection& section)
{
    Value values = Value::emptyMap();
    for (const auto& [key, value] : section.values) {
        if (!value.isNested) {
            values.insert(key, value.text);
            continue;
        }
        Value nested = Value::emptyMap();
        for (const auto& [name, text] : value.nested)
            nested.insert(name, text);
        values.insert(key, std::move(nested));
    }
    return values;
}

/// A nested value may be given as the text that stands for it in the file.
Value withNesting(const Value& profiles)
{
    Value result = Value::emptyMap();
    for (const auto& [name, profile] : profiles.members()) {
        Value values = Value::emptyMap();
        for (const auto& [key, value] : profile.members()) {
            if (!value.text().starts_with('\n')) {
                values.insert(key, value);
                continue;
            }
            Value nested = Value::emptyMap();
            for (const auto& line :
                 QString::fromStdString(value.text()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                const auto equals = line.indexOf(QLatin1Char('='));
                nested.insert(line.left(equals).trimmed().toStdString(),
                              line.mid(equals + 1).trimmed().toStdString());
            }
            values.insert(key, std::move(nested));
        }
        result.insert(name, std::move(values));
    }
    return result;
}

std::string meaning(const Value& value)
{
    return canonicalJson(QByteArray::fromStdString(toJson(value)));
}

/// What a case says the files hold: the sections of one kind, or an error. `got` when it does not say.
std::string sectionsWanted(const Value& output, const char* name, const char* otherName,
                           const std::string& got)
{
    if (output.contains("errorContaining") || output.contains("error"))
        return failed;
    const auto& config = output.contains("config") ? output["config"] : output;
    const auto& sections = config.contains(name) ? config[name] : config[otherName];
    if (sections.isNull())
        return got;
    return meaning(withNesting(sections));
}

std::string parserProblem(const Value& test)
{
    const auto& output = test["output"];
    const auto files = ConfigFiles::parse(test["input"]["configFile"].text(), "config",
                                          test["input"]["credentialsFile"].text(), "credentials");
    if (!files && files.error().message.find(", line ") == std::string::npos)
        return "an error without its line: " + files.error().message;
    std::string profiles = failed;
    std::string sessions = failed;
    if (files) {
        Value sections = Value::emptyMap();
        for (const auto& name : files->profileNames())
            sections.insert(name, valueOf(*files->profile(name)));
        profiles = meaning(sections);
        sections = Value::emptyMap();
        for (const auto& name : files->ssoSessionNames())
            sections.insert(name, valueOf(*files->ssoSession(name)));
        sessions = meaning(sections);
    }
    return differs("profiles", profiles, sectionsWanted(output, "profiles", "profiles", profiles)) +
           differs("sso-sessions", sessions, sectionsWanted(output, "sso_sessions", "ssoSessions", sessions));
}

std::string locationProblem(const Value& test)
{
    Environment::Variables variables;
    for (const auto& [name, value] : test["environment"].members())
        variables.emplace(name, value.text());
    const Environment environment(variables, test["languageSpecificHome"].text(),
                                  test["platform"].text() == "windows" ? Environment::Platform::Windows
                                                                       : Environment::Platform::Posix);
    const auto files = ConfigFiles::parse("[profile " + test["profile"].text() + "]", "", "", "");
    const auto selection = selectProfile({}, environment, *files);
    return differs("config", ConfigFiles::configPath(environment), test["configLocation"].text()) +
           differs("credentials", ConfigFiles::credentialsPath(environment),
                   test["credentialsLocation"].text()) +
           differs("profile", selection ? selection->name : selection.error().message,
                   test["profile"].text());
}

/// The files of a suite of configured URLs as an AWS config file has them.
std::string configText(const Value& suite)
{
    std::string text;
    for (const auto& [name, profile] : suite["profiles"].members()) {
        text += "[profile " + name + "]\n";
        for (const auto& [key, value] : profile.members())
            text += key + " = " + value.text() + "\n";
    }
    for (const auto& [name, services] : suite["services"].members()) {
        text += "[services " + name + "]\n";
        for (const auto& [service, values] : services.members()) {
            text += service + " =\n";
            for (const auto& [key, value] : values.members())
                text += "  " + key + " = " + value.text() + "\n";
        }
    }
    return text;
}

std::string configuredUrlProblem(const Value& suite, const Value& test)
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("config"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(configText(suite))) < 0)
        return "cannot write " + path.toStdString();
    file.close();
    BenchSetup setup;
    setup.region.clear();
    setup.environment = {{"AWS_CONFIG_FILE", path.toStdString()}, {"AWS_PROFILE", test["profile"].text()}};
    for (const auto& [name, value] : suite["environments"][test["environment"].text()].members())
        setup.environment.emplace(name, value.text());
    const auto& client = suite["client_configs"][test["client_config"].text()];
    if (client.contains("endpoint_url"))
        setup.options.endpointUrl = client["endpoint_url"].text();
    if (client.contains("ignore_configured_endpoint_urls"))
        setup.options.ignoreConfiguredEndpointUrls = client["ignore_configured_endpoint_urls"].toBool();
    const auto bench = makeBench(setup);
    const auto asker = bench ? bench->session.client(test["service"].text()) : bench.error();
    if (!asker)
        return asker.error().message;
    // S3 would put the bucket of a request in front of the host.
    const auto request = dryRun(*asker, test["service"].text() == "s3" ? "ListBuckets" : "ListTables", {});
    if (!request)
        return request.error().message;
    const auto url = splitUrl(request->url);
    const auto got = std::string(url.scheme) + "://" + std::string(url.host);
    const auto& wanted = test["output"]["endpointUrl"].text();
    if (!wanted.empty())
        return differs("URL", got, wanted);
    return got.ends_with(".amazonaws.com") ? std::string() : "a URL of AWS was wanted, not " + got;
}

} // namespace

void runProfiles(SuiteRun& run)
{
    for (const auto* name : {"config-file-parser-tests", "profile-parser-tests-extra"}) {
        const auto file = run.json(QStringLiteral("profiles/%1.json").arg(QLatin1String(name)));
        int index = 0;
        for (const auto& test : file["tests"].items()) {
            const auto id = test.contains("id") ? test["id"].text() : "extra " + std::to_string(index++);
            run.check("parser/" + id + " " + test["name"].text(), test, [&] { return parserProblem(test); });
        }
    }
    const auto locations = run.json(QStringLiteral("profiles/config-file-location-tests.json"));
    int index = 0;
    for (const auto& test : locations["tests"].items()) {
        run.check("location/" + std::to_string(index++) + " " + test["name"].text(), test,
                  [&] { return locationProblem(test); });
    }
}

void runConfiguredUrls(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("endpoints/configured-urls/profile-tests.json"));
    int index = 0;
    for (const auto& suite : file["testSuites"].items()) {
        for (const auto& test : suite["endpointUrlTests"].items()) {
            run.check(std::to_string(index++) + " " + test["name"].text(), test,
                      [&] { return configuredUrlProblem(suite, test); });
        }
    }
}

} // namespace inia::conformance
