#include "ui/models/resourcefinder.h"

#include "core/config/clientconfig.h"
#include "core/endpoint/partitions.h"
#include "core/jmespath/expression.h"
#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/roles.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <map>

namespace inia::ui {

ServiceResources::ServiceResources(Session session) : m_session(std::move(session))
{
    std::vector<std::pair<QString, std::string>> others; // by what they are called
    for (const auto& name : m_session.catalog()->services()) {
        if (m_session.catalog()->hasResources(name))
            m_services.push_back(name);
        else if (m_session.catalog()->isExplored(name))
            others.emplace_back(displayName(name).toCaseFolded(), name);
    }
    std::stable_sort(m_services.begin(), m_services.end(),
                     [](const auto& a, const auto& b) { return serviceRank(a) < serviceRank(b); });
    m_foremost = m_services.size();
    std::sort(others.begin(), others.end());
    for (auto& [label, name] : others)
        m_services.push_back(std::move(name));
}

void ServiceResources::setAccount(const std::string& account)
{
    m_account = account;
    for (const auto& [name, resource] : m_known) {
        if (resource)
            resource->definitions()->setAccount(account);
    }
}

QString ServiceResources::displayName(const std::string& service) const
{
    const auto id = m_session.catalog()->summary(service)["serviceId"].text();
    return toQString(id.empty() ? std::string_view(service) : id);
}

namespace {

constexpr char regionMark = '@'; ///< in the names of what is known, before another region

} // namespace

const Result<Resource>& ServiceResources::service(const std::string& name) const
{
    return make(name, name, {});
}

const Result<Resource>& ServiceResources::service(const std::string& name, const std::string& region) const
{
    if (region.empty() || region == m_session.region())
        return service(name);
    ClientOptions options;
    options.region = region;
    return make(name + regionMark + region, name, options);
}

const Result<Resource>& ServiceResources::make(const std::string& key, const std::string& service,
                                               const ClientOptions& options) const
{
    const auto known = m_known.find(key);
    if (known != m_known.end())
        return known->second;
    auto resource = m_session.catalog()->isExplored(service) ? m_session.explore(service, options)
                                                             : m_session.resource(service, options);
    if (resource)
        resource->definitions()->setAccount(m_account);
    return m_known.emplace(key, std::move(resource)).first->second;
}

std::vector<ServiceResources::ServiceRegion> ServiceResources::regions(const std::string& service) const
{
    const auto model = m_session.catalog()->service(service);
    const auto document = m_session.catalog()->legacyEndpoints();
    const auto& partitions = *m_session.partitions();
    const std::string& partition = partitions.forRegion(m_session.region()).name;
    std::vector<ServiceRegion> regions;
    if (!model)
        return regions;
    bool isListed = false;
    for (const auto& region : partitions.regions(partition))
        regions.push_back({region.name, region.description, true});
    if (!document || regions.empty())
        return regions;
    const LegacyEndpoints endpoints(*document);
    const std::string prefix((*model)->endpointPrefix());
    const auto here = endpoints.find(prefix, regions.front().name);
    if (here && here->name != regions.front().name)
        return {}; // one address for all of them
    for (auto& region : regions) {
        region.isKnown = endpoints.lists(prefix, partition, region.name);
        isListed = isListed || region.isKnown;
    }
    // A service that the list does not have may be anywhere.
    for (auto& region : regions)
        region.isKnown = region.isKnown || !isListed;
    return regions;
}

std::vector<std::string> ServiceResources::opened() const
{
    std::vector<std::string> names;
    for (const auto& [name, resource] : m_known) {
        if (name.find(regionMark) == std::string::npos)
            names.push_back(name);
    }
    return names;
}

namespace {

class ResourceFinderTexts {
    Q_DECLARE_TR_FUNCTIONS(ResourceFinder)
};

const ResourceReference::Identifier* sourceOf(const CollectionDefinition& definition,
                                              const std::string& identifier)
{
    for (const auto& source : definition.resource.identifiers) {
        if (source.target == identifier)
            return &source;
    }
    return nullptr;
}

Result<Resource> resourceOf(const Collection& collection, const std::vector<std::string>& given)
{
    const auto& definition = collection.definition();
    const Resource& parent = collection.parent();
    auto prototype = Resource::create(parent.client(), parent.definitions(), definition.resource.type, {});
    if (!prototype)
        return prototype;
    std::vector<Value> values;
    std::size_t next = 0;
    for (const auto& identifier : prototype->definition().identifiers) {
        const auto* source = sourceOf(definition, identifier.name);
        if (!source)
            values.emplace_back();
        else if (source->isOwn())
            values.push_back(next < given.size() ? Value(given[next]) : Value()), ++next;
        else if (source->source == "requestParameter")
            values.push_back(searchOrNull(source->path, collection.params()));
        else
            values.push_back(parent.identifier(snakeCase(source->name)));
    }
    if (next != given.size()) {
        return makeError(ErrorKind::Parameter, "WrongIdentifiers",
                         ResourceFinderTexts::tr("One of %1 is told by %2 identifiers, not %3.")
                             .arg(toQString(definition.name))
                             .arg(next)
                             .arg(given.size())
                             .toStdString());
    }
    return prototype->sibling(std::move(values));
}

} // namespace

Result<Collection> ownCollection(const Resource& parent, std::string_view name)
{
    auto collection = parent.collection(name);
    // Without an owner EC2 lists the public images and snapshots of all accounts, hundreds of thousands.
    // Those of the account itself are what its console shows too.
    if (!collection || parent.definition().service != "ec2" ||
        parent.type() != ResourceDefinitions::serviceType)
        return collection;
    if (name == "images")
        return collection->filter(Value::map({{"Owners", Value::list({"self"})}}));
    if (name == "snapshots")
        return collection->filter(Value::map({{"OwnerIds", Value::list({"self"})}}));
    return collection;
}

Result<Resource> resourceAt(const Resource& service, const ResourceLocation& location)
{
    Resource found = service;
    for (const auto& step : location.steps) {
        if (step.identifiers.empty())
            break;
        const auto collection = found.collection(step.collection);
        if (!collection)
            return collection.error();
        auto next = resourceOf(*collection, step.identifiers);
        if (!next)
            return next;
        found = std::move(next).value();
    }
    return found;
}

Result<Collection> collectionAt(const Resource& service, const ResourceLocation& location)
{
    ResourceLocation place = location.isResource() ? location.parent() : location;
    if (place.isService()) {
        return makeError(ErrorKind::Parameter, "InvalidLocation",
                         ResourceFinderTexts::tr("%1 is a service, not a collection of one.")
                             .arg(toQString(place.uri()))
                             .toStdString());
    }
    const auto parent = resourceAt(service, place);
    if (!parent)
        return parent.error();
    return ownCollection(*parent, place.steps.back().collection);
}

ResourceLocation locationIn(const ResourceLocation& collection, const CollectionDefinition& definition,
                            const Resource& resource)
{
    std::vector<std::string> identifiers;
    const auto& known = resource.definition().identifiers;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto* source = sourceOf(definition, known[i].name);
        if (!source || !source->isOwn())
            continue;
        const Value& value = resource.identifiers()[i];
        identifiers.push_back(value.isInt() ? std::to_string(value.toInt()) : value.text());
    }
    return collection.resource(std::move(identifiers));
}

