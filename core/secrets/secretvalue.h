#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <QtCore/QByteArray>

#include <string>
#include <vector>

namespace inia::secrets {

/// A secret of Secrets Manager or a parameter of Systems Manager, without its value.
struct SecretFacts {
    struct Version {
        std::string id;
        std::vector<std::string> stages; ///< "AWSCURRENT", labels of a parameter
        Timestamp created;
    };

    std::string name;
    std::string arn;
    std::string description;
    std::string key;  ///< of KMS; empty: the service's own
    std::string type; ///< of a parameter: "SecureString"
    bool rotates = false;
    Timestamp changed;
    Timestamp accessed; ///< to the day
    Timestamp deleted;  ///< when it goes, if it is to
    std::vector<Version> versions;

    /// From the answer of DescribeSecret.
    [[nodiscard]] static SecretFacts fromSecret(const Value& answer);
    /// From the answer of DescribeParameters for one name.
    [[nodiscard]] static SecretFacts fromParameter(const Value& answer);
};

/// Gets one value, by one call that the account's trail records. Nothing else keeps it: it is in no log and
/// no recording, and wipe() overwrites it.
class SecretValue final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretValue)
public:
    enum class Kind { Secret, Parameter };

    /// A client of secretsmanager or ssm. `version` is an id of a secret's version; empty for the current
    /// one.
    SecretValue(Client client, Kind kind, std::string name, std::string version);
    ~SecretValue() override { wipe(); }

    void start();
    void cancel() override;

    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// Text as it is, bytes as they are; empty before the end and after wipe().
    [[nodiscard]] const QByteArray& value() const { return m_value; }
    void wipe();
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

private:
    void giveUp() override { m_reply.reset(); }
    void take();

    Client m_client;
    Kind m_kind;
    std::string m_name;
    std::string m_version;
    ReplyPtr m_reply;
    Result<void> m_result;
    QByteArray m_value;
    quint64 m_lastCallId = 0;
};

} // namespace inia::secrets
