#pragma once

#include "core/model/shape.h"

#include <vector>

namespace inia {

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
    [[nodiscard]] Shape input() const { return shapeAt("input"); }
    [[nodiscard]] Shape output() const { return shapeAt("output"); }
    [[nodiscard]] std::vector<Shape> errors() const;

    [[nodiscard]] std::string_view httpMethod() const { return m_node["http"]["method"].text("POST"); }
    [[nodiscard]] std::string_view requestUri() const { return m_node["http"]["requestUri"].text("/"); }
    [[nodiscard]] std::string_view hostPrefix() const { return m_node["endpoint"]["hostPrefix"].text(); }
    [[nodiscard]] bool isDeprecated() const { return m_node["deprecated"].toBool(); }
    [[nodiscard]] bool hasStreamingOutput() const;
    [[nodiscard]] bool hasEventStreamOutput() const;
    [[nodiscard]] bool hasStreamingInput() const;
    [[nodiscard]] bool hasEventStreamInput() const;
    /// Request and answer are event streams at the same time, which takes HTTP/2.
    [[nodiscard]] bool streamsBothWays() const { return hasEventStreamInput() && hasEventStreamOutput(); }

private:
    [[nodiscard]] Shape shapeAt(std::string_view key) const;

    const ServiceModel* m_model = nullptr;
    std::string_view m_name;
    Node m_node;
};

} // namespace inia
