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
#include <utility>
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
    /// All objects of a folder, not those of folders in it; nothing there is an empty list.
    static Owned<ObjectSurvey> ofFolder(Client client, std::string bucket, const std::string& folder,
                                        std::string cause);
    /// Keeps the other keys, too, that its listings have: see others().
    void keepOthers();

    void start();
    void cancel() override;

    /// Valid after finished(): what was found, in the order of the listings. Fails with kind Parameter,
    /// NothingThere, when a single object is gone or nothing at all is there, and with what the listings fail
    /// with.
    [[nodiscard]] const Result<std::vector<ListedObject>>& result() const { return m_result; }
    [[nodiscard]] std::size_t found() const { return m_objects.size(); }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// Keys that stand in the listings beside those that were asked for.
    [[nodiscard]] const std::set<std::string>& others() const { return m_others; }

signals:
    void progressed();

private:
    /// A listing that is needed.
    struct Look {
        std::string prefix;
        bool isFlat = false;    ///< the objects of one folder, not what is below it
        bool onlyFirst = false; ///< the object that is called like the prefix, which comes first
        bool isChosen = false;  ///< only those of m_wanted count
        std::string upTo;       ///< behind it nothing counts; empty: behind the last of m_wanted
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
    bool m_keepsOthers = false;
    bool m_isBehind = false;        ///< the listing has passed the last of m_wanted
    std::set<std::string> m_wanted; ///< single objects that are still looked for
    std::deque<Look> m_looks;
    Owned<PageCursor> m_listing;
    std::vector<ListedObject> m_objects;
    std::int64_t m_bytes = 0;
    std::set<std::string> m_others;
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
        /// What cannot be copied is told of the item, see items(), and is not the end of all.
        bool leavesOut = false;
    };
    /// Why an item is not copied.
    enum class Refusal : std::uint8_t {
        None,
        BadKey,    ///< its new name cannot be
        Archived,  ///< its bytes cannot be read now
        SameNames, ///< another one gets that name
        Chain,     ///< its new name is that of another one that is to be copied
        AlreadySo, ///< it is called so
    };
    struct Item {
        ListedObject source;
        std::string target;
        Refusal refusal = Refusal::None;
        std::int64_t takenSince = 0; ///< its new name, by what is there: seconds since 1970; 0: it is free
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
    /// All that was found, with what is known of each: where Wish::leavesOut, in place of the result's.
    [[nodiscard]] std::vector<Item> takeItems() { return std::move(m_items); }
    /// Keys that are there already beside the new names, as far as they were seen.
    [[nodiscard]] std::set<std::string> takeOthers() { return std::move(m_others); }
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
    void name(const std::vector<ListedObject>& objects);
    [[nodiscard]] Error refusalOf(const Item& item) const;
    void compared();
    [[nodiscard]] std::string targetOf(const std::string& key) const;
    void finish(Result<ObjectMove::Order> result);

    Client m_client;
    Wish m_wish;
    std::string m_cause;
    Owned<ObjectSurvey> m_sources;
    Owned<ObjectSurvey> m_taken;
    std::vector<Item> m_items;
    std::set<std::string> m_conflicts;
    std::set<std::string> m_others;
    std::size_t m_found = 0;
    std::int64_t m_bytes = 0;
    Result<ObjectMove::Order> m_result;
};

} // namespace inia
