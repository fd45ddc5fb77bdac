#include "ui/models/place.h"

#include "core/http/textencoding.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::string_view separator = "://";
constexpr std::string_view regionsMark = "?regions=";

class PlaceTexts {
    Q_DECLARE_TR_FUNCTIONS(Places)
};

Error refused(std::string_view text, const QString& why)
{
    const QString form =
        PlaceTexts::tr("Write service://collection/identifier, such as ec2://instances/i-1.");
    return makeError(ErrorKind::Parameter, "InvalidLocation",
                     (why.arg(toQString(text)) + u' ' + form).toStdString());
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
        return refused(text, PlaceTexts::tr("\"%1\" is not a place in a service."));
    location.service = text.substr(0, scheme);
    auto rest = text.substr(scheme + separator.size());
    if (const auto mark = rest.find(regionsMark); mark != std::string_view::npos) {
        for (const auto part : split(rest.substr(mark + regionsMark.size()), ',')) {
            const std::string name = percentDecode(part);
            if (name.starts_with('@') || !isWord(RegionName(name).region))
                return refused(text, PlaceTexts::tr("\"%1\" has regions that are none."));
            location.regions.push_back(name);
        }
        rest = rest.substr(0, mark);
    }
    if (rest.empty())
        return location;
    bool inCollection = false;
    for (const auto part : split(rest, '/')) {
        if (!inCollection) {
            if (!isWord(part))
                return refused(text, PlaceTexts::tr("\"%1\" lacks the name of a collection."));
            location.steps.push_back({std::string(part), {}});
        } else {
            auto& identifiers = location.steps.back().identifiers;
            for (const auto identifier : split(part, ','))
                identifiers.push_back(percentDecode(identifier));
            if (std::any_of(identifiers.begin(), identifiers.end(),
                            [](const std::string& identifier) { return identifier.empty(); }))
                return refused(text, PlaceTexts::tr("\"%1\" has an empty identifier."));
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
    for (const auto& region : regions)
        uri +=
            (&region == &regions.front() ? std::string(regionsMark) : ",") + percentEncodeExcept(region, "@");
    return uri;
}

RegionName::RegionName(std::string_view name)
{
    const auto at = name.rfind('@'); // a profile may have any character
    if (at != std::string_view::npos)
        profile = name.substr(0, at);
    region = name.substr(at == std::string_view::npos ? 0 : at + 1);
}

bool ResourceLocation::isMerged() const
{
    return isCollection() && (regions.size() > 1 || (regions.size() == 1 && regions[0] == allRegions));
}

ResourceLocation ResourceLocation::parent() const
{
    ResourceLocation location = *this;
    location.regions.clear();
    if (isResource())
        location.steps.back().identifiers.clear();
    else if (isCollection())
        location.steps.pop_back();
    return location;
}

ResourceLocation ResourceLocation::collection(std::string name) const
{
    ResourceLocation location = *this;
    location.regions.clear();
    location.steps.push_back({std::move(name), {}});
    return location;
}

ResourceLocation ResourceLocation::resource(std::vector<std::string> identifiers) const
{
    ResourceLocation location = *this;
    location.regions.clear();
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
constexpr std::string_view consoleService = "api";

class S3Path final : public PlacePath {
public:
    explicit S3Path(S3Location where) : location(std::move(where)) {}

    [[nodiscard]] std::string service() const override { return std::string(s3Service); }
    [[nodiscard]] std::string uri() const override { return location.uri(); }
    [[nodiscard]] bool isService() const override { return location.bucket.empty(); }
    [[nodiscard]] Place unfiltered() const override { return S3Location{location.bucket, location.folder()}; }
    [[nodiscard]] Place parent() const override
    {
        const S3Location folder{location.bucket, location.folder()};
        return folder == location ? location.parent() : folder;
    }
    [[nodiscard]] std::vector<PlacePart> parts() const override;

    const S3Location location;
};

std::vector<PlacePart> S3Path::parts() const
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

class ResourcePath final : public PlacePath {
public:
    explicit ResourcePath(ResourceLocation where) : location(std::move(where)) {}

    [[nodiscard]] std::string service() const override { return location.service; }
    [[nodiscard]] std::string uri() const override { return location.uri(); }
    [[nodiscard]] bool isService() const override { return location.isService(); }
    [[nodiscard]] Place unfiltered() const override { return location; }
    [[nodiscard]] Place parent() const override { return location.parent(); }
    [[nodiscard]] std::vector<PlacePart> parts() const override;

    const ResourceLocation location;
};

QString labelOf(const ResourceLocation& location)
{
    const auto& step = location.steps.back();
    if (location.service == consoleService && step.identifiers.empty()) // the name of a service
        return toOneLine(step.collection);
    if (location.isMerged()) {
        const auto all = location.regions.front() == ResourceLocation::allRegions;
        return PlaceTexts::tr("%1 in %2")
            .arg(collectionLabel(step.collection),
                 all ? PlaceTexts::tr("all regions")
                     : PlaceTexts::tr("%1 regions").arg(location.regions.size()));
    }
    if (step.identifiers.empty())
        return collectionLabel(step.collection);
    QString label;
    for (const auto& identifier : step.identifiers)
        label +=
            (label.isEmpty() ? QString() : QStringLiteral(", ")) + toOneLine(shortIdentifier(identifier));
    return label;
}

std::vector<PlacePart> ResourcePath::parts() const
{
    std::vector<PlacePart> parts;
    for (ResourceLocation place = location; !place.isService(); place = place.parent())
        parts.insert(parts.begin(), PlacePart{labelOf(place), place});
    return parts;
}

template <class Location>
Result<Place> parseAs(std::string_view text)
{
    auto location = Location::parse(text);
    return location ? Result<Place>(std::move(location).value()) : location.error();
}

using States = std::map<std::string, std::string>;

struct Address {
    std::string_view path; // with the scheme
    States states;
};

const PlaceScheme& schemeOf(std::string_view uri)
{
    const auto end = uri.find(separator);
    return placeScheme(end == std::string_view::npos ? s3Service : uri.substr(0, end));
}

// What follows the last "?", where all of it is what the scheme knows: keys may hold a "?" too. One that
// reads like state all the same has another "?" behind it, which stands for no state.
Address readAddress(std::string_view text)
{
    const auto& known = schemeOf(text).states;
    const auto mark = text.rfind('?');
    if (known.empty() || mark == std::string_view::npos)
        return {text, {}};
    const auto rest = text.substr(mark + 1);
    if (rest.empty()) {
        const auto before = text.substr(0, mark);
        return {readAddress(before).path == before ? text : before, {}};
    }
    Address address{text.substr(0, mark), {}};
    for (const auto part : split(rest, '&')) {
        const auto equals = part.find('=');
        const auto name = part.substr(0, equals);
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [name](const PlaceState& state) { return state.name == name; });
        if (!isKnown)
            return {text, {}};
        address.states[std::string(name)] =
            equals == std::string_view::npos ? std::string() : percentDecode(part.substr(equals + 1));
    }
    return address;
}

} // namespace

const std::vector<PlaceScheme>& placeSchemes()
{
    static const std::vector<PlaceScheme> rows{
        {std::string(s3Service),
         &parseAs<S3Location>,
         {{"versions", true},
          {"find", false},
          {"compare", true},
          {"metrics", true},
          {"configuration", true},
          {"uploads", true},
          {"with", false},
          {"in", false},
          {"snapshot", false},
          {"against", false},
          {"sizes", false}}},
        {std::string(consoleService), &parseAs<ResourceLocation>, {}},
        {{}, &parseAs<ResourceLocation>, {{"metrics", true}, {"resource", false}}},
    };
    return rows;
}

const PlaceScheme& placeScheme(std::string_view name)
{
    const auto& rows = placeSchemes();
    const auto own =
        std::find_if(rows.begin(), rows.end(), [name](const auto& row) { return row.name == name; });
    return own != rows.end() ? *own : rows.back();
}

Place::Place(S3Location location) : m_path(std::make_shared<const S3Path>(std::move(location))) {}

Place::Place(ResourceLocation location) : m_path(std::make_shared<const ResourcePath>(std::move(location))) {}

Result<Place> Place::parse(std::string_view text)
{
    auto address = readAddress(text);
    auto place = schemeOf(text).parse(address.path);
    if (place)
        place->m_state = std::move(address.states);
    return place;
}

const S3Location* Place::s3() const
{
    const auto* path = as<S3Path>();
    return path != nullptr ? &path->location : nullptr;
}

const ResourceLocation* Place::resource() const
{
    const auto* path = as<ResourcePath>();
    return path != nullptr ? &path->location : nullptr;
}

const std::string* Place::state(const std::string& name) const
{
    const auto found = m_state.find(name);
    return found != m_state.end() ? &found->second : nullptr;
}

Place Place::withState(const std::string& name, std::string value) const
{
    Place place = *this;
    place.m_state[name] = std::move(value);
    return place;
}

Place Place::withQuery(dynamodb::ItemQuery query) const
{
    Place place = *this;
    place.m_query = std::move(query);
    return place;
}

std::string Place::uri() const
{
    std::string uri = m_path->uri();
    if (m_state.empty())
        return readAddress(uri).path == uri ? uri : uri + '?';
    char mark = '?';
    for (const auto& [name, value] : m_state) {
        uri += std::exchange(mark, '&') + name;
        if (!value.empty())
            uri += '=' + percentEncode(value);
    }
    return uri;
}

Place Place::inOwnRegion() const
{
    const ResourceLocation* location = resource();
    if (location == nullptr || location->regions.empty())
        return *this;
    ResourceLocation own = *location;
    own.regions.clear();
    Place place = *this;
    place.m_path = std::make_shared<const ResourcePath>(std::move(own));
    return place;
}

Place Place::toKeep() const
{
    Place kept = unfiltered();
    for (const auto& state : placeScheme(service()).states) {
        if (const std::string* value = state.isKept ? this->state(state.name) : nullptr)
            kept.m_state[state.name] = *value;
    }
    return kept;
}

Place Place::parent() const
{
    if (m_state.empty())
        return m_path->parent();
    Place place = *this;
    place.m_state.clear();
    return place;
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
