#include "ui/models/place.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

namespace inia::ui {

namespace {

constexpr std::string_view s3Service = "s3";

std::vector<PlacePart> partsOf(const S3Location& location)
{
    std::vector<PlacePart> parts;
    if (location.bucket.empty())
        return parts;
    parts.push_back({toOneLine(location.bucket), S3Location{location.bucket, {}}});
    const std::string& prefix = location.prefix;
    std::size_t start = 0;
    for (auto slash = prefix.find('/'); slash != std::string::npos; slash = prefix.find('/', start)) {
        parts.push_back({toOneLine(prefix.substr(start, slash - start)),
                         S3Location{location.bucket, prefix.substr(0, slash + 1)}});
        start = slash + 1;
    }
    return parts;
}

QString labelOf(const ResourceLocation& location)
{
    const auto& step = location.steps.back();
    if (location.service == "api" && step.identifiers.empty()) // a service of the API console
        return toOneLine(step.collection);
    if (step.identifiers.empty())
        return collectionLabel(step.collection);
    QString label;
    for (const auto& identifier : step.identifiers)
        label +=
            (label.isEmpty() ? QString() : QStringLiteral(", ")) + toOneLine(shortIdentifier(identifier));
    return label;
}

std::vector<PlacePart> partsOf(ResourceLocation location)
{
    std::vector<PlacePart> parts;
    for (; !location.isService(); location = location.parent())
        parts.insert(parts.begin(), PlacePart{labelOf(location), location});
    return parts;
}

} // namespace

Result<Place> Place::parse(std::string_view text)
{
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos || text.substr(0, scheme) == s3Service) {
        const auto location = S3Location::parse(text);
        return location ? Result<Place>(*location) : location.error();
    }
    const auto location = ResourceLocation::parse(text);
    return location ? Result<Place>(*location) : location.error();
}

std::string Place::service() const
{
    return s3() ? std::string(s3Service) : resource()->service;
}

std::string Place::uri() const
{
    return s3() ? s3()->uri() : resource()->uri();
}

Place Place::withQuery(dynamodb::ItemQuery query) const
{
    Place place = *this;
    place.m_query = std::move(query);
    return place;
}

Place Place::unfiltered() const
{
    return s3() ? Place(S3Location{s3()->bucket, s3()->folder()}) : Place(*resource());
}

bool Place::isService() const
{
    return s3() ? s3()->bucket.empty() : resource()->isService();
}

Place Place::parent() const
{
    if (!s3())
        return resource()->parent();
    const Place folder = unfiltered();
    return folder == *this ? Place(s3()->parent()) : folder;
}

std::vector<PlacePart> Place::parts() const
{
    return s3() ? partsOf(*s3()) : partsOf(*resource());
}

} // namespace inia::ui
