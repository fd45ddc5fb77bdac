#pragma once

#include "core/explorer/evidence.h"

namespace inia::explorer {

/// An item of a type gives all that an operation needs.
struct Host {
    ItemType* type = nullptr;
    Fills fills;
    int score = 0;
    std::string reason;
    /// Of items of that kind only: member and its value.
    std::optional<std::pair<std::string, std::string>> when;
};

/// What fills one parameter: itself, or its parts where it is a structure that says which one.
struct Filling {
    std::vector<Fill> fills;
    bool isParts = false;
};

/// Finds what fills the parameters of a call when an item is there.
class Filler final {
public:
    Filler(const ServiceFacts& facts, const Evidence& evidence) : m_facts(facts), m_evidence(evidence) {}
    using Parameters = std::vector<const Parameter*>;

    [[nodiscard]] std::optional<Host> host(const Operation& operation, ItemType& type,
                                           const Parameters& needs, const Topic& topic) const;
    /// What fills a further parameter, `key` being the field that names the item.
    [[nodiscard]] std::optional<Filling> further(const Parameter& parameter, const ItemType& type,
                                                 const Field& key, const Identity* also = nullptr) const;
    /// A parameter that is filled by an item's field.
    [[nodiscard]] static Fill byField(const Parameter& parameter, const Field& field, bool isTail = false,
                                      int up = 0);
    /// The value of a "resource type" that is the type's own noun: CLUSTER of a cluster.
    [[nodiscard]] std::optional<std::string> discriminator(const Parameter& parameter, const ItemType& type,
                                                           const Field* key = nullptr) const;
    /// Optional parameters of names that were given when the item was listed go along (ecs: cluster).
    /// `options`: of the operation, of which one has to be given.
    [[nodiscard]] std::vector<Fill> scoped(const Operation& operation, const ItemType& type,
                                           const std::vector<Fill>& fills, const Parameters& options) const;

private:
    [[nodiscard]] std::optional<std::pair<const Parameter*, Identity>> loneScalar(const Operation& operation,
                                                                                  const ItemType& type,
                                                                                  const Parameters& needs,
                                                                                  const Topic& topic) const;
    [[nodiscard]] std::optional<Host> hostByParts(ItemType& type, const Parameters& needs) const;
    [[nodiscard]] std::vector<Fill> parts(const Parameter& parameter, const ItemType& type) const;
    [[nodiscard]] std::optional<Fill> given(const Parameter& parameter, const ItemType& type) const;
    [[nodiscard]] std::optional<Fill> ofHosts(const Parameter& parameter, const ItemType& type) const;
    [[nodiscard]] std::optional<Fill> ofEnum(const Parameter& parameter, const ItemType& type,
                                             const Field& key) const;
    [[nodiscard]] std::optional<Fill> byName(const Parameter& parameter, const ItemType& type,
                                             const Field& key) const;
    [[nodiscard]] std::optional<Fill> loosely(const Parameter& parameter, const ItemType& type,
                                              const Field& key) const;
    [[nodiscard]] const Field* impliedField(const Operation& operation, const Parameter& parameter,
                                            const ItemType& type) const;

    const ServiceFacts& m_facts;
    const Evidence& m_evidence;
};

} // namespace inia::explorer
