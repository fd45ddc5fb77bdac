#pragma once

#include "core/explorer/inference.h"
#include "core/explorer/servicefacts.h"

#include <functional>

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

/// What the project says besides the models: the texts of resources/definitions.
struct SpecificationTexts {
    QByteArray rules;
    QByteArray effects;
    QByteArray borrowed;
    /// A service's own file; empty when it has none.
    std::function<QByteArray(const std::string& service)> definitions;
};

/// Infers services one after the other. Types that services borrow from one another are kept.
class DefinitionBuilder final {
public:
    using Models = std::function<Result<ServiceSource>(const std::string& service)>;

    [[nodiscard]] static Result<std::unique_ptr<DefinitionBuilder>> make(SpecificationTexts texts,
                                                                         Models models);

    struct Built {
        Value document;
        Value roots;
        ServiceReport report;
        std::vector<std::string> problems; ///< of the service's definitions
    };
    /// Fails (kind Model) when there is no such model, or it is broken.
    [[nodiscard]] Result<Built> build(const std::string& service);
    [[nodiscard]] const Rules& rules() const { return *m_rules; }

private:
    struct Borrowing {
        std::string service;
        std::string type;
        std::vector<std::string> aliases;
    };
    /// An inference and what it refers to.
    struct Inferred {
        Definitions definitions;
        std::vector<std::string> problems;
        std::unique_ptr<const Inference> inference;
    };
    DefinitionBuilder() = default;
    [[nodiscard]] Result<void> readBorrowings();
    [[nodiscard]] Result<std::shared_ptr<const Inferred>> inferred(const std::string& service);
    [[nodiscard]] Result<std::shared_ptr<const Inferred>> infer(const std::string& service);

    SpecificationTexts m_texts;
    Models m_models;
    std::shared_ptr<const Rules> m_rules;
    EffectTable m_effects;
    std::map<std::string, std::vector<Borrowing>, std::less<>> m_borrowings;
    WordSet m_lenders;
    std::map<std::string, std::shared_ptr<const Inferred>, std::less<>> m_kept;
};

} // namespace inia::explorer
