#include "core/objects/objectsurvey.h"

#include <optional>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t fewKeys = 3; ///< of more, one listing of their folder is cheaper

Error nothingThere(std::string message)
{
    return makeError(ErrorKind::Parameter, "NothingThere", std::move(message));
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
            m_looks.push_back({key, false, false, false});
            continue;
        }
        m_wanted.insert(key);
        folders.insert(folderOf(key));
    }
    const bool areFew = m_wanted.size() <= fewKeys;
    for (const std::string& prefix : areFew ? m_wanted : folders)
        m_looks.push_back({prefix, true, areFew, true});
}

Owned<ObjectSurvey> ObjectSurvey::ofTaken(Client client, std::string bucket, std::set<std::string> keys,
                                          const std::string& folder, bool isDeep, std::string cause)
{
    auto survey = makeOwned<ObjectSurvey>(std::move(client), std::move(bucket), std::vector<std::string>(),
                                          std::move(cause));
    survey->m_mayBeGone = true;
    if (keys.size() <= fewKeys) {
        for (const std::string& key : keys)
            survey->m_looks.push_back({key, true, true, true});
    } else {
        survey->m_looks.push_back({folder, !isDeep, false, true});
    }
    survey->m_wanted = std::move(keys);
    return survey;
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
        finish(nothingThere("\"" + *m_wanted.begin() + "\" is not there any more."));
    else if (!m_mayBeGone && m_objects.empty())
        finish(nothingThere(m_keys.empty() ? "Nothing is chosen."
                                           : "There is no object in \"" + m_keys.front() + "\"."));
    else
        finish(std::move(m_objects));
}

void ObjectSurvey::look(const Look& wanted)
{
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
        const bool isFound = wanted.isChosen && m_wanted.empty();
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
        if (wanted.isChosen && m_wanted.erase(key) == 0)
            continue;
        m_objects.push_back({key, entry["ETag"].text(), entry["StorageClass"].text(), entry["Size"].toInt()});
        m_bytes += m_objects.back().size;
    }
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

} // namespace inia
