#include "core/secrets/secretvalue.h"

#include <utility>

namespace inia::secrets {

SecretFacts SecretFacts::fromSecret(const Value& answer)
{
    SecretFacts facts;
    facts.name = answer["Name"].text();
    facts.arn = answer["ARN"].text();
    facts.description = answer["Description"].text();
    facts.key = answer["KmsKeyId"].text();
    facts.rotates = answer["RotationEnabled"].toBool();
    facts.changed = answer["LastChangedDate"].time();
    facts.accessed = answer["LastAccessedDate"].time();
    facts.deleted = answer["DeletedDate"].time();
    for (const auto& [id, stages] : answer["VersionIdsToStages"].members()) {
        Version version;
        version.id = id;
        for (const Value& stage : stages.items())
            version.stages.push_back(stage.text());
        facts.versions.push_back(std::move(version));
    }
    return facts;
}

SecretFacts SecretFacts::fromParameter(const Value& answer)
{
    const Value& parameter = answer["Parameters"][0];
    SecretFacts facts;
    facts.name = parameter["Name"].text();
    facts.arn = parameter["ARN"].text();
    facts.description = parameter["Description"].text();
    facts.key = parameter["KeyId"].text();
    facts.type = parameter["Type"].text();
    facts.changed = parameter["LastModifiedDate"].time();
    return facts;
}

SecretValue::SecretValue(Client client, Kind kind, std::string name, std::string version)
    : m_client(std::move(client)), m_kind(kind), m_name(std::move(name)), m_version(std::move(version))
{
}

void SecretValue::start()
{
    CallOptions options;
    options.cause = "Reveal " + m_name;
    options.target = m_name;
    if (m_kind == Kind::Secret) {
        Value params = Value::map({{"SecretId", m_name}});
        if (!m_version.empty())
            params.insert("VersionId", m_version);
        m_reply = m_client.call("GetSecretValue", std::move(params), std::move(options));
    } else {
        m_reply = m_client.call("GetParameter", Value::map({{"Name", m_name}, {"WithDecryption", true}}),
                                std::move(options));
    }
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &SecretValue::take);
}

void SecretValue::take()
{
    const ReplyPtr reply = std::move(m_reply);
    const auto& answer = reply->result();
    if (answer) {
        const Value& text =
            m_kind == Kind::Secret ? (*answer)["SecretString"] : (*answer)["Parameter"]["Value"];
        m_value = text.isText() ? QByteArray::fromStdString(text.text()) : (*answer)["SecretBinary"].blob();
    } else {
        m_result = answer.error();
    }
    end();
}

void SecretValue::wipe()
{
    m_value.fill('\0');
    m_value.clear();
}

void SecretValue::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "The value was not waited for.");
    end();
}

} // namespace inia::secrets
