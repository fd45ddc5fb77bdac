#pragma once

#include "core/client/client.h"
#include "core/resource/resourcedefinition.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Collection;

/// boto3's resource: an object of a service that knows its identifiers and carries its client (and so its
/// session); pass it on and it just works. A cheap handle: copies share their loaded data. The service
/// itself ("s3") is a resource without identifiers.
class Resource final {
public:
    /// Missing identifiers stay empty; unknown types fail with UnknownName.
    [[nodiscard]] static Result<Resource> create(Client client,
                                                 std::shared_ptr<const ResourceDefinitions> definitions,
                                                 std::string_view type, std::vector<std::string> identifiers);

    [[nodiscard]] const ResourceDefinition& definition() const { return *m_definition; }
    /// "Bucket", "ObjectSummary"; "ServiceResource" for the service itself.
    [[nodiscard]] const std::string& type() const { return m_definition->name; }
    [[nodiscard]] const Client& client() const { return m_client; }
    [[nodiscard]] const std::shared_ptr<const ResourceDefinitions>& definitions() const
    {
        return m_definitions;
    }
    /// Values in the definition's order.
    [[nodiscard]] const std::vector<std::string>& identifiers() const { return m_identifiers; }
    /// By snake-case name ("name", "bucket_name"); empty when there is no such identifier.
    [[nodiscard]] const std::string& identifier(std::string_view name) const;

    /// A sub-resource: Bucket("acme"), or bucket → Object("key"). Identifiers the parent knows are filled in.
    [[nodiscard]] Result<Resource> subResource(std::string_view name,
                                               std::vector<std::string> identifiers) const;
    /// A collection by snake-case name ("buckets", "objects").
    [[nodiscard]] Result<Collection> collection(std::string_view name) const;

    /// What is known without asking: null before the first load, or the data the listing brought.
    [[nodiscard]] const Value& data() const { return m_data->value; }
    [[nodiscard]] bool isLoaded() const { return !m_data->value.isNull(); }
    void setData(Value data) const { m_data->value = std::move(data); }
    [[nodiscard]] bool canLoad() const;
    /// Starts the describe operation; give its answer to acceptLoad().
    [[nodiscard]] ReplyPtr load(CallOptions options = {}) const;
    /// Stores the attributes found in the answer of load() and returns them.
    Value acceptLoad(const Value& response) const;
    /// A loaded attribute by snake-case name ("creation_date"), or an identifier.
    [[nodiscard]] Value attribute(std::string_view name) const;

    /// Another resource of the same type and client.
    [[nodiscard]] Resource sibling(std::vector<std::string> identifiers) const;

    /// Same type and identifiers.
    friend bool operator==(const Resource& a, const Resource& b)
    {
        return a.type() == b.type() && a.m_identifiers == b.m_identifiers;
    }

private:
    struct Data {
        Value value;
    };
    Resource(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
             ResourceDefinition definition, std::vector<std::string> identifiers);

    Client m_client;
    std::shared_ptr<const ResourceDefinitions> m_definitions;
    std::shared_ptr<const ResourceDefinition> m_definition;
    std::vector<std::string> m_identifiers;
    std::shared_ptr<Data> m_data;
};

} // namespace inia