namespace {

constexpr std::size_t longestWay = 3;

/// Identifiers by their names in the definitions.
using Known = std::map<std::string, std::string>;

struct Finder {
    const Resource& resource; // for its client and definitions

    /// The definition of a type; null when it cannot be read.
    [[nodiscard]] ResourceDefinitions::Definition definition(std::string_view type) const
    {
        const auto found = resource.definitions()->definition(type, resource.client().model());
        return found ? *found : nullptr;
    }

    /// A place for `type`, by a way of at most `steps` collections.
    [[nodiscard]] std::optional<ResourceLocation> find(const std::string& type, const Known& known,
                                                       std::size_t steps) const;
    [[nodiscard]] std::optional<ResourceLocation> findIn(const std::string& owner, const std::string& type,
                                                         const Known& known, std::size_t steps) const;
};

/// What the collection's owner has to be called; false when the known values do not say it.
bool ownerOf(const CollectionDefinition& collection, const ResourceDefinition& owner, const Known& known,
             Known& result)
{
    for (const auto& source : collection.resource.identifiers) {
        const auto value = known.find(source.target);
        if (source.source == "identifier" && value != known.end())
            result[source.name] = value->second;
    }
    return result.size() == owner.identifiers.size();
}

std::vector<std::string> ownIdentifiers(const CollectionDefinition& collection,
                                        const ResourceDefinition& listed, const Known& known)
{
    std::vector<std::string> result;
    for (const auto& identifier : listed.identifiers) {
        for (const auto& source : collection.resource.identifiers) {
            const auto value = known.find(identifier.name);
            if (source.target == identifier.name && source.isOwn() && value != known.end())
                result.push_back(value->second);
        }
    }
    return result;
}

/// The collections of an owner that list a type, those first that ask for all of it: jobs before
/// completed_jobs.
std::vector<const CollectionDefinition*> collectionsOf(const ResourceDefinition& owner,
                                                       const std::string& type)
{
    std::vector<const CollectionDefinition*> result;
    for (const auto& collection : owner.collections) {
        if (isListedAs(type, collection.resource.type))
            result.push_back(&collection);
    }
    std::stable_sort(result.begin(), result.end(), [](const auto* a, const auto* b) {
        return a->request.params.size() < b->request.params.size();
    });
    return result;
}

std::optional<ResourceLocation> Finder::find(const std::string& type, const Known& known,
                                             std::size_t steps) const
{
    if (steps == 0)
        return std::nullopt;
    if (auto place = findIn(std::string(ResourceDefinitions::serviceType), type, known, steps))
        return place;
    for (const auto& owner : resource.definitions()->types()) {
        if (auto place = findIn(owner, type, known, steps))
            return place;
    }
    return std::nullopt;
}

std::optional<ResourceLocation> Finder::findIn(const std::string& owner, const std::string& type,
                                               const Known& known, std::size_t steps) const
{
    const auto has = definition(owner);
    if (!has)
        return std::nullopt;
    for (const auto* collection : collectionsOf(*has, type)) {
        const auto listed = definition(collection->resource.type);
        Known ownerKnown;
        if (!listed || !ownerOf(*collection, *has, known, ownerKnown))
            continue;
        auto own = ownIdentifiers(*collection, *listed, known);
        if (own.empty())
            continue;
        const bool atService = owner == ResourceDefinitions::serviceType;
        auto place = atService ? ResourceLocation{has->service, {}} : find(owner, ownerKnown, steps - 1);
        if (place)
            return place->collection(collection->name).resource(std::move(own));
    }
    return std::nullopt;
}

} // namespace

