#include "tests/conformance/deviations.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/compare.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>
#include <span>

namespace inia::conformance {

namespace {

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool isContentTypeOfRest(const Difference& test)
{
    return lowered(test.what) == "content-type" && test.id.starts_with("rest-") &&
           !test.wanted.starts_with("application/json");
}

bool isEc2MemberName(const Difference& test)
{
    return test.what == "body" && test.id.starts_with("ec2/") && test.got != test.wanted &&
           lowered(test.got) == lowered(test.wanted);
}

/// The same values under other keys, in a service with a flattened list whose member has a name.
bool isFlattenedName(const Difference& test)
{
    const auto& shapes = test.data["shapes"].members();
    const bool hasNamedMember = std::any_of(shapes.begin(), shapes.end(), [](const auto& shape) {
        return shape.second["member"].contains("locationName");
    });
    const auto values = [](const std::string& form) {
        QStringList list;
        for (const auto& part : qt(form).split(QLatin1Char('&')))
            list << part.mid(part.indexOf(QLatin1Char('=')));
        return list;
    };
    return test.what == "body" && test.id.starts_with("query/") && hasNamedMember &&
           values(test.got) == values(test.wanted);
}

/// The wanted header is base64 of a text, the sent one of that text as a JSON text.
bool isJsonTwice(const Difference& test)
{
    const auto got = QByteArray::fromBase64(QByteArray::fromStdString(test.got));
    const auto wanted = QByteArray::fromBase64(QByteArray::fromStdString(test.wanted));
    return !wanted.isEmpty() && got == '"' + wanted + '"';
}

bool isRootElement(const Difference& test)
{
    const auto inside = [](const std::string& xml) {
        return xml.substr(std::min(xml.find(' '), xml.size()));
    };
    return test.what == "body" && test.id.starts_with("rest-xml/") && test.got.starts_with('<') &&
           inside(test.got) == inside(test.wanted);
}

/// A structure's own XML name, which botocore does not look at where a reference to it has one or none.
bool isNameOfTarget(const Difference& test)
{
    const auto names = [](const std::string& xml) {
        static const QRegularExpression element(QStringLiteral("<[^> ]*"));
        return qt(xml).replace(element, QStringLiteral("<"));
    };
    const auto& shapes = test.data["shapes"].members();
    const bool hasNamedStructure = std::any_of(shapes.begin(), shapes.end(), [](const auto& shape) {
        return shape.second["type"].text() == "structure" && shape.second.contains("locationName");
    });
    return test.what == "body" && test.id.starts_with("rest-xml/") && hasNamedStructure &&
           names(test.got) == names(test.wanted);
}

bool isEmptyListHeader(const Difference& test)
{
    return test.suite.starts_with("protocols") && test.got == "(not sent)" && test.wanted.empty();
}

/// A key that a member and a map of the parameters both set.
bool isQueryPrecedence(const Difference& test)
{
    const auto query = [](const std::string& uri) {
        return qt(uri).section(QLatin1Char('?'), 1).split(QLatin1Char('&'));
    };
    const auto got = query(test.got);
    const auto wanted = query(test.wanted);
    if (test.what != "uri" || test.got.find('?') == std::string::npos || got.size() != wanted.size())
        return false;
    const auto isFromMap = [&test](const QString& part) {
        for (const auto& [name, value] : test.data["case"]["params"].members()) {
            if (value[part.section(QLatin1Char('='), 0, 0).toStdString()].text() ==
                part.section(QLatin1Char('='), 1).toStdString())
                return true;
        }
        return false;
    };
    return std::equal(got.begin(), got.end(), wanted.begin(),
                      [&](const QString& a, const QString& b) { return a == b || isFromMap(a); });
}

/// Nothing but an empty blob more than wanted, after an empty body.
bool isEmptyBlob(const Difference& test)
{
    auto got = parseJson(test.got);
    const auto wanted = parseJson(test.wanted);
    if (test.what != "result" || !got || !wanted || !test.data["case"]["response"]["body"].text().empty())
        return false;
    const auto members = got->members();
    for (const auto& [name, value] : members) {
        if (value == Value("") && !wanted->contains(name))
            got->mutableMap().remove(name);
    }
    return *got == *wanted;
}

bool isRootBelowPath(const Difference& test)
{
    return test.what == "uri" && test.got + "/" == test.wanted &&
           test.data["clientEndpoint"].text().ends_with(test.got);
}

bool isLengthOfBody(const Difference& test)
{
    return lowered(test.what) == "content-length" && test.wanted == "(not sent)";
}

bool isUnsetUnion(const Difference& test)
{
    const auto& shapes = test.data["shapes"].members();
    const bool hasUnion = std::any_of(shapes.begin(), shapes.end(),
                                      [](const auto& shape) { return shape.second["union"].toBool(); });
    return test.what == "body" && test.got == "{}" && test.wanted.empty() && hasUnion;
}

/// The wanted texts are JSON of what came out.
bool isJsonParsed(const Difference& test)
{
    const auto got = parseJson(test.got);
    const auto wanted = parseJson(test.wanted);
    if (test.what != "result" || !got || !wanted || got->size() != wanted->size())
        return false;
    return std::all_of(got->members().begin(), got->members().end(), [&wanted](const auto& member) {
        const auto& other = (*wanted)[member.first];
        const auto parsed = parseJson(other.text());
        return member.second == other || (parsed && *parsed == member.second);
    });
}

/// Elements that go by the name of the member where the model has one for their structure.
bool isMemberOfNamedTarget(const Difference& test)
{
    const auto got = parseJson(test.got);
    const auto wanted = parseJson(test.wanted);
    if (test.what != "result" || !test.id.starts_with("rest-xml/") || !got || !wanted || got->size() != 0)
        return false;
    const auto& shapes = test.data["shapes"];
    const auto& members = shapes[test.data["case"]["given"]["output"]["shape"].text()]["members"];
    return std::all_of(wanted->members().begin(), wanted->members().end(), [&](const auto& member) {
        return shapes[members[member.first]["shape"].text()].contains("locationName");
    });
}

bool isNegativeFraction(const Difference& test)
{
    return test.id.find("epoch_seconds") != std::string_view::npos &&
           test.data["canonical_seconds"].text().starts_with('-') && test.data["canonical_nanos"].toInt() > 0;
}

bool isCborTag(const Difference& test)
{
    return test.data["description"].text().starts_with("tag - ");
}

bool isGlacierAccount(const Difference& test)
{
    return test.id.starts_with("glacier/") && test.what == "uri" &&
           test.data["params"].contains("accountId") && test.data["params"]["accountId"].text().empty();
}

/// Events without a flaw of their own, so that what should fail is the lack of an initial response.
bool isMissingInitialResponse(const Difference& test)
{
    const auto& events = test.data["events"].items();
    return test.got == "no failure" && !test.data.contains("initialResponse") && !events.empty() &&
           std::all_of(events.begin(), events.end(), [](const Value& event) {
               return event["headers"][":message-type"]["string"].text() == "event" &&
                      event["headers"][":event-type"].contains("string");
           });
}

/// The same host behind another prefix.
bool isOtherHostPrefix(const Difference& test)
{
    const auto rest = [](const std::string& host) {
        return host.substr(std::min(host.find('-'), host.size()));
    };
    return test.what == "host" && rest(test.got) == rest(test.wanted);
}

bool isSigV4aWithoutCrt(const Difference& test)
{
    return test.what == "authorization" && test.got.starts_with("AWS4-ECDSA-P256-SHA256") &&
           test.wanted.starts_with("AWS4-HMAC-SHA256");
}

/// Nothing else differs: what S3 stored has no name in the scripted answer.
bool isStoreWithoutProof(const Difference& test)
{
    return test.what.empty() && test.got.starts_with("the answer to ") &&
           qt(test.got).count(QLatin1Char('\n')) == 0 &&
           test.got.find("but no ETag, so nobody knows whether it was done") != std::string::npos;
}

/// What came out is what botocore makes of the files.
bool isReadAsByBotocore(const Difference& test)
{
    const auto& botocore = test.data["botocoreResult"];
    if (botocore.contains("error"))
        return test.got == "an error";
    const auto& sections = botocore[test.what == "profiles" ? "profiles" : "sso_sessions"];
    return sections.isMap() && test.got == canonicalJson(QByteArray::fromStdString(toJson(sections)));
}

/// A command with what only a shell understands.
bool isShellCommand(const Difference& test)
{
    return test.id.starts_with("profile-provider/credential_process") &&
           test.got.find("did not print one JSON object") != std::string::npos;
}

bool isAccountOfProfile(const Difference& test)
{
    return test.what == "account" && test.data["input"]["ssoResponse"].isMap() &&
           test.data["input"]["configFiles"]["aws"].text().find("sso_account_id = " + test.got + "\n") !=
               std::string::npos;
}

std::span<const Deviation> deviations()
{
    static constexpr Deviation list[] = {
        {"protocols", isContentTypeOfRest,
         "REST services take the type of a body that is no JSON from the caller alone, as botocore sends it"},
        {"protocols/input", isEc2MemberName,
         "without queryName and locationName botocore keeps the member name; real EC2 models carry one"},
        {"protocols/input", isFlattenedName,
         "the element name of a flattened list wins over the list's, as botocore sends it"},
        {"protocols/input", isJsonTwice,
         "a jsonvalue header given as text is encoded as a JSON text, as botocore sends it"},
        {"protocols/input", isRootElement,
         "the payload member's name is the root element, as botocore sends it"},
        {"protocols/input", isNameOfTarget,
         "a structure's own XML name is not looked at, as in botocore; real models name the members"},
        {"protocols/input", isEmptyListHeader, "an empty list sends no header, as in botocore"},
        {"protocols/input", isQueryPrecedence,
         "of two parameters with the same query key the later one wins, as in botocore"},
        {"protocols/input", isRootBelowPath,
         "an operation at \"/\" goes to the endpoint's own path as it is, as botocore joins them"},
        {"protocols", isLengthOfBody,
         "a request says how long its body is, as HTTP asks for (RFC 9110, 8.6) and boto3 does behind its "
         "serializer"},
        {"protocols/input", isUnsetUnion, "an unset union as payload is sent as {}, as in botocore"},
        {"protocols/output", isJsonParsed, "a jsonvalue header comes out parsed, as in botocore"},
        {"protocols/output", isMemberOfNamedTarget,
         "a structure's own XML name is that of its element, as in botocore; real models name the members"},
        {"protocols/output", isEmptyBlob,
         "a blob payload is always there, as in botocore: callers need not ask for it twice"},
        {"timestamps", isNegativeFraction,
         "the suite writes -2 s + 0.5 s as -2.5; as a number it is -1.5, which is what we write and read"},
        {"cbor", isCborTag, "AWS sends no tag but that of timestamps, and others are refused"},
        {"services", isGlacierAccount, "an empty account id is sent as it is, as boto3 does"},
        {"oracle", isSigV4aWithoutCrt,
         "where an endpoint offers both, SigV4a comes first, as its rules say and as boto3 signs with "
         "awscrt; "
         "the reference run had none"},
        {"eventstream/protocol", isMissingInitialResponse,
         "members that an answer lacks are left out, required or not, as in botocore"},
        {"oracle/resources", isStoreWithoutProof,
         "a 200 without ETag proves no copy and no upload; boto3 asks for no proof"},
        {"replay", isOtherHostPrefix,
         "the host prefix is that of the service model in use, which is newer than the recording"},
        {"profiles", isReadAsByBotocore,
         "files are read as botocore reads them, so that they mean the same here, to boto3 and to the AWS "
         "CLI; what it refuses or passes over tst_profilefile lists case by case"},
        {"credentials", isAccountOfProfile,
         "GetRoleCredentials tells no account; it is the sso_account_id that was asked for, as with "
         "botocore"},
        {"credentials", isShellCommand,
         "credential_process runs without a shell, as with botocore and the AWS CLI, so that \"|\" is a word "
         "like any other"},
        {"csm", [](const Difference&) { return true; },
         "client-side monitoring is left out: the inspector shows every call and attempt, and nothing "
         "listens "
         "for the datagrams of a desktop program"},
    };
    return list;
}

bool covers(std::string_view suites, std::string_view suite)
{
    return suite == suites || (suite.starts_with(suites) && suite[suites.size()] == '/');
}

std::vector<Difference> differencesIn(std::string_view suite, std::string_view id, const Value& data,
                                      const std::string& problem)
{
    static const QRegularExpression line(
        QStringLiteral("^(\\S+|canonical request|string to sign): got (.*?) wanted (.*)$"),
        QRegularExpression::MultilineOption);
    std::vector<Difference> list;
    qsizetype covered = 0;
    for (auto matches = line.globalMatch(qt(problem)); matches.hasNext();) {
        const auto match = matches.next();
        covered += match.capturedLength() + 1;
        list.push_back({suite, id, data, match.captured(1).toStdString(), match.captured(2).toStdString(),
                        match.captured(3).toStdString()});
    }
    if (covered != qt(problem).size())
        return {{suite, id, data, {}, problem, {}}};
    return list;
}

} // namespace

std::string defence(std::string_view suite, std::string_view id, const Value& data,
                    const std::string& problem)
{
    std::string reason;
    for (const auto& difference : differencesIn(suite, id, data, problem)) {
        const auto all = deviations();
        const auto found = std::find_if(all.begin(), all.end(), [&](const Deviation& deviation) {
            return covers(deviation.suite, suite) && deviation.applies(difference);
        });
        if (found == all.end())
            return {};
        if (reason.find(found->reason) == std::string::npos)
            reason += (reason.empty() ? "" : "; ") + std::string(found->reason);
    }
    return reason;
}

} // namespace inia::conformance
