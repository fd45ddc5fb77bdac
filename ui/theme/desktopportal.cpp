#include "ui/theme/desktopportal.h"

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>

namespace inia::ui {

namespace {

constexpr QLatin1StringView service("org.freedesktop.portal.Desktop");
constexpr QLatin1StringView path("/org/freedesktop/portal/desktop");
constexpr QLatin1StringView interface("org.freedesktop.portal.Settings");
constexpr QLatin1StringView group("org.freedesktop.appearance");
constexpr QLatin1StringView schemeKey("color-scheme");
constexpr QLatin1StringView contrastKey("contrast");

// `Read` wraps its answer twice, `SettingChanged` once.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopPortal::DesktopPortal(QObject* parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    ask(schemeKey);
    ask(contrastKey);
}

void DesktopPortal::ask(const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    call.setArguments({group, key});
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (!reply.isError())
            take(key, reply.value().variant());
        done->deleteLater();
    });
}

void DesktopPortal::onSettingChanged(const QString& changedGroup, const QString& key,
                                     const QDBusVariant& value)
{
    if (changedGroup == group)
        take(key, value.variant());
}

void DesktopPortal::take(const QString& key, const QVariant& value)
{
    const uint number = unwrapped(value).toUInt();
    if (key == schemeKey) {
        m_scheme = number == 1 ? std::optional(Scheme::Dark)
                               : (number == 2 ? std::optional(Scheme::Light) : std::nullopt);
    } else if (key == contrastKey) {
        m_highContrast = number == 1;
    } else {
        return;
    }
    emit changed();
}

} // namespace inia::ui
