#pragma once

#include "core/call/caller.h"
#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonwriter.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace inia::cli {

/// Exit codes of the AWS CLI.
enum ExitCode {
    Success = 0,
    UsageError = 252,         ///< command line or parameters
    ConfigurationError = 253, ///< config files, credentials, region
    ServiceError = 254,       ///< the service refused
    OtherError = 255,
};
[[nodiscard]] ExitCode exitCode(const Error& error);

/// The request of a dry run: method, url, headers, body_base64, canonical_request, string_to_sign.
[[nodiscard]] Value requestValue(const Reply& reply);

/// The same as indented JSON.
[[nodiscard]] std::string dryRunText(const Reply& reply);

/// A presigned URL: url, method, headers, and ends_with_keys (a time) when the keys end before it would.
[[nodiscard]] Value presignedValue(const PresignedUrl& url);

/// An error for programs: kind, code, message, and what else is known of operation, request_id, host_id,
/// http_status, region, may_have_been_done; `response` is what the service said (Reply::errorResponse()),
/// left out when null.
[[nodiscard]] Value errorValue(const Error& error, const Value& response);

/// Writes at once, so that whoever reads a pipe sees it. False when the text did not go out, now or before
/// (the disk is full, the reader of the pipe has gone): the first time that happens to standard output it is
/// said on standard error, and nothing more is written there. main() makes that exit code OtherError.
bool print(std::FILE* stream, const std::string& text);
/// To be called before anything is opened. A reader that has gone is an error of writing from then on, not
/// the end of the program; and something takes the place of standard streams that were closed, so that no
/// file or connection gets their numbers: standard output then takes nothing.
void prepareStreams();
/// Whether something did not get onto standard output.
[[nodiscard]] bool outputHasFailed();
/// An error of that kind, for those who would go on producing output; it was said already.
[[nodiscard]] Error outputFailed();

/// One line on standard error with the program's name in front, fit for a terminal.
void tell(const std::string& text);

/// Text of a server or a file name, fit for a terminal: control characters become \xNN, so that nobody else
/// moves the cursor, sets titles or writes lines in our name. Line breaks and tabs stay.
[[nodiscard]] std::string printable(std::string_view text);

/// One line for stderr, in the AWS CLI's words for errors of a service. Fit for a terminal.
[[nodiscard]] std::string errorText(const Error& error);

// Values that JSON has no form for. Bytes are {"$blob": "base64"}; numbers that are none are the texts
// "NaN", "Infinity" and "-Infinity"; timestamps are ISO 8601.

/// Parameters as they stand in JSON -> as operations take them. `shape` says where {"$blob": ...} stands for
/// bytes (not where a map or a document is meant) and where "NaN" is a number; it may be invalid. Texts for
/// blobs and timestamps stay: the serializers take them. Fails (kind Parameter) on bad base64.
[[nodiscard]] Result<Value> valuesFromJson(const Value& json, const Shape& shape);

/// Any value in this form; toJson() writes bytes as bare base64, as the AWS CLI does.
[[nodiscard]] std::string markedJson(const Value& value, JsonStyle style = {});

} // namespace inia::cli
