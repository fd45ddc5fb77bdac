#pragma once

#include "core/policy/effect.h"
#include "core/resource/resource.h"

#include <QtCore/QString>

#include <string>
#include <vector>

namespace inia::ui {

// How actions and resources are called in menus, dialogs and on buttons. Everything comes from boto3's names.

// "create_dhcp_options" -> "Create DHCP options".
[[nodiscard]] QString wordsOf(std::string_view snakeName);
// The name in the menu. A noun alone is something to look at: "console_output" -> "View console output".
[[nodiscard]] QString actionTitle(const ActionDefinition& action);
// "Instance" -> "instance", "3 instances"; "ObjectSummary" -> "object". `count` 1 gives the word alone.
[[nodiscard]] QString typeNoun(std::string_view type, std::size_t count);

// What a person knows it by: its name, and its last identifier where that says something else.
[[nodiscard]] QString resourceLabel(const Resource& resource);
// The identifiers before the last one: what it is part of, such as the bucket of an object.
[[nodiscard]] QString resourcePlace(const Resource& resource);
// Null when nothing that is known tells the ARN.
[[nodiscard]] QString resourceArn(const Resource& resource, std::string_view partition);

// "Stop instance web-01 (i-0f3)", "Stop 3 instances", "Create tags · instance web-01 (i-0f3)".
[[nodiscard]] QString actionHeading(const ActionDefinition& action, const std::vector<Resource>& resources);
// What the button says before "in SESSION": "Stop instance", "Stop 3 instances", "Create bucket".
[[nodiscard]] QString actionVerb(const ActionDefinition& action, const std::vector<Resource>& resources);
// "ec2.StopInstances".
[[nodiscard]] QString callName(const Resource& resource, const ActionDefinition& action);

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

namespace inia {

class ActionJob;

} // namespace inia

namespace inia::ui {

// What a person is told of the answer of an action.

// The action made a resource that is gone to. What cannot be asked for again is told at once and never just
// gone to: it may be a key that the service says only this one time.
[[nodiscard]] bool opensResource(const ResourceAnswer& answer);

// An answer as the service gave it, without what the client adds about the call.
[[nodiscard]] Value withoutMetadata(Value answer);

// Reading actions show what they read. A change shows what the service answered, unless it is one of those
// that many resources share, whose answer only repeats the state. Null where there is nothing to show.
[[nodiscard]] Value shownValue(const ActionJob& job, Effect effect, const ResourceAnswer& answer);

} // namespace inia::ui
