#include "core/sync/program.h"

#include <QtCore/QCoreApplication>

#include <iostream>

namespace inia::sync {

Client Session::client(std::string_view service, const ClientOptions& options) const
{
    if (!m_session || m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_session->client(service, options)), m_firstError};
}

Resource Session::resource(std::string_view service, const ClientOptions& options) const
{
    if (!m_session || m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(m_session->resource(service, options)), m_firstError};
}

Program::Program(const Runtime& runtime) : m_runtime(runtime), m_defaultSession(session()) {}

Session Program::session(SessionOptions options) const
{
    if (m_firstError->hasHappened())
        return {std::nullopt, m_firstError};
    return {m_firstError->valueOf(inia::Session::create(m_runtime, std::move(options))), m_firstError};
}

Client Program::client(std::string_view service, const ClientOptions& options) const
{
    return m_defaultSession.client(service, options);
}

Resource Program::resource(std::string_view service, const ClientOptions& options) const
{
    return m_defaultSession.resource(service, options);
}

void Program::fail(std::string message) const
{
    m_firstError->keep(makeError(ErrorKind::Parameter, "ProgramError", std::move(message)));
}

Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps)
{
    const Program program(runtime);
    if (program.ok())
        steps(program);
    if (const auto& error = program.m_firstError->error())
        return *error;
    return {};
}

int run(int argc, char* argv[], const std::function<void(const Program&)>& steps)
{
    const QCoreApplication application(argc, argv);
    const auto runtime = Runtime::standard();
    const auto done = runtime ? run(*runtime, steps) : Result<void>(runtime.error());
    if (done)
        return 0;
    const auto& error = done.error();
    std::cerr << argv[0] << ": " << error.code << (error.operation.empty() ? "" : " of " + error.operation)
              << ": " << error.message << '\n';
    return 1;
}

} // namespace inia::sync
