#pragma once

#include "core/policy/effect.h"
#include "core/resource/resource.h"

#include <QtCore/QString>

#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

// One thing that can be done with the resources chosen.
struct ActionChoice {
    enum class Kind : quint8 { Copy, Open, Act, Wait };
    Kind kind = Kind::Act;
    std::string name; // of the action, collection or waiter; "arn", "id", "json" for Copy
    QString text;
    QString iconName;
    Effect effect = Effect::Read;
    bool asks = false;   // a dialog comes first
    bool common = false; // done so often that the type has a batch action for it

    [[nodiscard]] bool changes() const { return changesSomething(effect); }
};

// What a menu offers for these resources, in its order: reading actions, copies, collections, waiters,
// writing actions, destructive ones. Comes from definitions and known data alone: asks nothing of anybody.
// Many resources of one type can be copied and changed; of different types only copied. Actions that are not
// one call, or whose answer is a stream (the body of an object), are for others to offer.
[[nodiscard]] std::vector<ActionChoice> choicesFor(const std::vector<Resource>& resources,
                                                   std::string_view partition);

// The text of a Copy choice; one line for each resource, JSON as a list when there are several.
[[nodiscard]] QString copiedText(const ActionChoice& choice, const std::vector<Resource>& resources,
                                 std::string_view partition);

// Its data, or its identifiers while it is not loaded.
[[nodiscard]] Value resourceValue(const Resource& resource);

} // namespace inia::ui
