#pragma once

#include "resources/modelpack/modelsource.h"

#include "core/model/modelfiles.h"

#include <QtCore/QJsonObject>

#include <map>
#include <string>
#include <vector>

namespace inia {

class ServiceModel;

/// Compiles every service of a ModelSource into two packs: the models, and their documentation.
class PackBuilder final {
public:
    explicit PackBuilder(const ModelSource& source) : m_source(source) {}

    /// Where the commands of the AWS CLI differ from the models: cli.json of resources/definitions, of which
    /// each service gets its part in the index ("commandLine"). Before the services.
    [[nodiscard]] Result<void> setCommandLineTool(const QByteArray& json);

    /// What the explorer reads of a service; empty where its model is broken.
    struct Explorer {
        std::string json;  ///< its document, which becomes explorer-1 beside the newest model
        std::string roots; ///< {type: title} of what stands at its root, for the index
    };
    [[nodiscard]] Result<void> addService(const QString& service, const Explorer& explorer);
    [[nodiscard]] Result<void> addSharedFiles();
    /// A document of the program's own, by the name it has in the pack.
    [[nodiscard]] Result<void> addDocument(const std::string& name, const QByteArray& json);
    /// Writes models.pack, docs.pack and NOTICE.botocore.
    [[nodiscard]] Result<void> write(const QString& folder);
    [[nodiscard]] int serviceCount() const { return m_serviceCount; }

private:
    struct ModelText {
        QByteArray json;
        QByteArray extras;
    };
    /// Compiles every file of one version; `partsJson` becomes the members of {"file": "entry"}.
    [[nodiscard]] Result<void> addVersion(const QString& service, const QString& version, bool isNewest,
                                          std::string& partsJson);
    [[nodiscard]] Result<void> addPart(const QString& entry, const QString& name, const ModelText& text,
                                       const std::string& newestEntry);
    [[nodiscard]] Result<void> addDocumentation(const QString& service, const QString& version);
    [[nodiscard]] Result<void> addExplorer(const QString& service, const QString& version,
                                           const Explorer& explorer, std::string& partsJson);
    [[nodiscard]] Result<void> addSummary(const QString& service, const QStringList& versions,
                                          const std::string& versionsJson, const Explorer& explorer);

    void addOperationNames(const ServiceModel& model);

    const ModelSource& m_source;
    QJsonObject m_commandLineTool;
    ModelPackWriter m_models{ModelPackWriter::Favour::Speed};
    ModelPackWriter m_docs{ModelPackWriter::Favour::Size};
    std::string m_indexJson;
    std::string m_operationsJson; ///< names by service, for who looks for one
    std::string m_ruleSetDictionary;
    std::string m_firstExplorer; ///< which the others' compression starts from
    /// Of the service at hand: file name to the entry of its newest version.
    std::map<QString, std::string> m_newestEntries;
    int m_serviceCount = 0;
};

} // namespace inia
