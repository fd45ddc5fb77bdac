#pragma once

#include "core/explorer/filling.h"
#include "core/explorer/findings.h"

namespace inia::explorer {

/// The types whose items fill all that an operation needs, those with the best evidence, nearest to the root
/// first. `needs` may hold an optional parameter besides the required ones.
[[nodiscard]] std::vector<Host> hostsOf(const ServiceFacts& facts, const Filler& filler,
                                        const TypeTable& types, const Operation& operation,
                                        const Filler::Parameters& needs);
[[nodiscard]] Filler::Parameters needsOf(const Operation& operation, const Parameter* besides = nullptr);

/// Who the operations that read tags are asked for: ListTagsForResource takes the ARN of anything, but only
/// what can have tags answers.
class TagLinks final {
public:
    TagLinks(const ServiceFacts& facts, const TypeTable& types, const Filler& filler);

    [[nodiscard]] std::vector<Host> hosts(const Operation& operation) const;

private:
    [[nodiscard]] bool isTaggable(const ItemType& type) const;
    [[nodiscard]] std::optional<Host> host(const Operation& operation, const Parameter& key,
                                           ItemType& type) const;
    [[nodiscard]] const Field* arnOf(const ItemType& type) const;
    [[nodiscard]] bool isNamedBy(const QString& docs, const ItemType& type) const;
    [[nodiscard]] bool holdsTags(const Shape& shape) const;

    const ServiceFacts& m_facts;
    const TypeTable& m_types;
    const Filler& m_filler;
    WordSet m_tagged; ///< nouns of what is made with tags
    WordSet m_made;   ///< nouns of what is made at all
};

/// Links every operation that is no list, and has no link yet, with the items it can be asked of.
void linkAll(const ServiceFacts& facts, const Filler& filler, Findings& findings);
/// Chooses for each type the read that gives all of one item: named for the type, in the singular, or asked
/// with one id. What only a load gives becomes fields of the type.
void findLoads(const ServiceFacts& facts, Findings& findings);
/// Links reads of what no list gives by a member of that very name in some item: serviceRevisionArn of a
/// deployment.
void findReferences(const ServiceFacts& facts, const Filler& filler, Findings& findings);

} // namespace inia::explorer
