#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <string_view>

namespace inia {

class Caller;

/// What a call would send, but for who sends it: for code that signs by itself.
struct RequestDraft {
    HttpRequest request; ///< with the headers that the signature brings, without the signature
    SigningContext signing;
    bool hasSignedUrl = false; ///< the body lacks a URL that takes keys to make
};

/// The parameters as the model wants them (Checked), or whatever can be serialized: with stand-ins for
/// secrets that are too short.
enum class DraftParameters { Checked, AsTheyAre };

/// Builds a request as a call does and asks nobody: no keys, no service, no session of S3 Express. So a
/// locked session may have it as well. Fails as the call would before it is signed.
[[nodiscard]] Result<RequestDraft> draftRequest(const Caller& caller, std::string_view operation,
                                                Value params,
                                                DraftParameters parameters = DraftParameters::Checked);

} // namespace inia
