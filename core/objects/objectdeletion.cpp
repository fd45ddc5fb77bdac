#include "core/objects/objectdeletion.h"

#include "core/objects/objectkeys.h"

#include <QtCore/QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t mostKeys = 1000;
constexpr std::size_t batchesAtOnce = 4;
constexpr int mostTries = 5;
constexpr std::chrono::milliseconds firstPause{100}; ///< twice as long each time

Error cancelled(const char* why)
{
    return makeError(ErrorKind::Cancelled, "Cancelled", why);
}

bool passes(std::string_view code)
{
    constexpr std::array codes{"InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout",
                               "OperationAborted"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace

ObjectDeletion::ObjectDeletion(Client client, std::string bucket, std::vector<Key> keys, std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_keys(std::move(keys)),
      m_cause(std::move(cause)),
      m_tries(m_keys.size())
{
    std::vector<std::size_t> all(m_keys.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    again(std::move(all));
}

ObjectDeletion::~ObjectDeletion() = default;

void ObjectDeletion::start()
{
    if (m_keys.empty())
        end();
    startMore();
}

/// A key that XML cannot hold has a call of its own.
void ObjectDeletion::again(std::vector<std::size_t> keys)
{
    std::vector<std::size_t> batch;
    for (const std::size_t key : keys) {
        if (!fitsInXml(m_keys[key].key)) {
            m_waiting.push_back({key});
            continue;
        }
        batch.push_back(key);
        if (batch.size() == mostKeys)
            m_waiting.push_back(std::exchange(batch, {}));
    }
    if (!batch.empty())
        m_waiting.push_back(std::move(batch));
}

void ObjectDeletion::startMore()
{
    while (!m_waiting.empty() && m_running.size() < batchesAtOnce && !isFinished()) {
        Batch batch{std::move(m_waiting.front()), {}};
        m_waiting.pop_front();
        begin(std::move(batch));
    }
}

void ObjectDeletion::begin(Batch batch)
{
    CallOptions options;
    options.cause = m_cause;
    options.target = m_keys[batch.keys.front()].key;
    const Key& first = m_keys[batch.keys.front()];
    if (batch.keys.size() == 1) {
        Value params = Value::map({{"Bucket", m_bucket}, {"Key", first.key}});
        if (!first.etag.empty())
            params.insert("IfMatch", first.etag);
        if (!first.version.empty())
            params.insert("VersionId", first.version);
        batch.reply = m_client.call("DeleteObject", std::move(params), std::move(options));
    } else {
        Value objects = Value::emptyList();
        for (const std::size_t key : batch.keys) {
            Value object = Value::map({{"Key", m_keys[key].key}});
            if (!m_keys[key].etag.empty())
                object.insert("ETag", m_keys[key].etag);
            if (!m_keys[key].version.empty())
                object.insert("VersionId", m_keys[key].version);
            objects.append(std::move(object));
        }
        options.target += " and " + std::to_string(batch.keys.size() - 1) + " more";
        batch.reply =
            m_client.call("DeleteObjects",
                          Value::map({{"Bucket", m_bucket}, {"Delete", Value::map({{"Objects", objects}})}}),
                          std::move(options));
    }
    for (const std::size_t key : batch.keys)
        ++m_tries[key];
    auto running = std::make_unique<Batch>(std::move(batch));
    const Reply* reply = running->reply.get();
    connect(reply, &Reply::finished, this, [this, reply] { receive(reply); });
    m_running.push_back(std::move(running));
}

void ObjectDeletion::receive(const Reply* reply)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(),
                                    [reply](const auto& running) { return running->reply.get() == reply; });
    const auto batch = std::move(*found);
    m_running.erase(found);
    const auto& answer = reply->result();
    if (batch->keys.size() == 1) {
        takeSingle(*batch, answer);
    } else if (answer) {
        take(*batch, *answer);
    } else {
        for (const std::size_t key : batch->keys)
            fail(key, answer.error());
    }
    settle();
}

void ObjectDeletion::takeSingle(const Batch& batch, const Result<Value>& answer)
{
    const std::size_t key = batch.keys.front();
    if (!answer) {
        fail(key, answer.error());
        return;
    }
    if ((*answer)["DeleteMarker"].toBool() && m_keys[key].version.empty())
        m_markers[key] = (*answer)["VersionId"].text();
    ++m_done;
}

void ObjectDeletion::take(const Batch& batch, const Value& answer)
{
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> open;
    for (const std::size_t key : batch.keys)
        open[{m_keys[key].key, m_keys[key].version}] = key;
    const auto closed = [&open](const Value& entry) {
        const auto found = open.find({entry["Key"].text(), entry["VersionId"].text()});
        const std::size_t key = found == open.end() ? SIZE_MAX : found->second;
        if (found != open.end())
            open.erase(found);
        return key;
    };
    for (const Value& gone : answer["Deleted"].items()) {
        const std::size_t key = closed(gone);
        if (key == SIZE_MAX)
            continue;
        if (gone["DeleteMarker"].toBool() && m_keys[key].version.empty())
            m_markers[key] = gone["DeleteMarkerVersionId"].text();
        ++m_done;
    }
    std::vector<std::size_t> later;
    int tries = 0;
    for (const Value& problem : answer["Errors"].items()) {
        const std::size_t key = closed(problem);
        if (key == SIZE_MAX)
            continue;
        if (passes(problem["Code"].text()) && m_tries[key] < mostTries) {
            later.push_back(key);
            tries = std::max(tries, m_tries[key]);
            continue;
        }
        Error error = makeError(ErrorKind::Service, problem["Code"].text(), problem["Message"].text());
        error.operation = "DeleteObjects";
        error.requestId = answer["ResponseMetadata"]["RequestId"].text();
        fail(key, std::move(error));
    }
    for (const auto& [name, key] : open)
        fail(key, makeError(ErrorKind::Parse, "Unconfirmed",
                            "The answer says nothing about it, so that nobody knows whether it is deleted. "
                            "Look whether it is still there."));
    if (later.empty())
        return;
    const int pause = ++m_lastPause;
    m_paused[pause] = std::move(later);
    QTimer::singleShot(firstPause * (1 << (tries - 1)), this, [this, pause] {
        const auto keys = m_paused.extract(pause);
        if (isFinished() || keys.empty())
            return;
        again(keys.mapped());
        startMore();
    });
}

void ObjectDeletion::fail(std::size_t key, Error error)
{
    m_failures.push_back({key, std::move(error)});
    ++m_done;
}

void ObjectDeletion::settle()
{
    if (m_isEndingSoon)
        failWaiting();
    startMore();
    emit progressed();
    if (m_running.empty() && m_waiting.empty() && m_paused.empty())
        end();
}

void ObjectDeletion::cancel()
{
    if (isFinished())
        return;
    for (const auto& batch : std::exchange(m_running, {})) {
        for (const std::size_t key : batch->keys) {
            Error error = cancelled("Cancelled while it was under way; it may have been deleted.");
            error.mayHaveBeenDone = true;
            fail(key, std::move(error));
        }
    }
    failWaiting();
    end();
}

void ObjectDeletion::endSoon()
{
    if (isFinished())
        return;
    m_isEndingSoon = true;
    settle();
}

void ObjectDeletion::failWaiting()
{
    for (const auto& keys : std::exchange(m_waiting, {})) {
        for (const std::size_t key : keys)
            fail(key, cancelled("Cancelled before it was begun."));
    }
    for (const auto& [pause, keys] : std::exchange(m_paused, {})) {
        for (const std::size_t key : keys)
            fail(key, cancelled("Cancelled before it was tried again."));
    }
}

void ObjectDeletion::giveUp()
{
    m_waiting.clear();
    m_running.clear();
}

} // namespace inia
