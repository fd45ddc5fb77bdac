#pragma once

#include "app/cli/commandline.h"
#include "core/client/fullresult.h"
#include "core/session/session.h"

#include <QtCore/QObject>

#include <optional>

namespace inia::cli {

/// Runs one `inia-cli call`; ends the application with the exit code.
class CallCommand final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallCommand)
public:
    CallCommand(Runtime runtime, CallArguments arguments);

    void start();

signals:
    void done(int exitCode);

private:
    void fetchPage();
    void received();
    void acceptPage(Value page);
    void fail(const Error& error);

    Runtime m_runtime;
    CallArguments m_arguments;
    std::optional<Client> m_client;
    std::optional<Paginator> m_paginator;
    std::optional<FullResult> m_whole; ///< pages put together
    ReplyPtr m_reply;
};

} // namespace inia::cli
