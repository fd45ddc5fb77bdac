#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/http/transport.h"
#include "core/model/value.h"
#include "core/policy/effect.h"
#include "core/signing/signingcontext.h"

#include <QtCore/QObject>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Which call an observer hears of. `number` is the same in all its events, grows from call to call and is
/// never used again.
struct ObservedCall {
    quint64 number = 0;
    std::string service;   ///< client name ("s3")
    std::string serviceId; ///< as the model spells it ("S3")
    std::string operation; ///< as the model spells it; as the caller does when there is none
    std::string region;
    std::string profile;
    std::string target; ///< these three: see CallOptions
    std::string cause;
    bool background = false;
    quint64 parent = 0; ///< the call it is made for; 0 for none
    int page = 0;       ///< these four: see CallOptions
    int part = 0;
    int parts = 0;
    quint64 group = 0;
    Effect effect = Effect::Read; ///< from beforeCall() on
    std::chrono::system_clock::time_point started;
    std::chrono::microseconds elapsed{0}; ///< since then
    int attempt = 0;                      ///< 0 before the first
};

/// What led to an attempt.
enum class AttemptKind {
    First,
    Retry,
    Redirect,    ///< to where the service said, or where it was found
    Clock,       ///< our clock was wrong
    Credentials, ///< the keys had expired
    Checksum,    ///< the answer did not match its checksum
};

/// An attempt that leaves now.
struct ObservedAttempt {
    AttemptKind kind = AttemptKind::First;
    std::string accountId; ///< whose keys it is signed with; empty when they do not say
    HttpRequest request;   ///< signed
    SigningRecord signing;
    std::chrono::milliseconds delayBefore{0}; ///< waited since the last one
    std::string reason; ///< why it is made, when not the first ("503 SlowDown", "the clock was corrected")
};

/// How an attempt ended. No error: it went well.
struct ObservedOutcome {
    HttpResponse response; ///< status 0 when none came
    TransportTiming timing;
    std::optional<Error> error;
    UnreadableValues unreadable; ///< what went well but for these
};

/// Why there will be another attempt after the delay.
struct ObservedRetry {
    AttemptKind kind = AttemptKind::Retry;
    Error error;
    std::chrono::milliseconds delay{0};
    std::string reason; ///< the error in short, or what was learned from it: region, time, address
};

/// Watches the calls of all clients of a Runtime or a Session: botocore's before-call, before-sign,
/// before-send, response-received and needs-retry events, for looking only. An ExchangeLog is filled by one
/// (ExchangeRecorder).
///
/// What it may see: beforeSend() gets the message as it leaves, Authorization and session token included, as
/// whoever embeds Inia may need to record or replay it. Everything else is redacted: keys, tokens and
/// signatures, secret headers and query parameters, and members that models call sensitive, in bodies as
/// well.
///
/// It runs on the thread of the call and has to return soon. It gets copies and cannot change the call; what
/// it throws is swallowed. It may drop or cancel calls, which takes effect once it has returned.
class CallObserver {
public:
    CallObserver() = default;
    virtual ~CallObserver() = default;
    CallObserver(const CallObserver&) = delete;
    CallObserver& operator=(const CallObserver&) = delete;

    /// Inside Client::call(). False passes over the call: nothing more is heard of it.
    [[nodiscard]] virtual bool begun(const ObservedCall&) { return true; }
    /// The parameters as they are sent, or as they were found wrong.
    virtual void beforeCall(const ObservedCall&, const Value&) {}
    /// Before every attempt; without its body.
    virtual void beforeSign(const ObservedCall&, const HttpRequest&) {}
    virtual void attemptBegun(const ObservedCall&, const ObservedAttempt&) {}
    /// The raw message: keep it to yourself. Follows attemptBegun().
    virtual void beforeSend(const ObservedCall&, const HttpRequest&) {}
    /// Status and headers, without the body.
    virtual void responseReceived(const ObservedCall&, const HttpResponse&) {}
    /// Once for every attempt that has begun, whatever became of it.
    virtual void attemptEnded(const ObservedCall&, const ObservedOutcome&) {}
    /// The answer of an attempt that went well.
    virtual void parsed(const ObservedCall&, const Value&) {}
    /// An attempt has failed and there will be another one.
    virtual void retrying(const ObservedCall&, const ObservedRetry&) {}
    /// The end of the call, exactly once; no error when it went well.
    virtual void finished(const ObservedCall&, const std::optional<Error>&) {}
};

/// One request on the wire and what came back. Already redacted: see core/common/redaction.h.
struct ExchangeAttempt {
    int number = 1;
    AttemptKind kind = AttemptKind::First;
    std::chrono::system_clock::time_point started;
    std::chrono::milliseconds delayBefore{0}; ///< back-off that was waited before it
    std::string reason; ///< why it was made, when not the first ("503 SlowDown", "bucket is in eu-west-1")
    HttpRequest request;
    SigningRecord signing;
    HttpResponse response; ///< status 0 while none has come
    TransportTiming timing;
    std::optional<Error> error;
    UnreadableValues unreadable; ///< scalars of the answer that could not be read: null in the result
    bool running = true;
};

/// One call of an operation with all its attempts.
struct ExchangeCall {
    enum class State { Running, Succeeded, Failed, Cancelled };

    quint64 id = 0;
    std::string service;   ///< client name ("s3")
    std::string serviceId; ///< as the model spells it ("S3")
    std::string operation;
    std::string target;
    std::string cause;
    std::string profile;
    std::string region;
    std::string account; ///< empty while nothing has told it
    bool background = false;
    bool isReplayed = false; ///< answered from a recording
    Effect effect = Effect::Read;
    quint64 parent = 0; ///< the call it was made for; 0 for none
    int page = 0;       ///< of a walk, and part of an object; from 1, 0 for none
    int part = 0;
    int parts = 0;
    quint64 group = 0; ///< the first call of the walk or transfer it goes on with; 0 for none
    State state = State::Running;
    std::chrono::system_clock::time_point started;
    std::chrono::microseconds duration{0};
    Value params; ///< sensitive members replaced
    Value result; ///< sensitive members replaced
    std::optional<Error> error;
    std::vector<ExchangeAttempt> attempts;

    /// Status of the last attempt; 0 while there is none.
    [[nodiscard]] int status() const { return attempts.empty() ? 0 : attempts.back().response.status; }
    /// Values of the answer that could not be read.
    [[nodiscard]] UnreadableValues unreadable() const
    {
        return attempts.empty() ? UnreadableValues() : attempts.back().unreadable;
    }
    /// Bytes of the response bodies of all attempts.
    [[nodiscard]] qint64 receivedBytes() const;
    [[nodiscard]] int retries() const { return attempts.empty() ? 0 : static_cast<int>(attempts.size()) - 1; }
};

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

/// Writes the calls it hears of into an ExchangeLog, where their numbers are their ids. Passes over calls
/// that begin while the log does not record.
class ExchangeRecorder final : public CallObserver {
public:
    explicit ExchangeRecorder(std::shared_ptr<ExchangeLog> log) : m_log(std::move(log)) {}

    [[nodiscard]] bool begun(const ObservedCall& call) override;
    void beforeCall(const ObservedCall& call, const Value& params) override;
    void attemptBegun(const ObservedCall& call, const ObservedAttempt& attempt) override;
    void attemptEnded(const ObservedCall& call, const ObservedOutcome& outcome) override;
    void parsed(const ObservedCall& call, const Value& answer) override;
    void finished(const ObservedCall& call, const std::optional<Error>& error) override;

private:
    std::shared_ptr<ExchangeLog> m_log;
};

} // namespace inia
