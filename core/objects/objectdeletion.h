#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inia {

/// Deletes objects of one bucket, a thousand with a call. Each key is accounted for: by the answer, or as
/// failed. What S3 says about a key that passes (SlowDown, InternalError and the like) is tried again, four
/// times, with the others of its kind; all else is a result. A Task; cancel() begins nothing new and counts
/// what is under way as failed, as nobody knows whether it has been done.
class ObjectDeletion final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectDeletion)
public:
    struct Key {
        std::string key;
        std::string etag;    ///< not empty: only while it is the object's, where the server heeds it
        std::string version; ///< empty: the current one; a marker takes its place where there are versions
    };
    struct Failure {
        std::size_t index = 0; ///< in keys()
        Error error;
    };

    /// `cause` is shown in the inspector.
    ObjectDeletion(Client client, std::string bucket, std::vector<Key> keys, std::string cause);
    ~ObjectDeletion() override;

    void start();
    void cancel() override;
    /// Begins nothing new: what is under way comes to its end, and the others fail with kind Cancelled.
    void endSoon();

    [[nodiscard]] const std::vector<Key>& keys() const { return m_keys; }
    /// Keys accounted for, well or badly.
    [[nodiscard]] std::size_t done() const { return m_done; }
    [[nodiscard]] const std::vector<Failure>& failures() const { return m_failures; }
    /// Of keys whose place a delete marker took: its version, by which it can be taken away again.
    [[nodiscard]] const std::map<std::size_t, std::string>& markers() const { return m_markers; }

signals:
    void progressed();

private:
    struct Batch {
        std::vector<std::size_t> keys;
        ReplyPtr reply;
    };

    void giveUp() override;
    void startMore();
    void begin(Batch batch);
    void receive(const Reply* reply);
    void take(const Batch& batch, const Value& answer);
    void takeSingle(const Batch& batch, const Result<Value>& answer);
    void again(std::vector<std::size_t> keys);
    void fail(std::size_t key, Error error);
    void failWaiting();
    void settle();

    Client m_client;
    std::string m_bucket;
    std::vector<Key> m_keys;
    std::string m_cause;
    std::deque<std::vector<std::size_t>> m_waiting;
    std::vector<std::unique_ptr<Batch>> m_running;
    std::vector<int> m_tries; ///< of each key
    std::vector<Failure> m_failures;
    std::map<std::size_t, std::string> m_markers;
    std::size_t m_done = 0;
    std::map<int, std::vector<std::size_t>> m_paused; ///< before they are tried again
    int m_lastPause = 0;
    bool m_isEndingSoon = false;
};

} // namespace inia
