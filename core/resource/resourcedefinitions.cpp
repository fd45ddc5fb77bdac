#include "core/resource/resourcedefinitions.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/resource/definitionreader.h"
#include "core/resource/injectedmembers.h"

namespace inia {

ResourceDefinitions::ResourceDefinitions(std::shared_ptr<const Document> document)
    : m_document(std::move(document))
{
}

Result<ResourceDefinitions::Definition> ResourceDefinitions::definition(std::string_view type,
                                                                        const ServiceModel& model) const
{
    if (const auto known = m_known.find(type); known != m_known.end())
        return known->second;
    if (type != serviceType && !m_document->root()["resources"].contains(type)) {
        auto message = model.name() + " has no resource type '" + std::string(type) + "'";
        if (const auto similar = similarNames(type, types()); !similar.empty())
            message += "; did you mean " + similar.front() + "?";
        return makeError(ErrorKind::UnknownName, "UnknownResource", std::move(message));
    }
    auto read = DefinitionReader(m_document->root(), model).read(type);
    if (!read)
        return read.error();
    addInjectedMembers(*read);
    auto definition = std::make_shared<const ResourceDefinition>(std::move(read).value());
    m_known.emplace(type, definition);
    return definition;
}

std::vector<std::string> ResourceDefinitions::types() const
{
    std::vector<std::string> names;
    for (const auto& [name, node] : m_document->root()["resources"].members())
        names.emplace_back(name);
    return names;
}

} // namespace inia
