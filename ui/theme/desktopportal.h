#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QObject>
#include <QtDBus/QDBusVariant>

#include <optional>

namespace inia::ui {

// What a Linux desktop says about its appearance through the settings portal (org.freedesktop.appearance:
// `color-scheme` 0 none, 1 dark, 2 light; `contrast` 1 high). Asks without waiting, since a desktop without
// the portal may take long to say so; until an answer comes nothing is known and nothing is signalled.
class DesktopPortal final : public QObject {
    Q_OBJECT

public:
    explicit DesktopPortal(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DesktopPortal)

    [[nodiscard]] std::optional<Scheme> scheme() const { return m_scheme; }
    [[nodiscard]] bool highContrast() const { return m_highContrast; }

signals:
    void changed();

private slots:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& key);
    void take(const QString& key, const QVariant& value);

    std::optional<Scheme> m_scheme;
    bool m_highContrast = false;
};

} // namespace inia::ui
