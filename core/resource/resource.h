#pragma once

#include "core/client/client.h"
#include "core/paging/pagecursor.h"
#include "core/resource/resourcedefinitions.h"

#include <QtCore/QObject>

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

class BatchReply;
class Collection;
class CollectionCursor;
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
    /// What load() calls; not valid when there is nothing.
    [[nodiscard]] OperationModel loadOperation() const;
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
    /// The same for showing: with data of its own, in which what the models or its names call secret is
    /// replaced. Lists bring such values too: the variables of a function of Lambda.
    [[nodiscard]] Resource redacted() const;

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

/// What an action, an attribute or a reference gives.
struct ResourceAnswer {
    enum class Kind {
        Data, ///< `data`
        One,  ///< the only one of `resources`
        Many, ///< `resources`, of which there may be none
    };
    Kind kind = Kind::Data;
    Value data;
    std::vector<Resource> resources;

    [[nodiscard]] static ResourceAnswer of(Value data) { return {Kind::Data, std::move(data), {}}; }
};

/// What a path of a definition finds; an empty one and "$" mean all of it.
[[nodiscard]] Value foundAt(std::string_view path, const Value& value);

/// The resources that `reference` makes of an answer to `params`. boto3's ResourceHandler: lists among the
/// identifiers give one resource for each item, with the item of the reference's path as its data. Without
/// an identifier there is an empty value of the type that the operation's output has at the path; null where
/// `operation` is empty. Fails (kind Parse) when an item of a list lacks an identifier.
[[nodiscard]] Result<ResourceAnswer> answerOf(const Resource& parent, const ResourceReference& reference,
                                              const Value& params, const Value& response,
                                              std::string_view operation);

/// The resources of one page of a collection, the first `count` of them.
[[nodiscard]] std::vector<Resource> pageResources(const Resource& parent, const ResourceReference& reference,
                                                  const Value& params, const Value& response,
                                                  std::size_t count);
/// How many there are on a page that holds no data but identifiers.
[[nodiscard]] std::size_t identifiedCount(const Resource& parent, const ResourceReference& reference,
                                          const Value& params, const Value& response);

/// The data of each row of a page, as a list. Where the definition names none the items that hold the
/// identifiers may still say something: "Subscriptions[]" of "Subscriptions[].SubscriptionArn"; else null.
[[nodiscard]] Value rowData(const CollectionDefinition& definition, const Value& response);

/// Disconnects, gives up and deletes later.
using BatchReplyPtr = Owned<BatchReply>;

/// What a resource has many of (bucket.objects), as a description: nothing is asked until it is opened.
/// Chaining copies, as in boto3: lists in filters are appended, scalars replaced.
class Collection final {
public:
    Collection(Resource parent, CollectionDefinition definition, Value params);

    [[nodiscard]] Collection all() const { return *this; }
    [[nodiscard]] Collection filter(const Value& params) const;
    /// At most this many items in all.
    [[nodiscard]] Collection limit(std::int64_t count) const;
    /// At most this many items a page; ignored when the operation has no such parameter.
    [[nodiscard]] Collection pageSize(std::int64_t count) const;
    /// The same collection asked through another operation that takes and answers the same members, such as
    /// ListObjectsV2 for the ListObjects that boto3's definitions still name.
    [[nodiscard]] Collection withOperation(std::string_view operation) const;

    [[nodiscard]] const CollectionDefinition& definition() const { return m_definition; }
    /// The resource that has this collection.
    [[nodiscard]] const Resource& parent() const { return m_parent; }
    [[nodiscard]] const Value& params() const { return m_params; }
    [[nodiscard]] std::optional<std::int64_t> limit() const { return m_limit; }
    [[nodiscard]] std::optional<std::int64_t> pageSize() const { return m_pageSize; }

    /// A cursor before the first page.
    [[nodiscard]] Owned<CollectionCursor> open() const;
    /// Runs a batch action ("delete") on all items, page by page. `params` take the place of those that the
    /// definition fills in. Never null.
    [[nodiscard]] BatchReplyPtr batch(std::string_view action, Value params = {},
                                      CallOptions options = {}) const;

private:
    Resource m_parent;
    CollectionDefinition m_definition;
    Value m_params;
    std::optional<std::int64_t> m_limit;
    std::optional<std::int64_t> m_pageSize;
};

/// One page as it came.
struct CollectionPage {
    Value response; ///< the whole parsed answer (CommonPrefixes and the like included)
    Value items;    ///< list: what the definition's path finds in it; null when the definition names none
    std::size_t count = 0; ///< resources on this page, after the collection's limit
};

/// Walks a Collection page by page: a PageCursor that knows how many resources are on a page.
class CollectionCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionCursor)
public:
    using State = PageCursor::State;

    explicit CollectionCursor(Collection collection);

    [[nodiscard]] State state() const { return m_pages.state(); }
    [[nodiscard]] const Collection& collection() const { return m_collection; }
    /// The error of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const { return m_pages.error(); }
    [[nodiscard]] int pages() const { return m_pages.pages(); }
    [[nodiscard]] int requests() const { return m_pages.requests(); }
    [[nodiscard]] std::int64_t itemCount() const { return m_itemCount; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_pages.elapsed(); }
    [[nodiscard]] quint64 lastCallId() const { return m_pages.lastCallId(); }

    void fetchNextPage(CallOptions options = {}) { m_pages.fetchNextPage(std::move(options)); }
    /// See PageCursor; a collection with a limit is not read ahead.
    void setReadAhead(std::function<CallOptions(int page)> options,
                      int last = std::numeric_limits<int>::max());
    void cancel() { m_pages.cancel(); }
    /// Resources of a page, made when asked for.
    [[nodiscard]] std::vector<Resource> resources(const CollectionPage& page) const;

signals:
    void stateChanged();
    void pageReady(const inia::CollectionPage& page);

private:
    [[nodiscard]] PageCursor::Taken take(const Value& response, std::size_t seen);
    [[nodiscard]] CollectionPage pageOf(const Value& response) const;
    void tell();

    Collection m_collection;
    PageCursor m_pages;
    CollectionPage m_page; ///< the one that is told next
    std::int64_t m_itemCount = 0;
};

} // namespace inia
