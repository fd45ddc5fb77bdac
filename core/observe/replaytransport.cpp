#include "core/observe/replaytransport.h"

#include "core/common/redaction.h"
#include "core/protocol/jsonwriter.h"
#include "core/text/ascii.h"

#include <QtCore/QTimer>

#include <algorithm>
#include <array>

namespace inia {

namespace {

using namespace std::chrono;
using Pace = ReplayTransport::Pace;

constexpr std::array<std::string_view, 11> pageSizes{"maxkeys",    "maxitems",  "limit",     "maxresults",
                                                     "maxrecords", "pagesize",  "maxparts",  "maxuploads",
                                                     "maxentries", "maxnumber", "maxbuckets"};
constexpr std::array<std::string_view, 10> pageTokens{
    "continuationtoken", "nexttoken",         "marker",   "startafter",       "keymarker",
    "versionidmarker",   "exclusivestartkey", "position", "partnumbermarker", "paginationtoken"};

bool isOneOf(std::string_view name, const auto& names)
{
    return std::find(names.begin(), names.end(), ascii::lowered(name)) != names.end();
}

/// "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", as programs make tokens.
bool isUuid(const std::string& text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? text[i] != '-' : !ascii::isLetterOrDigit(text[i]))
            return false;
    }
    return true;
}

bool isIdempotencyToken(std::string_view name, const Value& value)
{
    const std::string lower = ascii::lowered(name);
    return value.isText() && isUuid(value.text()) &&
           (lower.ends_with("token") || lower.ends_with("reference") || lower.ends_with("requestid"));
}

enum class Leave { Nothing, Sizes, SizesAndTokens };

/// Members sorted by name; of the outermost ones without what does not count.
Value canonical(const Value& value, Leave leave, bool isOutermost)
{
    if (value.isList()) {
        Value items = Value::emptyList();
        for (const Value& item : value.items())
            items.append(canonical(item, leave, false));
        return items;
    }
    if (!value.isMap())
        return value;
    std::vector<std::pair<std::string, const Value*>> members;
    for (const auto& [name, member] : value.members()) {
        const bool isLeft = isOutermost && (isIdempotencyToken(name, member) ||
                                            (leave != Leave::Nothing && isOneOf(name, pageSizes)) ||
                                            (leave == Leave::SizesAndTokens && isOneOf(name, pageTokens)));
        if (!isLeft)
            members.emplace_back(name, &member);
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Value result = Value::emptyMap();
    for (const auto& [name, member] : members)
        result.insert(name, canonical(*member, leave, false));
    return result;
}

std::string keyOf(const std::string& profile, const std::string& region, const std::string& service,
                  const std::string& operation, const Value& params, Leave leave)
{
    std::string key;
    for (const auto* part : {&profile, &region, &service, &operation})
        key += *part + '\n';
    return key + toJson(canonical(params, leave, true), JsonStyle::compact());
}

milliseconds paced(microseconds wait, Pace pace)
{
    if (pace == Pace::AtOnce)
        return milliseconds(0);
    return duration_cast<milliseconds>(pace == Pace::TenTimes ? wait / 10 : wait);
}

/// Path and query without what a signature puts there.
std::string comparable(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    std::string text(parts.path.empty() ? "/" : parts.path);
    std::string_view rest = parts.query;
    char mark = '?';
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pair.starts_with("X-Amz-"))
            continue;
        text += mark;
        text += pair;
        mark = '&';
    }
    return text;
}

class ReplayReply final : public TransportReply {
public:
    ReplayReply(Result<HttpResponse> answer, const TransportTiming& timing, milliseconds wait,
                std::shared_ptr<BodySink> sink)
        : m_result(std::move(answer)), m_timing(timing), m_sink(std::move(sink))
    {
        QTimer::singleShot(wait, this, &ReplayReply::arrive);
    }

    [[nodiscard]] const Result<HttpResponse>& result() const override { return m_result; }
    [[nodiscard]] TransportTiming timing() const override { return m_timing; }
    void abort() override
    {
        if (m_isDone)
            return;
        m_result = makeError(ErrorKind::Cancelled, "Cancelled", "the request was given up");
        m_sink.reset();
        QMetaObject::invokeMethod(this, &ReplayReply::end, Qt::QueuedConnection);
    }
    void resume() override
    {
        if (m_isPaused)
            pour();
    }

private:
    void arrive()
    {
        if (m_isDone)
            return;
        if (!m_result || !m_sink || !m_sink->begin(*m_result)) {
            end();
            return;
        }
        m_rest = std::exchange(m_result->body, {});
        m_result->isBodyElsewhere = true;
        pour();
    }
    /// As much as the sink takes.
    void pour()
    {
        m_isPaused = false;
        while (!m_rest.isEmpty()) {
            const auto taken = m_sink->write({m_rest.constData(), static_cast<std::size_t>(m_rest.size())});
            if (!taken) {
                m_result = taken.error();
                break;
            }
            if (*taken == 0) {
                m_isPaused = true;
                return;
            }
            m_rest.remove(0, static_cast<qsizetype>(*taken));
        }
        end();
    }
    void end()
    {
        if (m_isDone)
            return;
        m_isDone = true;
        emit finished();
    }

    Result<HttpResponse> m_result;
    TransportTiming m_timing;
    std::shared_ptr<BodySink> m_sink;
    QByteArray m_rest;
    bool m_isPaused = false;
    bool m_isDone = false;
};

} // namespace

