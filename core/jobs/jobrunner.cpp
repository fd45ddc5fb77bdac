#include "core/jobs/jobrunner.h"

#include "core/common/clock.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferjob.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t itemsInARound = 1000; ///< as many as DeleteObjects takes
constexpr std::size_t deletingRounds = 4;
constexpr std::size_t copyingRounds = 3; ///< while one is verified and deleted the next copies
constexpr std::size_t firstCopies = 16;
constexpr std::size_t mostCopies = 64;
constexpr int copiesForOneMore = 50;
constexpr int partsAtOnce = 8;
constexpr int mostTries = 3;
constexpr int breathMs = 500;
constexpr int mostRefusals = 20;
constexpr std::size_t recentItems = 200;

bool isOneOf(std::string_view code, std::initializer_list<std::string_view> codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool isThrottled(const Error& error)
{
    return error.httpStatus == 503 || error.httpStatus == 429 ||
           isOneOf(error.code, {"SlowDown", "ServiceUnavailable", "TooManyRequests", "Throttling"});
}

/// Another time it may go well.
bool passesLater(const Error& error)
{
    return isThrottled(error) || error.httpStatus >= 500 || error.kind == ErrorKind::Transport ||
           error.kind == ErrorKind::Timeout ||
           isOneOf(error.code, {"InternalError", "RequestTimeout", "OperationAborted", "Unconfirmed",
                                "ConditionalRequestConflict"});
}

bool isOfKeys(const Error& error)
{
    return isCredentialsLapse(error) || error.code == "InvalidToken";
}

} // namespace

JobRunner::JobRunner(Client client, Job job, std::unique_ptr<JobJournal> journal)
    : m_client(std::move(client)),
      m_job(std::move(job)),
      m_journal(std::move(journal)),
      m_slots(std::make_shared<TransferSlots>(partsAtOnce)),
      m_copiesAtOnce(firstCopies)
{
    findChains();
    m_breath.setSingleShot(true);
    m_breath.setInterval(breathMs);
    connect(&m_breath, &QTimer::timeout, this, &JobRunner::proceeded);
    if (m_journal)
        connect(m_journal.get(), &JobJournal::failed, this, [this] {
            if (isDestroying(m_job.action, m_job.overwrites))
                stop(Job::State::Stopped, *m_journal->error());
        });
}

JobRunner::~JobRunner() = default;

void JobRunner::findChains()
{
    const bool isUndo = m_job.action == JobAction::UndoMove;
    if ((m_job.action != JobAction::Move && !isUndo) || m_job.bucket != m_job.targetBucket)
        return;
    std::unordered_map<std::string_view, std::size_t> places; // views: no outcome is stored meanwhile
    for (std::size_t number = 0; number < m_job.items.size(); ++number)
        places.emplace(m_job.items.key(number), number);
    for (std::size_t number = 0; number < m_job.items.size(); ++number) {
        const auto other = places.find(m_job.items.target(number));
        if (other == places.end() || other->second == number)
            continue;
        if (isUndo)
            m_after[other->second] = number;
        else
            m_after[number] = other->second;
    }
}

bool JobRunner::isReady(std::size_t number)
{
    const auto after = m_after.find(number);
    if (after == m_after.end() || m_job.items.state(number) != JobItemState::Queued)
        return true;
    const JobItemState other = m_job.items.state(after->second);
    if (other > JobItemState::Done) {
        JobOutcome outcome;
        outcome.code = "NameTaken";
        outcome.message = "Another one still has that name, since it was not moved.";
        settle(number, JobItemState::Skipped, outcome);
    }
    return other == JobItemState::Done;
}

qint64 JobRunner::now() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(m_client.clock()->now().time_since_epoch())
        .count();
}

void JobRunner::start()
{
    if (m_job.state == Job::State::Unreadable) {
        end();
        return;
    }
    setState(Job::State::Running);
    proceeded();
}

void JobRunner::pause()
{
    if (isFinished() || m_job.state != Job::State::Running)
        return;
    hold(false);
    setState(Job::State::Paused);
}

void JobRunner::resume()
{
    const bool isHeld = m_job.state == Job::State::Paused || m_job.state == Job::State::Stopped ||
                        m_job.state == Job::State::Interrupted;
    if (isFinished() || !isHeld)
        return;
    if (m_journal && m_journal->error() && !m_journal->recover(m_job)) {
        emit stateChanged();
        return;
    }
    m_job.why.reset();
    m_lately.clear();
    m_failedLately = 0;
    m_refusals = 0;
    m_calls = 0;
    setState(Job::State::Running);
    proceeded();
}

void JobRunner::interrupt()
{
    if (isFinished() || m_job.state == Job::State::Cancelled)
        return;
    hold(true);
    setState(Job::State::Interrupted);
}