bool isListedAs(std::string_view type, std::string_view listed)
{
    const std::string noun = ascii::lowered(type);
    const std::string other = ascii::lowered(listed);
    return other == noun || other == noun + "info" || other == noun + "summary";
}

std::optional<ResourceLocation> locationOf(const Resource& resource)
{
    Known known;
    const auto& identifiers = resource.definition().identifiers;
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const Value& value = resource.identifiers()[i];
        const std::string text = value.isInt() ? std::to_string(value.toInt()) : value.text();
        if (!text.empty())
            known[identifiers[i].name] = text;
    }
    return Finder{resource}.find(resource.type(), known, longestWay);
}

CollectionListModel::CollectionListModel(QObject* parent) : QAbstractTableModel(parent) {}

void CollectionListModel::setCollectionsOf(const Resource& resource)
{
    beginResetModel();
    m_entries.clear();
    const auto& collections = resource.definition().collections;
    for (auto& name : collectionNames(resource)) {
        const auto found = std::find_if(collections.begin(), collections.end(),
                                        [&name](const auto& collection) { return collection.name == name; });
        m_entries.push_back({std::move(name), found->resource.type, found->request.operation});
    }
    endResetModel();
}

int CollectionListModel::rowOf(const std::string& name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&name](const Entry& entry) { return entry.name == name; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int CollectionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int CollectionListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CollectionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& shown = entry(index.row());
    if (role == Qt::DisplayRole)
        return index.column() == NameColumn ? collectionLabel(shown.name) : toQString(shown.operation);
    if (role == IconNameRole && index.column() == NameColumn)
        return resourceIconName(shown.type);
    return {};
}

QVariant CollectionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return section == NameColumn ? tr("Resources") : tr("Listed by");
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == NameColumn ? ColumnKind::Name : ColumnKind::Secondary);
    return {};
}

Qt::ItemFlags CollectionListModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
}

} // namespace inia::ui
