#include "core/jobs/jobround.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <set>
#include <utility>

namespace inia {

namespace {

/// Nobody knows whether it was done.
bool isUnknown(const Error& error)
{
    return error.mayHaveBeenDone || error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
           error.code == "Unconfirmed";
}

Error changedSince(const char* why)
{
    return makeError(ErrorKind::Service, "ChangedSince", why);
}

std::string usualClass(const std::string& storageClass)
{
    return storageClass.empty() ? "STANDARD" : storageClass;
}

} // namespace

JobRound::JobRound(Client client, Owner& owner, const Job& job, std::vector<std::size_t> numbers,
                   std::shared_ptr<TransferSlots> transfers)
    : m_client(std::move(client)),
      m_owner(owner),
      m_job(job),
      m_numbers(std::move(numbers)),
      m_slots(std::move(transfers))
{
}

JobRound::~JobRound() = default;

void JobRound::start()
{
    Numbers unknown;
    for (const std::size_t number : m_numbers) {
        const JobItemState state = m_job.items.state(number);
        const bool isDeletion = m_job.action == JobAction::Delete;
        if (state == JobItemState::Leaving ||
            (isDeletion && (state == JobItemState::Sent || m_job.looksFirst)))
            unknown.push_back(number);
        else if (state == JobItemState::Copied)
            m_proven.push_back(number);
        else
            m_toCopy.push_back(number);
    }
    std::reverse(m_toCopy.begin(), m_toCopy.end());
    if (unknown.empty())
        begin();
    else
        lookForSources(std::move(unknown));
}

void JobRound::begin()
{
    if (isEndingNow())
        return;
    m_isReady = true;
    if (isOneByOne(m_job.action)) {
        if (m_toCopy.empty())
            copiesEnded();
        else
            m_owner.proceeded();
        return;
    }
    Numbers numbers = std::exchange(m_toCopy, {});
    std::reverse(numbers.begin(), numbers.end());
    const bool isUndoing = m_job.action == JobAction::RemoveCurrent || m_job.action == JobAction::UndoMove;
    if (isUndoing)
        checkCurrent(Side::Source, std::move(numbers));
    else
        remove(Side::Source, std::move(numbers));
}

bool JobRound::isEndingNow()
{
    if (m_isEnding && m_copies.empty() && !m_survey && !m_versions && !m_deletion)
        end();
    return m_isEnding;
}

void JobRound::endSoon(bool isForGood)
{
    if (isFinished())
        return;
    m_isEnding = true;
    if (m_deletion)
        m_deletion->endSoon();
    m_survey.reset(); // they change nothing
    m_versions.reset();
    std::erase_if(m_copies,
                  [](const auto& copying) { return !copying->look && !copying->copy && !copying->change; });
    for (const auto& copying : m_copies) {
        if (isForGood && copying->copy && copying->copy->isInParts())
            copying->copy->cancel();
    }
    static_cast<void>(isEndingNow());
}

void JobRound::cancel()
{
    giveUp();
    end();
}

void JobRound::giveUp()
{
    m_isEnding = true;
    m_copies.clear();
    m_survey.reset();
    m_versions.reset();
    m_deletion.reset();
}

CallOptions JobRound::options(const std::string& target) const
{
    CallOptions options;
    options.cause = m_job.title;
    options.target = target;
    return options;
}

std::string JobRound::keyOf(std::size_t number, Side side) const
{
    const JobItem item = m_job.items.at(number);
    return side == Side::Source ? item.key : item.target;
}

std::string JobRound::versionOf(std::size_t number, Side side) const
{
    const JobItem item = m_job.items.at(number);
    return side == Side::Source ? item.version : item.targetVersion;
}

// ---- what was under way -----------------------------------------------------------------------------------

/// Never sent first: a second deletion would put another marker over the first one.
void JobRound::lookForSources(Numbers numbers)
{
    std::set<std::string> keys;
    for (const std::size_t number : numbers)
        keys.insert(keyOf(number, Side::Source));
    const std::string start = commonStart(*keys.begin(), *keys.rbegin());
    m_survey = ObjectSurvey::ofTaken(m_client, m_job.bucket, std::move(keys), start, true, m_job.title);
    connect(m_survey.get(), &Task::finished, this,
            [this, numbers = std::move(numbers)] { comparedSources(numbers); });
    m_survey->start();
}

void JobRound::comparedSources(const Numbers& numbers)
{
    const auto survey = std::move(m_survey);
    const bool isMove = m_job.action == JobAction::Move;
    std::map<std::string, std::string> etags;
    if (survey->result()) {
        for (const ListedObject& object : *survey->result())
            etags[object.key] = object.etag;
    }
    for (const std::size_t number : numbers) {
        const JobItem item = m_job.items.at(number);
        const auto there = etags.find(item.key);
        const auto problem = [&](const Error& error, JobItemState end) {
            m_owner.trouble(number, error, m_job.items.state(number), isMove ? JobItemState::Kept : end);
        };
        if (!survey->result()) {
            problem(survey->result().error(), JobItemState::Failed);
        } else if (there == etags.end()) {
            m_owner.settle(number, JobItemState::Done, m_job.items.outcome(number));
        } else if (!item.etag.empty() && there->second != item.etag) {
            problem(changedSince("It changed since the preview and stays."), JobItemState::Skipped);
        } else if (isMove) {
            m_proven.push_back(number);
        } else {
            m_toCopy.push_back(number);
        }
    }
    begin();
}

// ---- copies -----------------------------------------------------------------------------------------------

void JobRound::beginCopy()
{
    auto copying = std::make_unique<Copying>();
    Copying* which = copying.get();
    which->number = m_toCopy.back();
    m_toCopy.pop_back();
    m_copies.push_back(std::move(copying));
    // A change looks by itself whether it has been made.
    if (m_job.items.state(which->number) == JobItemState::Sent && m_job.action != JobAction::Change)
        lookForTarget(which);
    else
        copy(which);
}

void JobRound::lookForTarget(Copying* which)
{
    const std::string target = keyOf(which->number, Side::Target);
    which->look = m_client.call("HeadObject", Value::map({{"Bucket", m_job.targetBucket}, {"Key", target}}),
                                options(target));
    connect(which->look.get(), &Task::finished, this, [this, which] { foundTarget(which); });
}

bool JobRound::isOurCopy(const JobItem& item, const Value& head) const
{
    const std::string& etag = head["ETag"].text();
    const bool isOfParts = item.etag.empty() || item.etag.find('-') != std::string::npos;
    const bool isSame = head["ContentLength"].toInt() == item.size && (isOfParts || etag == item.etag) &&
                        usualClass(head["StorageClass"].text()) == usualClass(item.storageClass);
    // There was nothing when it was planned, unless it may be replaced.
    return isSame && (!m_job.overwrites || head["LastModified"].time().seconds >= m_job.created);
}

void JobRound::foundTarget(Copying* which)
{
    const auto reply = std::move(which->look);
    const auto& head = reply->result();
    const std::size_t number = which->number;
    if (head && isOurCopy(m_job.items.at(number), *head)) {
        static_cast<void>(take(which));
        proven(number, (*head)["VersionId"].text());
        copiesEnded();
        return;
    }
    if (!head && head.error().httpStatus != 404) {
        static_cast<void>(take(which));
        m_owner.trouble(number, head.error(), JobItemState::Sent, JobItemState::Failed);
        copiesEnded();
        return;
    }
    if (m_isEnding) {
        static_cast<void>(take(which));
        copiesEnded();
        return;
    }
    if (const std::string upload = m_job.items.outcome(number).upload; !upload.empty())
        abortUpload(which, upload);
    else
        copy(which);
}

/// Its parts cannot be told from others', so that it begins anew.
void JobRound::abortUpload(Copying* which, const std::string& upload)
{
    const std::string target = keyOf(which->number, Side::Target);
    which->look = m_client.call(
        "AbortMultipartUpload",
        Value::map({{"Bucket", m_job.targetBucket}, {"Key", target}, {"UploadId", upload}}), options(target));
    connect(which->look.get(), &Task::finished, this, [this, which] {
        const auto reply = std::move(which->look);
        const auto& answer = reply->result();
        if (!m_isEnding && (answer || answer.error().code == "NoSuchUpload")) {
            copy(which);
            return;
        }
        const std::size_t number = take(which)->number;
        if (!answer)
            m_owner.trouble(number, answer.error(), JobItemState::Sent, JobItemState::Failed);
        copiesEnded();
    });
}

void JobRound::copy(Copying* which)
{
    const std::size_t announced = which->number;
    m_owner.announce(JobItemState::Sent, {announced}, [guard = QPointer<JobRound>(this), this, announced] {
        if (!guard || m_isEnding)
            return;
        const std::size_t number = announced;
        Copying* which = std::find_if(m_copies.begin(), m_copies.end(), [number](const auto& copying) {
                             return copying->number == number;
                         })->get();
        if (m_job.action == JobAction::Change) {
            change(which);
            return;
        }
        const JobItem item = m_job.items.at(number);
        ObjectCopy::Order order;
        order.sourceBucket = m_job.bucket;
        order.source = {item.key, item.etag, item.storageClass, item.size, item.version};
        order.targetBucket = m_job.targetBucket;
        order.target = item.target;
        order.overwrites = m_job.overwrites;
        order.cause = m_job.title;
        which->copy = makeOwned<ObjectCopy>(m_client, std::move(order), m_slots);
        connect(which->copy.get(), &ObjectCopy::uploadBegun, this, [this, number](const std::string& upload) {
            JobOutcome outcome;
            outcome.upload = upload;
            m_owner.settle(number, JobItemState::Sent, outcome);
        });
        connect(which->copy.get(), &Task::finished, this, [this, which] { copied(which); });
        which->copy->start();
    });
}

std::unique_ptr<JobRound::Copying> JobRound::take(Copying* which)
{
    const auto place = std::find_if(m_copies.begin(), m_copies.end(),
                                    [which](const auto& copying) { return copying.get() == which; });
    auto taken = std::move(*place);
    m_copies.erase(place);
    return taken;
}

void JobRound::copied(Copying* which)
{
    const auto ended = take(which);
    const auto& result = ended->copy->result();
    if (result && result->isProven) {
        proven(ended->number, result->version);
    } else if (result) {
        m_doubtful[ended->number] = result->version;
    } else {
        const Error& error = result.error();
        const bool isUnderWay = isUnknown(error) && error.kind != ErrorKind::Cancelled;
        m_owner.trouble(ended->number, error, isUnderWay ? JobItemState::Sent : JobItemState::Queued,
                        JobItemState::Failed);
    }
    m_owner.answered(ended->copy->attempts());
    copiesEnded();
}

void JobRound::change(Copying* which)
{
    const JobItem item = m_job.items.at(which->number);
    ObjectChanging::Order order{m_job.bucket,      item.key,     item.version, item.etag,
                                item.storageClass, m_job.change, {},           m_job.title};
    if (order.change.kind == ObjectChange::Kind::TagsOf)
        order.tags = readTags(item.target);
    which->change = makeOwned<ObjectChanging>(m_client, std::move(order));
    connect(which->change.get(), &Task::finished, this, [this, which] { changed(which); });
    which->change->start();
}

void JobRound::changed(Copying* which)
{
    const auto ended = take(which);
    const auto& result = ended->change->result();
    if (result) {
        JobOutcome outcome;
        outcome.newVersion = result->version;
        if (result->before && !result->wasSo)
            outcome.before = '?' + tagsText(*result->before);
        m_owner.settle(ended->number, JobItemState::Done, outcome);
    } else {
        const Error& error = result.error();
        const bool isElsewise = error.code == "PreconditionFailed" || error.code == "InvalidObjectState" ||
                                error.code == "ObjectAlreadyInActiveTierError" || error.code == "Archived";
        m_owner.trouble(ended->number, error, isUnknown(error) ? JobItemState::Sent : JobItemState::Queued,
                        isElsewise ? JobItemState::Skipped : JobItemState::Failed);
    }
    m_owner.answered(ended->change->attempts());
    copiesEnded();
}

void JobRound::proven(std::size_t number, const std::string& version)
{
    const bool isMove = m_job.action == JobAction::Move;
    JobOutcome outcome;
    outcome.newVersion = version;
    m_owner.settle(number, isMove ? JobItemState::Copied : JobItemState::Done, outcome);
    if (isMove)
        m_proven.push_back(number);
}

/// A copy has ended; perhaps it was the last.
void JobRound::copiesEnded()
{
    if (isFinished())
        return;
    if (!isEndingNow() && m_copies.empty() && m_toCopy.empty()) {
        if (m_doubtful.empty())
            sourcesMayGo();
        else
            verify();
    }
    m_owner.proceeded();
}

/// One listing of all that is to be found: their targets are below one folder, mostly.
void JobRound::verify()
{
    std::set<std::string> targets;
    Numbers numbers;
    for (const auto& [number, version] : m_doubtful) {
        targets.insert(keyOf(number, Side::Target));
        numbers.push_back(number);
    }
    const std::string start = commonStart(*targets.begin(), *targets.rbegin());
    m_survey =
        ObjectSurvey::ofTaken(m_client, m_job.targetBucket, std::move(targets), start, true, m_job.title);
    connect(m_survey.get(), &Task::finished, this,
            [this, numbers = std::move(numbers)] { verified(numbers); });
    m_survey->start();
}

void JobRound::verified(const Numbers& numbers)
{
    const auto survey = std::move(m_survey);
    std::map<std::string, std::int64_t> sizes;
    if (survey->result()) {
        for (const ListedObject& object : *survey->result())
            sizes[object.key] = object.size;
    }
    const auto doubtful = std::exchange(m_doubtful, {});
    for (const std::size_t number : numbers) {
        const JobItem item = m_job.items.at(number);
        const auto there = sizes.find(item.target);
        if (there != sizes.end() && there->second == item.size) {
            proven(number, doubtful.at(number));
            continue;
        }
        const Error error = survey->result() ? makeError(ErrorKind::Checksum, "CopyNotFound",
                                                         "The server said that the copy was made, but does "
                                                         "not list it with its size. The source stays.")
                                             : survey->result().error();
        m_owner.trouble(number, error, JobItemState::Sent,
                        m_job.action == JobAction::Move ? JobItemState::Kept : JobItemState::Failed);
    }
    sourcesMayGo();
}

void JobRound::sourcesMayGo()
{
    if (isEndingNow())
        return;
    Numbers leaving = std::exchange(m_proven, {});
    if (m_job.looksFirst && !leaving.empty() && !std::exchange(m_hasLooked, true))
        lookForSources(std::move(leaving));
    else
        remove(Side::Source, std::move(leaving));
}

// ---- deletions --------------------------------------------------------------------------------------------

void JobRound::checkCurrent(Side side, Numbers numbers)
{
    std::set<std::string> keys;
    for (const std::size_t number : numbers) {
        if (!versionOf(number, side).empty())
            keys.insert(keyOf(number, side));
    }
    const std::string& bucket = side == Side::Source ? m_job.bucket : m_job.targetBucket;
    m_versions = ObjectVersions::ofKeys(m_client, bucket, std::move(keys), m_job.title);
    connect(m_versions.get(), &Task::finished, this,
            [this, side, numbers = std::move(numbers)] { checkedCurrent(side, numbers); });
    m_versions->start();
}

void JobRound::checkedCurrent(Side side, const Numbers& numbers)
{
    const auto versions = std::move(m_versions);
    std::set<std::pair<std::string_view, std::string_view>> there;
    std::map<std::string_view, std::string_view> current;
    if (versions->result()) {
        for (const ObjectVersion& version : *versions->result()) {
            there.emplace(version.key, version.id);
            // The first of a key; some servers write all markers behind all versions.
            const auto [first, isFirst] = current.emplace(version.key, version.id);
            if (!isFirst && version.isCurrent)
                first->second = version.id;
        }
    }
    Numbers leaving;
    for (const std::size_t number : numbers) {
        const std::string key = keyOf(number, side);
        const std::string version = versionOf(number, side);
        if (!versions->result())
            m_owner.trouble(number, versions->result().error(), m_job.items.state(number),
                            JobItemState::Failed);
        else if (version.empty() || !there.contains({key, version}))
            gone(number, side, {});
        else if (current.at(key) == version)
            leaving.push_back(number);
        else
            m_owner.trouble(number, changedSince("Something newer is there, which stays."),
                            JobItemState::Queued, JobItemState::Skipped);
    }
    if (!isEndingNow())
        remove(side, std::move(leaving));
}

/// Of the two of an item one is where it is to be.
void JobRound::gone(std::size_t number, Side side, const std::string& marker)
{
    if (m_job.action == JobAction::UndoMove && side == Side::Source) {
        m_back.push_back(number);
        return;
    }
    JobOutcome outcome = m_job.items.outcome(number);
    outcome.marker = marker;
    m_owner.settle(number, JobItemState::Done, outcome);
}

void JobRound::remove(Side side, Numbers numbers)
{
    if (numbers.empty()) {
        removed(side, numbers);
        return;
    }
    const JobItemState state = m_job.action == JobAction::Move ? JobItemState::Leaving : JobItemState::Sent;
    m_owner.announce(state, numbers, [guard = QPointer<JobRound>(this), this, side, numbers] {
        if (!guard || m_isEnding)
            return;
        std::vector<ObjectDeletion::Key> keys;
        for (const std::size_t number : numbers) {
            const std::string version = isCopying(m_job.action) ? std::string() : versionOf(number, side);
            keys.push_back({keyOf(number, side),
                            version.empty() ? m_job.items.at(number).etag : std::string(), version});
        }
        const std::string& bucket = side == Side::Source ? m_job.bucket : m_job.targetBucket;
        m_deletion = makeOwned<ObjectDeletion>(m_client, bucket, std::move(keys), m_job.title);
        connect(m_deletion.get(), &Task::finished, this, [this, side, numbers] { removed(side, numbers); });
        m_deletion->start();
    });
}

void JobRound::removed(Side side, const Numbers& numbers)
{
    const auto deletion = std::move(m_deletion);
    const bool isMove = m_job.action == JobAction::Move;
    std::set<std::size_t> failed;
    if (deletion) {
        for (const auto& [index, error] : deletion->failures()) {
            failed.insert(index);
            const bool isSafe = isMove || m_job.action == JobAction::Delete;
            const JobItemState meanwhile = !isSafe || !isUnknown(error)
                                               ? (isMove ? JobItemState::Copied : JobItemState::Queued)
                                               : (isMove ? JobItemState::Leaving : JobItemState::Sent);
            const bool isChanged = error.code == "PreconditionFailed";
            m_owner.trouble(numbers[index], error, meanwhile,
                            isMove      ? JobItemState::Kept
                            : isChanged ? JobItemState::Skipped
                                        : JobItemState::Failed);
        }
    }
    for (std::size_t i = 0; deletion && i < numbers.size(); ++i) {
        const auto marker = deletion->markers().find(i);
        if (!failed.contains(i))
            gone(numbers[i], side, marker == deletion->markers().end() ? std::string() : marker->second);
    }
    if (!m_back.empty() && !isEndingNow())
        checkCurrent(Side::Target, std::exchange(m_back, {}));
    else
        end();
    m_owner.proceeded();
}

} // namespace inia
