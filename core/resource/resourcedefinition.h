#pragma once

#include "core/model/document.h"
#include "core/model/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// An identifier of a resource: "Name" in the file, "name" in code.
struct IdentifierDefinition {
    std::string name;
    std::string snakeName;
    std::string memberName; ///< attribute that repeats it; empty for most
};

/// boto3's request part: which operation, and where its parameters come from.
struct RequestDefinition {
    struct Param {
        std::string target; ///< "Bucket", "Filters[0].Name", "Delete.Objects[]"
        std::string source; ///< identifier, data, string, integer, boolean, input
        std::string name;   ///< of the identifier
        std::string path;   ///< JMESPath for source data
        Value value;        ///< for constants
    };
    std::string operation;
    std::vector<Param> params;
};

/// boto3's resource part: which type comes out of an answer, and where its identifiers are.
struct ResourceReference {
    struct Identifier {
        std::string target; ///< identifier of the new resource
        std::string source; ///< response, requestParameter, identifier, data, input
        std::string name;
        std::string path;
    };
    std::string type;
    std::string path; ///< JMESPath of the items' data; empty when the answer holds none
    std::vector<Identifier> identifiers;
};

struct CollectionDefinition {
    std::string name; ///< snake case, as called
    RequestDefinition request;
    ResourceReference resource;
};

struct SubResourceDefinition {
    std::string name; ///< as called: "Bucket", "Object"
    ResourceReference resource;
};

/// One resource type of resources-1.json.
struct ResourceDefinition {
    std::string name; ///< "Bucket"; "ServiceResource" for the service
    std::string shape;
    std::vector<IdentifierDefinition> identifiers;
    std::vector<CollectionDefinition> collections;
    std::vector<SubResourceDefinition> subResources;
    RequestDefinition loadRequest; ///< operation empty when it cannot be loaded
    std::string loadPath;
};

/// All resource types of one service.
class ResourceDefinitions final {
public:
    explicit ResourceDefinitions(std::shared_ptr<const Document> document);

    /// `type` "ServiceResource" for the service itself; fails with UnknownName for others not in the file.
    [[nodiscard]] Result<ResourceDefinition> definition(std::string_view type) const;
    [[nodiscard]] std::vector<std::string> types() const;

private:
    std::shared_ptr<const Document> m_document;
};

} // namespace inia
