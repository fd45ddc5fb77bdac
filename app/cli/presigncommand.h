#pragma once

#include "app/cli/arguments.h"
#include "core/session/session.h"

#include <QtCore/QObject>

#include <optional>

namespace inia::cli {

/// Runs one `inia-cli presign`: prints the URL. Headers that have to be sent along go to standard error,
/// since a URL alone would not work then.
class PresignCommand final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresignCommand)
public:
    PresignCommand(Runtime runtime, PresignArguments arguments);

    void start();

signals:
    void done(int exitCode);

private:
    [[nodiscard]] Result<void> begin();
    void finish(const Result<void>& result);

    Runtime m_runtime;
    PresignArguments m_arguments;
};

} // namespace inia::cli
