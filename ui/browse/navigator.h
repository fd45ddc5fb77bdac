#pragma once

#include "ui/models/place.h"

#include <QtCore/QObject>

#include <vector>

namespace inia::ui {

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

} // namespace inia::ui
