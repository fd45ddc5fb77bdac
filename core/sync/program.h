#pragma once

#include "core/session/session.h"
#include "core/sync/client.h"
#include "core/sync/resource.h"

#include <functional>
#include <string_view>

namespace inia::sync {

/// A session whose clients and resources wait for their answers.
class Session final {
public:
    Session(std::optional<inia::Session> session, FirstErrorPtr firstError)
        : m_session(std::move(session)), m_firstError(std::move(firstError))
    {
    }

    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const;
    [[nodiscard]] Resource resource(std::string_view service, const ClientOptions& options = {}) const;

    /// Null after an error.
    [[nodiscard]] const inia::Session* session() const { return m_session ? &*m_session : nullptr; }

private:
    std::optional<inia::Session> m_session;
    FirstErrorPtr m_firstError;
};

/// What a program that does one thing after another stands on: boto3's module functions. Made by run() alone,
/// which looks at the first error at the end, so that none can be overlooked: after it every call answers
/// null, every loop ends and no service is asked any more. Errors that are expected come as values from
/// Client::tryCall(). For programs without a window, as await() is.
class Program final {
public:
    /// boto3.Session(region_name=...): program.session({.region = "us-west-2"}).
    [[nodiscard]] Session session(SessionOptions options = {}) const;
    /// Of the default session.
    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const;
    [[nodiscard]] Resource resource(std::string_view service, const ClientOptions& options = {}) const;

    /// Nothing has failed so far.
    [[nodiscard]] bool ok() const { return !m_firstError->hasHappened(); }
    /// Ends the program with an error of its own.
    void fail(std::string message) const;

private:
    friend Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps);
    explicit Program(const Runtime& runtime);

    Runtime m_runtime;
    FirstErrorPtr m_firstError = std::make_shared<FirstError>();
    Session m_defaultSession;
};

/// The body of main(): runs the steps on Runtime::standard(), says on standard error what failed first, and
/// returns the exit code, 0 or 1.
[[nodiscard]] int run(int argc, char* argv[], const std::function<void(const Program&)>& steps);
/// The same on a runtime of one's own, where there is a QCoreApplication already.
[[nodiscard]] Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps);

} // namespace inia::sync
