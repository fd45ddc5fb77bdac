#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// One condition of a waiter: what to look at in an answer, what to expect there, and what follows.
struct WaiterAcceptor {
    enum class State { Success, Failure, Retry };
    enum class Matcher {
        Path,    ///< the value at `argument` equals `expected`
        PathAll, ///< ... is a list, not empty, of nothing else
        PathAny, ///< ... is a list with `expected` in it
        Status,  ///< the answer's HTTP status
        Error,   ///< the error's code; true for any error, false for none
    };

    State state = State::Retry;
    Matcher matcher = Matcher::Path;
    std::string argument; ///< JMESPath of the path matchers
    Value expected;

    /// Why the waiter took this state, in botocore's words.
    [[nodiscard]] std::string explanation() const;
};

/// How one waiter works, from botocore's waiters-2.json.
struct WaiterModel {
    std::string name; ///< "BucketExists"
    std::string description;
    std::string operation;
    double delay = 0; ///< seconds between two polls
    int maxAttempts = 0;
    std::vector<WaiterAcceptor> acceptors;

    /// `waiters` is the root of the file; the name may be the model's ("BucketExists") or botocore's
    /// ("bucket_exists"). Fails with UnknownName and the nearest names, or with Model for a file of another
    /// version, or with matchers or states nobody knows.
    [[nodiscard]] static Result<WaiterModel> fromDocument(const Document& waiters, std::string_view name);
    /// The model's names, in the order of the file.
    [[nodiscard]] static std::vector<std::string> names(const Document& waiters);
};

} // namespace inia