ReplayTransport::ReplayTransport(Recording recording, Pace pace)
    : m_recording(std::move(recording)),
      m_pace(pace),
      m_used(m_recording.calls.size()),
      m_left(m_recording.calls.size())
{
    for (std::size_t i = 0; i < m_recording.calls.size(); ++i) {
        const ExchangeCall& call = *m_recording.calls[i];
        const auto key = [&call](Leave leave) {
            return keyOf(call.profile, call.region, call.service, call.operation, call.params, leave);
        };
        m_exact[key(Leave::Nothing)].calls.push_back(i);
        m_otherSize[key(Leave::Sizes)].calls.push_back(i);
        m_otherToken[key(Leave::SizesAndTokens)].push_back(i);
    }
}

ReplayTransport::~ReplayTransport() = default;

void ReplayTransport::beforeCall(const ObservedCall& call, const Value& params)
{
    m_answering[call.number] = {match(call, recordedParams(params)), 0, call.service + " " + call.operation};
}

std::shared_ptr<const ExchangeCall> ReplayTransport::match(const ObservedCall& call, const Value& params)
{
    const auto key = [&](Leave leave) {
        return keyOf(call.profile, call.region, call.service, call.operation, params, leave);
    };
    for (auto* queues : {&m_exact, &m_otherSize}) {
        const auto found = queues->find(key(queues == &m_exact ? Leave::Nothing : Leave::Sizes));
        if (found == queues->end())
            continue;
        auto& queue = found->second;
        const auto chosen = queue.calls[queue.next];
        queue.next = std::min(queue.next + 1, queue.calls.size() - 1);
        use(chosen);
        return m_recording.calls[chosen];
    }
    const auto found = m_otherToken.find(key(Leave::SizesAndTokens));
    if (found == m_otherToken.end())
        return nullptr;
    std::vector<std::size_t> left;
    std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(left),
                 [this](std::size_t i) { return !m_used[i]; });
    if (left.size() != 1)
        return nullptr;
    use(left.front());
    return m_recording.calls[left.front()];
}

void ReplayTransport::use(std::size_t call)
{
    if (m_used[call])
        return;
    m_used[call] = true;
    if (--m_left == 0 && m_ended)
        std::exchange(m_ended, nullptr)();
}

void ReplayTransport::beforeSend(const ObservedCall& call, const HttpRequest&)
{
    m_sending = call.number;
}

void ReplayTransport::finished(const ObservedCall& call, const std::optional<Error>&)
{
    m_answering.erase(call.number);
}

TransportReplyPtr ReplayTransport::send(const HttpRequest& request, const TransportOptions& options)
{
    auto& answering = m_answering[std::exchange(m_sending, 0)];
    if (!answering.recorded || answering.recorded->attempts.empty())
        return std::make_unique<ReplayReply>(notRecorded(answering), TransportTiming(), milliseconds(0),
                                             nullptr);
    const auto& attempts = answering.recorded->attempts;
    const auto& attempt = attempts[std::min(answering.nextAttempt, attempts.size() - 1)];
    ++answering.nextAttempt;
    compare(request, attempt);
    return std::make_unique<ReplayReply>(answerOf(*answering.recorded, attempt), attempt.timing,
                                         paced(waitFor(attempt), m_pace), options.bodySink);
}

microseconds ReplayTransport::waitFor(const ExchangeAttempt& attempt) const
{
    return std::max(microseconds(0), attempt.timing.done);
}

Result<HttpResponse> ReplayTransport::answerOf(const ExchangeCall& call, const ExchangeAttempt& attempt) const
{
    if (attempt.response.status == 0)
        return attempt.error ? *attempt.error
                             : makeError(ErrorKind::Transport, "NoAnswer", "no answer was recorded");
    if (const auto missing = m_recording.missingBodies.find({call.id, attempt.number});
        missing != m_recording.missingBodies.end())
        return makeError(ErrorKind::Unsupported, "BodyNotRecorded",
                         "The body of this answer is not in the recording: " + missing->second + ".");
    HttpResponse response = attempt.response;
    // What was hidden in it makes it another one than its length and checksums are about.
    if (response.body.contains(QByteArray(redactedText.data(), qsizetype(redactedText.size())))) {
        HttpHeaders kept;
        for (const auto& [name, value] : response.headers) {
            const std::string lower = ascii::lowered(name);
            if (!lower.starts_with("x-amz-checksum-") && lower != "content-md5" &&
                lower != "content-length" && lower != "x-amz-crc32")
                kept.add(name, value);
        }
        response.headers = std::move(kept);
    }
    return response;
}

void ReplayTransport::compare(const HttpRequest& request, const ExchangeAttempt& attempt)
{
    const std::string recorded = comparable(attempt.request.url);
    const std::string now = comparable(redactUrl(request.url));
    const bool isHidden = recorded.find(redactedText) != std::string::npos;
    if (request.method != attempt.request.method || (recorded != now && !isHidden))
        m_differences.push_back(request.method + " " + now + " was recorded as " + attempt.request.method +
                                " " + recorded + ".");
}

Error ReplayTransport::notRecorded(const Answering& answering) const
{
    std::string nearest;
    for (const auto& call : m_recording.calls) {
        if (call->service + " " + call->operation == answering.name)
            nearest = toJson(call->params, JsonStyle::compact());
    }
    return makeError(
        ErrorKind::Unsupported, "NotRecorded",
        "This call is not in the recording." +
            (nearest.empty() ? std::string() : " The last one of its operation had " + nearest + "."));
}

ReplayClock::ReplayClock(system_clock::time_point created, Pace pace) : m_created(created), m_pace(pace) {}

system_clock::time_point ReplayClock::now() const
{
    return m_created + duration_cast<system_clock::duration>(steady_clock::now() - m_started);
}

void ReplayClock::after(milliseconds delay, QObject* context, std::function<void()> callback)
{
    QTimer::singleShot(paced(delay, m_pace), context, std::move(callback));
}

} // namespace inia
