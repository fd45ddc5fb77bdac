#pragma once

#include "core/model/shape.h"

#include <vector>

namespace inia {

/// What is asked about an operation with every call, worked out once.
struct OperationTraits {
    Shape input; ///< invalid when the operation takes (answers) nothing
    Shape output;
    bool hasStreamingInput = false;
    bool hasStreamingOutput = false;
    bool hasEventStreamInput = false;
    bool hasEventStreamOutput = false;
    /// Members of the input that are filled with a token when they are absent.
    std::vector<std::string_view> idempotencyTokens;
};

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
    [[nodiscard]] const Shape& input() const { return traits().input; }
    [[nodiscard]] const Shape& output() const { return traits().output; }
    [[nodiscard]] std::vector<Shape> errors() const;

    [[nodiscard]] std::string_view httpMethod() const { return m_node["http"]["method"].text("POST"); }
    [[nodiscard]] std::string_view requestUri() const { return m_node["http"]["requestUri"].text("/"); }
    [[nodiscard]] std::string_view hostPrefix() const { return m_node["endpoint"]["hostPrefix"].text(); }
    [[nodiscard]] bool isDeprecated() const { return m_node["deprecated"].toBool(); }
    [[nodiscard]] bool hasStreamingOutput() const { return traits().hasStreamingOutput; }
    [[nodiscard]] bool hasEventStreamOutput() const { return traits().hasEventStreamOutput; }
    [[nodiscard]] bool hasStreamingInput() const { return traits().hasStreamingInput; }
    [[nodiscard]] bool hasEventStreamInput() const { return traits().hasEventStreamInput; }
    /// Members of the input that are filled with a token when they are absent.
    [[nodiscard]] const std::vector<std::string_view>& idempotencyTokens() const
    {
        return traits().idempotencyTokens;
    }
    /// Request and answer are event streams at the same time, which takes HTTP/2. Asked of all operations of
    /// a service at once, so that nothing is kept of it.
    [[nodiscard]] bool streamsBothWays() const;

private:
    friend class ServiceModel;
    [[nodiscard]] const OperationTraits& traits() const;
    [[nodiscard]] OperationTraits findTraits() const;
    [[nodiscard]] Shape shapeAt(std::string_view key) const;

    const ServiceModel* m_model = nullptr;
    std::string_view m_name;
    Node m_node;
};

} // namespace inia
