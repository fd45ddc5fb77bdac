#pragma once

#include "core/common/result.h"
#include "core/dynamodb/itemrequests.h"
#include "core/s3/s3listing.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QtGlobal>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::ui {

struct PlacePart;

/// A place among the resources of a service: "ec2://" the service, "ec2://instances" a collection of it,
/// "ec2://instances/i-1" one resource, "ec2://vpcs/vpc-1/subnets" a collection of that. Collections go by
/// boto3's names. Whether there is such a service, collection or resource is not known here.
struct ResourceLocation {
    struct Step {
        std::string collection;
        /// What tells a resource from its siblings, decoded; mostly one. Empty for the collection itself,
        /// which only the last step can be.
        std::vector<std::string> identifiers;

        friend bool operator==(const Step&, const Step&) = default;
    };

    std::string service;
    std::vector<Step> steps;
    /// Empty: the session's own. Several are listed as one, "all" for all that have the service; a single one
    /// is somewhere else, in a session of its own. That of another session is "profile@region". Written
    /// behind the rest: "ec2://instances?regions=all".
    std::vector<std::string> regions;
    static constexpr std::string_view allRegions = "all";

    /// A list over several regions.
    [[nodiscard]] bool isMerged() const;
    /// Identifiers are percent-encoded ("/" in ARNs), several of one resource are joined by ",". Fails (kind
    /// Parameter) with a sentence for the user.
    [[nodiscard]] static Result<ResourceLocation> parse(std::string_view text);

    /// The uri of a place is the beginning of the uris of all places in it; see isInside().
    [[nodiscard]] std::string uri() const;
    [[nodiscard]] bool isService() const { return steps.empty(); }
    [[nodiscard]] bool isCollection() const { return !steps.empty() && steps.back().identifiers.empty(); }
    [[nodiscard]] bool isResource() const { return !steps.empty() && !isCollection(); }

    /// One level up: a resource -> the collection it is in -> the resource that has that -> ... the service.
    [[nodiscard]] ResourceLocation parent() const;
    /// From a service or a resource into one of its collections.
    [[nodiscard]] ResourceLocation collection(std::string name) const;
    /// From a collection to one of its resources.
    [[nodiscard]] ResourceLocation resource(std::vector<std::string> identifiers) const;

    friend bool operator==(const ResourceLocation&, const ResourceLocation&) = default;
};

/// One of ResourceLocation::regions in its parts.
struct RegionName {
    std::string profile; ///< empty: that of the session one is in
    std::string region;

    explicit RegionName(std::string_view name);
    RegionName(std::string profileName, std::string regionName)
        : profile(std::move(profileName)), region(std::move(regionName))
    {
    }
    [[nodiscard]] std::string name() const { return profile.empty() ? region : profile + '@' + region; }
};

/// Whether the place at `uri` is the one at `outer` or below it: "ec2://instances/i-1" is not the beginning
/// of "ec2://instances/i-12".
[[nodiscard]] bool isInside(std::string_view uri, std::string_view outer);

class Place;

/// What stands behind the scheme of a place, as that scheme reads it: keys of S3, resources of a service.
class PlacePath {
public:
    PlacePath() = default;
    virtual ~PlacePath() = default;
    Q_DISABLE_COPY_MOVE(PlacePath)

    [[nodiscard]] virtual std::string service() const = 0;
    /// With the scheme. Tells places of a scheme apart.
    [[nodiscard]] virtual std::string uri() const = 0;
    [[nodiscard]] virtual bool isService() const = 0;
    /// Without a filter of the server that stands in the path.
    [[nodiscard]] virtual Place unfiltered() const = 0;
    [[nodiscard]] virtual Place parent() const = 0;
    [[nodiscard]] virtual std::vector<PlacePart> parts() const = 0;
};

/// What can stand behind the path of a place: "?versions" and "?find=report" say how one looks at it.
struct PlaceState {
    std::string name;
    bool isKept = false; ///< from one start to the next; not what somebody looked for
};

/// How the places of one scheme are read.
struct PlaceScheme {
    std::string name; ///< "s3"; empty for any service that has no row of its own
    Result<Place> (*parse)(std::string_view text) = nullptr;
    std::vector<PlaceState> states;
};

