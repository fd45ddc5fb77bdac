#include "ui/browse/destinations.h"

#include "core/explorer/omnibox.h"
#include "core/text/ascii.h"
#include "ui/browse/placeinput.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/serviceresources.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <optional>

namespace inia::ui {

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

// Another region or account is never opened here in silence.
std::optional<Error> elsewhere(const explorer::Destination& there, const Whereabouts& here)
{
    if (!there.region.empty() && there.region != here.region && there.service != "s3") {
        return refused(
            DestinationTexts::tr("That is in %1, and this tab in %2. Switch the region to go there.")
                .arg(toQString(there.region), toQString(here.region)));
    }
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
    const auto location = find(there, arn, resources);
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
        return refused(
            DestinationTexts::tr("\u201c%1\u201d leads nowhere: %2. Write s3://bucket/prefix, an ARN, an "
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