void JobRunner::cancel()
{
    if (isFinished() || m_job.state == Job::State::Cancelled)
        return;
    hold(true);
    setState(Job::State::Cancelled);
    restIfDone();
}

void JobRunner::giveUp()
{
    m_rounds.clear();
    m_lastLook.reset();
    m_breath.stop();
    if (m_journal)
        m_journal->close();
}

// ---- what runs --------------------------------------------------------------------------------------------

/// By the event loop, so that whoever tells is done with what it does.
void JobRunner::proceeded()
{
    if (std::exchange(m_isFillComing, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isFillComing = false;
            if (isFinished())
                return;
            fill();
            emit progressed();
        },
        Qt::QueuedConnection);
}

bool JobRunner::isFull() const
{
    return m_rounds.size() >= (isOneByOne(m_job.action) ? copyingRounds : deletingRounds);
}

std::size_t JobRunner::callsAtOnce() const
{
    if (!isCopying(m_job.action))
        return m_rounds.size();
    std::size_t copying = 0;
    for (const auto& round : m_rounds)
        copying += round->copying();
    return copying;
}

void JobRunner::fill()
{
    if (m_job.state != Job::State::Running)
        return;
    if (m_mostCalls > 0 && m_calls >= m_mostCalls) {
        stop(Job::State::Stopped,
             makeError(ErrorKind::Parameter, "MostCalls",
                       "As many calls were made as it may make: " + std::to_string(m_calls) + "."));
        return;
    }
    if (!isOneByOne(m_job.action)) {
        while (m_job.state == Job::State::Running && !isFull() && openRound()) {
        }
    } else {
        std::size_t copying = callsAtOnce();
        while (m_job.state == Job::State::Running && copying < m_copiesAtOnce) {
            const auto open = std::find_if(m_rounds.begin(), m_rounds.end(),
                                           [](const auto& round) { return round->canCopy(); });
            if (open != m_rounds.end()) {
                (*open)->beginCopy();
                ++copying;
            } else if (isFull() || !openRound()) {
                break;
            }
        }
    }
    if (m_job.state == Job::State::Running && m_rounds.empty() && m_again.empty() &&
        m_next == m_job.items.size())
        lookWhatIsLeft();
}

bool JobRunner::openRound()
{
    const auto isEnded = [this](std::size_t number) {
        return m_job.items.state(number) >= JobItemState::Done;
    };
    std::vector<std::size_t> numbers;
    std::deque<std::size_t> waiting;
    const auto take = [&](std::size_t number) {
        if (isReady(number))
            numbers.push_back(number);
        else if (!isEnded(number))
            waiting.push_back(number);
    };
    while (!m_again.empty() && !m_breath.isActive() && numbers.size() < itemsInARound) {
        take(m_again.front());
        m_again.pop_front();
    }
    for (; m_next < m_job.items.size() && numbers.size() < itemsInARound; ++m_next) {
        if (!isEnded(m_next))
            take(m_next);
    }
    const bool isRing = numbers.empty() && m_again.empty() && m_rounds.empty() && !waiting.empty();
    if (isRing && std::none_of(waiting.begin(), waiting.end(), [this](std::size_t number) {
            return m_job.items.state(m_after.at(number)) >= JobItemState::Done;
        })) {
        JobOutcome outcome;
        outcome.code = "NameTaken";
        outcome.message = "They would have to change their names with each other.";
        for (const std::size_t number : std::exchange(waiting, {}))
            settle(number, JobItemState::Skipped, outcome);
    }
    m_again.insert(m_again.end(), waiting.begin(), waiting.end());
    if (numbers.empty())
        return false;
    auto round = makeOwned<JobRound>(m_client, static_cast<JobRound::Owner&>(*this), m_job,
                                     std::move(numbers), m_slots);
    JobRound* which = round.get();
    connect(which, &Task::finished, this, [this, which] { roundEnded(which); });
    m_rounds.push_back(std::move(round));
    which->start();
    return true;
}

/// What has not come to its end there goes into another one.
void JobRunner::roundEnded(JobRound* which)
{
    const auto place = std::find_if(m_rounds.begin(), m_rounds.end(),
                                    [which](const auto& round) { return round.get() == which; });
    const auto ended = std::move(*place);
    m_rounds.erase(place);
    std::vector<std::size_t> left;
    for (const std::size_t number : ended->numbers()) {
        if (m_job.items.state(number) < JobItemState::Done)
            left.push_back(number);
    }
    m_again.insert(m_again.begin(), left.begin(), left.end());
    // What has failed there waits for a moment; what was only held does not.
    if (std::any_of(left.begin(), left.end(),
                    [this](std::size_t number) { return m_tries.contains(number); }))
        m_breath.start();
    restIfDone();
    proceeded();
}

void JobRunner::hold(bool isForGood)
{
    for (const auto& round : m_rounds)
        round->endSoon(isForGood);
}

