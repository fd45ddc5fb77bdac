#pragma once

#include "resources/modelpack/modelsource.h"

#include "core/explorer/definitiondocument.h"

namespace inia {

/// Infers what the explorer knows of each service: from a ModelSource and the texts of resources/definitions.
class DefinitionPacker final {
public:
    /// `folder`: rules.json, effects.json, borrowed.json and services/NAME.json.
    [[nodiscard]] static Result<std::unique_ptr<DefinitionPacker>> make(const ModelSource& source,
                                                                        const QString& folder);

    struct Entry {
        std::string json;
        std::string roots; ///< {type: title}
        std::vector<std::string> problems;
    };
    /// A service's document. Counts for the report.
    [[nodiscard]] Result<Entry> add(const QString& service);
    /// The table of what can be reached, as it stands in resources/definitions/README.md.
    [[nodiscard]] std::string report() const;

private:
    DefinitionPacker() = default;

    std::unique_ptr<explorer::DefinitionBuilder> m_builder;
    std::vector<explorer::ServiceReport> m_reports;
};

} // namespace inia
