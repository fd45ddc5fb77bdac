#include "ui/models/place.h"

#include "core/http/textencoding.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr std::string_view separator = "://";

Error refused(std::string_view text, std::string_view why)
{
    return makeError(ErrorKind::Parameter, "InvalidLocation",
                     "\"" + std::string(text) + "\" " + std::string(why) +
                         " Write service://collection/identifier, such as ec2://instances/i-1.");
}

bool isWord(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::vector<std::string_view> split(std::string_view text, char separatorChar)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separatorChar);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The colons of ARNs can be read in their uris.
std::string encoded(const std::string& identifier)
{
    return percentEncodeExcept(identifier, ":");
}

} // namespace

Result<ResourceLocation> ResourceLocation::parse(std::string_view text)
{
    ResourceLocation location;
    const auto scheme = text.find(separator);
    if (scheme == std::string_view::npos || !isWord(text.substr(0, scheme)))
        return refused(text, "is not a place in a service.");
    location.service = text.substr(0, scheme);
    const auto rest = text.substr(scheme + separator.size());
    if (rest.empty())
        return location;
    bool inCollection = false;
    for (const auto part : split(rest, '/')) {
        if (!inCollection) {
            if (!isWord(part))
                return refused(text, "lacks the name of a collection.");
            location.steps.push_back({std::string(part), {}});
        } else {
            auto& identifiers = location.steps.back().identifiers;
            for (const auto identifier : split(part, ','))
                identifiers.push_back(percentDecode(identifier));
            if (std::any_of(identifiers.begin(), identifiers.end(),
                            [](const std::string& identifier) { return identifier.empty(); }))
                return refused(text, "has an empty identifier.");
        }
        inCollection = !inCollection;
    }
    return location;
}

std::string ResourceLocation::uri() const
{
    std::string uri = service + std::string(separator);
    for (const auto& step : steps) {
        if (&step != &steps.front())
            uri += '/';
        uri += step.collection;
        for (const auto& identifier : step.identifiers)
            uri += (&identifier == &step.identifiers.front() ? '/' : ',') + encoded(identifier);
    }
    return uri;
}

ResourceLocation ResourceLocation::parent() const
{
    ResourceLocation location = *this;
    if (isResource())
        location.steps.back().identifiers.clear();
    else if (isCollection())
        location.steps.pop_back();
    return location;
}

ResourceLocation ResourceLocation::collection(std::string name) const
{
    ResourceLocation location = *this;
    location.steps.push_back({std::move(name), {}});
    return location;
}

ResourceLocation ResourceLocation::resource(std::vector<std::string> identifiers) const
{
    ResourceLocation location = *this;
    location.steps.back().identifiers = std::move(identifiers);
    return location;
}

bool isInside(std::string_view uri, std::string_view outer)
{
    return !outer.empty() && uri.starts_with(outer) &&
           (uri.size() == outer.size() || outer.back() == '/' || uri[outer.size()] == '/');
}

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

namespace {

constexpr std::size_t longestAddress = 2048;

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

KnownPlaces KnownPlaces::fromJson(const QByteArray& json)
{
    KnownPlaces places;
    for (const auto entry : QJsonDocument::fromJson(json).array()) {
        KnownPlace place;
        place.uri = entry[QStringLiteral("uri")].toString().toStdString();
        place.profile = entry[QStringLiteral("profile")].toString().toStdString();
        place.region = entry[QStringLiteral("region")].toString().toStdString();
        place.lastVisit = std::chrono::seconds(entry[QStringLiteral("visited")].toInteger());
        place.isPinned = entry[QStringLiteral("pinned")].toBool();
        if (!place.uri.empty() && place.uri.size() <= longestAddress)
            places.m_places.push_back(std::move(place));
    }
    return places;
}

QByteArray KnownPlaces::toJson() const
{
    QJsonArray entries;
    for (const auto& place : m_places) {
        entries.append(QJsonObject{{QStringLiteral("uri"), textOf(place.uri)},
                                   {QStringLiteral("profile"), textOf(place.profile)},
                                   {QStringLiteral("region"), textOf(place.region)},
                                   {QStringLiteral("visited"), static_cast<qint64>(place.lastVisit.count())},
                                   {QStringLiteral("pinned"), place.isPinned}});
    }
    return QJsonDocument(entries).toJson(QJsonDocument::Compact);
}

void KnownPlaces::visit(const KnownPlace& place, std::chrono::seconds now)
{
    if (place.uri.empty() || place.uri.size() > longestAddress)
        return;
    KnownPlace visited = place;
    const auto known = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const KnownPlace& other) { return other.isSamePlace(place); });
    visited.isPinned = known != m_places.end() && known->isPinned;
    visited.lastVisit = now;
    if (known != m_places.end())
        m_places.erase(known);
    m_places.insert(m_places.begin(), std::move(visited));
    std::size_t recent = 0;
    std::erase_if(m_places,
                  [&recent](const KnownPlace& other) { return !other.isPinned && ++recent > mostRecent; });
}

bool KnownPlaces::togglePin(const KnownPlace& place, std::chrono::seconds now)
{
    visit(place, now);
    if (m_places.empty() || !m_places.front().isSamePlace(place))
        return false;
    m_places.front().isPinned = !m_places.front().isPinned;
    return m_places.front().isPinned;
}

} // namespace inia::ui
