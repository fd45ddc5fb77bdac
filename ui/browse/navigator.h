#pragma once

#include "ui/models/s3location.h"

#include <QtCore/QObject>

#include <vector>

namespace inia::ui {

// Where one is in a session and how one got there. A prefix that does not end in "/" means its folder,
// narrowed to the names that begin with the rest.
class Navigator final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Navigator)

public:
    explicit Navigator(QObject* parent = nullptr);

    [[nodiscard]] const S3Location& current() const { return m_places[m_index]; }
    [[nodiscard]] bool canGoBack() const { return m_index > 0; }
    [[nodiscard]] bool canGoForward() const { return m_index + 1 < m_places.size(); }
    [[nodiscard]] bool canGoUp() const { return !current().bucket.empty(); }

    // Going to where one already is emits nothing.
    void go(const S3Location& place);
    // Takes the place of the current entry, for a filter that is being refined.
    void refine(const S3Location& place);
    void back();
    void forward();
    void up();

signals:
    // `from` is where one was before.
    void moved(const inia::ui::S3Location& from);

private:
    static constexpr std::size_t maxPlaces = 200;

    void moveTo(std::size_t index);

    std::vector<S3Location> m_places{S3Location{}};
    std::size_t m_index = 0;
};

} // namespace inia::ui
