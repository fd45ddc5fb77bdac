#pragma once

#include "core/protocol/protocol.h"

#include <pugixml.hpp>

namespace inia {

/// How query and ec2 differ from each other.
enum class QueryDialect { AwsQuery, Ec2 };

/// query (STS, IAM, SQS' old face, ...) and ec2: a form in the body names action and version.
class QuerySerializer final : public Serializer {
public:
    explicit QuerySerializer(QueryDialect dialect) : m_dialect(dialect) {}
    [[nodiscard]] Result<SerializedRequest> serialize(const OperationModel& operation, const Value& params,
                                                      const SerializeOptions& options) const override;

private:
    QueryDialect m_dialect;
};

class QueryParser final : public ProtocolParser {
public:
    explicit QueryParser(QueryDialect dialect) : m_dialect(dialect) {}

protected:
    [[nodiscard]] Result<Value> parseOutput(const OperationModel& operation, const HttpResponse& response,
                                            UnreadableValues& unreadable) const override;
    [[nodiscard]] Result<Value> parseError(const HttpResponse& response) const override;
    [[nodiscard]] Result<Value> parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                                  UnreadableValues& unreadable) const override;

private:
    [[nodiscard]] Value responseMetadata(pugi::xml_node root) const;
    [[nodiscard]] pugi::xml_node errorRoot(pugi::xml_node root) const;

    QueryDialect m_dialect;
};

} // namespace inia
