#include "core/model/operationmodel.h"

#include "core/model/servicemodel.h"

namespace inia {

namespace {

/// A stream of events is the payload where there is one.
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

bool hasStream(const Shape& shape)
{
    if (!shape.valid() || shape.payloadMember().empty())
        return false;
    return shape.member(shape.payloadMember()).type() == ShapeType::Blob;
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

bool OperationModel::streamsBothWays() const
{
    return hasEventStream(shapeAt("input")) && hasEventStream(shapeAt("output"));
}

const OperationTraits& OperationModel::traits() const
{
    static const OperationTraits none;
    return m_model ? m_model->traitsOf(*this) : none;
}

OperationTraits OperationModel::findTraits() const
{
    OperationTraits traits;
    traits.input = shapeAt("input");
    traits.output = shapeAt("output");
    traits.hasStreamingInput = hasStream(traits.input);
    traits.hasStreamingOutput = hasStream(traits.output);
    traits.hasEventStreamInput = hasEventStream(traits.input);
    traits.hasEventStreamOutput = hasEventStream(traits.output);
    for (std::uint32_t i = 0; traits.input.valid() && i < traits.input.memberCount(); ++i) {
        const auto member = traits.input.memberAt(i);
        if (member.shape.flag("idempotencyToken"))
            traits.idempotencyTokens.push_back(member.name);
    }
    return traits;
}

} // namespace inia
