#pragma once

#include "core/common/result.h"
#include "core/model/document.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

class OperationModel;

/// The code of a refusal by a ServerGate, and of an answer that shows that the server has not understood what
/// it was asked for. "Not there" or "not set" it never means.
inline constexpr std::string_view notOfferedByServer = "NotOfferedByServer";

/// What each kind of S3 server does of the operations that change something: resources/s3servers.json, read
/// in place. A kind goes by its word in the table ("minio"), which may not be one that the table lacks.
class S3Servers final {
public:
    enum class Offer {
        No,
        IgnoresConditions, ///< done, but some of its conditions (If-Match and the like) are passed over
        Yes,
    };

    explicit S3Servers(std::shared_ptr<const Document> table) : m_table(std::move(table)) {}

    [[nodiscard]] std::vector<std::string> kinds() const;
    [[nodiscard]] bool knows(std::string_view kind) const { return m_table->root()["kinds"].contains(kind); }
    /// "MinIO".
    [[nodiscard]] std::string_view nameOf(std::string_view kind) const;
    /// By the host of an endpoint, with its port; empty when no kind is known by it.
    [[nodiscard]] std::string_view kindOfHost(std::string_view host) const;
    /// By the header `Server` of an answer; empty likewise. No kind is known by "AmazonS3", as which many
    /// others answer.
    [[nodiscard]] std::string_view kindOfServer(std::string_view header) const;

    /// Whether the table says anything of it: what is sent by PUT, POST or DELETE, and reads that are
    /// answered with bytes, which prove nothing. All others are for the server to answer.
    [[nodiscard]] bool judges(const OperationModel& operation) const;
    [[nodiscard]] Offer offer(std::string_view kind, const OperationModel& operation) const;
    /// Whether `condition`, a member of the operation's input ("IfMatch") or of its keys ("ETag"), is heeded.
    [[nodiscard]] bool honours(std::string_view kind, const OperationModel& operation,
                               std::string_view condition) const;
    /// What becomes of an operation that is not offered: the one that the server takes it for, "refused",
    /// "nothing" (it only says that it was done), or empty when nobody knows.
    [[nodiscard]] std::string_view inPlaceOf(std::string_view kind, const OperationModel& operation) const;

private:
    [[nodiscard]] std::string_view entry(std::string_view kind, std::string_view operation) const;

    std::shared_ptr<const Document> m_table;
};

/// Which S3 server the clients of a session speak to, and what it may be asked for: an operation that it does
/// not offer it might take for another one, of which some delete. Shared by the clients of one endpoint, so
/// that what one of them has learned counts for all. One thread.
class ServerGate final {
public:
    /// What told the kind, from sure to unsure.
    enum class Source {
        Setting, ///< `inia_server` in the profile
        Rules,   ///< no endpoint URL is in force: AWS
        Host,
        Answer,  ///< the header `Server`
        Nothing, ///< "other"; an answer may tell yet
    };

    /// `endpointUrl` is empty where the endpoint rules decide, `kind` where no setting tells; else the table
    /// knows it.
    ServerGate(S3Servers servers, std::string endpointUrl, std::string kind, bool isClosed);

    [[nodiscard]] const std::string& kind() const { return m_kind; }
    [[nodiscard]] Source source() const { return m_source; }
    [[nodiscard]] const S3Servers& servers() const { return m_servers; }
    /// As S3Servers::offer() and honours() for this server, or as it was found out.
    [[nodiscard]] S3Servers::Offer offer(const OperationModel& operation) const;
    [[nodiscard]] bool honours(const OperationModel& operation, std::string_view condition) const;
    /// What a ServerTest has found out, by operations, in the words of the table; it counts more than that.
    void setFindings(std::map<std::string, std::string, std::less<>> findings)
    {
        m_findings = std::move(findings);
    }
    /// Whether check() refuses anything.
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

    /// The header of an answer, which counts where nothing surer has told the kind.
    void learn(std::string_view serverHeader);
    /// Whether an answer, which has not come yet, may still tell that the operation is offered after all.
    [[nodiscard]] bool hasToAsk(const OperationModel& operation) const;
    /// Fails with kind Parameter, code notOfferedByServer, where the gate is closed and the server does not
    /// offer the operation. The message says what the server would do, and how to name another one.
    [[nodiscard]] Result<void> check(const OperationModel& operation) const;
    /// The same, also where the gate is open: for a warning.
    [[nodiscard]] Result<void> judge(const OperationModel& operation) const;

private:
    S3Servers m_servers;
    std::string m_endpointUrl;
    std::string m_kind;
    Source m_source = Source::Nothing;
    bool m_isClosed;
    bool m_hasAnswered = false;
    std::map<std::string, std::string, std::less<>> m_findings;
};

} // namespace inia
