#pragma once

#include <functional>

namespace inia::benchmarks {

/// Runs the event loop turn by turn and remembers the longest one. A turn is one round of the event
/// dispatcher: what is handled between two looks at sockets, timers and the window system. It is counted in
/// processor time of the thread (user and system), in which waiting for events does not count, nor what other
/// programs take of the processor meanwhile.
class LoopTimer final {
public:
    /// Until `isDone`, asked after each turn.
    void run(const std::function<bool()>& isDone);
    [[nodiscard]] double longestTurnMs() const { return m_longest * 1000; }

private:
    double m_longest = 0; // seconds
};

} // namespace inia::benchmarks
