#include "ui/browse/navigator.h"

#include "core/common/redaction.h"
#include "core/explorer/omnibox.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

Navigator::Navigator(Place start, QObject* parent) : QObject(parent), m_places{std::move(start)} {}

void Navigator::go(const Place& place)
{
    if (place == current())
        return;
    const Place from = current();
    m_places.erase(m_places.begin() + static_cast<std::ptrdiff_t>(m_index) + 1, m_places.end());
    m_places.push_back(place);
    if (m_places.size() > maxPlaces)
        m_places.erase(m_places.begin());
    m_index = m_places.size() - 1;
    emit moved(from);
}

void Navigator::refine(const Place& place)
{
    if (place == current())
        return;
    const Place from = std::exchange(m_places[m_index], place);
    emit moved(from);
}

void Navigator::back()
{
    if (canGoBack())
        moveTo(m_index - 1);
}

void Navigator::forward()
{
    if (canGoForward())
        moveTo(m_index + 1);
}

void Navigator::up()
{
    if (canGoUp())
        go(current().parent());
}

void Navigator::moveTo(std::size_t index)
{
    const Place from = current();
    m_index = index;
    emit moved(from);
}

namespace {

// S3 is browsed by prefixes: a bucket is the place of its keys, an object is one of them.
std::optional<S3Location> keysOf(const Resource& resource)
{
    if (resource.definition().service != "s3")
        return std::nullopt;
    if (resource.type() == "Bucket")
        return S3Location{resource.identifier("name").text(), {}};
    const std::string& bucket = resource.identifier("bucket_name").text();
    const std::string& key = resource.identifier("key").text();
    return key.empty() ? std::nullopt : std::optional(S3Location{bucket, key});
}

// One for all regions.
constexpr std::string_view regionlessService = "iam";

// "i-0123456789abcdef0", "vpc-1a2b3c4d"
bool isNumberedByAws(std::string_view id)
{
    constexpr std::size_t leastDigits = 8;
    const auto dash = id.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || id.size() - dash - 1 < leastDigits)
        return false;
    const auto digits = id.substr(dash + 1);
    return std::all_of(digits.begin(), digits.end(),
                       [](char c) { return ascii::isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool existsElsewhere(std::string_view id, const std::string& region)
{
    const bool isAddress = id.starts_with("arn:") || id.find("://") != std::string_view::npos;
    return !isAddress && !isNumberedByAws(id) && id.find(region) == std::string_view::npos;
}

} // namespace

std::optional<Place> placeOf(const Resource& resource)
{
    if (const auto keys = keysOf(resource))
        return *keys;
    const auto location = locationOf(resource);
    return location ? std::optional<Place>(*location) : std::nullopt;
}

std::optional<Place> placeOfCollection(const Resource& owner, const std::string& name)
{
    const bool isService = owner.type() == ResourceDefinitions::serviceType;
    if (owner.definition().service == "s3" && isService && name == "buckets")
        return Place();
    if (owner.definition().service == "s3" && owner.type() == "Bucket" && name == "objects")
        return placeOf(owner);
    const auto location =
        isService ? std::optional(ResourceLocation{owner.definition().service, {}}) : locationOf(owner);
    return location ? std::optional<Place>(location->collection(name)) : std::nullopt;
}

Place placeFor(const Place& place, const Session& before, const Session& after)
{
    const bool sameProfile = before.profileName() == after.profileName();
    const bool sameRegion = before.region() == after.region();
    const ResourceLocation* location = place.resource();
    if (!location || (sameProfile && (sameRegion || location->service == regionlessService)))
        return place;
    for (std::size_t i = 0; i < location->steps.size(); ++i) {
        const auto& identifiers = location->steps[i].identifiers;
        if (std::all_of(identifiers.begin(), identifiers.end(),
                        [&](const std::string& id) { return existsElsewhere(id, before.region()); }))
            continue;
        ResourceLocation outer{
            location->service,
            {location->steps.begin(), location->steps.begin() + static_cast<std::ptrdiff_t>(i) + 1}};
        outer.steps.back().identifiers.clear();
        return outer;
    }
    return place;
}

Place placeToKeep(const Place& place)
{
    Place kept = place.toKeep();
    while (!kept.isService() && redactText(kept.uri()) != kept.uri())
        kept = kept.parent();
    return kept;
}

namespace {

// Letters of either case and underscores were allowed once, and compatible services still have such buckets.
bool canBeBucket(const std::string& name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '_';
    };
    return name.size() >= 3 && name.size() <= 255 && std::all_of(name.begin(), name.end(), allowed);
}

Error refusal(const QString& text)
{
    const QString message =
        QCoreApplication::translate("PlaceInput",
                                    "“%1” is not a place. Write s3://bucket/prefix, bucket/prefix, "
                                    "arn:aws:s3:::bucket/key or service://collection/identifier, such as "
                                    "ec2://instances/i-1.")
            .arg(text);
    return makeError(ErrorKind::Parameter, "InvalidLocation", message.toStdString());
}

} // namespace

Result<Place> placeFromInput(const QString& text, const std::vector<std::string>& services)
{
    std::string wanted = text.trimmed().toStdString();
    // A slash at the end says nothing where there are no prefixes.
    if (!wanted.starts_with("s3://") && wanted.find("://") != std::string::npos && wanted.ends_with('/') &&
        !wanted.ends_with("://"))
        wanted.pop_back();
    const auto place = Place::parse(wanted);
    if (!place)
        return refusal(text);
    const S3Location* s3 = place->s3();
    const bool possible =
        s3 ? s3->bucket.empty() || canBeBucket(s3->bucket)
           : !placeScheme(place->service()).name.empty() ||
                 std::find(services.begin(), services.end(), place->service()) != services.end();
    return possible ? place : refusal(text);
}

namespace {

class DestinationTexts {
    Q_DECLARE_TR_FUNCTIONS(Destinations)
};

Error refused(const QString& message)
{
    return makeError(ErrorKind::Parameter, "InvalidLocation", message.toStdString());
}

// The collection of `owner` that lists a type, the one that asks for all of it first.
const CollectionDefinition* collectionOf(const ResourceDefinition& owner, const std::string& noun)
{
    const CollectionDefinition* found = nullptr;
    for (const auto& collection : owner.collections) {
        if (isListedAs(noun, collection.resource.type) &&
            (found == nullptr || collection.request.params.size() < found->request.params.size()))
            found = &collection;
    }
    return found;
}

// What a row of the collection is called by in a place: one identifier, else the collection has to do.
ResourceLocation rowOf(const ResourceLocation& collection, const CollectionDefinition& definition,
                       const std::string& id, const std::string& arn)
{
    const auto& sources = definition.resource.identifiers;
    const auto isOwn = [](const auto& source) { return source.isOwn(); };
    if (id.empty() || std::count_if(sources.begin(), sources.end(), isOwn) != 1)
        return collection;
    const auto own = std::find_if(sources.begin(), sources.end(), isOwn);
    const bool wantsArn = !arn.empty() && ascii::lowered(own->target).ends_with("arn");
    return collection.resource({wantsArn ? arn : id});
}

std::optional<ResourceLocation> find(const explorer::Destination& there, const std::string& arn,
                                     const ServiceResources& resources)
{
    const auto& service = resources.service(there.service);
    if (!service)
        return std::nullopt;
    const ResourceLocation root{there.service, {}};
    if (there.type.empty())
        return root;
    const auto& definition = service->definition();
    if (const auto* direct = collectionOf(definition, there.type); direct != nullptr && there.parent.empty())
        return rowOf(root.collection(direct->name), *direct, there.id, arn);
    for (const auto& collection : definition.collections) {
        const auto host =
            service->definitions()->definition(collection.resource.type, service->client().model());
        const auto* inner = host ? collectionOf(**host, there.type) : nullptr;
        if (inner == nullptr || there.parent.empty())
            continue;
        const auto outer = rowOf(root.collection(collection.name), collection, there.parent, {});
        return outer.isResource() ? rowOf(outer.collection(inner->name), *inner, there.id, arn) : outer;
    }
    return root;
}

// Another account is never opened here in silence.
std::optional<Error> elsewhere(const explorer::Destination& there, const Whereabouts& here)
{
    const bool isNumber = there.account.size() == 12;
    if (isNumber && !here.account.empty() && there.account != here.account) {
        return refused(
            DestinationTexts::tr("That is in account %1, and this tab in %2. Open a session of that "
                                 "account to go there.")
                .arg(toQString(there.account), toQString(here.account)));
    }
    return std::nullopt;
}

Result<Place> placeOf(const explorer::Destination& there, const QString& text,
                      const ServiceResources& resources, const Whereabouts& here)
{
    if (const auto error = elsewhere(there, here))
        return *error;
    if (there.service == "s3")
        return Place(S3Location{there.bucket, there.key});
    const QString typed = text.trimmed();
    const std::string arn = typed.startsWith(QStringLiteral("arn:")) ? typed.toStdString() : std::string();
    auto location = find(there, arn, resources);
    const bool isElsewhere = !there.region.empty() && there.region != here.region;
    if (location && isElsewhere && !resources.regions(location->service).empty())
        location->regions = {there.region}; // in a tab of that region
    return location ? Result<Place>(*location) : placeFromInput(text, resources.services());
}

} // namespace

Result<Place> placeFromText(const QString& text, const ServiceResources& resources, const Whereabouts& here)
{
    const auto& services = resources.services();
    const explorer::Omnibox omnibox({services.begin(), services.end()}, {});
    const auto there = omnibox.parse(text.toStdString());
    // Its own places first, with all they know of prefixes and identifiers.
    const bool isUrl = text.trimmed().startsWith(QStringLiteral("http"));
    const bool isOwn = !isUrl && text.contains(QStringLiteral("://"));
    if (isOwn || !there.path.empty() || !there.search.empty() || (there.service == "s3" && !isUrl))
        return placeFromInput(text, services);
    for (const auto& candidate : there.candidates) {
        if (auto place = placeOf(candidate, text, resources, here))
            return place;
    }
    if (there.leadsNowhere())
        return refused(DestinationTexts::tr("“%1” leads nowhere: %2. Write s3://bucket/prefix, an ARN, an "
                                            "address of AWS's console or service://collection/identifier.")
                           .arg(text, toQString(there.error)));
    return there.service.empty() ? placeFromInput(text, services) : placeOf(there, text, resources, here);
}

bool looksLikeAddress(const QString& text)
{
    const QString typed = text.trimmed();
    if (typed.contains(QStringLiteral("://")) || typed.startsWith(QStringLiteral("arn:")))
        return true;
    // An id by its form, or a bucket with a key.
    const auto there = explorer::Omnibox({}, {}).parse(typed.toStdString());
    return !there.leadsNowhere() && there.search.empty() && !typed.contains(u' ');
}

Place placeOfType(const std::string& service, const std::string& type, const ServiceResources& resources)
{
    const ResourceLocation root{service, {}};
    const auto& found = resources.service(service);
    if (!found)
        return root;
    const auto& collections = found->definition().collections;
    const bool isName = std::any_of(collections.begin(), collections.end(),
                                    [&type](const auto& collection) { return collection.name == type; });
    if (service == "s3" && type == "buckets")
        return {};
    if (isName)
        return root.collection(type);
    const auto* collection = collectionOf(found->definition(), type);
    return collection != nullptr ? root.collection(collection->name) : root;
}

} // namespace inia::ui
