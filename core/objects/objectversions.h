#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectdeletion.h"
#include "core/paging/pagecursor.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// A version of an object, or a delete marker, which is a version without bytes.
struct ObjectVersion {
    std::string key;
    std::string id; ///< "null" for what came while versioning was off or suspended
    std::string etag;
    std::string storageClass;
    std::int64_t size = 0;
    Timestamp modified;
    bool isMarker = false;
    bool isCurrent = false;
};

/// What a page of ListObjectVersions holds, in the order in which S3 has written it: by key, of a key the one
/// stored last first. That order is told by no time and no id. Where the page does not tell its places (it
/// was read by the slower reader), or they are not in that order (markers behind all versions, as moto has
/// them), the current one comes first and the others by their times.
[[nodiscard]] std::vector<ObjectVersion> versionsOf(const Value& page);

/// What undeletes: of each key whose current version is a marker, all markers above the newest version that
/// has bytes. Keys of which nothing but markers is left have none to give. `versions` in document order.
[[nodiscard]] std::vector<ObjectDeletion::Key> markersAbove(const std::vector<ObjectVersion>& versions);

/// Lists the versions and markers of objects, and of all that is below folders, one listing after the other.
/// A Task.
class ObjectVersions final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectVersions)
public:
    /// `keys`: objects, folders ("logs/"), or the whole bucket (""). `cause` is shown in the inspector.
    ObjectVersions(Client client, std::string bucket, std::vector<std::string> keys, std::string cause);
    ~ObjectVersions() override;

    /// Those of these keys: a few are listed one each, more by one listing of what they have in common.
    static Owned<ObjectVersions> ofKeys(Client client, std::string bucket, std::set<std::string> keys,
                                        std::string cause);

    void start();
    void cancel() override;

    /// Valid after finished(). Nothing there is an empty list.
    [[nodiscard]] const Result<std::vector<ObjectVersion>>& result() const { return m_result; }
    [[nodiscard]] std::size_t found() const { return m_versions.size(); }

signals:
    /// A page: its rows are the last of `versions`, from `first` on.
    void pageFound(const std::vector<inia::ObjectVersion>& versions, std::size_t first);

private:
    struct Look {
        std::string prefix;
        bool isOneKey = false; ///< not those that are longer
    };

    void giveUp() override { m_listing.reset(); }
    void next();
    void take(const Look& look, const Value& page);
    void finish(Result<std::vector<ObjectVersion>> result);

    Client m_client;
    std::string m_bucket;
    std::string m_cause;
    std::deque<Look> m_looks;
    std::set<std::string> m_chosen; ///< only these, when there are any
    bool m_isBehind = false;        ///< what is listed now has nothing more that counts
    Owned<PageCursor> m_listing;
    std::vector<ObjectVersion> m_versions;
    Result<std::vector<ObjectVersion>> m_result;
};

/// Aborts unfinished uploads, each until the service says that there is none of that id: parts that were
/// under way may survive an abort. A Task; cancel() begins nothing new.
class UploadAbort final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadAbort)
public:
    static constexpr int mostRounds = 5; ///< of each upload

    struct Upload {
        std::string key;
        std::string id;
    };
    struct Failure {
        std::size_t index = 0; ///< in uploads()
        Error error;
    };

    /// `cause` is shown in the inspector.
    UploadAbort(Client client, std::string bucket, std::vector<Upload> uploads, std::string cause);
    ~UploadAbort() override;

    void start();
    void cancel() override;

    [[nodiscard]] const std::vector<Upload>& uploads() const { return m_uploads; }
    /// That have come to an end, well or badly.
    [[nodiscard]] std::size_t done() const { return m_done; }
    /// With code UploadSurvives where there still is one after all rounds.
    [[nodiscard]] const std::vector<Failure>& failures() const { return m_failures; }

signals:
    void progressed();

