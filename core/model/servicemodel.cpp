#include "core/model/servicemodel.h"

#include "core/model/names.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

std::string_view chooseProtocol(Node metadata)
{
    static constexpr std::array<std::string_view, 6> preference{
        "json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"};
    const auto offered = metadata["protocols"];
    for (const auto wanted : preference) {
        for (const auto protocol : offered.items()) {
            if (protocol.text() == wanted)
                return wanted;
        }
    }
    return metadata["protocol"].text();
}

} // namespace

ServiceModel::ServiceModel(std::string name, std::shared_ptr<const Document> document)
    : m_name(std::move(name)),
      m_document(std::move(document)),
      m_metadata(m_document->root()["metadata"]),
      m_operations(m_document->root()["operations"]),
      m_shapes(m_document->root()["shapes"]),
      m_protocol(chooseProtocol(m_metadata))
{
}

OperationModel ServiceModel::operation(std::string_view nameOrSnakeCase) const
{
    // The model's own copy of the name: the caller's may be gone before the OperationModel is.
    if (const auto index = m_operations.indexOf(nameOrSnakeCase))
        return {this, m_operations.nameAt(*index), m_operations.at(*index)};
    std::call_once(m_indexed, [this] { m_index.emplace(m_operations); });
    if (const auto index = m_index->find(nameOrSnakeCase))
        return {this, m_operations.nameAt(*index), m_operations.at(*index)};
    return {};
}

const OperationTraits& ServiceModel::traitsOf(const OperationModel& operation) const
{
    const std::lock_guard lock(m_mutex);
    auto& known = m_traits[operation.name()];
    if (!known)
        known = std::make_unique<const OperationTraits>(operation.findTraits());
    return *known;
}

Shape ServiceModel::shape(std::string_view shapeName) const
{
    const auto index = m_shapes.indexOf(shapeName);
    return index ? Shape(this, m_shapes.nameAt(*index)) : Shape();
}

std::vector<std::string_view> ServiceModel::callableOperations() const
{
    std::vector<std::string_view> names;
    for (const auto& [name, node] : m_operations.members()) {
        if (!OperationModel(this, name, node).streamsBothWays())
            names.push_back(name);
    }
    return names;
}

std::vector<std::string> ServiceModel::similarOperations(std::string_view name) const
{
    std::vector<std::string> names;
    const bool pascal = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    for (const auto operation : callableOperations())
        names.push_back(pascal ? std::string(operation) : snakeCase(operation));
    return similarNames(name, names);
}

} // namespace inia
