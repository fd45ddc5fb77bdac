#pragma once

#include "core/objects/objectmove.h"
#include "core/objects/objectsurvey.h"

#include <QtCore/QString>

#include <cstdint>
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
