#include "ui/browse/sessioncontroller.h"

#include "core/common/clock.h"
#include "core/config/configresolver.h"
#include "core/config/profilefile.h"
#include "core/endpoint/partitions.h"
#include "core/identity/identity.h"
#include "core/model/catalog.h"
#include "core/policy/effect.h"
#include "ui/models/displaytext.h"
#include "ui/models/profilemodels.h"
#include "ui/widgets/sessionfacts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inia::ui {

namespace {

std::shared_ptr<const Partitions> partitionsOf(const Result<Runtime>& runtime)
{
    if (!runtime)
        return nullptr;
    const auto document = runtime->catalog->partitions();
    if (!document)
        return nullptr;
    auto partitions = Partitions::fromDocument(**document);
    return partitions ? std::move(partitions).value() : nullptr;
}

} // namespace

SessionFactory::SessionFactory(RuntimeMaker makeRuntime, SessionOptions defaults)
    : m_makeRuntime(std::move(makeRuntime)), m_defaults(std::move(defaults))
{
}

const Result<Runtime>& SessionFactory::runtime()
{
    if (!m_runtime || !m_runtime->ok())
        m_runtime = m_makeRuntime();
    return *m_runtime;
}

Result<Session> SessionFactory::create(const SessionChoice& choice)
{
    const auto& shared = runtime();
    if (!shared)
        return shared.error();
    SessionOptions options = m_defaults;
    if (choice.profile)
        options.profile = choice.profile;
    if (choice.region)
        options.region = choice.region;
    options.role = choice.role;
    options.closesServerGate = true;
    return Session::create(*shared, std::move(options));
}

Result<std::vector<ProfileEntry>> SessionFactory::profiles()
{
    const auto& shared = runtime();
    if (!shared)
        return shared.error();
    const auto current = shared->configFiles ? shared->configFiles->load(shared->environment)
                                             : CurrentConfigFiles().load(shared->environment);
    if (!current)
        return current.error();
    const auto& files = *current;
    std::vector<ProfileEntry> entries;
    for (const std::string& name : files->profileNames()) {
        const Profile* profile = files->profile(name);
        entries.push_back({toQString(name), toQString(profile->text("region")), profile->isProduction()});
    }
    return entries;
}

std::vector<RegionEntry> SessionFactory::regions(const std::string& region)
{
    std::vector<RegionEntry> entries;
    const auto partitions = partitionsOf(runtime());
    if (!partitions)
        return entries;
    for (const Region& each : partitions->regions(partitions->forRegion(region).name))
        entries.push_back({toQString(each.name), toQString(each.description)});
    return entries;
}

SessionController::SessionController(SessionFactory factory, QObject* parent)
    : QObject(parent), m_factory(std::move(factory))
{
    m_minute.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &SessionController::refreshLives);
}

SessionController::~SessionController() = default;

int SessionController::open(const SessionChoice& choice)
{
    const int index = add(choice, {});
    lookAt(index);
    return index;
}

int SessionController::openLater(const SessionChoice& choice, const Place& start)
{
    return add(choice, start);
}

int SessionController::add(const SessionChoice& choice, const Place& start)
{
    m_sessions.push_back(make(choice));
    m_sessions.back()->start = start;
    const int index = count() - 1;
    emit opened(index);
    return index;
}

void SessionController::lookAt(int index)
{
    OpenSession& open = *m_sessions.at(size_t(index));
    if (!open.account)
        lookUpAccount(open);
}

void SessionController::replace(int index, const SessionChoice& choice)
{
    auto& place = m_sessions.at(size_t(index));
    takeBackLeave(*place);
    place = make(choice);
    emit replaced(index);
    lookAt(index);
}

void SessionController::retry(int index)
{
    replace(index, SessionChoice(at(index).choice));
}

void SessionController::close(int index)
{
    takeBackLeave(*m_sessions.at(size_t(index)));
    m_sessions.erase(m_sessions.begin() + index);
    emit closed(index);
}

void SessionController::setReadOnly(int index, bool readOnly)
{
    OpenSession& open = *m_sessions.at(size_t(index));
    SessionInfo& info = open.info;
    if (!open.session || info.readOnly == readOnly)
        return;
    info.readOnly = readOnly;
    if (!open.beginsReadOnly) {
        m_readOnlyProfiles.removeAll(info.profile);
        if (readOnly)
            m_readOnlyProfiles.append(info.profile);
        emit readOnlyProfilesChanged();
    }
    if (readOnly)
        open.session->policy().lock(ChangeGate::howToUnlock().toStdString());
    else
        open.session->policy().unlock();
    emit infoChanged(index);
}

// Its calls and uploads may outlive the tab, the leave to change something does not.
void SessionController::takeBackLeave(OpenSession& open) const
{
    if (open.session && (open.beginsReadOnly || m_readOnlyProfiles.contains(open.info.profile)))
        open.session->policy().lock(ChangeGate::howToUnlock().toStdString());
}

std::unique_ptr<OpenSession> SessionController::make(const SessionChoice& choice)
{
    auto open =
        std::make_unique<OpenSession>(OpenSession{.choice = choice, .session = m_factory.create(choice)});
    describe(*open);
    watchKeys(*open);
    return open;
}

