#include "ui/models/knownplaces.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr std::size_t longestAddress = 2048;

QString textOf(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

KnownPlaces KnownPlaces::fromJson(const QByteArray& json)
{
    KnownPlaces places;
    for (const auto entry : QJsonDocument::fromJson(json).array()) {
        KnownPlace place;
        place.uri = entry[QStringLiteral("uri")].toString().toStdString();
        place.profile = entry[QStringLiteral("profile")].toString().toStdString();
        place.region = entry[QStringLiteral("region")].toString().toStdString();
        place.lastVisit = std::chrono::seconds(entry[QStringLiteral("visited")].toInteger());
        place.isPinned = entry[QStringLiteral("pinned")].toBool();
        if (!place.uri.empty() && place.uri.size() <= longestAddress)
            places.m_places.push_back(std::move(place));
    }
    return places;
}

QByteArray KnownPlaces::toJson() const
{
    QJsonArray entries;
    for (const auto& place : m_places) {
        entries.append(QJsonObject{{QStringLiteral("uri"), textOf(place.uri)},
                                   {QStringLiteral("profile"), textOf(place.profile)},
                                   {QStringLiteral("region"), textOf(place.region)},
                                   {QStringLiteral("visited"), static_cast<qint64>(place.lastVisit.count())},
                                   {QStringLiteral("pinned"), place.isPinned}});
    }
    return QJsonDocument(entries).toJson(QJsonDocument::Compact);
}

void KnownPlaces::visit(const KnownPlace& place, std::chrono::seconds now)
{
    if (place.uri.empty() || place.uri.size() > longestAddress)
        return;
    KnownPlace visited = place;
    const auto known = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const KnownPlace& other) { return other.isSamePlace(place); });
    visited.isPinned = known != m_places.end() && known->isPinned;
    visited.lastVisit = now;
    if (known != m_places.end())
        m_places.erase(known);
    m_places.insert(m_places.begin(), std::move(visited));
    std::size_t recent = 0;
    std::erase_if(m_places,
                  [&recent](const KnownPlace& other) { return !other.isPinned && ++recent > mostRecent; });
}

bool KnownPlaces::togglePin(const KnownPlace& place, std::chrono::seconds now)
{
    visit(place, now);
    if (m_places.empty() || !m_places.front().isSamePlace(place))
        return false;
    m_places.front().isPinned = !m_places.front().isPinned;
    return m_places.front().isPinned;
}

} // namespace inia::ui
