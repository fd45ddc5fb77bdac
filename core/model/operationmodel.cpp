#include "core/model/operationmodel.h"

#include "core/model/servicemodel.h"

namespace inia {

namespace {

/// A stream of events is the payload where there is one. To look at all members of GetObject's output with
/// every answer is felt in a folder of small files.
bool hasEventStream(const Shape& shape)
{
    if (shape.valid() && !shape.payloadMember().empty())
        return shape.member(shape.payloadMember()).isEventStream();
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        if (shape.memberAt(i).shape.isEventStream())
            return true;
    }
    return false;
}

} // namespace

Shape OperationModel::shapeAt(std::string_view key) const
{
    const auto node = m_node[key];
    return node ? Shape(m_model, node) : Shape();
}

std::vector<Shape> OperationModel::errors() const
{
    std::vector<Shape> result;
    for (const auto node : m_node["errors"].items())
        result.emplace_back(m_model, node);
    return result;
}

bool OperationModel::hasStreamingOutput() const
{
    const auto shape = output();
    if (!shape.valid() || shape.payloadMember().empty())
        return false;
    const auto payload = shape.member(shape.payloadMember());
    return payload.type() == ShapeType::Blob;
}

bool OperationModel::hasEventStreamOutput() const
{
    return hasEventStream(output());
}

bool OperationModel::hasEventStreamInput() const
{
    return hasEventStream(input());
}

bool OperationModel::hasStreamingInput() const
{
    const auto shape = input();
    if (!shape.valid() || shape.payloadMember().empty())
        return false;
    return shape.member(shape.payloadMember()).type() == ShapeType::Blob;
}

} // namespace inia
