#include "ui/browse/navigator.h"

namespace inia::ui {

Navigator::Navigator(Place start, QObject* parent) : QObject(parent), m_places{std::move(start)} {}

void Navigator::go(const Place& place)
{
    if (place == current())
        return;
    const Place from = current();
    m_places.erase(m_places.begin() + static_cast<std::ptrdiff_t>(m_index) + 1, m_places.end());
    m_places.push_back(place);
    if (m_places.size() > maxPlaces)
        m_places.erase(m_places.begin());
    m_index = m_places.size() - 1;
    emit moved(from);
}

void Navigator::refine(const Place& place)
{
    if (place == current())
        return;
    const Place from = std::exchange(m_places[m_index], place);
    emit moved(from);
}

void Navigator::back()
{
    if (canGoBack())
        moveTo(m_index - 1);
}

void Navigator::forward()
{
    if (canGoForward())
        moveTo(m_index + 1);
}

void Navigator::up()
{
    if (canGoUp())
        go(current().parent());
}

void Navigator::moveTo(std::size_t index)
{
    const Place from = current();
    m_index = index;
    emit moved(from);
}

} // namespace inia::ui
