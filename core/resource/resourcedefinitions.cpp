#include "core/resource/resourcedefinitions.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/resource/definitionreader.h"
#include "core/resource/inferreddefinitions.h"
#include "core/resource/injectedmembers.h"

namespace inia {

ResourceDefinitions::ResourceDefinitions(std::shared_ptr<const Document> document,
                                         std::shared_ptr<const ResourceExtension> extension)
    : m_document(std::move(document)),
      m_extension(extension ? std::move(extension) : std::make_shared<const ResourceExtension>())
{
}

ResourceDefinitions::~ResourceDefinitions() = default;

Result<ResourceDefinitions::Definition> ResourceDefinitions::definition(std::string_view type,
                                                                        const ServiceModel& model) const
{
    if (const auto known = m_known.find(type); known != m_known.end())
        return known->second;
    if (type != serviceType && !isType(type)) {
        auto message = model.name() + " has no resource type '" + std::string(type) + "'";
        if (const auto similar = similarNames(type, types()); !similar.empty())
            message += "; did you mean " + similar.front() + "?";
        return makeError(ErrorKind::UnknownName, "UnknownResource", std::move(message));
    }
    auto found = read(type, model);
    if (!found)
        return found.error();
    auto definition = std::make_shared<const ResourceDefinition>(std::move(found).value());
    m_known.emplace(type, definition);
    return definition;
}

Node ResourceDefinitions::typeNodes() const
{
    const auto root = m_document->root();
    return InferredDefinitions::isIn(root) ? root["types"] : root["resources"];
}

bool ResourceDefinitions::isType(std::string_view type) const
{
    return InferredDefinitions::isIn(m_document->root()) ? typeNodes().contains(inferred::nounOf(type))
                                                         : typeNodes().contains(type);
}

Result<ResourceDefinition> ResourceDefinitions::read(std::string_view type, const ServiceModel& model) const
{
    if (InferredDefinitions::isIn(m_document->root())) {
        if (!m_inferred)
            m_inferred = std::make_unique<const InferredDefinitions>(m_document->root(), model);
        return m_inferred->read(type);
    }
    auto found = DefinitionReader(m_document->root(), model).read(type);
    if (found)
        addInjectedMembers(*found);
    return found;
}

std::vector<std::string> ResourceDefinitions::types() const
{
    const bool isInferred = InferredDefinitions::isIn(m_document->root());
    std::vector<std::string> names;
    for (const auto& [name, node] : typeNodes().members()) {
        // Those of another service, which lists them.
        if (node.contains("borrowed"))
            continue;
        names.push_back(isInferred ? inferred::typeName(name, node["title"].text()) : std::string(name));
    }
    return names;
}

} // namespace inia
