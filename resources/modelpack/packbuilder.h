#pragma once

#include "core/common/result.h"
#include "core/explorer/definitiondocument.h"
#include "core/model/modelfiles.h"

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <map>
#include <string>
#include <vector>

namespace inia {

class ServiceModel;

/// The data folders of unpacked botocore and boto3 packages.
class ModelSource final {
public:
    /// `folder` holds botocore-VERSION and boto3-VERSION, or is one that holds botocore/data itself.
    [[nodiscard]] static Result<ModelSource> find(const QString& folder);

    [[nodiscard]] QStringList services() const;
    /// Versions of a service that have a service-2 model, oldest first.
    [[nodiscard]] QStringList versions(const QString& service) const;
    /// A file's text, from NAME.json or NAME.json.gz; empty when there is none. Resources come from boto3.
    [[nodiscard]] Result<QByteArray> read(const QString& service, const QString& version,
                                          const QString& name) const;
    /// A file at the top of botocore's data folder.
    [[nodiscard]] Result<QByteArray> readShared(const QString& name) const;
    /// Upstream's licence and notice, which have to travel with their data.
    [[nodiscard]] QByteArray licenceNotice() const;

private:
    QDir m_botocore;
    QDir m_boto3;
};

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
