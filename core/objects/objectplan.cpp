#include "core/objects/objectplan.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t fewKeys = 3; ///< of more, one listing of their folder is cheaper

Error refused(const char* code, std::string message)
{
    return makeError(ErrorKind::Parameter, code, std::move(message));
}

bool isFolder(std::string_view key)
{
    return key.ends_with('/');
}

} // namespace

ObjectPlan::ObjectPlan(Client client, Wish wish, std::string cause)
    : m_client(std::move(client)),
      m_wish(std::move(wish)),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the plan is not made yet"))
{
}

ObjectPlan::~ObjectPlan() = default;

std::string ObjectPlan::targetOf(const std::string& key) const
{
    // Of what is below a folder that was chosen, that folder's name stays in front.
    for (const std::string& chosen : m_wish.keys) {
        if (isFolder(chosen) && key.starts_with(chosen)) {
            const std::string name = m_wish.newName.empty() ? nameOf(chosen) : m_wish.newName;
            return m_wish.targetFolder + name + key.substr(chosen.size());
        }
    }
    return m_wish.targetFolder + (m_wish.newName.empty() ? nameOf(key) : m_wish.newName);
}

/// What can be said without asking.
Result<void> ObjectPlan::checked() const
{
    if (m_wish.keys.empty())
        return refused("NothingThere", "Nothing is chosen.");
    for (const std::string& key : m_wish.keys) {
        const std::string target = targetOf(key);
        if (const auto good = checkNewKey(target); !good)
            return good;
        if (m_wish.bucket != m_wish.targetBucket)
            continue;
        if (target == key)
            return refused("StaysTheSame", "\"" + key + "\" is there already, under that very name.");
        if (isFolder(key) && target.starts_with(key))
            return refused("InsideItself", "\"" + key + "\" cannot go into itself.");
    }
    return {};
}

void ObjectPlan::start()
{
    if (const auto good = checked(); !good) {
        finish(good.error());
        return;
    }
    std::set<std::string> folders;
    for (const std::string& key : m_wish.keys) {
        if (isFolder(key)) {
            m_looks.push_back({m_wish.bucket, key, false, false, false});
            continue;
        }
        m_wanted.insert(key);
        folders.insert(folderOf(key));
    }
    const bool areFew = m_wanted.size() <= fewKeys;
    for (const std::string& prefix : areFew ? m_wanted : folders)
        m_looks.push_back({m_wish.bucket, prefix, false, true, areFew});
    next();
}

void ObjectPlan::next()
{
    if (m_looks.empty() && !std::exchange(m_isNamed, true)) {
        if (const auto named = name(); !named) {
            finish(named.error());
            return;
        }
    }
    if (m_looks.empty()) {
        finish(ObjectMove::Order{m_wish.bucket, m_wish.targetBucket, std::move(m_items), m_wish.isMove, false,
                                 m_cause});
        return;
    }
    const Look wanted = m_looks.front();
    m_looks.pop_front();
    look(wanted);
}

void ObjectPlan::look(const Look& wanted)
{
    Value params = Value::map({{"Bucket", wanted.bucket}});
    if (!wanted.prefix.empty())
        params.insert("Prefix", wanted.prefix);
    if (wanted.isFlat)
        params.insert("Delimiter", "/");
    CallOptions options;
    options.cause = m_cause;
    options.target = wanted.bucket + '/' + wanted.prefix;
    m_listing = makeOwned<PageCursor>(m_client.caller(), "ListObjectsV2", std::move(params),
                                      wanted.onlyFirst ? std::optional<std::int64_t>(1) : std::nullopt);
    connect(m_listing.get(), &PageCursor::pageReady, this,
            [this, wanted](const Value& page) { take(wanted, page); });
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this, wanted, options] {
        const bool isFound = wanted.isFlat && !wanted.isTarget && m_wanted.empty();
        switch (m_listing->state()) {
        case PageCursor::State::More:
            if (wanted.onlyFirst || isFound)
                next();
            else
                m_listing->fetchNextPage(options);
            break;
        case PageCursor::State::Complete:
            next();
            break;
        case PageCursor::State::Failed:
            finish(*m_listing->error());
            break;
        case PageCursor::State::Pristine:
        case PageCursor::State::Loading:
            break;
        }
    });
    m_listing->fetchNextPage(options);
}

void ObjectPlan::take(const Look& wanted, const Value& page)
{
    for (const Value& entry : page["Contents"].items()) {
        const std::string& key = entry["Key"].text();
        if (wanted.isTarget) {
            if (m_targets.contains(key))
                m_conflicts.insert(key);
            continue;
        }
        if (wanted.isFlat && m_wanted.erase(key) == 0)
            continue;
        m_objects.push_back({key, entry["ETag"].text(), entry["StorageClass"].text(), entry["Size"].toInt()});
        m_bytes += m_objects.back().size;
    }
    emit progressed();
}

/// The new names, and what has to be looked at for their sake.
Result<void> ObjectPlan::name()
{
    if (!m_wanted.empty())
        return refused("NothingThere", "\"" + *m_wanted.begin() + "\" is not there any more.");
    if (m_objects.empty())
        return refused("NothingThere", "There is no object in \"" + m_wish.keys.front() + "\".");
    std::set<std::string_view> sources;
    for (const ListedObject& object : m_objects)
        sources.insert(object.key);
    for (ListedObject& object : m_objects) {
        const std::string target = targetOf(object.key);
        if (const auto good = checkNewKey(target); !good)
            return good;
        if (object.isArchived())
            return refused("Archived", "\"" + object.key + "\" is archived (" + object.storageClass +
                                           "): it has to be restored before it can be copied.");
        if (!m_targets.insert(target).second)
            return refused("SameNames", "Two of them would be called \"" + target + "\".");
        if (m_wish.bucket == m_wish.targetBucket && sources.contains(target))
            return refused("Chain", "\"" + target +
                                        "\" is the name of another one that is to be moved. Move in two "
                                        "steps, by another name.");
        m_items.push_back({object, target});
    }
    if (m_wish.keys.size() == 1 && isFolder(m_wish.keys.front())) {
        m_looks.push_back({m_wish.targetBucket, targetOf(m_wish.keys.front()), true, false, false});
    } else if (m_targets.size() <= fewKeys) {
        for (const std::string& target : m_targets)
            m_looks.push_back({m_wish.targetBucket, target, true, true, true});
    } else {
        const bool hasFolder = std::any_of(m_wish.keys.begin(), m_wish.keys.end(), isFolder);
        m_looks.push_back({m_wish.targetBucket, m_wish.targetFolder, true, !hasFolder, false});
    }
    return {};
}

void ObjectPlan::cancel()
{
    if (isFinished())
        return;
    m_listing.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The plan was given up. Nothing was changed."));
}

void ObjectPlan::finish(Result<ObjectMove::Order> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
