#include "ui/browse/sessionfactory.h"

#include "core/config/profilefile.h"
#include "core/endpoint/partitions.h"
#include "core/model/catalog.h"
#include "ui/models/displaytext.h"

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

} // namespace inia::ui
