#pragma once

#include "core/async/background.h"

#include <QtCore/QObject>

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

} // namespace inia::cli
