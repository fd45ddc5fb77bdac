#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

namespace inia {

class ServiceModel;

enum class ShapeType { Structure, List, Map, Text, Blob, Bool, Int, Long, Float, Double, Time, Unknown };

/// A shape as a member refers to it: the target shape with the member's own traits laid over it, as
/// botocore's ShapeResolver does. Cheap to copy; valid as long as its ServiceModel.
class Shape final {
public:
    struct Member;

    Shape() = default;
    /// `reference` is the node that names the target ({"shape": "Name", traits ...}).
    Shape(const ServiceModel* model, Node reference);
    /// A shape by its name, with no traits but its own.
    Shape(const ServiceModel* model, std::string_view shapeName);

    [[nodiscard]] bool valid() const { return m_model != nullptr && m_type != ShapeType::Unknown; }
    [[nodiscard]] ShapeType type() const { return m_type; }
    /// The model's word for the type: "structure", "long", ...
    [[nodiscard]] std::string_view typeName() const;
    /// Name of the target shape ("BucketName"), not of the member.
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] const ServiceModel& model() const { return *m_model; }

    /// A trait: the member's own, else the target shape's. Null when neither has it.
    [[nodiscard]] Node trait(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const { return trait(key).toBool(); }
    /// `locationName`, of the reference or of the target; empty when there is none.
    [[nodiscard]] std::string_view locationName() const { return trait("locationName").text(); }
    /// "header", "headers", "uri", "querystring", "statusCode" or empty for the body.
    [[nodiscard]] std::string_view location() const { return trait("location").text(); }

    // Structures
    [[nodiscard]] std::uint32_t memberCount() const { return m_target["members"].size(); }
    [[nodiscard]] Member memberAt(std::uint32_t index) const;
    /// An invalid shape when there is no such member.
    [[nodiscard]] Shape member(std::string_view memberName) const;
    [[nodiscard]] bool hasMember(std::string_view memberName) const
    {
        return m_target["members"].contains(memberName);
    }
    [[nodiscard]] Node required() const { return m_target["required"]; }
    [[nodiscard]] bool isUnion() const { return m_target["union"].toBool(); }
    [[nodiscard]] bool isDocument() const { return m_target["document"].toBool(); }
    [[nodiscard]] bool isEventStream() const { return m_target["eventstream"].toBool(); }
    /// Name of the member that is the HTTP payload; empty when there is none.
    [[nodiscard]] std::string_view payloadMember() const { return trait("payload").text(); }

    // Lists and maps
    [[nodiscard]] Shape element() const;
    [[nodiscard]] Shape key() const;
    [[nodiscard]] Shape value() const;
    [[nodiscard]] bool isFlattened() const { return flag("flattened"); }

    /// The target shape's own node and the member's node.
    [[nodiscard]] Node target() const { return m_target; }
    [[nodiscard]] Node reference() const { return m_reference; }

private:
    const ServiceModel* m_model = nullptr;
    Node m_reference;
    Node m_target;
    std::string_view m_name;
    ShapeType m_type = ShapeType::Unknown;
};

struct Shape::Member {
    std::string_view name;
    Shape shape;
};

/// What is asked about an operation with every call, worked out once.
struct OperationTraits {
    Shape input; ///< invalid when the operation takes (answers) nothing
    Shape output;
    bool hasStreamingInput = false;
    bool hasStreamingOutput = false;
    bool hasEventStreamInput = false;
    bool hasEventStreamOutput = false;
    /// Members of the input that are filled with a token when they are absent.
    std::vector<std::string_view> idempotencyTokens;
};

/// One operation of a service: what it takes, what it answers, how it travels.
class OperationModel final {
public:
    OperationModel() = default;
    OperationModel(const ServiceModel* model, std::string_view name, Node node)
        : m_model(model), m_name(name), m_node(node)
    {
    }

    [[nodiscard]] bool valid() const { return m_model != nullptr; }
    /// The name on the wire ("ListObjectsV2"): the key in the model, as botocore uses it.
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] const ServiceModel& service() const { return *m_model; }
    [[nodiscard]] Node node() const { return m_node; }

