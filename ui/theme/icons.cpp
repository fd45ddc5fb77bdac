#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

#include <cmath>

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

} // namespace inia::ui
