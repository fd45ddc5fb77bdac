#include "app/cli/batchline.h"

#include "app/cli/sessioncommands.h"
#include "core/common/clock.h"
#include "core/dynamodb/taggedvalue.h"
#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"

#include <algorithm>

namespace inia::cli {

namespace {

/// Reads the members of one object; after the first that is wrong it reads no further.
class Members final {
public:
    Members(const Value& object, std::string place) : m_object(object), m_place(std::move(place)) {}

    [[nodiscard]] std::optional<std::string> text(std::string_view name)
    {
        const Value& value = m_object[name];
        if (!value.isNull() && !value.isText())
            fail(name, "a text");
        return value.isText() ? std::optional(value.text()) : std::nullopt;
    }

    [[nodiscard]] std::string requiredText(std::string_view name)
    {
        const auto value = text(name);
        if ((!value || value->empty()) && !error)
            error = lineError("the line has no \"" + std::string(name) + "\"");
        return value.value_or("");
    }

    [[nodiscard]] bool flag(std::string_view name)
    {
        const Value& value = m_object[name];
        if (!value.isNull() && !value.isBool())
            fail(name, "true or false");
        return value.toBool();
    }

    [[nodiscard]] Value object(std::string_view name)
    {
        const Value& value = m_object[name];
        if (!value.isNull() && !value.isMap())
            fail(name, "an object");
        return value.isMap() ? value : Value::emptyMap();
    }

    std::optional<std::chrono::system_clock::time_point> time(std::string_view name)
    {
        const Value& value = m_object[name];
        if (value.isNull())
            return std::nullopt;
        const auto time = timestampFromValue(value);
        if (!time) {
            fail(name, "a time such as 2026-01-02T03:04:05Z");
            return std::nullopt;
        }
        const auto sinceEpoch =
            std::chrono::seconds(time->seconds) + std::chrono::nanoseconds(time->nanoseconds);
        return std::chrono::system_clock::time_point(
            std::chrono::duration_cast<std::chrono::system_clock::duration>(sinceEpoch));
    }

    /// A name that looks like one of `known` is a slip of the pen; any other is the writer's own note.
    void refuseSlips(const std::vector<std::string>& known, bool refuseAll = false)
    {
        for (const auto& [name, value] : m_object.members()) {
            if (error || std::find(known.begin(), known.end(), name) != known.end())
                continue;
            const auto similar = similarNames(name, known, 1);
            const bool isSlip = !similar.empty() && m_object[similar.front()].isNull();
            if (isSlip || refuseAll) {
                error = lineError(m_place + " has no member \"" + name.substr(0, 64) + "\"" +
                                  (similar.empty() ? "" : "; did you mean " + similar.front() + "?"));
            }
        }
    }

    std::optional<Error> error;

private:
    void fail(std::string_view name, const char* expected)
    {
        if (!error)
            error = lineError("\"" + std::string(name) + "\" of " + m_place + " has to be " + expected);
    }

