#include "core/objects/objectplan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t fewKeys = 3; ///< of more, one listing of their folder is cheaper

Error refused(const char* code, std::string message)
{
    return makeError(ErrorKind::Parameter, code, std::move(message));
}

} // namespace

ObjectSurvey::ObjectSurvey(Client client, std::string bucket, std::vector<std::string> keys,
                           std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_keys(std::move(keys)),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the listings have not ended yet"))
{
    std::set<std::string> folders;
    for (const std::string& key : m_keys) {
        if (key.ends_with('/')) {
            m_looks.push_back({key, false, false, false, {}});
            continue;
        }
        m_wanted.insert(key);
        folders.insert(folderOf(key));
    }
    const bool areFew = m_wanted.size() <= fewKeys;
    for (const std::string& prefix : areFew ? m_wanted : folders)
        m_looks.push_back({prefix, true, areFew, true, {}});
}

Owned<ObjectSurvey> ObjectSurvey::ofTaken(Client client, std::string bucket, std::set<std::string> keys,
                                          const std::string& folder, bool isDeep, std::string cause)
{
    auto survey = makeOwned<ObjectSurvey>(std::move(client), std::move(bucket), std::vector<std::string>(),
                                          std::move(cause));
    survey->m_mayBeGone = true;
    if (keys.size() <= fewKeys) {
        for (const std::string& key : keys)
            survey->m_looks.push_back({key, true, true, true, {}});
    } else {
        survey->m_looks.push_back({folder, !isDeep, false, true, {}});
    }
    survey->m_wanted = std::move(keys);
    return survey;
}

Owned<ObjectSurvey> ObjectSurvey::ofFolder(Client client, std::string bucket, const std::string& folder,
                                           std::string cause)
{
    auto survey = makeOwned<ObjectSurvey>(std::move(client), std::move(bucket), std::vector<std::string>(),
                                          std::move(cause));
    survey->m_mayBeGone = true;
    survey->m_looks.push_back({folder, true, false, false, {}});
    return survey;
}

/// Of a few keys, those that begin like them: numberedKey() is among these.
void ObjectSurvey::keepOthers()
{
    m_keepsOthers = true;
    for (Look& look : m_looks) {
        if (!std::exchange(look.onlyFirst, false))
            continue;
        look.upTo = look.prefix;
        const std::string numbered = numberedKey(look.prefix, 1);
        look.prefix.resize(commonStart(look.prefix, numbered).size());
    }
}

void ObjectSurvey::start()
{
    next();
}

void ObjectSurvey::next()
{
    if (!m_looks.empty()) {
        const Look wanted = m_looks.front();
        m_looks.pop_front();
        look(wanted);
        return;
    }
    if (!m_mayBeGone && !m_wanted.empty())
        finish(refused("NothingThere", "\"" + *m_wanted.begin() + "\" is not there any more."));
    else if (!m_mayBeGone && m_objects.empty())
        finish(refused("NothingThere", m_keys.empty() ? "Nothing is chosen."
                                                      : "There is no object in \"" + m_keys.front() + "\"."));
    else
        finish(std::move(m_objects));
}

void ObjectSurvey::look(const Look& wanted)
{
    m_isBehind = false;
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!wanted.prefix.empty())
        params.insert("Prefix", wanted.prefix);
    if (wanted.isFlat)
        params.insert("Delimiter", "/");
    CallOptions options;
    options.cause = m_cause;
    options.target = m_bucket + '/' + wanted.prefix;
    m_listing = makeOwned<PageCursor>(m_client.caller(), "ListObjectsV2", std::move(params),
                                      wanted.onlyFirst ? std::optional<std::int64_t>(1) : std::nullopt);
    connect(m_listing.get(), &PageCursor::pageReady, this,
            [this, wanted](const Value& page) { take(wanted, page); });
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this, wanted, options] {
        const bool isFound = wanted.isChosen && (m_wanted.empty() || m_isBehind);
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

void ObjectSurvey::take(const Look& wanted, const Value& page)
{
    for (const Value& entry : page["Contents"].items()) {
        const std::string& key = entry["Key"].text();
        if (wanted.isChosen && m_wanted.erase(key) == 0) {
            if (m_keepsOthers)
                m_others.insert(key);
            continue;
        }
        m_objects.push_back({key,
                             entry["ETag"].text(),
                             entry["StorageClass"].text(),
                             entry["Size"].toInt(),
                             {},
                             entry["LastModified"].time().seconds});
        m_bytes += m_objects.back().size;
    }
    // Those that have not come by now will not.
    const auto& entries = page["Contents"];
    const bool isOrdered = !m_bucket.ends_with("--x-s3"); // directory buckets list as they like
    if (wanted.isChosen && !m_wanted.empty() && entries.size() > 0 && isOrdered)
        m_isBehind = entries[entries.size() - 1]["Key"].text() >
                     (wanted.upTo.empty() ? *m_wanted.rbegin() : wanted.upTo);
    emit progressed();
}

void ObjectSurvey::cancel()
{
    if (isFinished())
        return;
    m_listing.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. Nothing was changed."));
}

void ObjectSurvey::finish(Result<std::vector<ListedObject>> result)
{
    m_result = std::move(result);
    end();
}

namespace {

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
            const std::string name = m_wish.withoutFolders    ? std::string()
                                     : m_wish.newName.empty() ? nameOf(chosen)
                                                              : m_wish.newName;
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
        if (const auto good = checkNewKey(target); !good && !target.empty())
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
    m_sources = makeOwned<ObjectSurvey>(m_client, m_wish.bucket, m_wish.keys, m_cause);
    connect(m_sources.get(), &ObjectSurvey::progressed, this, [this] {
        m_found = m_sources->found();
        emit progressed();
    });
    connect(m_sources.get(), &Task::finished, this, &ObjectPlan::named);
    m_sources->start();
}

/// The sources are known: their new names, and what of these is there already.
void ObjectPlan::named()
{
    const auto& found = m_sources->result();
    if (!found) {
        finish(found.error());
        return;
    }
    m_bytes = m_sources->bytes();
    name(*found);
    std::set<std::string> targets;
    for (const Item& item : m_items) {
        if (item.refusal != Refusal::None && !m_wish.leavesOut) {
            finish(refusalOf(item));
            return;
        }
        if (item.refusal == Refusal::None)
            targets.insert(item.target);
    }
    const bool isOneFolder = m_wish.keys.size() == 1 && isFolder(m_wish.keys.front());
    m_taken = ObjectSurvey::ofTaken(m_client, m_wish.targetBucket, std::move(targets),
                                    isOneFolder ? targetOf(m_wish.keys.front()) : m_wish.targetFolder,
                                    std::any_of(m_wish.keys.begin(), m_wish.keys.end(), isFolder), m_cause);
    if (m_wish.leavesOut)
        m_taken->keepOthers();
    connect(m_taken.get(), &Task::finished, this, &ObjectPlan::compared);
    m_taken->start();
}

void ObjectPlan::name(const std::vector<ListedObject>& objects)
{
    std::set<std::string_view> sources;
    std::set<std::string> targets;
    const bool isOneBucket = m_wish.bucket == m_wish.targetBucket;
    for (const ListedObject& object : objects)
        sources.insert(object.key);
    for (const ListedObject& object : objects) {
        Item item{object, targetOf(object.key)};
        const std::string& target = item.target;
        if (!checkNewKey(target))
            item.refusal = Refusal::BadKey;
        else if (object.isArchived())
            item.refusal = Refusal::Archived;
        else if (!targets.insert(target).second)
            item.refusal = Refusal::SameNames;
        else if (isOneBucket && target == object.key)
            item.refusal = Refusal::AlreadySo;
        else if (isOneBucket && sources.contains(target))
            item.refusal = Refusal::Chain;
        m_items.push_back(std::move(item));
    }
}

Error ObjectPlan::refusalOf(const Item& item) const
{
    switch (item.refusal) {
    case Refusal::BadKey:
        return checkNewKey(item.target).error();
    case Refusal::Archived:
        return refused("Archived", "\"" + item.source.key + "\" is archived (" + item.source.storageClass +
                                       "): it has to be restored before it can be copied.");
    case Refusal::SameNames:
        return refused("SameNames", "Two of them would be called \"" + item.target + "\".");
    case Refusal::AlreadySo:
        return refused("StaysTheSame", "\"" + item.target + "\" is there already, under that very name.");
    case Refusal::Chain:
    case Refusal::None:
        break;
    }
    return refused("Chain", "\"" + item.target +
                                "\" is the name of another one that is to be moved. Move in two steps, by "
                                "another name.");
}

void ObjectPlan::compared()
{
    const auto& taken = m_taken->result();
    if (!taken) {
        finish(taken.error());
        return;
    }
    std::map<std::string_view, std::int64_t> since;
    for (const ListedObject& object : *taken) {
        m_conflicts.insert(object.key);
        since[object.key] = std::max<std::int64_t>(1, object.modified);
    }
    m_others = m_taken->others();
    ObjectMove::Order order{m_wish.bucket, m_wish.targetBucket, {}, m_wish.isMove, false, m_cause};
    for (Item& item : m_items) {
        if (const auto there = since.find(item.target); there != since.end())
            item.takenSince = there->second;
        if (!m_wish.leavesOut)
            order.items.push_back({std::move(item.source), std::move(item.target)});
    }
    finish(std::move(order));
}

void ObjectPlan::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The plan was given up. Nothing was changed."));
}

void ObjectPlan::giveUp()
{
    m_sources.reset();
    m_taken.reset();
}

void ObjectPlan::finish(Result<ObjectMove::Order> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
