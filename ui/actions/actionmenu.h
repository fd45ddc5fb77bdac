#pragma once

#include "core/resource/resource.h"

#include <memory>
#include <vector>

class QMenu;

namespace inia::ui {

class ActionRunner;
class Icons;
struct ActionChoice;

// The menu of a resource, or of several that are selected. Filling it asks nobody anything.
class ActionMenu final {
public:
    // Both outlive the menus that are filled.
    ActionMenu(const Icons& icons, ActionRunner& runner);

    // Adds to `menu`, which keeps what it has: reading actions, copies and collections, waiters, changes and,
    // last, what destroys. In a read-only session changes stay visible, grey and with a lock. A long group
    // folds into a menu of its own, but for what has a batch action.
    void fill(QMenu& menu, const std::vector<Resource>& resources) const;

private:
    using SharedResources = std::shared_ptr<const std::vector<Resource>>;
    void addItem(QMenu& menu, const ActionChoice& choice, const SharedResources& resources) const;

    const Icons& m_icons;
    ActionRunner& m_runner;
};

} // namespace inia::ui
