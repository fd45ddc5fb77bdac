#pragma once

#include "core/explorer/definitions.h"
#include "core/explorer/evidence.h"
#include "core/explorer/findings.h"

namespace inia::explorer {

/// A type of another service, whose items fill what this one asks for.
struct BorrowedType {
    const ItemType* type = nullptr;
    std::string from;
    std::vector<std::string> aliases; ///< by which this service knows it
};

/// Types, lists, links and loads of one service, worked out of its model. explorer.md, 1.3.
class Inference final {
public:
    /// `borrowed`: hosts before what hangs on them; they have to live as long.
    [[nodiscard]] static Result<std::unique_ptr<const Inference>>
    infer(std::shared_ptr<const Rules> rules, ServiceSource source, const Definitions& definitions,
          const std::vector<BorrowedType>& borrowed);
    Inference(const Inference&) = delete;
    Inference& operator=(const Inference&) = delete;

    [[nodiscard]] const ServiceFacts& facts() const { return *m_facts; }
    [[nodiscard]] const Evidence& evidence() const { return m_evidence; }
    [[nodiscard]] const Filler& filler() const { return m_filler; }
    [[nodiscard]] const TypeTable& types() const { return m_findings.types; }
    [[nodiscard]] const std::vector<Collection>& collections() const { return m_findings.collections; }
    [[nodiscard]] const std::vector<Link>& links() const { return m_findings.links; }
    [[nodiscard]] bool isListed(const Operation& operation) const { return m_findings.isListed(operation); }
    [[nodiscard]] const Link* link(const Operation& operation) const { return m_findings.link(operation); }
    /// What goes along with a call of an item because its list was given it.
    [[nodiscard]] std::vector<Fill> scoped(const Operation& operation, const ItemType& type,
                                           const std::vector<Fill>& fills) const;
    /// Entries of the definitions that do not fit the model.
    [[nodiscard]] const std::vector<std::string>& problems() const { return m_findings.problems; }

private:
    using Operations = std::vector<const Operation*>;
    using Found = std::vector<std::pair<const Operation*, std::vector<Host>>>;

    explicit Inference(std::unique_ptr<ServiceFacts> facts);
    void borrow(const std::vector<BorrowedType>& types);
    void run();
    void addRoots();
    // The walk: which list hangs on what.
    void walk();
    [[nodiscard]] Found ready(bool thoseThatWait) const;
    [[nodiscard]] WordSet nounsWanted(const Operation& operation) const;
    [[nodiscard]] std::vector<Host> hostsOfPending(const Operation& operation) const;
    void learn();
    void addScoped();
    void addScoped(const Collection& collection, const Parameter& parameter);

    std::unique_ptr<ServiceFacts> m_facts;
    Findings m_findings;
    Evidence m_evidence;
    Filler m_filler;
};

/// An operation that can be started from items of a type: what the item gives is filled in, the rest is
/// asked.
struct Action {
    ItemType* type = nullptr;
    std::vector<Fill> fills;
    std::vector<const Parameter*> asks;
};

[[nodiscard]] std::vector<Action> actionsOf(const Inference& inference, const Operation& operation);

} // namespace inia::explorer
