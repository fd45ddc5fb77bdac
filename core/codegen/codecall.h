#pragma once

#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <cstdint>
#include <optional>
#include <string>

namespace inia::codegen {

/// A call as it is to be written down: what was asked for, not what travels.
struct CodeCall {
    OperationModel operation;
    Value params; ///< {"$file": PATH} stands for the bytes of a file where bytes are meant
    /// Not set: whoever runs the code has their own.
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    bool allPages = false;
    /// Items on a page, where the tool has a word of its own for it.
    std::optional<std::int64_t> pageSize;
};

/// Kind Unsupported: there is no such code; the reason is half a sentence.
[[nodiscard]] Error cannotBeExpressed(std::string reason);

/// Parameters as the writers take them (secretText stays a text): without members that are null, times and
/// bytes as such where the model has them and they were given as texts.
[[nodiscard]] Value toldParams(const Shape& shape, const Value& params);

/// The path of {"$file": PATH}; nothing for any other value, and where a member may be called so.
[[nodiscard]] std::optional<std::string> filePath(const Value& value, const Shape& shape);

/// What stands in code in the place of a secret.
inline constexpr std::string_view secretText = "<secret>";

/// Parameters of a call that was recorded, with secretText for what the recording hides.
[[nodiscard]] Value fromRecording(const Value& params);

/// Parameters with secretText for all that CallRedaction hides of them. `sendable`: of the types that the
/// model has, so that a request can be built of them.
struct HiddenParams {
    Value shown;
    Value sendable;
    bool hasSecrets = false;
};
[[nodiscard]] HiddenParams withoutSecrets(const OperationModel& operation, const Value& params);

/// A program in Python that makes the call by boto3 and prints what it brings.
[[nodiscard]] Result<std::string> boto3Code(const CodeCall& call);

/// The same in C++ by core/inia.h, as in core/README.md.
[[nodiscard]] Result<std::string> cppCode(const CodeCall& call);

} // namespace inia::codegen
