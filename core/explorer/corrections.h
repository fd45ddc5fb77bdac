#pragma once

#include "core/explorer/findings.h"

namespace inia::explorer {

/// Lays over the findings what the service's definitions say instead: operations that are dropped, links that
/// are told, parameters that are given. What does not fit the model is left out and named in the problems.
class Corrections final {
public:
    Corrections(const ServiceFacts& facts, Findings& findings) : m_facts(facts), m_findings(findings) {}

    /// Links that others may hang on: before the walk.
    void addEarlyLinks();
    void apply();

private:
    void dropOperations();
    void addLink(const Definitions::Link& told);
    void give();
    [[nodiscard]] std::optional<std::vector<Fill>> fills(const Operation& operation,
                                                         const Definitions::Sources& sources);
    void complain(const std::string& what);

    const ServiceFacts& m_facts;
    Findings& m_findings;
};

} // namespace inia::explorer