    /// Invalid when the operation takes (answers) nothing.
    [[nodiscard]] const Shape& input() const { return traits().input; }
    [[nodiscard]] const Shape& output() const { return traits().output; }
    [[nodiscard]] std::vector<Shape> errors() const;

    [[nodiscard]] std::string_view httpMethod() const { return m_node["http"]["method"].text("POST"); }
    [[nodiscard]] std::string_view requestUri() const { return m_node["http"]["requestUri"].text("/"); }
    [[nodiscard]] std::string_view hostPrefix() const { return m_node["endpoint"]["hostPrefix"].text(); }
    [[nodiscard]] bool isDeprecated() const { return m_node["deprecated"].toBool(); }
    [[nodiscard]] bool hasStreamingOutput() const { return traits().hasStreamingOutput; }
    [[nodiscard]] bool hasEventStreamOutput() const { return traits().hasEventStreamOutput; }
    [[nodiscard]] bool hasStreamingInput() const { return traits().hasStreamingInput; }
    [[nodiscard]] bool hasEventStreamInput() const { return traits().hasEventStreamInput; }
    /// Members of the input that are filled with a token when they are absent.
    [[nodiscard]] const std::vector<std::string_view>& idempotencyTokens() const
    {
        return traits().idempotencyTokens;
    }
    /// Request and answer are event streams at the same time, which takes HTTP/2. Asked of all operations of
    /// a service at once, so that nothing is kept of it.
    [[nodiscard]] bool streamsBothWays() const;

private:
    friend class ServiceModel;
    [[nodiscard]] const OperationTraits& traits() const;
    [[nodiscard]] OperationTraits findTraits() const;
    [[nodiscard]] Shape shapeAt(std::string_view key) const;

    const ServiceModel* m_model = nullptr;
    std::string_view m_name;
    Node m_node;
};

/// Finds the operations of a service by the snake case of their names, of which EC2 has 700 to compare with.
class OperationIndex final {
public:
    /// `operations` as in the model, by name.
    explicit OperationIndex(Node operations);

    /// Position among the operations; nothing when none has this name. The first of several.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view snakeCaseName) const;

private:
    struct Entry {
        std::uint64_t letters; ///< hash of what both spellings of a name have in common
        std::uint32_t position;
    };

    Node m_operations;
    std::vector<Entry> m_entries; // by hash, then position
};

/// One version of one service, read from botocore's service-2.json. Shapes and operations are looked up
/// when asked for; nothing is prepared ahead. Immutable, for any thread; Shape and OperationModel values
/// point into it.
class ServiceModel final {
public:
    /// `name` is the client name ("s3"), which the model itself does not hold.
    ServiceModel(std::string name, std::shared_ptr<const Document> document);
    ServiceModel(const ServiceModel&) = delete;
    ServiceModel& operator=(const ServiceModel&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] Node metadata() const { return m_metadata; }
    [[nodiscard]] std::string_view serviceId() const { return m_metadata["serviceId"].text(); }
    [[nodiscard]] std::string_view apiVersion() const { return m_metadata["apiVersion"].text(); }
    [[nodiscard]] std::string_view endpointPrefix() const { return m_metadata["endpointPrefix"].text(); }
    /// The name that goes into signatures: signingName, else endpointPrefix.
    [[nodiscard]] std::string_view signingName() const
    {
        return m_metadata["signingName"].text(endpointPrefix());
    }
    /// The protocol this client speaks: the first of json, rest-json, rest-xml, smithy-rpc-v2-cbor, query,
    /// ec2 that stands in metadata `protocols`; without that list `protocol` (botocore's order).
    [[nodiscard]] std::string_view protocol() const { return m_protocol; }

