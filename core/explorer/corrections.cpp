#include "core/explorer/corrections.h"

#include "core/explorer/context.h"

#include <algorithm>

namespace inia::explorer {

namespace {

constexpr int toldScore = 100;

} // namespace

void Corrections::complain(const std::string& what)
{
    const auto problem = "definitions/" + m_facts.source().name + ".json: " + what;
    if (std::find(m_findings.problems.begin(), m_findings.problems.end(), problem) ==
        m_findings.problems.end())
        m_findings.problems.push_back(problem);
}

std::optional<std::vector<Fill>> Corrections::fills(const Operation& operation,
                                                    const Definitions::Sources& sources)
{
    std::vector<Fill> fills;
    for (const auto& [path, text] : sources) {
        const auto* parameter = m_facts.parameter(operation, path);
        auto source = readSource(text);
        if (!parameter)
            complain(std::string(operation.name) + " has no parameter " + path);
        if (!source)
            complain(std::string(operation.name) + '.' + path + ": " + source.error().message);
        if (!parameter || !source)
            return std::nullopt;
        fills.push_back({parameter, std::move(*source)});
    }
    return fills;
}

void Corrections::addEarlyLinks()
{
    for (const auto& told : m_facts.definitions().links) {
        const auto* operation = told.isEarly ? m_facts.find(told.operation) : nullptr;
        auto* host = told.under.empty() ? nullptr : m_findings.types.named(told.under);
        if (!operation || !operation->isList())
            continue;
        std::erase(m_findings.pending, operation);
        if (!told.under.empty() && !host)
            continue;
        if (auto fills = this->fills(*operation, told.with))
            m_findings.add(m_facts, *operation, host, std::move(*fills), toldScore, "definition");
    }
}

void Corrections::dropOperations()
{
    for (const auto& [name, types] : m_facts.definitions().drop) {
        const auto* operation = m_facts.find(name);
        if (!operation) {
            complain("no operation " + name);
            continue;
        }
        const auto holds = [&types = types](std::string_view text) {
            return std::find(types.begin(), types.end(), text) != types.end();
        };
        const bool everywhere = holds("*");
        if (everywhere) {
            m_findings.dropped.insert(operation);
            std::erase(m_findings.pending, operation);
        }
        const auto isGone = [&](const ItemType* type) {
            return everywhere || holds(type ? std::string_view(type->name) : "root");
        };
        std::erase_if(m_findings.collections,
                      [&](const Collection& c) { return c.operation == operation && isGone(c.host); });
        for (auto& link : m_findings.links) {
            if (link.operation == operation)
                std::erase_if(link.hosts, [&](const Host& host) { return isGone(host.type); });
        }
        std::erase_if(m_findings.links, [](const Link& link) { return link.hosts.empty(); });
    }
}

void Corrections::addLink(const Definitions::Link& told)
{
    const auto* operation = m_facts.find(told.operation);
    auto* host = told.under.empty() ? nullptr : m_findings.types.named(told.under);
    if (!operation || (!told.under.empty() && !host)) {
        complain(operation ? "no type " + told.under : "no operation " + told.operation);
        return;
    }
    auto fills = this->fills(*operation, told.with);
    if (!fills)
        return;
    std::erase(m_findings.pending, operation);
    if (!operation->isList()) {
        if (!host)
            return;
        Host made{host, std::make_shared<std::vector<Fill>>(std::move(*fills)), toldScore, "definition", {}};
        const auto entry =
            std::find_if(m_findings.links.begin(), m_findings.links.end(),
                         [operation](const Link& link) { return link.operation == operation; });
        if (entry == m_findings.links.end())
            m_findings.links.push_back({operation, {std::move(made)}});
        else
            entry->hosts.push_back(std::move(made));
        return;
    }
    bool isThere = false;
    for (auto& collection : m_findings.collections) {
        if (collection.operation != operation || collection.host != host)
            continue;
        isThere = true;
        *collection.fills = *fills;
        collection.score = toldScore;
        collection.reason = "definition";
    }
    if (!isThere)
        m_findings.add(m_facts, *operation, host, std::move(*fills), toldScore, "definition");
}

void Corrections::give()
{
    for (const auto& [name, sources] : m_facts.definitions().give) {
        const auto* operation = m_facts.find(name);
        if (!operation) {
            complain("no operation " + name);
            continue;
        }
        const auto given = fills(*operation, sources);
        if (!given)
            continue;
        const auto lay = [&given](std::vector<Fill>& fills) {
            std::erase_if(fills, [&given](const Fill& fill) {
                return std::any_of(given->begin(), given->end(), [&fill](const Fill& other) {
                    return other.parameter->path == fill.parameter->path;
                });
            });
            fills.insert(fills.end(), given->begin(), given->end());
        };
        for (auto& collection : m_findings.collections) {
            if (collection.operation == operation)
                lay(*collection.fills);
        }
        for (auto& link : m_findings.links) {
            if (link.operation != operation)
                continue;
            for (auto& host : link.hosts)
                lay(*host.fills);
        }
    }
}

void Corrections::apply()
{
    dropOperations();
    for (const auto& told : m_facts.definitions().links)
        addLink(told);
    give();
}

} // namespace inia::explorer
