#pragma once

#include "app/cli/batchline.h"
#include "app/cli/batchtask.h"
#include "app/cli/commandline.h"
#include "core/async/background.h"

#include <QtCore/QObject>

#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace inia::cli {

/// Lines of standard input, one at a time and as soon as they are there. A thread of its own waits for
/// them, since there is no portable way to wait for a pipe in an event loop; it reads only a few lines
/// ahead. Lines end at \n and nowhere else; the last one may lack it.
class LineReader final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineReader)
public:
    explicit LineReader(QObject* parent = nullptr);
    ~LineReader() override;

    void start();
    /// The next line without its end; nothing when none has come yet.
    [[nodiscard]] std::optional<std::string> take();
    /// Everything was read and taken.
    [[nodiscard]] bool atEnd() const;

signals:
    /// There is something to take, or the end has come.
    void ready();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    Mailbox m_mailbox; ///< of what the thread that reads has to say
};

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