    [[nodiscard]] Node operations() const { return m_operations; }
    [[nodiscard]] Node shapes() const { return m_shapes; }
    [[nodiscard]] Node clientContextParams() const { return m_document->root()["clientContextParams"]; }
    /// By wire name ("ListObjectsV2") or snake case ("list_objects_v2"); invalid when there is none.
    [[nodiscard]] OperationModel operation(std::string_view nameOrSnakeCase) const;
    [[nodiscard]] Shape shape(std::string_view shapeName) const;
    /// Names of the operations that can be called, as the model spells them: all but those that stream both
    /// ways, which botocore's clients lack as well.
    [[nodiscard]] std::vector<std::string_view> callableOperations() const;
    /// Up to three names of callable operations that look like `name`, for error messages.
    [[nodiscard]] std::vector<std::string> similarOperations(std::string_view name) const;

    /// What a layer above works out of this model for more than one call: one T, made when it is first asked
    /// for, kept as long as the model is. T has to be safe to use from several threads.
    template <typename T>
    [[nodiscard]] T& kept() const
    {
        const std::lock_guard lock(m_mutex);
        auto& place = m_kept[std::type_index(typeid(T))];
        if (!place)
            place = std::make_shared<T>();
        return *static_cast<T*>(place.get());
    }

private:
    friend class OperationModel;
    [[nodiscard]] const OperationTraits& traitsOf(const OperationModel& operation) const;

    std::string m_name;
    std::shared_ptr<const Document> m_document;
    Node m_metadata;
    Node m_operations;
    Node m_shapes;
    std::string_view m_protocol;
    mutable std::once_flag m_indexed; ///< by whoever asks first for a name in snake case
    mutable std::optional<OperationIndex> m_index;
    mutable std::mutex m_mutex; ///< for what follows
    mutable std::unordered_map<std::string_view, std::unique_ptr<const OperationTraits>> m_traits;
    mutable std::unordered_map<std::type_index, std::shared_ptr<void>> m_kept;
};

/// Kind UnknownName: the service has no operation of that name. Names the nearest ones.
[[nodiscard]] Error unknownOperation(const ServiceModel& model, std::string_view name);

/// Kind Unsupported: why an operation that streams both ways cannot be called.
[[nodiscard]] Error twoWayStream(const OperationModel& operation);

/// How one operation is paged, from botocore's paginators-1.json. Tokens and keys are JMESPath.
struct PaginatorModel {
    std::vector<std::string> inputTokens;
    std::vector<std::string> outputTokens;
    std::vector<std::string> resultKeys; ///< the first is the primary one
    std::string limitKey;                ///< empty when pages cannot be sized
    std::string moreResults;             ///< empty when only the token tells
    std::vector<std::string> nonAggregateKeys;

    /// `paginators` is the root of the file; fails with UnknownName when the operation is not in it.
    [[nodiscard]] static Result<PaginatorModel> fromDocument(const Document& paginators,
                                                             std::string_view operation);
};

/// One condition of a waiter: what to look at in an answer, what to expect there, and what follows.
struct WaiterAcceptor {
    enum class State { Success, Failure, Retry };
    enum class Matcher {
        Path,    ///< the value at `argument` equals `expected`
        PathAll, ///< ... is a list, not empty, of nothing else
        PathAny, ///< ... is a list with `expected` in it
        Status,  ///< the answer's HTTP status
        Error,   ///< the error's code; true for any error, false for none
    };

    State state = State::Retry;
    Matcher matcher = Matcher::Path;
    std::string argument; ///< JMESPath of the path matchers
    Value expected;

    /// Why the waiter took this state, in botocore's words.
    [[nodiscard]] std::string explanation() const;
};

/// How one waiter works, from botocore's waiters-2.json.
struct WaiterModel {
    std::string name; ///< "BucketExists"
    std::string description;
    std::string operation;
    double delay = 0; ///< seconds between two polls
    int maxAttempts = 0;
    std::vector<WaiterAcceptor> acceptors;

    /// `waiters` is the root of the file; the name may be the model's ("BucketExists") or botocore's
    /// ("bucket_exists"). Fails with UnknownName and the nearest names, or with Model for a file of another
    /// version, or with matchers or states nobody knows.
    [[nodiscard]] static Result<WaiterModel> fromDocument(const Document& waiters, std::string_view name);
    /// The model's names, in the order of the file.
    [[nodiscard]] static std::vector<std::string> names(const Document& waiters);
};

} // namespace inia