    const Value& m_object;
    std::string m_place;
};

const std::vector<std::string>& lineMembers()
{
    static const std::vector<std::string> names{"id",
                                                "kind",
                                                "service",
                                                "operation",
                                                "params",
                                                "region",
                                                "profile",
                                                "credentials",
                                                "config",
                                                "endpoint_url",
                                                "dry_run",
                                                "at",
                                                "idempotency_token",
                                                "pagination",
                                                "waiter",
                                                "waiter_config",
                                                "expires_in",
                                                "http_method",
                                                "resource",
                                                "identifiers",
                                                "get",
                                                "action",
                                                "collection",
                                                "filter",
                                                "limit",
                                                "page_size",
                                                "batch_action",
                                                "wait"};
    return names;
}

std::optional<Error> readCredentials(const Value& credentials, SessionOptions& options)
{
    if (credentials.isNull())
        return std::nullopt;
    if (!credentials.isMap())
        return lineError("\"credentials\" has to be an object");
    Members members(credentials, "\"credentials\"");
    members.refuseSlips({"access_key", "secret_key", "token", "account_id", "bearer_token"}, true);
    ExplicitKeys keys;
    keys.accessKey = members.text("access_key").value_or("");
    keys.secretKey = members.text("secret_key").value_or("");
    keys.sessionToken = members.text("token").value_or("");
    keys.accountId = members.text("account_id").value_or("");
    keys.bearerToken = members.text("bearer_token").value_or("");
    options.keys = std::move(keys);
    return members.error;
}

Value settingsOf(const Value& line)
{
    Value settings = Value::emptyMap();
    for (const auto* name : {"profile", "region", "credentials", "config", "endpoint_url"})
        settings.insert(name, line[name]);
    // Clients learn from answers how far the clock is off; that holds for one clock only.
    if (!line["dry_run"].toBool())
        settings.insert("at", line["at"]);
    return settings;
}

/// The "id" of a line that is no JSON as a whole, if it stands at the top and is a text, a number or null.
Value idOfBrokenLine(std::string_view text)
{
    int depth = 0;
    std::string_view key;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == '"') {
            const auto begin = at;
            for (++at; at < text.size() && text[at] != '"'; ++at)
                at += text[at] == '\\' ? 1 : 0;
            key = depth == 1 ? text.substr(begin, at + 1 - begin) : std::string_view();
        } else if (c == ':' && key == "\"id\"") {
            // Up to what may end a scalar; a text's end is the next quote that is not escaped.
            auto end = text.find_first_not_of(" \t", at + 1);
            end = end == std::string_view::npos ? text.size() : end;
            if (end < text.size() && text[end] == '"') {
                for (++end; end < text.size() && text[end] != '"'; ++end)
                    end += text[end] == '\\' ? 1 : 0;
                ++end;
            } else {
                end = std::min(text.find_first_of(",}", end), text.size());
            }
            const auto id = parseJson(text.substr(at + 1, end - at - 1));
            return id && !id->isMap() && !id->isList() ? *id : Value();
        }
    }
    return {};
}

Result<Value> parseObject(std::string_view text, Value& id)
{
    if (text.find_first_not_of(" \t\r") == std::string_view::npos)
        return lineError("the line is empty");
    auto json = parseJson(text);
    if (!json) {
        id = idOfBrokenLine(text);
        return lineError("the line is not JSON: " + json.error().message);
    }
    if (!json->isMap())
        return lineError("the line has to be a JSON object");
    id = (*json)["id"];
    return json;
}

Result<void> checkKind(const std::string& kind)
{
    if (kind == "call" || kind == "paginate" || kind == "wait" || kind == "presign" || kind == "resource")
        return {};
    return makeError(ErrorKind::Unsupported, "UnsupportedKind",
                     "lines of kind \"" + kind.substr(0, 64) +
                         "\" are not supported; there are call, paginate, wait, "
                         "presign and resource");
}

} // namespace

Error lineError(std::string message)
{
    return makeError(ErrorKind::Parameter, "InvalidLine", std::move(message));
}

Result<BatchLine> parseBatchLine(std::string_view text, Value& id)
{
    auto json = parseObject(text, id);
    if (!json)
        return json.error();
    BatchLine line;
    line.whole = std::move(json).value();
    Members members(line.whole, "the line");
    line.kind = members.text("kind").value_or("call");
    if (const auto known = checkKind(line.kind); !known)
        return known.error();
    members.refuseSlips(lineMembers());
    line.service = members.requiredText("service");
    if (line.kind != "resource")
        line.operation = members.requiredText(line.kind == "wait" ? "waiter" : "operation");
    if (line.kind == "resource" && line.service == "dynamodb") {
        // Numbers of items are exact; what was read once reads again.
        if (auto exact = parseJson(dynamodb::withTaggedLongNumbers(text)))
            line.whole = std::move(exact).value();
    }
    line.params = members.object("params");
    line.session.region = members.text("region");
    line.session.profile = members.text("profile");
    line.session.client.endpointUrl = members.text("endpoint_url");
    line.dryRun = members.flag("dry_run");
    line.at = members.time("at");
    line.idempotencyToken = members.text("idempotency_token");
    const Value config = members.object("config");
    if (members.error)
        return std::move(*members.error);
    if (auto error = readCredentials(line.whole["credentials"], line.session))
        return std::move(*error);
    if (auto applied = applyConfig(config, line.session); !applied)
        return applied.error();
    line.settings = toJson(settingsOf(line.whole));
    return line;
}

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
