#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia {

/// Keys as processes, containers, instances and caches write them in JSON: AccessKeyId, SecretAccessKey, a
/// session token by the name `tokenName`, Expiration, AccountId. `place` is for messages, which never quote
/// the document. Fails with kind Credentials, code BadKeyDocument. What comes has to be renewed by the
/// source.
[[nodiscard]] Result<Credentials> keysFromDocument(const Value& document, std::string_view tokenName,
                                                   const std::string& place);
/// The same from the text of the document.
[[nodiscard]] Result<Credentials> keysFromText(std::string_view text, std::string_view tokenName,
                                               const std::string& place);

[[nodiscard]] Error badKeyDocument(const std::string& place, const std::string& problem);

} // namespace inia
