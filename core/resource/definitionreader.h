#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/servicemodel.h"
#include "core/resource/resourcedefinition.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace inia {

/// Reads one type of a resources-1.json. Names are given out in boto3's order (identifiers, actions,
/// sub-resources and references, collections, waiters, attributes): one that is taken gets its kind behind
/// it ("routes_attribute"). For one use.
class DefinitionReader final {
public:
    DefinitionReader(Node root, const ServiceModel& model) : m_root(root), m_model(model) {}

    /// Fails (kind Model) when a name is taken twice.
    [[nodiscard]] Result<ResourceDefinition> read(std::string_view type);

private:
    [[nodiscard]] std::string takeName(std::string name, std::string_view category);
    void readIdentifiers(Node node);
    void readActions(Node node);
    void readRelations(std::string_view type, Node node);
    void readServiceRelations(Node node);
    void addRelation(std::string_view name, ResourceReference reference);
    void readCollections(Node node);
    void readWaiters(Node node);
    void readAttributes();

    Node m_root;
    const ServiceModel& m_model;
    ResourceDefinition m_definition;
    std::set<std::string, std::less<>> m_names;
    std::optional<Error> m_error;
};

} // namespace inia
