#pragma once

#include "core/resource/resource.h"

#include <vector>

class QMenu;

namespace inia::ui {

class ActionRunner;
class Icons;

// The menu of a resource, or of several that are selected. Filling it asks nobody anything.
class ActionMenu final {
public:
    // Both outlive the menus that are filled.
    ActionMenu(const Icons& icons, ActionRunner& runner);

    // Adds to `menu`, which keeps what it has: reading actions, copies and collections, waiters, changes and,
    // last, what destroys. In a read-only session changes stay visible, grey and with a lock.
    void fill(QMenu& menu, const std::vector<Resource>& resources) const;

private:
    const Icons& m_icons;
    ActionRunner& m_runner;
};

} // namespace inia::ui
