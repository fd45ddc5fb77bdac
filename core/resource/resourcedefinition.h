#pragma once

#include "core/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The type of the service itself.
inline constexpr std::string_view serviceResourceType = "ServiceResource";

/// An identifier of a resource: "Name" in the file, "name" in code.
struct IdentifierDefinition {
    std::string name;
    std::string snakeName;
    std::string memberName; ///< attribute that repeats it; empty for most
};

/// A member of the resource's shape: "CreationDate" in answers, "creation_date" in code.
struct AttributeDefinition {
    std::string name;       ///< in code; "network_interfaces_attribute" where the plain name is taken
    std::string member;     ///< in answers
    std::string identifier; ///< of which it is another name, as called in code; empty for most
};

/// boto3's request part: which operation, and where its parameters come from.
struct RequestDefinition {
    struct Param {
        std::string target; ///< "Bucket", "Filters[0].Name", "Delete.Objects[]"
        /// identifier, data, string, integer, boolean, input; beyond boto3 region, account (what the
        /// definitions were told) and time (`path`: "from" or "to", the last 24 hours)
        std::string source;
        std::string
            name; ///< of the identifier; for times how they are written: timestamp, seconds, date, rfc3339
        std::string path; ///< JMESPath for source data
        Value value;      ///< for constants

        // In what was inferred alone.
        bool optional = false; ///< left out when it is null
        bool tail = false;     ///< only what stands behind the last "/" or ":"
        bool choice = false;   ///< one of the values that the collection stands for
    };
    std::string operation;
    std::vector<Param> params;

    /// Whether the resource must be loaded before its parameters are known.
    [[nodiscard]] bool needsData() const;
};

/// boto3's resource part: which type comes out of an answer, and where its identifiers are.
struct ResourceReference {
    struct Identifier {
        std::string target; ///< identifier of the new resource
        std::string source; ///< response, requestParameter, identifier, data, input; item (beyond boto3):
                            ///< `path` in each item
        std::string name;
        std::string path;

        /// Whether the listing brings it with each item; the others follow from what has the collection.
        [[nodiscard]] bool isOwn() const { return source == "response" || source == "item"; }
    };
    std::string type; ///< empty where an action gives plain data
    std::string path; ///< JMESPath of the items' data; empty when the answer holds none
    std::vector<Identifier> identifiers;

    /// Whether an identifier comes from the data of the resource that refers.
    [[nodiscard]] bool needsData() const;
};

/// What boto3 adds in code, beside the definitions.
enum class ActionRule {
    Modelled,   ///< as the definition says
    CreateTags, ///< gives the Tag of each resource and tag; loaded data stays
    DeleteTags, ///< of this resource, whatever the caller names; loaded data stays
    Read,       ///< as the definition says; loaded data stays
    Programmed, ///< not one call: uploads, downloads, batch writers. Known by name only
};

struct ActionDefinition {
    std::string name; ///< snake case, as called
    RequestDefinition request;
    ResourceReference resource;
    std::string path; ///< JMESPath of the data returned; empty or "$" for the whole answer
    ActionRule rule = ActionRule::Modelled;
};

/// The one of that name; null when there is none.
[[nodiscard]] const ActionDefinition* findAction(const std::vector<ActionDefinition>& actions,
                                                 std::string_view name);

struct CollectionDefinition {
    std::string name; ///< snake case, as called
    RequestDefinition request;
    ResourceReference resource;
};

struct SubResourceDefinition {
    std::string name; ///< as called: "Bucket", "Object"; "vpc" for a reference
    ResourceReference resource;
};

struct WaiterDefinition {
    std::string name;          ///< as called: "wait_until_exists"
    std::string waiter;        ///< the client's: "BucketExists"
    RequestDefinition request; ///< its parameters; no operation
};

/// How the answer of the load request becomes data.
enum class LoadRule {
    Modelled,     ///< what loadPath finds
    BucketSearch, ///< the bucket's entry in the list of all; nothing when it is not there
    ObjectHead,   ///< the headers, the content's length as its size
    Merged,       ///< what loadPath finds, laid over what the list has brought
};

/// A column of a table of resources.
struct ColumnDefinition {
    std::string path; ///< "State.Name" in the data; "@" for the identifier itself
    std::string kind; ///< name, state, id, arn, text, number, bool, time, tags
    std::string unit; ///< of numbers: "B", "MiB", "s", "%", "epoch ms"; mostly empty
};

/// One call that tells of many rows what their list did not.
struct CompletionDefinition {
    RequestDefinition
        request;            ///< operation empty where there is none; of one row, lists of several are joined
    std::string itemsPath;  ///< JMESPath of the rows in the answer
    std::size_t atOnce = 0; ///< rows a call
};

/// One resource type of resources-1.json, or of what was inferred, with all its names as code calls them.
struct ResourceDefinition {
    std::string service; ///< "s3"
    std::string name;    ///< "Bucket"; "ServiceResource" for the service
    std::string shape;
    std::vector<IdentifierDefinition> identifiers;
    std::vector<AttributeDefinition> attributes;
    std::vector<ActionDefinition> actions; ///< without load and reload
    std::vector<ActionDefinition> batchActions;
    std::vector<SubResourceDefinition> subResources; ///< made by name and identifiers
    std::vector<SubResourceDefinition> references;   ///< found in the resource's data
    std::vector<CollectionDefinition> collections;
    // What only inference knows of: how resources are shown.
    std::vector<std::string> foremost;     ///< collections that are shown first
    std::vector<ColumnDefinition> columns; ///< in their order
    CompletionDefinition completion;
    std::string namePath; ///< what people call it, in the data
    std::string whyEmpty; ///< of a service without collections: what is missing

    std::vector<WaiterDefinition> waiters;
    RequestDefinition loadRequest; ///< operation empty when it cannot be loaded
    std::string loadPath;
    LoadRule loadRule = LoadRule::Modelled;
};

/// The names a resource offers, as a person sees them on boto3's object; sorted.
struct ResourceStructure {
    std::vector<std::string> identifiers;
    std::vector<std::string> attributes;
    std::vector<std::string> actions; ///< load, reload and what boto3 injects included
    std::vector<std::string> batchActions;
    std::vector<std::string> subResources;
    std::vector<std::string> references;
    std::vector<std::string> collections;
    std::vector<std::string> waiters; ///< "wait_until_exists"

    [[nodiscard]] static ResourceStructure of(const ResourceDefinition& definition);
    /// {"identifiers": [...], ..., "waiters": [...]}, without the batch actions, which collections offer.
    [[nodiscard]] Value toValue() const;
};

} // namespace inia
