#pragma once

#include "core/explorer/servicefacts.h"

namespace inia::explorer {

/// The types of a service, its own and borrowed ones, in the order they were found.
struct TypeTable {
    std::deque<ItemType> owned;
    std::vector<ItemType*> types;
    std::map<std::string, std::vector<ItemType*>, std::less<>> byNoun;

    void enlist(ItemType& type);
    /// Types that go by a noun.
    [[nodiscard]] const std::vector<ItemType*>& of(std::string_view noun) const;
    /// By the name definitions use: "cluster", or "ecs:cluster" for a borrowed one. Null when there is none.
    [[nodiscard]] ItemType* named(std::string_view name) const;
};

/// What an operation is about, as far as evidence needs it.
struct Topic {
    std::string subject;
    std::vector<std::string> objects;
    bool isListing = false;
};

/// A parameter is how items of a type are known.
struct Identity {
    int score = 0;
    const Field* field = nullptr; ///< which holds it
    bool isTail = false;
    std::string reason;
};

/// Judges whether a parameter names an item of a type. The best evidence holds: the parameter's noun, the
/// path segment before it, the name of its shape, the operation's subject or object, its documentation.
class Evidence final {
public:
    Evidence(const ServiceFacts& facts, const TypeTable& types) : m_facts(facts), m_types(types) {}

    [[nodiscard]] std::optional<Identity> identity(const Parameter& parameter, const ItemType& type,
                                                   const Topic& topic = {}) const;

private:
    struct Best {
        int score = 0;
        std::string reason;
        void offer(int offered, std::string why);
        [[nodiscard]] bool isThere() const { return score > 0; }
    };
    /// What is asked of every piece of evidence.
    struct Case {
        const Parameter& parameter;
        const ItemType& type;
        const Topic& topic;
        bool isGeneric = false;
        const Field* own = nullptr; ///< the member of the parameter's name
    };

    void byNoun(Best& best, const Case& c) const;
    void byMember(Best& best, const Case& c) const;
    void byPlace(Best& best, const Case& c) const;
    void byTopic(Best& best, const Case& c) const;
    void byDocumentation(Best& best, const Case& c) const;
    [[nodiscard]] bool givesWay(const Best& best, const Case& c) const;
    [[nodiscard]] int fineScore(const Case& c, const Field& field) const;

    const ServiceFacts& m_facts;
    const TypeTable& m_types;
};

} // namespace inia::explorer
