#pragma once

#include "core/resource/inferredrows.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What was inferred of a service that boto3 has no resources for (core/explorer), as definitions in boto3's
/// language: its lists are collections, its reads and changes actions.
class InferredDefinitions final {
public:
    /// Whether a document is of this kind.
    [[nodiscard]] static bool isIn(Node root) { return root.contains("lists"); }

    /// Both outlive this.
    InferredDefinitions(Node root, const ServiceModel& model);

    /// The service itself (serviceResourceType) or a type of the document.
    [[nodiscard]] ResourceDefinition read(std::string_view type) const;

private:
    void addAttributes(ResourceDefinition& definition, Node type) const;
    void addCollections(ResourceDefinition& definition, std::string_view host) const;
    void addActions(ResourceDefinition& definition, Node type) const;
    void addReferences(ResourceDefinition& definition, Node type) const;
    [[nodiscard]] std::vector<RequestDefinition> requests(Node list, std::string_view host) const;
    [[nodiscard]] RequestDefinition request(Node call, std::string_view type) const;
    [[nodiscard]] RequestDefinition::Param param(std::string_view operation, std::string_view target,
                                                 std::string_view source, std::string_view type) const;
    [[nodiscard]] std::string itemsPath(Node list) const;

    Node m_root;
    const ServiceModel& m_model;
    InferredRows m_rows;
};

} // namespace inia
