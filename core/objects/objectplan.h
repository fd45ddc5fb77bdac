#pragma once

#include "core/objects/objectmove.h"

#include <QtCore/QString>

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

namespace inia {

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
    [[nodiscard]] std::size_t found() const { return m_objects.size(); }

signals:
    void progressed();

private:
    /// A listing that is needed.
    struct Look {
        std::string bucket;
        std::string prefix;
        bool isTarget = false;
        bool isFlat = false;    ///< the objects of one folder, not what is below it
        bool onlyFirst = false; ///< the object that is called like the prefix, which comes first
    };

    void giveUp() override { m_listing.reset(); }
    [[nodiscard]] Result<void> checked() const;
    void next();
    void look(const Look& wanted);
    void take(const Look& wanted, const Value& page);
    [[nodiscard]] Result<void> name();
    [[nodiscard]] std::string targetOf(const std::string& key) const;
    void finish(Result<ObjectMove::Order> result);

    Client m_client;
    Wish m_wish;
    std::string m_cause;
    std::set<std::string> m_wanted; ///< single objects
    std::deque<Look> m_looks;
    bool m_isNamed = false;
    Owned<PageCursor> m_listing;
    std::vector<ListedObject> m_objects;
    std::vector<ObjectMove::Item> m_items;
    std::set<std::string> m_targets;
    std::set<std::string> m_conflicts;
    std::int64_t m_bytes = 0;
    Result<ObjectMove::Order> m_result;
};

} // namespace inia
