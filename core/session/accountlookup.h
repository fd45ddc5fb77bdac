#pragma once

#include "core/async/task.h"
#include "core/call/caller.h"
#include "core/session/session.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Who a session is, as STS says.
struct CallerIdentity {
    std::string account; ///< twelve digits
    std::string arn;

    /// The name of the user or role: "west-developer" of ".../user/west-developer", "Admin" of
    /// ".../assumed-role/Admin/session".
    [[nodiscard]] std::string name() const;
};

/// Asks STS who the session is, in the background; a Task. That takes no permission.
class AccountLookup final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountLookup)
public:
    explicit AccountLookup(const Session& session, QObject* parent = nullptr);

    /// Valid after finished().
    [[nodiscard]] const Result<CallerIdentity>& result() const { return m_result; }
    void cancel() override;

private:
    void giveUp() override { m_reply.reset(); }
    void takeAnswer();

    ReplyPtr m_reply;
    Result<CallerIdentity> m_result;
};

/// Tries whether a profile works, step by step: are its settings good, are there keys, who is that. A store
/// with an address of its own need not know of STS and is asked for its buckets instead, and for the first
/// object of one, which takes the addressing style to be right. Changes nothing.
///
/// Nothing is asked of anybody before start(). A Task.
class ProfileTrial final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileTrial)
public:
    enum class Step { Settings, Keys, Caller, Buckets, Objects };
    enum class State { Waiting, Running, Passed, Failed };
    struct Entry {
        Step step;
        State state = State::Waiting;
        std::string fact;           ///< of what has passed: what there is
        std::optional<Error> error; ///< of what has failed
        std::string advice;         ///< what to do about it; may be empty
    };

    /// `files` hold the profile as it is to be tried, written or not.
    ProfileTrial(Runtime runtime, std::shared_ptr<const ConfigFiles> files, std::string profile);
    ~ProfileTrial() override;

    void start();
    void cancel() override;
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// Of the session that was tried, for a sign-in that it wants; null where there could be none.
    [[nodiscard]] SourceContextPtr sources() const;

signals:
    void changed(); ///< of the entries

private:
    void giveUp() override;
    void checkSettings();
    void askForKeys();
    void takeKeys(const Result<Credentials>& keys);
    void ask(Step step, const char* service, const char* operation, const Value& params,
             void (ProfileTrial::*take)(const Result<Value>& answer));
    void takeCaller(const Result<Value>& answer);
    void takeBuckets(const Result<Value>& answer);
    void takeObjects(const Result<Value>& answer);
    void begin(Step step);
    void pass(std::string fact);
    void fail(const Error& error);
    void finish();

    Runtime m_runtime;
    std::shared_ptr<const ConfigFiles> m_files;
    std::string m_profile;
    std::optional<Session> m_session;
    std::string m_storeUrl; ///< of S3, where the profile names one
    std::string m_bucket;
    ReplyPtr m_call;
    std::vector<Entry> m_entries;
};

} // namespace inia
