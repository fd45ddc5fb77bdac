#pragma once

#include "core/client/client.h"
#include "core/resource/resourcedefinitions.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Collection;
class ResourceReply;
struct ResourceAnswer;
using ResourceReplyPtr = Owned<ResourceReply>;

/// boto3's resource: an object of a service that knows its identifiers and carries its client (and so its
/// session); pass it on and it just works. A cheap handle: copies share their loaded data. The service
/// itself ("s3") is a resource without identifiers.
class Resource final {
public:
    /// Missing identifiers stay null; unknown types fail with UnknownName.
    [[nodiscard]] static Result<Resource> create(Client client,
                                                 std::shared_ptr<const ResourceDefinitions> definitions,
                                                 std::string_view type, std::vector<Value> identifiers);

    [[nodiscard]] const ResourceDefinition& definition() const { return *m_definition; }
    /// "Bucket", "ObjectSummary"; "ServiceResource" for the service itself.
    [[nodiscard]] const std::string& type() const { return m_definition->name; }
    [[nodiscard]] const Client& client() const { return m_client; }
    [[nodiscard]] const std::shared_ptr<const ResourceDefinitions>& definitions() const
    {
        return m_definitions;
    }
    /// Values in the definition's order; texts, but for the number of a part of an upload.
    [[nodiscard]] const std::vector<Value>& identifiers() const { return m_identifiers; }
    /// By snake-case name ("name", "bucket_name"); null when there is no such identifier.
    [[nodiscard]] const Value& identifier(std::string_view name) const;
    /// As boto3 prints it: s3.Bucket(name='acme').
    [[nodiscard]] std::string text() const;

    /// A sub-resource: Bucket("acme"), or bucket → Object("key"). Identifiers the parent knows are filled in;
    /// the others are taken in order. Fails when there are too few or too many (kind Parameter).
    [[nodiscard]] Result<Resource> subResource(std::string_view name,
                                               std::vector<Value> identifiers = {}) const;
    /// boto3's get_available_subresources: sorted.
    [[nodiscard]] std::vector<std::string> availableSubResources() const;
    /// A collection by snake-case name ("buckets", "objects").
    [[nodiscard]] Result<Collection> collection(std::string_view name) const;

    /// What is known without asking: null before the first load, or the data the listing brought.
    [[nodiscard]] const Value& data() const { return m_data->value; }
    [[nodiscard]] bool isLoaded() const { return !m_data->value.isNull(); }
    /// Here and in all copies.
    void setData(Value data) { m_data->value = std::move(data); }
    [[nodiscard]] bool canLoad() const;
    /// Starts the describe operation; give its answer to acceptLoad().
    [[nodiscard]] ReplyPtr load(CallOptions options = {}) const;
    /// Stores the attributes found in the answer of load() and returns them.
    Value acceptLoad(const Value& response);
    /// The same for an error of load(). True where boto3 makes do without: a bucket stays without attributes
    /// for those who may not list all buckets.
    [[nodiscard]] bool acceptLoadError(const Error& error);
    /// An identifier, or a loaded attribute, by name ("creation_date"); null when it is not known.
    [[nodiscard]] Value attribute(std::string_view name) const;
    /// The resources a reference ("vpc") leads to by the data that is known, or null data.
    [[nodiscard]] Result<ResourceAnswer> reference(std::string_view name) const;

    /// An attribute, a reference or an identifier, loaded first when that is needed. Never null.
    [[nodiscard]] ResourceReplyPtr get(std::string_view name, CallOptions options = {}) const;
    /// Runs an action ("put_object", "reload"). `params` take the place of those that the definition fills
    /// in. Loaded data is dropped afterwards if it can be loaded again. Never null.
    [[nodiscard]] ResourceReplyPtr act(std::string_view action, const Value& params = {},
                                       CallOptions options = {}) const;
    /// A waiter that has not started, by name ("wait_until_exists").
    [[nodiscard]] Result<Owned<Waiter>> waiter(std::string_view name, const Value& params = {}) const;
    /// What that waiter asks with; `params` alone for unknown names.
    [[nodiscard]] Value waiterParams(std::string_view name, const Value& params = {}) const;

    /// Another resource of the same type and client.
    [[nodiscard]] Resource sibling(std::vector<Value> identifiers) const;

    /// Same service, type and identifiers, as in boto3; the region does not matter.
    friend bool operator==(const Resource& a, const Resource& b)
    {
        return a.m_definition->service == b.m_definition->service && a.type() == b.type() &&
               a.m_identifiers == b.m_identifiers;
    }

private:
    struct Data {
        Value value;
    };
    Resource(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
             ResourceDefinitions::Definition definition, std::vector<Value> identifiers);

    Client m_client;
    std::shared_ptr<const ResourceDefinitions> m_definitions;
    ResourceDefinitions::Definition m_definition;
    std::vector<Value> m_identifiers;
    std::shared_ptr<Data> m_data;
};

/// What a name should have been: an error that names the nearest of `known`.
[[nodiscard]] Error unknownMember(const Resource& resource, std::string_view what, std::string_view name,
                                  const std::vector<std::string>& known);

} // namespace inia
