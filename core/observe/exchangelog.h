#pragma once

#include "core/observe/exchange.h"

#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace inia {

/// How much an ExchangeLog keeps.
struct ExchangeLimits {
    std::size_t calls = 10'000;
    /// Of bodies, parameters and results, as they are in memory.
    qint64 bytes = 256LL * 1024 * 1024;
};

/// The last calls, bounded in number and in memory; the oldest finished ones go first. Everything
/// in it is redacted before it is stored. A recorder never breaks a call: nothing here can fail.
class ExchangeLog final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeLog)
public:
    explicit ExchangeLog(ExchangeLimits limits = {}, QObject* parent = nullptr);

    /// In the order they began.
    [[nodiscard]] std::size_t size() const { return m_calls.size(); }
    [[nodiscard]] const ExchangeCall& at(std::size_t index) const { return *m_calls.at(index); }
    /// Null when it is gone or never was. Shared, so that a view may keep showing what has left the log.
    [[nodiscard]] std::shared_ptr<const ExchangeCall> find(quint64 id) const;
    /// All calls as they are now, for other threads: what has ended does not change any more and is shared,
    /// the rest is copied.
    [[nodiscard]] std::vector<std::shared_ptr<const ExchangeCall>> snapshot() const;
    [[nodiscard]] bool isRecording() const { return m_recording; }
    void setRecording(bool recording) { m_recording = recording; }
    /// Calls from now on are answered from a recording.
    void setReplaying(bool replaying) { m_replaying = replaying; }
    /// Forgets all finished calls.
    void clear();

    /// Opens a record and returns its id. That is the call's own, which has to be higher than all before,
    /// or the next one for a call that has none. 0 when nothing is recorded.
    quint64 begin(ExchangeCall call);
    /// What a change does to the memory a record takes. `Same` spares measuring it: large answers have tens
    /// of thousands of values.
    enum class Size { Changes, Same };
    /// Changes the record in place and announces it. Ignored for an id that is gone.
    void change(quint64 id, const std::function<void(ExchangeCall&)>& edit, Size size = Size::Changes);

    /// The account that the keys of a profile belong to, for the calls from now on.
    void setAccount(const std::string& profile, const std::string& account) { m_accounts[profile] = account; }
    /// Empty when nobody has told it.
    [[nodiscard]] std::string accountOf(const std::string& profile) const;

signals:
    /// The new call is the last one.
    void added(quint64 id);
    void updated(quint64 id);
    /// The first `count` calls have gone.
    void removedOldest(int count);
    void cleared();

private:
    void trim();

    [[nodiscard]] std::size_t indexOf(quint64 id) const;

    std::deque<std::shared_ptr<ExchangeCall>> m_calls;
    std::deque<qint64> m_sizes;                    ///< of each, in bytes
    std::map<std::string, std::string> m_accounts; ///< by profile
    ExchangeLimits m_limits;
    qint64 m_bytes = 0;
    quint64 m_nextId = 1;
    bool m_recording = true;
    bool m_replaying = false;
};

} // namespace inia
