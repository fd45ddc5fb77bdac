#pragma once

#include "core/explorer/evidence.h"
#include "core/explorer/filling.h"
#include "core/explorer/servicefacts.h"

namespace inia::explorer {

/// A list as a person gets to it: from the root or from an item of another type.
struct Collection {
    enum class Kind {
        Own,       ///< defines its type
        Variant,   ///< the same things from the same place
        Reference, ///< the same things under another host
        Scoped,    ///< a root narrowed to one host by an optional parameter
        Batch,     ///< asked with ids of what it lists
    };
    const Operation* operation = nullptr;
    ItemType* host = nullptr; ///< null at the root
    Fills fills;
    int score = 0;
    std::string reason;
    ItemType* type = nullptr;
    Kind kind = Kind::Own;
};

/// An operation that is no list, and the items it can be asked of.
struct Link {
    const Operation* operation = nullptr;
    std::vector<Host> hosts;
};

/// What has been found of a service so far. Each step of the inference adds to it.
struct Findings {
    TypeTable types;
    std::vector<Collection> collections;
    std::vector<Link> links;
    std::vector<const Operation*> pending; ///< lists that nobody can get to as yet
    std::set<const Operation*> dropped;    ///< never to be linked, by the definitions
    /// Optional parameters of lists of which one has to be given.
    std::unordered_map<const Operation*, Filler::Parameters> options;
    std::vector<std::string> problems; ///< entries of the definitions that do not fit the model

    [[nodiscard]] bool isListed(const Operation& operation) const;
    [[nodiscard]] const Link* link(const Operation& operation) const;
    [[nodiscard]] const Filler::Parameters& optionsOf(const Operation& operation) const;
    /// A list under a host, null at the root: more of a type that is known, or a type of its own.
    void add(const ServiceFacts& facts, const Operation& operation, ItemType* host, std::vector<Fill> fills,
             int score, std::string reason);
};

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
