#pragma once

#include <string>
#include <string_view>

// Names of the models in words a person reads.
namespace inia::ui {

/// "Instance type" for "InstanceType", "VPC id" for "VpcId" and "vpc_id"; of a path ("State.Name") the last
/// member, or the one before it where the last says only that there is a name or a code.
[[nodiscard]] std::string memberLabel(std::string_view member);

/// "security groups" for "security_groups", "DHCP options" for "DhcpOptions": inside a sentence.
[[nodiscard]] std::string nounOf(std::string_view name);

/// "Create complete" for "CREATE_COMPLETE", "In use" for "in-use".
[[nodiscard]] std::string stateLabel(std::string_view state);

} // namespace inia::ui
