#include "ui/theme/appearance.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolTip>

#include <cmath>
#include <optional>

#ifdef INIA_HAVE_DBUS
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>
#endif

// Expands to a declaration that has to stand outside of any namespace.
static void initIconResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace inia::ui {

namespace {

constexpr QLatin1StringView folder(":/inia/icons/");

QString pathOf(const QString& name)
{
    return folder + name + QLatin1StringView(".svg");
}

} // namespace

struct Icons::Store {
    struct PixmapKey {
        QString name;
        QRgb color = 0;
        int deviceSize = 0;

        bool operator==(const PixmapKey&) const = default;
        friend size_t qHash(const PixmapKey& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.name, key.color, key.deviceSize);
        }
    };

    explicit Store(const Theme& themeOfIcons) : theme(themeOfIcons) {}

    const QPixmap& pixmap(const QString& name, const QColor& color, int deviceSize);
    const QByteArray& source(const QString& name);

    const Theme& theme;
    QHash<QString, QByteArray> sources;
    QHash<PixmapKey, QPixmap> pixmaps;
};

const QByteArray& Icons::Store::source(const QString& name)
{
    auto found = sources.find(name);
    if (found == sources.end()) {
        QFile file(pathOf(exists(name) ? name : QStringLiteral("cube")));
        const bool opened = file.open(QIODevice::ReadOnly);
        found = sources.insert(name, opened ? file.readAll() : QByteArray());
    }
    return *found;
}

const QPixmap& Icons::Store::pixmap(const QString& name, const QColor& color, int deviceSize)
{
    const PixmapKey key{name, color.rgba(), deviceSize};
    auto found = pixmaps.find(key);
    if (found == pixmaps.end()) {
        QByteArray svg = source(name);
        svg.replace("currentColor", color.name().toLatin1());
        QPixmap drawn(deviceSize, deviceSize);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        QSvgRenderer(svg).render(&painter, QRectF(0, 0, deviceSize, deviceSize));
        found = pixmaps.insert(key, drawn);
    }
    return *found;
}

class Icons::Engine final : public QIconEngine {
public:
    Engine(std::shared_ptr<Store> store, QString name, Token token)
        : m_store(std::move(store)), m_name(std::move(name)), m_token(token)
    {
    }

    QIconEngine* clone() const override { return new Engine(m_store, m_name, m_token); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        const qreal ratio = painter->device()->devicePixelRatioF();
        const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side,
                           side);
        painter->drawPixmap(square, at(side, ratio, mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // `size` is already in device pixels here.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return at(qMin(size.width(), size.height()), 1.0, mode);
    }

    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }

private:
    QPixmap at(int side, qreal ratio, QIcon::Mode mode) const
    {
        const Token token = mode == QIcon::Disabled ? Token::Text3 : m_token;
        return m_store->pixmap(m_name, m_store->theme.color(token), int(std::ceil(side * ratio)));
    }

    std::shared_ptr<Store> m_store;
    QString m_name;
    Token m_token;
};

Icons::Icons(const Theme& theme) : m_store(std::make_shared<Store>(theme))
{
    initIconResources();
}

QIcon Icons::icon(const QString& name, Token token) const
{
    return QIcon(new Engine(m_store, name, token));
}

QPixmap Icons::pixmap(const QString& name, Token token, int size, qreal ratio) const
{
    QPixmap result = m_store->pixmap(name, m_store->theme.color(token), int(std::ceil(size * ratio)));
    result.setDevicePixelRatio(ratio);
    return result;
}

bool Icons::exists(const QString& name)
{
    return !name.isEmpty() && QFile::exists(pathOf(name));
}

QStringList Icons::names()
{
    initIconResources();
    QStringList names;
    const QStringList files = QDir(folder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        names.append(file.chopped(4));
    return names;
}

void Icons::clearCache()
{
    m_store->pixmaps.clear();
}

Style::Style(const Theme& theme, const Icons& icons)
    : QProxyStyle(QStringLiteral("fusion")), m_theme(theme), m_icons(icons)
{
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Session tabs are the only ones with a button: it stands beside the words, which are below the strip.
    return element == SE_TabBarTabRightButton ? rect.translated(m_theme.px(2), m_theme.px(2)) : rect;
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const
{
    if (standard == SP_LineEditClearButton)
        return m_icons.icon(QStringLiteral("x"));
    return QProxyStyle::standardIcon(standard, option, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_LineEditIconSize:
        return m_theme.sizes().icon;
    case PM_LineEditIconMargin:
        return m_theme.px(1);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animate:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    if (element == PE_FrameFocusRect)
        return;
    if (element == PE_IndicatorArrowDown) {
        drawChevron(*painter, QRectF(option->rect).center(), m_theme.px(6), Chevron::Down,
                    m_theme.color(Token::Text2));
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

#ifdef INIA_HAVE_DBUS

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

#endif

namespace {

std::optional<Scheme> schemeFromEnvironment()
{
    const QByteArray wanted = qgetenv("INIA_APPEARANCE").toLower();
    if (wanted == "light")
        return Scheme::Light;
    if (wanted == "dark")
        return Scheme::Dark;
    return std::nullopt;
}

} // namespace

Appearance::Appearance(QApplication& application, QObject* parent)
    : QObject(parent),
      m_typography(Typography::fromDesktop(application.font())),
      m_paletteScheme(schemeOf(application.palette())),
      m_theme(Theme::make(m_paletteScheme, m_typography)),
      m_icons(m_theme)
{
}

Appearance::~Appearance() = default;

Scheme Appearance::schemeOf(const QPalette& palette)
{
    const int window = palette.color(QPalette::Window).lightness();
    const int text = palette.color(QPalette::WindowText).lightness();
    return window < text ? Scheme::Dark : Scheme::Light;
}

Scheme Appearance::systemScheme() const
{
    if (const std::optional<Scheme> wanted = schemeFromEnvironment())
        return *wanted;
#ifdef INIA_HAVE_DBUS
    if (m_portal && m_portal->scheme())
        return *m_portal->scheme();
#endif
    return m_paletteScheme;
}

void Appearance::setSetting(QApplication& application, Setting setting)
{
    m_setting = setting;
    if (setting == Setting::System) {
        followDesktop(application);
        apply(application, systemScheme());
    } else {
        apply(application, setting == Setting::Dark ? Scheme::Dark : Scheme::Light);
    }
}

void Appearance::followDesktop([[maybe_unused]] QApplication& application)
{
#ifdef INIA_HAVE_DBUS
    if (m_portal)
        return;
    m_portal = new DesktopPortal(this);
    connect(m_portal, &DesktopPortal::changed, this, [this, &application] {
        if (m_setting == Setting::System)
            apply(application, systemScheme());
    });
#endif
}

void Appearance::apply(QApplication& application, Scheme scheme)
{
#ifdef INIA_HAVE_DBUS
    const bool highContrast = m_portal && m_portal->highContrast();
#else
    const bool highContrast = false;
#endif
    m_theme = Theme::make(scheme, m_typography, highContrast);
    m_icons.clearCache();
    if (!m_styled) {
        application.setStyle(new Style(m_theme, m_icons)); // the application owns it
        m_styled = true;
    }
    application.setPalette(m_theme.palette());
    application.setFont(m_theme.font(FontRole::Data));
    application.setStyleSheet(m_theme.styleSheet());
    QToolTip::setFont(m_theme.font(FontRole::Secondary));
    emit changed();
}

} // namespace inia::ui

#ifdef INIA_HAVE_DBUS
#include "appearance.moc"
#endif
