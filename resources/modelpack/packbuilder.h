#pragma once

#include "resources/modelpack/modelsource.h"

#include "core/model/modelpack.h"

#include <string>
#include <vector>

namespace inia {

/// Compiles every service of a ModelSource into two packs: the models, and their documentation.
class PackBuilder final {
public:
    explicit PackBuilder(const ModelSource& source) : m_source(source) {}

    [[nodiscard]] Result<void> addService(const QString& service);
    [[nodiscard]] Result<void> addSharedFiles();
    /// Writes models.pack, docs.pack and NOTICE.botocore.
    [[nodiscard]] Result<void> write(const QString& folder);
    [[nodiscard]] int serviceCount() const { return m_serviceCount; }

private:
    [[nodiscard]] Result<void> addPart(const QString& service, const QString& version, const QString& name,
                                       std::string& partsJson);
    [[nodiscard]] Result<void> addSummary(const QString& service, const QStringList& versions,
                                          const std::string& partsJson);

    const ModelSource& m_source;
    ModelPackWriter m_models;
    ModelPackWriter m_docs;
    std::string m_indexJson;
    std::string m_ruleSetDictionary;
    int m_serviceCount = 0;
};

} // namespace inia
