#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/compare/comparison.h"
#include "core/compare/syncrun.h"
#include "core/model/value.h"
#include "core/session/session.h"
#include "core/transfer/transfer.h"

#include <QtCore/QString>
#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace inia::cli {

/// Where a transfer stands, in a file that survives the end of the program however it comes and that its
/// owner alone may read.
class ResumeFile final {
public:
    explicit ResumeFile(QString path) : m_path(std::move(path)) {}

    /// What was kept; null when there is no such file. Fails (kind Parameter) when it is no point of a
    /// transfer.
    [[nodiscard]] Result<Value> read() const;
    /// Replaces what was kept, at once or not at all; null removes it.
    [[nodiscard]] Result<void> write(const Value& point) const;

private:
    QString m_path;
};

/// Runs one `inia-cli upload`, `download` or `copy`: progress on standard error, nothing on standard output.
/// With --resume the file named there holds where the transfer stands until it has ended. A signal takes back
/// what was begun, or with --resume keeps it for the next time, within three seconds.
class TransferCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferCommand)
public:
    TransferCommand(Runtime runtime, TransferArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    [[nodiscard]] Result<Owned<Transfer>> make(const Client& client) const;
    [[nodiscard]] Result<Owned<Transfer>> makeUpload(const Client& client, Value point) const;
    [[nodiscard]] Result<Owned<Transfer>> makeDownload(const Client& client, Value point) const;
    [[nodiscard]] Result<Owned<Transfer>> makeCopy(const Client& client) const;
    void tellProgress(qint64 done, qint64 total);
    void keepResumePoint();
    void interrupt(int signalNumber);
    void stateChanged();
    void outOfTime();
    void end();

    Runtime m_runtime;
    TransferArguments m_arguments;
    std::optional<ResumeFile> m_resume;
    Owned<Transfer> m_transfer;
    Interruption m_interruption;
    QTimer m_patience;
    int m_signal = 0;   ///< that asked for the end; 0 while none has
    qint64 m_told = -1; ///< per cent
};

/// Runs one `inia-cli sync`: compares both places, then does what makes the target as the source is. With
/// --dry-run that is printed as JSON, and nothing is changed.
class SyncCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SyncCommand)
public:
    SyncCommand(Runtime runtime, SyncArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    [[nodiscard]] Result<ComparePlace> placeOf(const std::string& text) const;
    void compared();
    [[nodiscard]] Result<void> mayEmpty(const ComparedPairs& compared) const;
    void printPlan(const ComparedPairs& compared, const std::vector<SyncItem>& items) const;
    void tellProgress();
    void ended();
    void interrupt(int signalNumber);

    Runtime m_runtime;
    SyncArguments m_arguments;
    std::optional<Client> m_client;
    Interruption m_interruption;
    Owned<Comparison> m_comparison; // then
    Owned<SyncRun> m_run;
    std::size_t m_left = 0; ///< pairs that are left as they are
    std::size_t m_told = 0;
    int m_signal = 0; ///< that asked for the end; 0 while none has
};

} // namespace inia::cli
