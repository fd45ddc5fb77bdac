#pragma once

#include "core/call/caller.h"
#include "core/codegen/codecall.h"
#include "core/common/result.h"

#include <array>
#include <string>
#include <string_view>

namespace inia::codegen {

/// A command of curl that sends the request and signs it with the keys of AWS_ACCESS_KEY_ID and
/// AWS_SECRET_ACCESS_KEY; `hasSessionToken`: and of AWS_SESSION_TOKEN. For POSIX shells. Fails where curl
/// would sign otherwise than AWS, or not at all.
[[nodiscard]] Result<std::string> curlCode(const RequestDraft& draft, bool hasSessionToken);

} // namespace inia::codegen

namespace inia {

class Caller;
class Catalog;

namespace codegen {

enum class Language : quint8 { Cli, PowerShell, Boto3, Curl, Cpp };

inline constexpr std::array allLanguages{Language::Cli, Language::PowerShell, Language::Boto3, Language::Curl,
                                         Language::Cpp};

/// "cli", "powershell", "boto3", "curl", "cpp".
[[nodiscard]] std::string_view languageName(Language language);
[[nodiscard]] std::optional<Language> languageFromName(std::string_view name);

/// What a writer has to know beside the call.
struct CodeContext {
    const Catalog* catalog = nullptr;
    /// Builds the request for curl; null: there is none.
    const Caller* caller = nullptr;
    bool hasSessionToken = false; ///< the keys come with a token (curl)
    /// The parameters are those of a call that was sent and recorded: tokens against doing it twice were made
    /// by us and are left out where the tool makes its own, and secrets are hidden already.
    bool isAsSent = false;
};

/// The call in a language, its secrets as `<secret>`. Fails with kind Unsupported and the reason where the
/// language has no words for it, and as the call itself would where no request can be built.
[[nodiscard]] Result<std::string> writeCode(Language language, CodeCall call, const CodeContext& context);

/// What whoever copies it should know: that the AWS CLI did not have the service when it was looked at last.
/// Mostly empty.
[[nodiscard]] std::string codeNotice(Language language, const OperationModel& operation,
                                     const Catalog& catalog);

} // namespace codegen

} // namespace inia