void JobRunner::restIfDone()
{
    if (!isAtRest() || m_job.state == Job::State::Running)
        return;
    if (m_job.state == Job::State::Cancelled)
        finish(Job::State::Cancelled);
    else
        emit stateChanged();
}

/// After a deletion below a folder.
void JobRunner::lookWhatIsLeft()
{
    if (m_job.below.empty() || m_job.action != JobAction::Delete) {
        finish(Job::State::Done);
        return;
    }
    if (m_lastLook)
        return;
    CallOptions options;
    options.cause = m_job.title;
    options.target = m_job.below;
    m_lastLook = m_client.call(
        "ListObjectsV2", Value::map({{"Bucket", m_job.bucket}, {"Prefix", m_job.below}, {"MaxKeys", 1}}),
        std::move(options));
    connect(m_lastLook.get(), &Task::finished, this, [this] {
        const auto reply = std::move(m_lastLook);
        const std::size_t left = reply->result() ? (*reply->result())["Contents"].size() : 0;
        m_job.isMoreThere = left > 0 && m_job.items.count(JobItemState::Done) == m_job.items.size();
        if (m_job.state == Job::State::Running || m_job.state == Job::State::Cancelled)
            finish(Job::State::Done);
        else
            restIfDone();
    });
}

void JobRunner::finish(Job::State state)
{
    m_job.ended = now();
    setState(state);
    end();
}

void JobRunner::setState(Job::State state)
{
    m_job.state = state;
    if (m_journal)
        m_journal->noteState(m_job);
    emit stateChanged();
}

// ---- what its rounds tell ---------------------------------------------------------------------------------

void JobRunner::announce(JobItemState state, const std::vector<std::size_t>& numbers,
                         std::function<void()> then)
{
    for (const std::size_t number : numbers)
        m_job.items.setState(number, state);
    ++m_calls;
    if (m_journal)
        m_journal->announce(state, numbers, isDestroying(m_job.action, m_job.overwrites), std::move(then));
    else
        then();
}

void JobRunner::settle(std::size_t number, JobItemState state, const JobOutcome& outcome)
{
    m_job.items.setOutcome(number, outcome);
    m_job.items.setState(number, state);
    if (m_journal) {
        m_journal->note(m_job.items, number);
        if (!outcome.upload.empty())
            m_journal->flush(); // nobody else knows of it
    }
    if (state == JobItemState::Done)
        judge(number, std::nullopt);
}

void JobRunner::trouble(std::size_t number, const Error& error, JobItemState meanwhile, JobItemState end)
{
    const bool isLater = passesLater(error) && ++m_tries[number] < mostTries;
    if (isThrottled(error)) {
        m_copiesAtOnce = std::max<std::size_t>(1, m_copiesAtOnce / 2);
        m_goodCopies = 0;
    }
    JobOutcome outcome = m_job.items.outcome(number);
    if (isOfKeys(error) || error.kind == ErrorKind::Cancelled || isLater) {
        settle(number, meanwhile, outcome);
        if (isOfKeys(error))
            stop(Job::State::Interrupted, error);
        return;
    }
    outcome.code = error.code;
    outcome.message = error.message;
    outcome.requestId = error.requestId;
    settle(number, end, outcome);
    judge(number, error);
}

void JobRunner::answered(int attempts)
{
    if (attempts > 1) {
        m_goodCopies = 0;
        return;
    }
    if (++m_goodCopies < copiesForOneMore)
        return;
    m_goodCopies = 0;
    m_copiesAtOnce = std::min(mostCopies, m_copiesAtOnce + 1);
}

/// Whether it makes sense to go on.
void JobRunner::judge(std::size_t number, const std::optional<Error>& error)
{
    const bool isFailed = error && m_job.items.state(number) != JobItemState::Skipped;
    m_lately.push_back(isFailed);
    m_failedLately += isFailed ? 1 : 0;
    if (m_lately.size() > recentItems) {
        m_failedLately -= m_lately.front() ? 1 : 0;
        m_lately.pop_front();
    }
    const bool isRefused = error && isAccessDenied(*error);
    if (!isRefused || error->code + error->operation != m_refusal)
        m_refusals = 0;
    if (isRefused) {
        m_refusal = error->code + error->operation;
        ++m_refusals;
    }
    if (!error)
        return;
    const bool isHopeless = error->code == "NoSuchBucket" || error->kind == ErrorKind::ReadOnly;
    const bool isMostFailing = m_lately.size() == recentItems && m_failedLately * 2 >= recentItems;
    if (isHopeless || m_refusals >= mostRefusals || isMostFailing)
        stop(Job::State::Stopped, *error);
}

void JobRunner::stop(Job::State state, Error why)
{
    if (isFinished() || m_job.state != Job::State::Running)
        return;
    m_job.why = std::move(why);
    hold(false);
    setState(state);
}

} // namespace inia
