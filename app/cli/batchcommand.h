#pragma once

#include "app/cli/arguments.h"
#include "app/cli/batchsessions.h"
#include "app/cli/batchtask.h"
#include "app/cli/linereader.h"

#include <QtCore/QObject>

#include <deque>
#include <optional>
#include <string>

namespace inia::cli {

/// Runs `inia-cli batch`: a JSON line on standard input is a call, a JSON line on standard output its
/// answer, in the order of the input. A line that is wrong gets an error for its answer.
class BatchCommand final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchCommand)
public:
    BatchCommand(Runtime runtime, const BatchArguments& arguments);

    void start();

signals:
    /// Everything was read and answered, or nobody takes the answers any more.
    void done(int exitCode);

private:
    /// One line on its way to being answered.
    struct Job {
        Value id;
        std::shared_ptr<BatchLane> lane;
        BatchTask task; ///< null before and after
        std::optional<std::string> answer;
    };

    void takeLines();
    void startLine(const std::string& text);
    [[nodiscard]] Result<void> startJob(const BatchLine& line, Job& job);
    void finishJob(quint64 number, const BatchAnswer& answer);
    void printAnswers();
    void giveUp();

    LineReader m_reader;
    BatchSessions m_sessions;
    int m_parallel;
    int m_running = 0;
    bool m_hasGivenUp = false;
    quint64 m_firstNumber = 0; ///< of the job at the front
    std::deque<Job> m_jobs;    ///< in the order of the input, until printed
};

} // namespace inia::cli
