#pragma once

#include "core/explorer/definitiondocument.h"

#include <functional>

namespace inia::explorer {

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
