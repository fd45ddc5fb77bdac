#include "core/signing/sigv4signer.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/signedrequest.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QDirIterator>

namespace inia::conformance {

namespace {

/// A .req with the canonical request, string to sign and Authorization that come of it.
std::string testSuiteProblem(const QString& base)
{
    const auto canonical = fileText(base + QStringLiteral(".creq"));
    constexpr std::string_view tokenMark = "\nx-amz-security-token:";
    Credentials keys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {}, "test"};
    if (const auto at = canonical.find(tokenMark); at != std::string::npos) {
        const auto begin = at + tokenMark.size();
        keys.sessionToken = canonical.substr(begin, canonical.find('\n', begin) - begin);
    }
    auto request = parseRequest(fileText(base + QStringLiteral(".req")));
    SigningContext context;
    context.region = "us-east-1";
    context.service = "service";
    context.time = parseTime("2015-08-30T12:36:00Z");
    SigV4Signer signer;
    const auto record = signer.signHeaders(request, keys, context);
    if (!record)
        return record.error().message;
    return differs("canonical request", record->canonicalRequest, canonical) +
           differs("string to sign", record->stringToSign, fileText(base + QStringLiteral(".sts"))) +
           differs("authorization", request.headers.value("Authorization"),
                   fileText(base + QStringLiteral(".authz")));
}

std::string authCaseProblem(const QString& folder, const AuthCase& test, bool byQuery)
{
    const auto prefix = folder + (byQuery ? QStringLiteral("/query-") : QStringLiteral("/header-"));
    auto request = parseRequest(fileText(folder + QStringLiteral("/request.txt")));
    SigV4Signer signer;
    const auto record = byQuery ? signer.presign(request, test.credentials, test.context, test.expires)
                                : signer.signHeaders(request, test.credentials, test.context);
    if (!record)
        return record.error().message;
    const auto expected = parseRequest(fileText(prefix + QStringLiteral("signed-request.txt")));
    return differs("canonical request", record->canonicalRequest,
                   fileText(prefix + QStringLiteral("canonical-request.txt"))) +
           differs("string to sign", record->stringToSign,
                   fileText(prefix + QStringLiteral("string-to-sign.txt"))) +
           differs("signature", record->signature, fileText(prefix + QStringLiteral("signature.txt"))) +
           differs("headers", sortedHeaders(request), sortedHeaders(expected)) +
           differs("target", sortedTarget(request.url), sortedTarget(expected.url));
}

} // namespace

void runSigV4(SuiteRun& run)
{
    QStringList requests;
    QDirIterator files(run.path(QStringLiteral("sigv4/aws4_testsuite")), {QStringLiteral("*.req")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        requests << files.next();
    requests.sort();
    for (const auto& file : requests) {
        const QFileInfo info(file);
        run.check("aws4_testsuite/" + info.completeBaseName().toStdString(), Value(),
                  [&] { return testSuiteProblem(info.path() + QLatin1Char('/') + info.completeBaseName()); });
    }
    const auto folder = QStringLiteral("sigv4/aws-c-auth/");
    for (const auto& name : run.folders(folder)) {
        const auto given = run.json(folder + name + QStringLiteral("/context.json"));
        run.check("aws-c-auth/" + name.toStdString(), given, [&] {
            const auto test = authCase(given);
            return authCaseProblem(run.path(folder + name), test, false) +
                   authCaseProblem(run.path(folder + name), test, true);
        });
    }
}

} // namespace inia::conformance
