#include "app/cli/linereader.h"

#include "core/async/background.h"

#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>

namespace inia::cli {

struct LineReader::Shared {
    static constexpr std::size_t mostWaiting = 64;

    std::mutex mutex;
    std::condition_variable taken;
    std::deque<std::string> lines;
    bool ended = false;
    LineReader* receiver = nullptr; ///< null once it is gone

    /// False when nobody wants more.
    bool add(std::optional<std::string> line)
    {
        std::unique_lock lock(mutex);
        taken.wait(lock, [this] { return !receiver || lines.size() < mostWaiting; });
        if (!receiver)
            return false;
        const bool wasEmpty = lines.empty();
        if (line)
            lines.push_back(std::move(*line));
        else
            ended = true;
        if (wasEmpty || ended)
            postTo(receiver->m_mailbox, [to = receiver] { emit to->ready(); });
        return true;
    }
};

LineReader::LineReader(QObject* parent) : QObject(parent), m_shared(std::make_shared<Shared>())
{
    m_shared->receiver = this;
}

LineReader::~LineReader()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->receiver = nullptr;
    m_shared->taken.notify_all();
}

void LineReader::start()
{
    // Detached, because nothing can wake it from its reading.
    std::thread([shared = m_shared] {
        std::string line;
        while (std::getline(std::cin, line, '\n')) {
            if (!shared->add(std::move(line)))
                return;
        }
        shared->add(std::nullopt);
    }).detach();
}

std::optional<std::string> LineReader::take()
{
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->lines.empty())
        return std::nullopt;
    std::string line = std::move(m_shared->lines.front());
    m_shared->lines.pop_front();
    m_shared->taken.notify_one();
    return line;
}

bool LineReader::atEnd() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->ended && m_shared->lines.empty();
}

} // namespace inia::cli