/// All there are: to have places of another sort, give them a PlacePath and a row here; to have them shown,
/// a page in a ServiceKit.
[[nodiscard]] const std::vector<PlaceScheme>& placeSchemes();
/// Its own row, or the one of any service.
[[nodiscard]] const PlaceScheme& placeScheme(std::string_view name);

/// Where one can be in a session: a scheme, the path below it, and how one looks at what is there. A prefix
/// of S3 that does not end in "/" means its folder, narrowed to the names that begin with the rest.
class Place final {
public:
    /// The list of buckets.
    Place() : Place(S3Location()) {}
    Place(S3Location location);
    Place(ResourceLocation location);
    explicit Place(std::shared_ptr<const PlacePath> path) : m_path(std::move(path)) {}

    /// From uri(), or whatever else its scheme understands; without a scheme it is one of S3. Fails (kind
    /// Parameter) with a sentence for the user.
    [[nodiscard]] static Result<Place> parse(std::string_view text);

    /// Null when the place is elsewhere.
    [[nodiscard]] const S3Location* s3() const;
    [[nodiscard]] const ResourceLocation* resource() const;
    template <class Path>
    [[nodiscard]] const Path* as() const
    {
        return dynamic_cast<const Path*>(m_path.get());
    }

    /// Part of the uri, a step of its own in the history, and below the place itself: null when it is not
    /// set, empty when there is no more to say. Its name has to be one of the scheme's.
    [[nodiscard]] const std::string* state(const std::string& name) const;
    [[nodiscard]] Place withState(const std::string& name, std::string value = {}) const;

    /// What is asked of the items at this place, which is a table of DynamoDB: a step of its own in the
    /// history and no part of the uri. Nothing for what is asked at first.
    [[nodiscard]] const std::optional<dynamodb::ItemQuery>& query() const { return m_query; }
    [[nodiscard]] Place withQuery(dynamodb::ItemQuery query) const;

    [[nodiscard]] std::string service() const { return m_path->service(); }
    [[nodiscard]] std::string uri() const;
    /// The same without the server's filter, state and query, which are no part of where one is.
    [[nodiscard]] Place unfiltered() const { return m_path->unfiltered(); }
    /// The same with no more than what is kept from one start to the next.
    [[nodiscard]] Place toKeep() const;
    [[nodiscard]] bool isService() const { return m_path->isService(); }
    /// The same in the session's own region, as the tree knows it.
    [[nodiscard]] Place inOwnRegion() const;
    /// One level up; state and filter are the lowest levels: leaving them leads to the place itself, to its
    /// folder. The service itself stays.
    [[nodiscard]] Place parent() const;
    /// The places from the first below the service to this one, as a path bar shows them.
    [[nodiscard]] std::vector<PlacePart> parts() const { return m_path->parts(); }

    friend bool operator==(const Place& a, const Place& b)
    {
        return a.m_state == b.m_state && a.m_query == b.m_query && a.m_path->uri() == b.m_path->uri();
    }

private:
    std::shared_ptr<const PlacePath> m_path;
    std::map<std::string, std::string> m_state;
    std::optional<dynamodb::ItemQuery> m_query;
};

struct PlacePart {
    QString label; ///< one line; empty for a prefix that is only a "/"
    Place place;
};

/// A place by its address and the session it was seen in.
struct KnownPlace {
    std::string uri;
    std::string profile;
    std::string region;
    std::chrono::seconds lastVisit{0}; ///< since 1970
    bool isPinned = false;

    [[nodiscard]] bool isSamePlace(const KnownPlace& other) const
    {
        return uri == other.uri && profile == other.profile && region == other.region;
    }
};

/// Where one was lately, and what one has pinned: kept from one start to the next, shared by all tabs.
/// Addresses alone, no filter and no query. Of places that are not pinned the oldest go.
class KnownPlaces final {
public:
    static constexpr std::size_t mostRecent = 200;

    /// From toJson(); what cannot be understood is left out.
    [[nodiscard]] static KnownPlaces fromJson(const QByteArray& json);
    [[nodiscard]] QByteArray toJson() const;

    /// The latest first.
    [[nodiscard]] const std::vector<KnownPlace>& all() const { return m_places; }
    /// Of `place` the address and the session count.
    void visit(const KnownPlace& place, std::chrono::seconds now);
    /// Pins it, or takes it off; what it is then.
    bool togglePin(const KnownPlace& place, std::chrono::seconds now);

private:
    std::vector<KnownPlace> m_places;
};

} // namespace inia::ui
