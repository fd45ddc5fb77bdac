#pragma once

#include "core/explorer/filling.h"

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

} // namespace inia::explorer
