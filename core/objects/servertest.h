#pragma once

#include "core/async/task.h"
#include "core/call/caller.h"
#include "core/client/client.h"

#include <map>
#include <string>
#include <vector>

namespace inia {

/// Finds out what an S3 server that nobody knows does of the operations on objects, by trying them on an
/// object of its own: what changes the object although it should not was passed over. Sub-resources of
/// buckets are not tried; one of them may delete the bucket. What it puts into the bucket is gone afterwards,
/// with its versions. A Task; cancel() takes that away before it ends.
class ServerTest final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerTest)
public:
    /// What S3Servers has of a kind, by operations: "yes", "no: PutObject", "ignored-conditions: IfMatch".
    using Findings = std::map<std::string, std::string, std::less<>>;

    ServerTest(Client client, std::string bucket);
    ~ServerTest() override;

    void start();
    void cancel() override;

    /// Valid after finished(); for ServerGate::setFindings(). Fails as the first call does that has nothing
    /// to do with what is tried.
    [[nodiscard]] const Result<Findings>& result() const { return m_result; }
    /// The key of what it works on; where it could not be removed the result's error says so.
    [[nodiscard]] const std::string& key() const { return m_key; }
    [[nodiscard]] std::size_t done() const { return m_next; }
    [[nodiscard]] std::size_t count() const { return m_trials.size(); }

signals:
    void progressed();

private:
    struct Trial {
        std::string operation;
        Value params;          ///< without bucket and key
        std::string condition; ///< it is about this one, which does not hold; empty: about the operation
    };
    using Step = void (ServerTest::*)(const Result<Value>& answer);

    void giveUp() override;
    [[nodiscard]] std::vector<Trial> trials() const;
    void call(const std::string& operation, Value params, Step then);
    void prepare();
    void prepared(const Result<Value>& answer);
    void attempt(const Result<Value>& answer);
    void tried(const Result<Value>& answer);
    void looked(const Result<Value>& answer);
    void note(const Trial& trial, bool isSame);
    [[nodiscard]] Findings findings();
    void cleanUp();
    void listed(const Result<Value>& answer);
    void removeNext();
    void removed(const Result<Value>& answer);

    Client m_client;
    std::string m_bucket;
    std::string m_key;
    std::vector<Trial> m_trials;
    std::size_t m_next = 0;
    ReplyPtr m_reply;
    Error m_refusal;               ///< of the trial; without a code when it went well
    bool m_isAnswerObject = false; ///< what came was the object itself
    Findings m_found;
    std::map<std::string, std::string> m_ignored; ///< conditions, by operations
    std::vector<Value> m_left;                    ///< parameters of the deletions that clean up
    Result<Findings> m_result;
    bool m_isCleaning = false;
};

} // namespace inia
