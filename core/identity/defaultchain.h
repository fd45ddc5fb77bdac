#pragma once

#include "core/credentials/credentialschain.h"
#include "core/identity/sourcecontext.h"

#include <memory>

namespace inia {

/// botocore's chain for the profile of `context`: environment (unless the caller chose the profile),
/// assume-role, web identity, Identity Center, credentials file, `aws login`, process, config file,
/// container, instance. The files of the first EC2 tools and of boto 2, which botocore asks in between, are
/// left out. Of a role that stands in no profile: Identity Center alone.
[[nodiscard]] std::shared_ptr<CredentialsChain> defaultChain(const SourceContextPtr& context);

} // namespace inia
