#include "app/cli/batchsessions.h"

#include "core/common/clock.h"
#include "core/model/catalog.h"

#include <algorithm>

namespace inia::cli {

namespace {

/// More settings than this in one batch are not kept.
constexpr std::size_t mostSettings = 256;

/// Stands still at the time of its lane's line, if that has one.
class LaneClock final : public Clock {
public:
    LaneClock(std::shared_ptr<Clock> clock, const BatchLane& lane) : m_clock(std::move(clock)), m_lane(lane)
    {
    }
    [[nodiscard]] std::chrono::system_clock::time_point now() const override
    {
        return m_lane.at.value_or(m_clock->now());
    }
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> callback) override
    {
        m_clock->after(delay, context, std::move(callback));
    }

private:
    std::shared_ptr<Clock> m_clock;
    const BatchLane& m_lane;
};

/// As in boto3 resources have a client of their own.
Result<Client> makeClient(const Session& session, const BatchLine& line)
{
    if (line.kind != "resource")
        return session.client(line.service);
    const auto resource = session.catalog()->isExplored(line.service) ? session.explore(line.service)
                                                                      : session.resource(line.service);
    return resource ? resource->client() : Result<Client>(resource.error());
}

} // namespace

Result<std::shared_ptr<BatchLane>> BatchSessions::makeLane(const BatchLine& line) const
{
    auto lane = std::make_shared<BatchLane>();
    Runtime runtime = m_runtime;
    // Both live no longer than the session, which the lane holds.
    runtime.clock = std::make_shared<LaneClock>(m_runtime.clock, *lane);
    runtime.makeUuid = [lane = lane.get(), makeUuid = m_runtime.makeUuid] {
        return lane->idempotencyToken ? *lane->idempotencyToken : makeUuid();
    };
    SessionOptions options = line.session;
    if (m_readOnly)
        options.client.access = AccessMode::ReadOnly;
    auto session = Session::create(runtime, std::move(options));
    if (!session)
        return session.error();
    lane->session = std::move(session).value();
    return lane;
}

Result<std::shared_ptr<BatchLane>> BatchSessions::lane(const BatchLine& line)
{
    if (m_lanes.size() > mostSettings)
        m_lanes.clear();
    Lanes& lanes = m_lanes[line.settings];
    const auto fits = [&line](const std::shared_ptr<BatchLane>& lane) {
        return lane->users == 0 || (lane->at == line.at && lane->idempotencyToken == line.idempotencyToken);
    };
    const auto found = std::find_if(lanes.begin(), lanes.end(), fits);
    std::shared_ptr<BatchLane> lane;
    if (found != lanes.end()) {
        lane = *found;
    } else {
        auto made = makeLane(line);
        if (!made)
            return made;
        lane = std::move(made).value();
        lanes.push_back(lane);
    }
    lane->at = line.at;
    lane->idempotencyToken = line.idempotencyToken;
    return lane;
}

Result<Client> BatchSessions::client(BatchLane& lane, const BatchLine& line)
{
    auto& clients = line.kind == "resource" ? lane.resourceClients : lane.clients;
    const auto found = clients.find(line.service);
    if (found != clients.end())
        return found->second;
    auto client = makeClient(*lane.session, line);
    if (client)
        clients.emplace(line.service, *client);
    return client;
}

} // namespace inia::cli
