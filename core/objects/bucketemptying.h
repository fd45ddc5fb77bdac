#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectversions.h"
#include "core/paging/pagecursor.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace inia {

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
