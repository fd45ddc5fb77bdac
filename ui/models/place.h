#pragma once

#include "core/dynamodb/itemquery.h"
#include "core/s3/s3location.h"
#include "ui/models/resourcelocation.h"

#include <QtCore/QString>

#include <optional>
#include <variant>
#include <vector>

namespace inia::ui {

struct PlacePart;

/// Where one can be in a session: among the keys of S3, or among the resources of another service. A prefix
/// that does not end in "/" means its folder, narrowed to the names that begin with the rest.
class Place final {
public:
    /// The list of buckets.
    Place() = default;
    Place(S3Location location) : m_location(std::move(location)) {}
    Place(ResourceLocation location) : m_location(std::move(location)) {}

    /// From uri(), or whatever else S3Location understands. Fails (kind Parameter) with a sentence for the
    /// user.
    [[nodiscard]] static Result<Place> parse(std::string_view text);

    /// Null when the place is elsewhere.
    [[nodiscard]] const S3Location* s3() const { return std::get_if<S3Location>(&m_location); }
    [[nodiscard]] const ResourceLocation* resource() const
    {
        return std::get_if<ResourceLocation>(&m_location);
    }

    /// What is asked of the items at this place, which is a table of DynamoDB: a step of its own in the
    /// history and no part of the uri. Nothing for what is asked at first.
    [[nodiscard]] const std::optional<dynamodb::ItemQuery>& query() const { return m_query; }
    [[nodiscard]] Place withQuery(dynamodb::ItemQuery query) const;

    [[nodiscard]] std::string service() const;
    [[nodiscard]] std::string uri() const;
    /// The same without the server's filter and the query, which is no part of where one is.
    [[nodiscard]] Place unfiltered() const;
    [[nodiscard]] bool isService() const;
    /// One level up; a filter is the lowest level: leaving it leads to its folder. The service itself stays.
    [[nodiscard]] Place parent() const;
    /// The places from the first below the service to this one, as a path bar shows them.
    [[nodiscard]] std::vector<PlacePart> parts() const;

    friend bool operator==(const Place&, const Place&) = default;

private:
    std::variant<S3Location, ResourceLocation> m_location;
    std::optional<dynamodb::ItemQuery> m_query;
};

struct PlacePart {
    QString label; ///< one line; empty for a prefix that is only a "/"
    Place place;
};

} // namespace inia::ui
