#pragma once

#include "core/resource/resource.h"
#include "core/session/session.h"
#include "ui/models/place.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

class ServiceResources;

// Where one is in a session and how one got there.
class Navigator final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Navigator)

public:
    explicit Navigator(Place start = {}, QObject* parent = nullptr);

    [[nodiscard]] const Place& current() const { return m_places[m_index]; }
    [[nodiscard]] bool canGoBack() const { return m_index > 0; }
    [[nodiscard]] bool canGoForward() const { return m_index + 1 < m_places.size(); }
    [[nodiscard]] bool canGoUp() const { return !current().isService(); }

    // Going to where one already is emits nothing.
    void go(const Place& place);
    // Takes the place of the current entry, for a filter that is being refined.
    void refine(const Place& place);
    void back();
    void forward();
    void up();

signals:
    // `from` is where one was before.
    void moved(const inia::ui::Place& from);

private:
    static constexpr std::size_t maxPlaces = 200;

    void moveTo(std::size_t index);

    std::vector<Place> m_places; // never empty
    std::size_t m_index = 0;
};

// Where to go for a resource that a reference or an action has led to; nothing for what no collection lists.
[[nodiscard]] std::optional<Place> placeOf(const Resource& resource);

// Where to go for a collection of a resource.
[[nodiscard]] std::optional<Place> placeOfCollection(const Resource& owner, const std::string& name);

// The same place for a session that takes the place of another: the innermost that can exist there. Names
// that people give may exist anywhere; what names the region or was numbered by AWS exists in one place
// alone.
[[nodiscard]] Place placeFor(const Place& place, const Session& before, const Session& after);

// The innermost place to be written down: nothing that looks like a secret, no filter, no query, and of its
// state what is kept.
[[nodiscard]] Place placeToKeep(const Place& place);

// A place as somebody types or pastes it: stricter than Place::parse(), since a word that cannot be the name
// of a bucket, or of one of `services`, is better refused than sent. Fails with a sentence that says what is
// accepted.
[[nodiscard]] Result<Place> placeFromInput(const QString& text, const std::vector<std::string>& services);

// Where a tab is: what an address of another region or account is compared with.
struct Whereabouts {
    std::string region;
    std::string account; // twelve digits; empty while unknown
};

// What people type or paste where the address stands: places of this program (placeFromInput()), ARNs, URLs
// of AWS's console and of services, ids such as i-0123456789abcdef0, names of services. Asks nobody. Fails
// (kind Parameter) with a sentence that says what was not understood, or where else that is.
[[nodiscard]] Result<Place> placeFromText(const QString& text, const ServiceResources& resources,
                                          const Whereabouts& here);

// Whether that is an address, and not words to look for.
[[nodiscard]] bool looksLikeAddress(const QString& text);

// Where the things of a type are listed: the collection of the service by that name, or of that noun; else
// the service.
[[nodiscard]] Place placeOfType(const std::string& service, const std::string& type,
                                const ServiceResources& resources);

} // namespace inia::ui
