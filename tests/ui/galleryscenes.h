#pragma once

#include <QtWidgets/QWidget>

#include <functional>
#include <memory>

namespace inia::ui {
class Appearance;
}

namespace inia::ui::gallery {

struct Scene {
    const char* name;
    std::function<std::unique_ptr<QWidget>(const Appearance&)> make;
};

// One picture each: the window while browsing, the states, the components.
[[nodiscard]] QList<Scene> scenes();

} // namespace inia::ui::gallery