private:
    void giveUp() override { m_running.clear(); }
    void startMore();
    void ask(std::size_t upload, const char* operation, int round);
    void aborted(std::size_t upload, int round, const Result<Value>& answer);
    void looked(std::size_t upload, int round, const Result<Value>& answer);
    void settle(std::size_t upload, std::optional<Error> error);

    Client m_client;
    std::string m_bucket;
    std::vector<Upload> m_uploads;
    std::string m_cause;
    std::size_t m_next = 0;
    std::size_t m_done = 0;
    std::map<std::size_t, ReplyPtr> m_running;
    std::vector<Failure> m_failures;
};

/// Makes a bucket, which is looked for first: making one's own once more would reset its ACL in us-east-1. A
/// Task; cancelled, it may have been made all the same.
class BucketCreation final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketCreation)
public:
    struct Order {
        std::string bucket;
        bool hasVersions = false;
        bool hasObjectLock = false; ///< for good; has versions
        Value tags;                 ///< a list of Key and Value; may be null
    };

    /// In the client's region.
    BucketCreation(Client client, Order order);
    ~BucketCreation() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with BucketAlreadyOwnedByYou and BucketAlreadyExists; with what follows
    /// the creation (versions) the bucket is there: isMade().
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] bool isMade() const { return m_isMade; }

signals:
    /// One of that name is being deleted: tried again, for two minutes.
    void isWaiting();

private:
    void giveUp() override { m_reply.reset(); }
    void ask(std::string_view operation, Value params, std::function<void(const Result<Value>&)> answered);
    void create();
    void created();
    void finish(Result<void> result);

    Client m_client;
    Order m_order;
    int m_tries = 0;
    bool m_isMade = false;
    ReplyPtr m_reply;
    Result<void> m_result;
};

/// Empties a bucket for good: deletes all versions and markers while they are listed, a thousand with a call,
/// aborts all unfinished uploads, then looks whether anything is left; up to three times while new keys
/// arrive. There is no way back. A Task; cancel() begins nothing new.
class BucketEmptying final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketEmptying)
public:
    struct Failure {
        std::string key;
        std::string version; ///< or the id of the upload
        Error error;
    };

    /// Uploads in `ours`, by their ids, are under way here and stay. `cause` is shown in the inspector.
    BucketEmptying(Client client, std::string bucket, std::set<std::string> ours, std::string cause);
    ~BucketEmptying() override;

    void start();
    void cancel() override;

    /// Valid after finished(): fails with what a listing failed with, and with BucketNotEmpty (kind Service)
    /// when something is left: see failures().
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] std::size_t deleted() const { return m_deleted; }
    [[nodiscard]] std::size_t aborted() const { return m_aborted; }
    /// Such as versions that are locked.
    [[nodiscard]] const std::vector<Failure>& failures() const { return m_failures; }

signals:
    void progressed();

private:
    enum class Step { Versions, Uploads, LookForVersions, LookForUploads };

    void giveUp() override;
    void nextRound();
    void list(Step step);
    void listed();
    void takeVersions(const Value& page);
    void takeUploads(const Value& page);
    void remove(std::vector<ObjectDeletion::Key> keys);
    void removed(ObjectDeletion* which);
    void abort(const std::string& key, const std::string& id);
    void goOn();
    void finish(Result<void> result);

    Client m_client;
    std::string m_bucket;
    std::set<std::string> m_ours;
    std::string m_cause;
    Step m_step = Step::Versions;
    int m_round = 0;
    bool m_isListed = false; ///< the step's listing has come to its end
    bool m_isLeft = false;   ///< something that is no failure
    Owned<PageCursor> m_listing;
    std::vector<Owned<ObjectDeletion>> m_deletions;
    std::map<std::string, ReplyPtr> m_aborts;                   ///< by upload id
    std::vector<std::pair<std::string, std::string>> m_waiting; ///< key and id of uploads
    std::set<std::pair<std::string, std::string>> m_stuck;      ///< of m_failures
    std::vector<Failure> m_failures;
    std::size_t m_deleted = 0;
    std::size_t m_aborted = 0;
    Result<void> m_result;
};

} // namespace inia
