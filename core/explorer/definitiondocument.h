#pragma once

#include "core/explorer/effects.h"
#include "core/explorer/inference.h"

namespace inia::explorer {

/// What stands in the report of one service.
struct ServiceReport {
    std::string service;
    int operations = 0;
    int counted = 0; ///< operations that read many things, by the crude measure
    int lists = 0;   ///< those of them that really list
    int unreachable = 0;
    int unreachableLists = 0;
    int roots = 0;
    int types = 0;
    int facts = 0;
    bool isBorrowing = false;
    std::string reason; ///< why nothing stands at its root; empty when something does
};

/// What was inferred of a service, as it stands in the pack: explorer.md, 1.1.
class DefinitionDocument final {
public:
    DefinitionDocument(const Inference& inference, const EffectTable& effects);

    [[nodiscard]] const Value& value() const { return m_value; }
    [[nodiscard]] const ServiceReport& report() const { return m_report; }
    /// {type: title} of what stands at the root, in the order it is shown: what is known of a service before
    /// its document is read.
    [[nodiscard]] Value roots() const;

private:
    [[nodiscard]] Value facts();
    [[nodiscard]] Value lists() const;
    [[nodiscard]] Value types();
    [[nodiscard]] Value borrowedType(const ItemType& type) const;
    [[nodiscard]] Value unreachable();
    void findActions();
    void count();

    const Inference& m_inference;
    const EffectTable& m_effects;
    Value m_value = Value::emptyMap();
    ServiceReport m_report;
    std::set<const Operation*> m_facts;
    std::map<const ItemType*, Value> m_actions;
    Value m_elsewhere = Value::emptyList();
};

} // namespace inia::explorer
