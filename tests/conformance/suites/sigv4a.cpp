#include "core/signing/cryptography.h"
#include "core/signing/requestsignatures.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/signedrequest.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// Signatures are random, so what is signed is compared. `folder` holds header-*.txt and query-*.txt.
std::string signedProblem(const QString& folder, const AuthCase& test, bool byQuery)
{
    const auto prefix = folder + (byQuery ? QStringLiteral("/query-") : QStringLiteral("/header-"));
    auto request = parseRequest(fileText(folder + QStringLiteral("/request.txt")));
    RequestSignatures signatures;
    const auto record = byQuery ? signatures.presign(request, test.credentials, test.context, test.expires)
                                : signatures.signHeaders(request, test.credentials, test.context);
    if (!record)
        return record.error().message;
    return differs("canonical request", record->canonicalRequest,
                   fileText(prefix + QStringLiteral("canonical-request.txt"))) +
           differs("string to sign", record->stringToSign,
                   fileText(prefix + QStringLiteral("string-to-sign.txt")));
}

std::string keyProblem(const Credentials& keys, const Value& publicKey)
{
    const auto key = EcdsaKey::derive(keys.accessKey, keys.secretKey);
    const auto hex = QByteArray::fromStdString(key.publicKey()).toHex().toStdString();
    return differs("public key", hex, publicKey["X"].text() + publicKey["Y"].text());
}

} // namespace

void runSigV4a(SuiteRun& run)
{
    const auto folder = QStringLiteral("sigv4a/");
    for (const auto& name : run.folders(folder)) {
        const auto given = run.json(folder + name + QStringLiteral("/context.json"));
        const auto publicKey = run.json(folder + name + QStringLiteral("/public-key.json"));
        run.check(name.toStdString(), given, [&] {
            auto test = authCase(given);
            test.context.scheme = SigningScheme::SigV4a;
            test.context.regionSet = test.context.region;
            const auto path = run.path(folder + name);
            return keyProblem(test.credentials, publicKey) + signedProblem(path, test, false) +
                   signedProblem(path, test, true);
        });
    }
}

} // namespace inia::conformance
