#pragma once

#include <QtCore/QByteArray>

#include <chrono>
#include <string>
#include <vector>

namespace inia::ui {

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
