#include "core/checksum/checksum.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

std::string problem(const Value& test)
{
    std::string text;
    const auto input =
        QByteArray::fromBase64(QByteArray::fromStdString(test["inputBase64"].text())).toStdString();
    for (const auto& [name, value] : test["expect"].members()) {
        const auto algorithm = name == "MD5" ? ChecksumAlgorithm::Md5 : checksumByName(name);
        text += differs(name, algorithm ? checksumOf(*algorithm, input) : "(unknown)", value.text());
    }
    return text;
}

} // namespace

void runChecksums(SuiteRun& run)
{
    const auto cases = run.json(QStringLiteral("checksums/known-answers.json"));
    for (const auto& test : cases.items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
