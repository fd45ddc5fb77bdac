#pragma once

#include "core/resource/resource.h"

#include <QtCore/QString>

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

} // namespace inia::ui
