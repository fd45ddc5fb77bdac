#pragma once

#include "core/resource/resource.h"
#include "core/session/session.h"
#include "ui/models/place.h"

#include <QtCore/QAbstractTableModel>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

/// The service resources of one session, each made when first asked for: reading the models of a service
/// takes a while.
class ServiceResources final {
    Q_DISABLE_COPY_MOVE(ServiceResources)
public:
    explicit ServiceResources(Session session);

    /// Services that have something to show, the ones that people use most first, the others by their names.
    [[nodiscard]] const std::vector<std::string>& services() const { return m_services; }
    /// How many of them boto3 has resources for; they stand before the others.
    [[nodiscard]] std::size_t foremost() const { return m_foremost; }
    /// The account's number, once it is known: some lists want it.
    void setAccount(const std::string& account);
    /// "EC2", "DynamoDB".
    [[nodiscard]] QString displayName(const std::string& service) const;
    /// session.resource(service), for others session.explore(service), or why there is none. Stays where it
    /// is.
    [[nodiscard]] const Result<Resource>& service(const std::string& name) const;
    /// The services that were looked into so far.
    [[nodiscard]] std::vector<std::string> opened() const;
    /// The same in another region: what comes of it carries that region's client. Stays where it is.
    [[nodiscard]] const Result<Resource>& service(const std::string& name, const std::string& region) const;
    /// Regions of the session's partition, and whether they are known to have the service. None for a service
    /// that has no regions.
    struct ServiceRegion {
        std::string name;
        std::string description;
        bool isKnown = true;
    };
    [[nodiscard]] std::vector<ServiceRegion> regions(const std::string& service) const;
    [[nodiscard]] const Session& session() const { return m_session; }

private:
    [[nodiscard]] const Result<Resource>& make(const std::string& key, const std::string& service,
                                               const ClientOptions& options) const;

    Session m_session;
    std::vector<std::string> m_services;
    std::size_t m_foremost = 0;
    std::string m_account;
    mutable std::map<std::string, Result<Resource>> m_known;
};

// From places to resources and back, by the definitions alone: nothing is asked.

/// The resource that a place names, or the one whose collection it names; `service` is the service's own.
/// Fails with UnknownName for collections that do not exist, with kind Parameter for a wrong number of
/// identifiers.
[[nodiscard]] Result<Resource> resourceAt(const Resource& service, const ResourceLocation& location);

/// The collection that a place names, or the one that its resource is in; as people expect it, see
/// ownCollection().
[[nodiscard]] Result<Collection> collectionAt(const Resource& service, const ResourceLocation& location);

/// A collection by name, narrowed to what belongs to the account where the service would otherwise list
/// everybody's.
[[nodiscard]] Result<Collection> ownCollection(const Resource& parent, std::string_view name);

/// KeyPair is listed as KeyPairInfo, Object as ObjectSummary: the same thing under another type. Without
/// regard to case: inference calls types by their bare nouns.
[[nodiscard]] bool isListedAs(std::string_view type, std::string_view listed);

/// Where a resource is that came out of a reference or an action, by the shortest way: a collection of the
/// service itself, else one of a resource that its identifiers name. Nothing for what no collection lists.
[[nodiscard]] std::optional<ResourceLocation> locationOf(const Resource& resource);

/// Where a resource of a collection is.
[[nodiscard]] ResourceLocation locationIn(const ResourceLocation& collection,
                                          const CollectionDefinition& definition, const Resource& resource);

/// The collections of a resource by name, and the operations that list them.
class CollectionListModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionListModel)
public:
    enum Column { NameColumn, OperationColumn, ColumnCount };

    explicit CollectionListModel(QObject* parent = nullptr);

    void setCollectionsOf(const Resource& resource);
    [[nodiscard]] const std::string& nameAt(int row) const { return entry(row).name; }
    /// -1 when there is no such collection.
    [[nodiscard]] int rowOf(const std::string& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Entry {
        std::string name;
        std::string type;
        std::string operation;
    };

    [[nodiscard]] const Entry& entry(int row) const { return m_entries.at(static_cast<std::size_t>(row)); }

    std::vector<Entry> m_entries;
};

} // namespace inia::ui
