#pragma once

#include <span>

namespace inia::tests {

/// A call and what has to become of it, in JSON.
struct QuirkCase {
    const char* tag; ///< begins with Quirk::test
    const char* service;
    const char* operation;
    /// Of a request: the parameters. Of a response: params, status (200), headers, body.
    const char* given;
    /// Of a request: method, url, body, headers (null: absent), or the code of an error and what it "says";
    /// "environment" and "accelerate" are settings. Of a response: the result without ResponseMetadata, or
    /// the error's code, exception code, status and message.
    const char* expected;
};

[[nodiscard]] std::span<const QuirkCase> requestCases();
[[nodiscard]] std::span<const QuirkCase> responseCases();

} // namespace inia::tests
