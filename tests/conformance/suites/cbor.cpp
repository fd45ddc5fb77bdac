#include "core/protocol/cbor.h"

#include "core/protocol/jsonwriter.h"
#include "tests/conformance/suites/suites.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace inia::conformance {

namespace {

double fromBits(const Value& bits, bool isFloat32)
{
    if (isFloat32) {
        const auto word = static_cast<std::uint32_t>(bits.toInt());
        float value = 0;
        std::memcpy(&value, &word, sizeof(value));
        return static_cast<double>(value);
    }
    // The patterns above 2^63 are written as big numbers.
    const auto word = bits.isDouble() ? static_cast<std::uint64_t>(bits.toDouble())
                                      : static_cast<std::uint64_t>(bits.toInt());
    double value = 0;
    std::memcpy(&value, &word, sizeof(value));
    return value;
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// `expected` is one tagged value, as in {"uint": 5} or {"list": [{"bool": true}]}.
bool matches(const Value& actual, const Value& expected)
{
    if (expected.isText()) // "null", "undefined"
        return actual.isNull();
    if (!expected.isMap() || expected.size() == 0)
        return false;
    const auto& [tag, value] = *expected.members().begin();
    if (tag == "uint" || tag == "negint" || tag == "bool" || tag == "string")
        return actual == value;
    if (tag == "null" || tag == "undefined")
        return actual.isNull();
    if (tag == "float32" || tag == "float64")
        return sameNumber(actual.toDouble(), fromBits(value, tag == "float32"));
    if (tag == "bytestring") {
        QByteArray bytes;
        for (const auto& octet : value.items())
            bytes.append(static_cast<char>(octet.toInt()));
        return actual.blob() == bytes;
    }
    if (tag == "list") {
        return std::equal(actual.items().begin(), actual.items().end(), value.items().begin(),
                          value.items().end(), matches);
    }
    // A member without value says as much as an absent one.
    const bool knowsAll =
        std::all_of(actual.members().begin(), actual.members().end(),
                    [&value](const auto& member) { return value.members().find(member.first) != nullptr; });
    return tag == "map" && actual.isMap() && knowsAll &&
           std::all_of(value.members().begin(), value.members().end(), [&actual](const auto& member) {
               return matches(actual[member.first], member.second);
           });
}

std::string decodeProblem(const Value& test)
{
    const auto value = parseCbor(QByteArray::fromHex(QByteArray::fromStdString(test["input"].text())));
    if (!value)
        return value.error().message;
    return matches(*value, test["expect"]) ? std::string()
                                           : toJson(*value) + " is not " + toJson(test["expect"]);
}

std::string refusalProblem(const Value& test)
{
    const auto value = parseCbor(QByteArray::fromHex(QByteArray::fromStdString(test["input"].text())));
    if (value)
        return "read as " + toJson(*value);
    return value.error().kind == ErrorKind::Parse ? std::string()
                                                  : "refused for another reason than its bytes";
}

} // namespace

void runCbor(SuiteRun& run)
{
    const struct {
        QString file;
        std::string (*problem)(const Value&);
    } parts[] = {{QStringLiteral("decode-success-tests"), decodeProblem},
                 {QStringLiteral("decode-error-tests"), refusalProblem}};
    for (const auto& part : parts) {
        const auto cases = run.json(QStringLiteral("cbor/") + part.file + QStringLiteral(".json"));
        int index = 0;
        for (const auto& test : cases.items()) {
            const auto id =
                part.file.toStdString() + "/" + std::to_string(index++) + " " + test["description"].text();
            run.check(id, test, [&] { return part.problem(test); });
        }
    }
}

} // namespace inia::conformance
