#include "core/objects/servertest.h"

#include "core/common/clock.h"

#include <QtCore/QUuid>

#include <utility>

namespace inia {

namespace {

const QByteArray original("Inia tries out what this server does; this object goes again.\n");
const QByteArray replacement("other\n");
constexpr char nobodysEtag[] = "\"00000000000000000000000000000000\"";
constexpr char nobodysKey[] = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000";

/// Nobody has answered, or somebody else has.
bool isOfTheWay(const Error& error)
{
    return error.httpStatus == 0 || error.kind != ErrorKind::Service;
}

} // namespace

ServerTest::ServerTest(Client client, std::string bucket)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_key("inia-test-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()),
      m_trials(trials()),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the server is still being tried"))
{
}

ServerTest::~ServerTest() = default;

std::vector<ServerTest::Trial> ServerTest::trials() const
{
    const auto text = [](const char* name, const char* value) { return Value::map({{name, value}}); };
    Value tags = Value::emptyList();
    tags.append(Value::map({{"Key", "inia"}, {"Value", "test"}}));
    Value keys = Value::emptyList();
    keys.append(Value::map({{"Key", m_key}, {"ETag", nobodysEtag}}));
    const Value source(m_bucket + '/' + m_key + "-source");
    const auto copy = [&source](const char* condition, const char* value) {
        return Value::map({{"CopySource", source}, {condition, value}});
    };
    const auto put = [](const char* condition, const char* value) {
        return Value::map({{"Body", replacement}, {condition, value}});
    };
    // A lock would outlive the test: its date is over, which a server that knows locks refuses.
    return {
        {"PutObjectTagging", Value::map({{"Tagging", Value::map({{"TagSet", std::move(tags)}})}}), {}},
        {"DeleteObjectTagging", Value::emptyMap(), {}},
        {"PutObjectAcl", text("ACL", "private"), {}},
        {"PutObjectLegalHold", Value::map({{"LegalHold", text("Status", "OFF")}}), {}},
        {"PutObjectRetention",
         Value::map({{"Retention",
                      Value::map({{"Mode", "GOVERNANCE"}, {"RetainUntilDate", "2001-01-01T00:00:00Z"}})}}),
         {}},
        {"RestoreObject", Value::map({{"RestoreRequest", Value::map({{"Days", 1}})}}), {}},
        {"PutObjectAnnotation",
         Value::map({{"AnnotationName", "inia"}, {"AnnotationPayload", replacement}}),
         {}},
        {"GetObjectAnnotation", text("AnnotationName", "inia"), {}},
        {"DeleteObjectAnnotation", text("AnnotationName", "inia"), {}},
        {"RenameObject", Value::map({{"RenameSource", "/" + m_bucket + '/' + m_key + "-none"}}), {}},
        {"UpdateObjectEncryption",
         Value::map({{"ObjectEncryption", Value::map({{"SSEKMS", text("KMSKeyArn", nobodysKey)}})}}),
         {}},
        {"PutObject", put("IfMatch", nobodysEtag), "IfMatch"},
        {"PutObject", put("IfNoneMatch", "*"), "IfNoneMatch"},
        {"CopyObject", copy("IfMatch", nobodysEtag), "IfMatch"},
        {"CopyObject", copy("IfNoneMatch", "*"), "IfNoneMatch"},
        {"CopyObject", copy("CopySourceIfMatch", nobodysEtag), "CopySourceIfMatch"},
        {"DeleteObject", text("IfMatch", nobodysEtag), "IfMatch"},
        {"DeleteObjects", Value::map({{"Delete", Value::map({{"Objects", std::move(keys)}})}}), "ETag"},
    };
}

void ServerTest::call(const std::string& operation, Value params, Step then)
{
    params.insert("Bucket", m_bucket);
    CallOptions options;
    options.cause = "Test this server";
    options.target = m_bucket + '/' + m_key;
    options.ignoresServerGate = true;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, [this, then] {
        const ReplyPtr reply = std::move(m_reply);
        (this->*then)(reply->result());
    });
}

void ServerTest::start()
{
    // The source of copies stands beside it.
    call("PutObject", Value::map({{"Key", m_key + "-source"}, {"Body", replacement}}), &ServerTest::prepared);
}

void ServerTest::prepared(const Result<Value>& answer)
{
    if (!answer && !answer.error().mayHaveBeenDone) {
        m_result = answer.error();
        end();
        return;
    }
    if (!answer) {
        m_result = answer.error();
        cleanUp();
        return;
    }
    prepare();
}

void ServerTest::prepare()
{
    if (m_next == m_trials.size()) {
        m_result = findings();
        cleanUp();
        return;
    }
    call("PutObject", Value::map({{"Key", m_key}, {"Body", original}}), &ServerTest::attempt);
}

void ServerTest::attempt(const Result<Value>& answer)
{
    if (!answer) {
        m_result = answer.error();
        cleanUp();
        return;
    }
    const Trial& trial = m_trials[m_next];
    Value params = trial.params;
    if (trial.operation != "DeleteObjects")
        params.insert("Key", m_key);
    call(trial.operation, std::move(params), &ServerTest::tried);
}

void ServerTest::tried(const Result<Value>& answer)
{
    m_refusal = answer ? Error() : answer.error();
    m_isAnswerObject = answer && (*answer)["AnnotationPayload"].blob() == original;
    call("GetObject", Value::map({{"Key", m_key}}), &ServerTest::looked);
}

void ServerTest::looked(const Result<Value>& answer)
{
    if (!answer && isOfTheWay(answer.error())) {
        m_result = answer.error();
        cleanUp();
        return;
    }
    note(m_trials[m_next], answer && (*answer)["Body"].blob() == original);
    ++m_next;
    emit progressed();
    if (!isFinished() && !m_isCleaning)
        prepare();
}

void ServerTest::note(const Trial& trial, bool isSame)
{
    std::string& found = m_found[trial.operation];
    if (!trial.condition.empty()) {
        std::string& ignored = m_ignored[trial.operation];
        if (!isSame)
            ignored += (ignored.empty() ? "" : " ") + trial.condition;
        found = ignored.empty() ? "yes" : "ignored-conditions: " + ignored;
    } else if (!isSame) {
        found = trial.operation.starts_with("Delete") ? "no: DeleteObject" : "no: PutObject";
    } else if (m_isAnswerObject) {
        found = "no: GetObject";
    } else {
        found = isNotOffered(m_refusal) ? "no: refused" : "yes";
    }
}

/// Conditions that only directory buckets have are not tried.
ServerTest::Findings ServerTest::findings()
{
    for (const auto& [operation, untried] : {std::pair{"DeleteObject", "IfMatchLastModifiedTime IfMatchSize"},
                                             std::pair{"DeleteObjects", "LastModifiedTime Size"}}) {
        std::string& ignored = m_ignored[operation];
        ignored += (ignored.empty() ? "" : " ") + std::string(untried);
        m_found[operation] = "ignored-conditions: " + ignored;
    }
    return std::move(m_found);
}

void ServerTest::cleanUp()
{
    m_isCleaning = true;
    call("ListObjectVersions", Value::map({{"Prefix", m_key}}), &ServerTest::listed);
}

void ServerTest::listed(const Result<Value>& answer)
{
    if (answer) {
        for (const char* list : {"Versions", "DeleteMarkers"}) {
            for (const Value& version : (*answer)[list].items())
                m_left.push_back(Value::map({{"Key", version["Key"]}, {"VersionId", version["VersionId"]}}));
        }
    }
    if (m_left.empty())
        m_left = {Value::map({{"Key", m_key}}), Value::map({{"Key", m_key + "-source"}})};
    removeNext();
}

void ServerTest::removeNext()
{
    if (m_left.empty()) {
        end();
        return;
    }
    Value params = std::move(m_left.back());
    m_left.pop_back();
    call("DeleteObject", std::move(params), &ServerTest::removed);
}

void ServerTest::removed(const Result<Value>& answer)
{
    if (!answer && m_result)
        m_result = answer.error().wrapped(answer.error().kind, "\"" + m_key + "\" is left in " + m_bucket);
    removeNext();
}

void ServerTest::giveUp()
{
    m_reply.reset();
}

void ServerTest::cancel()
{
    if (isFinished())
        return;
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "the test of the server was cancelled");
    if (m_isCleaning)
        return;
    m_reply.reset();
    cleanUp();
}

} // namespace inia
