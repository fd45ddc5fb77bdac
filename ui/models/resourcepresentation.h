#pragma once

#include "core/resource/resource.h"

#include <QtCore/QString>

#include <string>
#include <string_view>
#include <vector>

// Names of the models in words a person reads.

namespace inia::ui {

/// "Instance type" for "InstanceType", "VPC id" for "VpcId" and "vpc_id"; of a path ("State.Name") the last
/// member, or the one before it where the last says only that there is a name or a code.
[[nodiscard]] std::string memberLabel(std::string_view member);

/// "security groups" for "security_groups", "DHCP options" for "DhcpOptions": inside a sentence.
[[nodiscard]] std::string nounOf(std::string_view name);

/// "Create complete" for "CREATE_COMPLETE", "In use" for "in-use".
[[nodiscard]] std::string stateLabel(std::string_view state);

// How services, collections and resources are called and drawn, where the definitions alone do not say it.

/// Place of a service among others: the ones that people use most come first.
[[nodiscard]] int serviceRank(std::string_view service);
[[nodiscard]] QString serviceIconName(std::string_view service);

/// Icon of a resource type ("Instance"); a cube for types without one of their own.
[[nodiscard]] QString resourceIconName(std::string_view type);

/// "security_groups" as people say it: "Security groups". Abbreviations in capitals: "VPCs".
[[nodiscard]] QString collectionLabel(std::string_view collection);
/// The same within a sentence: "security groups", "VPCs".
[[nodiscard]] QString collectionNoun(std::string_view collection);

/// Names of the collections of a resource in alphabetical order. boto3 keeps a misspelt
/// "multipart_uplaods" beside the right name; one of two that ask the same is enough.
[[nodiscard]] std::vector<std::string> collectionNames(const Resource& resource);
/// Those of the list that are shown before the user asks for all of them, the most used ones first; all of
/// them where there are only a few.
[[nodiscard]] std::vector<std::string> foremostCollections(const Resource& resource,
                                                           const std::vector<std::string>& names);

/// What a person calls the resource, by what is known of it: its tag Name, the member that holds the name of
/// its type (GroupName of a SecurityGroup), else its last identifier without what stands in front of the
/// name in ARNs and URLs.
[[nodiscard]] QString resourceName(const Resource& resource);
/// The last identifier, unchanged.
[[nodiscard]] QString lastIdentifier(const Resource& resource);
/// The end of an ARN or a URL that is a name; other texts unchanged.
[[nodiscard]] std::string_view shortIdentifier(std::string_view identifier);

} // namespace inia::ui
