#pragma once

#include "core/session/session.h"
#include "ui/models/profilelistmodel.h"
#include "ui/models/regionlistmodel.h"

#include <functional>
#include <optional>

namespace inia::ui {

// What a tab asks for. Unset members are looked up as boto3 does: environment, profile, default.
struct SessionChoice {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<SsoRole> role; // takes the place of the profile
};

// Makes sessions and knows what there is to choose from. The shared runtime is made when first needed, and
// again after a failure, so that a missing model pack or a broken config file can be mended and retried
// without a restart.
class SessionFactory final {
public:
    using RuntimeMaker = std::function<Result<Runtime>()>;

    // `defaults` holds for every session; its profile and region give way to those of the choice.
    SessionFactory(RuntimeMaker makeRuntime, SessionOptions defaults);

    [[nodiscard]] Result<Session> create(const SessionChoice& choice);
    // Read anew each time, so that the menu shows what the files say now.
    [[nodiscard]] Result<std::vector<ProfileEntry>> profiles();
    // What its sessions share; made when there is none yet.
    [[nodiscard]] const Result<Runtime>& runtime();
    // The regions of the partition that `region` is in; empty when there is no runtime.
    [[nodiscard]] std::vector<RegionEntry> regions(const std::string& region);

private:
    RuntimeMaker m_makeRuntime;
    SessionOptions m_defaults;
    std::optional<Result<Runtime>> m_runtime;
};

} // namespace inia::ui