void SessionController::describe(OpenSession& open)
{
    SessionInfo& info = open.info;
    if (!open.session) {
        info.profile = open.choice.profile ? toQString(*open.choice.profile) : tr("No session");
        info.region = open.choice.region ? toQString(*open.choice.region) : QString();
        return;
    }
    const Session& session = *open.session;
    info.profile = toQString(session.profileName());
    info.region = toQString(session.region());
    info.production = session.isProduction();
    open.beginsReadOnly = info.production || session.policy().isLocked();
    info.readOnly = open.beginsReadOnly || m_readOnlyProfiles.contains(info.profile);
    if (info.readOnly)
        session.policy().lock(ChangeGate::howToUnlock().toStdString());
    const RegionEntry region{info.region, toQString(session.partitions()->description(session.region()))};
    info.regionName = region.place();
    // A profile keeps its colour however many tabs show it.
    const auto names = session.availableProfiles();
    const auto number = std::find(names.begin(), names.end(), session.profileName()) - names.begin();
    open.color = sessionColorOf(session.resolver().selection().profile).value_or(static_cast<int>(number));
    info.color = sessionToken(open.color, info.production);
}

void SessionController::lookUpAccount(OpenSession& open)
{
    if (!open.session)
        return;
    open.account = makeOwned<AccountLookup>(*open.session);
    connect(open.account.get(), &AccountLookup::finished, this,
            [this, which = &open] { takeAccount(which); });
}

void SessionController::takeAccount(const OpenSession* which)
{
    const int index = indexOf(which);
    if (index < 0)
        return;
    OpenSession& open = *m_sessions[size_t(index)];
    const auto& found = open.account->result();
    const CallerIdentity who = found ? *found : CallerIdentity();
    open.info.accountId = toOneLine(who.account);
    open.info.identity = toOneLine(who.name());
    open.info.arn = toOneLine(who.arn);
    open.info.accountProblem = found ? QString() : errorText(found.error());
    emit infoChanged(index);
}

int SessionController::indexOf(const OpenSession* which) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [which](const auto& open) { return open.get() == which; });
    return found == m_sessions.end() ? -1 : static_cast<int>(found - m_sessions.begin());
}

// ---- keys -------------------------------------------------------------------------------------------------

// Told later: whoever hears of it may ask for keys, which nobody may within the answer to that.
void SessionController::watchKeys(OpenSession& open)
{
    if (!open.session || !open.session->identity())
        return;
    open.watch = std::make_unique<QObject>();
    connect(
        open.session->identity().get(), &Identity::changed, open.watch.get(),
        [this, which = &open] { takeKeys(which); }, Qt::QueuedConnection);
    refreshLife(open);
    waitForMinute();
}

bool SessionController::refreshLife(OpenSession& open)
{
    if (!open.watch)
        return false;
    const KeyLife life = keyLife(open.session->identity()->status(), open.session->sources()->clock->now());
    return std::exchange(open.info.keys, life) != life;
}

void SessionController::takeKeys(const OpenSession* which)
{
    const int index = indexOf(which);
    if (index < 0)
        return;
    OpenSession& open = *m_sessions[size_t(index)];
    const IdentityStatus status = open.session->identity()->status();
    if (status.state == IdentityStatus::State::Renewing)
        return;
    if (refreshLife(open))
        emit infoChanged(index);
    waitForMinute();
    const bool lacks = status.state == IdentityStatus::State::Failed && status.error &&
                       signInNeed(*status.error) != SignInNeed::None;
    const bool lacked = std::exchange(open.lacksKeys, lacks);
    if (lacked && status.state == IdentityStatus::State::Ready) {
        if (!open.info.accountProblem.isEmpty())
            lookUpAccount(open);
        emit keysRenewed(index);
    }
}

void SessionController::renewKeys(int index)
{
    OpenSession& open = *m_sessions.at(size_t(index));
    if (!open.watch)
        return;
    open.session->identity()->forget();
    open.lacksKeys = false;
    if (refreshLife(open))
        emit infoChanged(index);
    if (open.account && open.account->isFinished() && !open.account->result())
        lookUpAccount(open);
    emit keysRenewed(index);
}

void SessionController::refreshLives()
{
    for (int index = 0; index < count(); ++index) {
        if (refreshLife(*m_sessions[size_t(index)]))
            emit infoChanged(index);
    }
    waitForMinute();
}

void SessionController::waitForMinute()
{
    using std::chrono::milliseconds;
    constexpr milliseconds minute = std::chrono::minutes(1);
    std::optional<milliseconds> wait;
    for (const auto& open : m_sessions) {
        if (!open->watch)
            continue;
        const auto expiry = open->session->identity()->status().expiry;
        if (!expiry)
            continue;
        const auto left =
            std::chrono::duration_cast<milliseconds>(*expiry - open->session->sources()->clock->now());
        if (left.count() > 0)
            wait = std::min(wait.value_or(minute), left % minute + milliseconds(1));
    }
    if (wait)
        m_minute.start(*wait);
    else
        m_minute.stop();
}

} // namespace inia::ui
