#pragma once

#include "core/identity/sourcecontext.h"
#include "ui/browse/workarea.h"
#include "ui/theme/appearance.h"

#include <QtCore/QSettings>

#include <optional>
#include <string>
#include <vector>

namespace inia::desktop {

// A tab by the names of its profile and region, which hold no key, and the address it was at.
struct KeptTab {
    std::string profile;               // empty: a role that takes its settings from none
    std::optional<std::string> region; // none: the profile's own
    std::string place;
    std::optional<SsoRole> role; // of Identity Center, by the names of its sign-in, account and itself

    bool operator==(const KeptTab&) const = default;
};

struct KeptTabs {
    std::vector<KeptTab> tabs;
    int current = -1;

    bool operator==(const KeptTabs&) const = default;
};

// What the window remembers from one start to the next. The only user of QSettings; hands plain values on.
// Never holds a secret; for its owner alone to read.
class Settings final {
    Q_DISABLE_COPY_MOVE(Settings)

public:
    // The user's own file, or `file` in its place.
    explicit Settings(const QString& file = {});

    [[nodiscard]] QByteArray windowGeometry() const;
    [[nodiscard]] ui::WorkAreaLayout layout() const;
    [[nodiscard]] KeptTabs tabs() const;
    [[nodiscard]] ui::Appearance::Setting appearance() const;
    // Of transfers, bytes a second; 0 for no limit.
    [[nodiscard]] qint64 bandwidth() const;

    // Profiles that the user has made read-only; production ones always are and never stand here.
    [[nodiscard]] QStringList readOnlyProfiles() const;

    // As ColumnChoices writes it.
    [[nodiscard]] QByteArray columnChoices() const;
    // As KnownPlaces writes them: addresses.
    [[nodiscard]] QByteArray knownPlaces() const;

    void saveWindow(const QByteArray& geometry, const ui::WorkAreaLayout& layout);
    void saveTabs(const KeptTabs& tabs);
    void saveAppearance(ui::Appearance::Setting setting);
    void saveColumnChoices(const QByteArray& json);
    void saveKnownPlaces(const QByteArray& json);
    void saveReadOnlyProfiles(const QStringList& profiles);
    void saveBandwidth(qint64 bytesPerSecond);
    // To the disk, now: a program that is killed must not forget.
    void sync() { m_store.sync(); }

private:
    QSettings m_store;
};

} // namespace inia::desktop
