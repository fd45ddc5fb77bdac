#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/objects/objectkeys.h"
#include "core/objects/objectmove.h"
#include "core/paging/pagecursor.h"

#include <QtCore/QString>

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace inia {

/// Lists what is chosen in a bucket, one listing after the other: single objects, and all that is below
/// folders. A Task.
class ObjectSurvey final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectSurvey)
public:
    /// `keys`: objects, and folders ("logs/"). `cause` is shown in the inspector.
    ObjectSurvey(Client client, std::string bucket, std::vector<std::string> keys, std::string cause);

    /// Which of these keys are there, by one listing of their folder or by one each. Those that are below
    /// other folders than `folder` need `isDeep`.
    static Owned<ObjectSurvey> ofTaken(Client client, std::string bucket, std::set<std::string> keys,
                                       const std::string& folder, bool isDeep, std::string cause);

    void start();
    void cancel() override;

    /// Valid after finished(): what was found, in the order of the listings. Fails with kind Parameter,
    /// NothingThere, when a single object is gone or nothing at all is there, and with what the listings fail
    /// with.
    [[nodiscard]] const Result<std::vector<ListedObject>>& result() const { return m_result; }
    [[nodiscard]] std::size_t found() const { return m_objects.size(); }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

signals:
    void progressed();

private:
    /// A listing that is needed.
    struct Look {
        std::string prefix;
        bool isFlat = false;    ///< the objects of one folder, not what is below it
        bool onlyFirst = false; ///< the object that is called like the prefix, which comes first
        bool isChosen = false;  ///< only those of m_wanted count
    };

    void giveUp() override { m_listing.reset(); }
    void next();
    void look(const Look& wanted);
    void take(const Look& wanted, const Value& page);
    void finish(Result<std::vector<ListedObject>> result);

    Client m_client;
    std::string m_bucket;
    std::vector<std::string> m_keys;
    std::string m_cause;
    bool m_mayBeGone = false;
    bool m_isBehind = false;        ///< the listing has passed the last of m_wanted
    std::set<std::string> m_wanted; ///< single objects that are still looked for
    std::deque<Look> m_looks;
    Owned<PageCursor> m_listing;
    std::vector<ListedObject> m_objects;
    std::int64_t m_bytes = 0;
    Result<std::vector<ListedObject>> m_result;
};

/// Finds out what a copy or a move would do, by reading alone: all objects that are meant, those below the
/// folders among them, what each will be called, what is there already. A Task.
class ObjectPlan final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectPlan)
public:
    struct Wish {
        std::string bucket;
        std::vector<std::string> keys; ///< objects, and folders ("logs/"): all that is below them
        std::string targetBucket;
        /// Where they go: a folder ("archive/", empty for the bucket itself).
        std::string targetFolder;
        /// The new name of the only one of `keys`, without its folder; a folder's ends with "/". Empty: all
        /// keep their names.
        std::string newName;
        bool isMove = true;
        /// What is below folders goes straight into the target, without their names.
        bool withoutFolders = false;
    };

    ObjectPlan(Client client, Wish wish, std::string cause);
    ~ObjectPlan() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with kind Parameter: BadKey, SameNames (two sources would get one name),
    /// InsideItself (a folder into itself), StaysTheSame, Chain (a new name is that of another source);
    /// Archived (bytes cannot be read now; nothing is copied then); NothingThere; and with what the listings
    /// fail with.
    [[nodiscard]] const Result<ObjectMove::Order>& result() const { return m_result; }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// Of the new names, those that are there already: what is copied over them is lost where the bucket has
    /// no versions.
    [[nodiscard]] const std::set<std::string>& conflicts() const { return m_conflicts; }
    /// Objects found so far.
    [[nodiscard]] std::size_t found() const { return m_found; }

signals:
    void progressed();

private:
    void giveUp() override;
    [[nodiscard]] Result<void> checked() const;
    void named();
    [[nodiscard]] Result<void> name(const std::vector<ListedObject>& objects);
    void compared();
    [[nodiscard]] std::string targetOf(const std::string& key) const;
    void finish(Result<ObjectMove::Order> result);

    Client m_client;
    Wish m_wish;
    std::string m_cause;
    Owned<ObjectSurvey> m_sources;
    Owned<ObjectSurvey> m_taken;
    std::vector<ObjectMove::Item> m_items;
    std::set<std::string> m_conflicts;
    std::size_t m_found = 0;
    std::int64_t m_bytes = 0;
    Result<ObjectMove::Order> m_result;
};

} // namespace inia
