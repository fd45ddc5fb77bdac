#pragma once

#include "core/explorer/definitiondocument.h"
#include "core/model/catalog.h"

#include <QtCore/QString>

#include <map>

namespace inia::tests {

/// A file of resources/definitions.
[[nodiscard]] QByteArray specificationFile(const QString& name);
/// The rules of the project.
[[nodiscard]] std::shared_ptr<const explorer::Rules> projectRules();

/// Models by the name of their service, as JSON, and what definitions say of them.
struct SmallModels {
    std::map<std::string, std::string> models;
    std::map<std::string, std::string> paginators;
    std::map<std::string, std::string> definitions;
    std::string borrowed = R"({"borrowed": {}})";

    /// Infers one of them by the project's rules.
    [[nodiscard]] Result<explorer::DefinitionBuilder::Built> build(const std::string& service) const;
};

/// A file of a service's newest model in the unpacked botocore (INIA_BOTOCORE_DIR); empty without it.
[[nodiscard]] std::string botocoreFile(const QString& service, const QString& name);
/// Infers services of the unpacked botocore as inia-modelpack does; null without it.
[[nodiscard]] std::unique_ptr<explorer::DefinitionBuilder> botocoreBuilder();

/// The pack of this build; null when there is none.
[[nodiscard]] std::shared_ptr<const Catalog> packedCatalog();
/// A service's document; null when there is none.
[[nodiscard]] Value packedDefinition(const std::string& service);

} // namespace inia::tests
