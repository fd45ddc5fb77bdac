#include "ui/browse/servicekit.h"

namespace inia::ui {

PageMaker ServiceKits::pageFor(const Place& place) const
{
    for (const auto& kit : m_kits) {
        if (const PageMaker maker = kit->pageFor(place))
            return maker;
    }
    return nullptr;
}

PanelMaker ServiceKits::detailsFor(const Selection& selection) const
{
    for (const auto& kit : m_kits) {
        if (const PanelMaker maker = kit->detailsFor(selection))
            return maker;
    }
    return nullptr;
}

std::unique_ptr<TreeSource> ServiceKits::treeSource(const std::string& service,
                                                    const ServiceResources& resources) const
{
    for (const auto& kit : m_kits) {
        if (auto source = kit->treeSource(service, resources))
            return source;
    }
    return nullptr;
}

std::vector<CommandId> ServiceKits::commands() const
{
    std::vector<CommandId> all;
    for (const auto& kit : m_kits) {
        for (const CommandId id : kit->commands())
            all.push_back(id);
    }
    return all;
}

} // namespace inia::ui
