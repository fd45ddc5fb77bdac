#pragma once

#include "ui/browse/workarea.h"
#include "ui/theme/appearance.h"

#include <QtCore/QSettings>

namespace inia::desktop {

// What the window remembers from one start to the next. The only user of QSettings; hands plain values on.
// Never holds a secret, nor which accounts were visited; for its owner alone to read.
class Settings final {
    Q_DISABLE_COPY_MOVE(Settings)

public:
    // The user's own file, or `file` in its place.
    explicit Settings(const QString& file = {});

    [[nodiscard]] QByteArray windowGeometry() const;
    [[nodiscard]] ui::WorkAreaLayout layout() const;
    [[nodiscard]] ui::Appearance::Setting appearance() const;
    // Of transfers, bytes a second; 0 for no limit.
    [[nodiscard]] qint64 bandwidth() const;

    // Profiles that the user has made read-only; production ones always are and never stand here.
    [[nodiscard]] QStringList readOnlyProfiles() const;

    // As ColumnChoices writes it.
    [[nodiscard]] QByteArray columnChoices() const;

    void saveWindow(const QByteArray& geometry, const ui::WorkAreaLayout& layout);
    void saveAppearance(ui::Appearance::Setting setting);
    void saveColumnChoices(const QByteArray& json);
    void saveReadOnlyProfiles(const QStringList& profiles);
    void saveBandwidth(qint64 bytesPerSecond);

private:
    QSettings m_store;
};

} // namespace inia::desktop
