#include "core/explorer/findableservices.h"

#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/text/ascii.h"

#include <algorithm>

namespace inia::explorer {

namespace {

using Kind = Findable::Kind;

Findable findable(Kind kind, const std::string& service, std::string title, std::string id,
                  std::string detail)
{
    Findable thing;
    thing.kind = kind;
    thing.service = service;
    thing.title = std::move(title);
    thing.id = std::move(id);
    thing.detail = std::move(detail);
    return thing;
}

/// "vpc_addresses" as it is read. Where inference has the same type, its title knows what is written in
/// capitals.
std::string spoken(std::string name, Node roots)
{
    std::replace(name.begin(), name.end(), '_', ' ');
    for (const auto& [noun, title] : roots.members()) {
        if (ascii::lowered(title.text()) == name)
            return std::string(title.text());
    }
    return name;
}

void addType(Finder& finder, const std::string& service, const std::string& product, const std::string& title,
             std::string id)
{
    finder.add(findable(Kind::Type, service, product + ' ' + title, std::move(id), {}), {title});
}

/// Of boto3's services the collections alone, since they are what can be opened.
void addTypes(Finder& finder, const Catalog& catalog, const std::string& service, const std::string& product)
{
    if (catalog.isExplored(service)) {
        for (const auto& [noun, title] : catalog.summary(service)["roots"].members())
            addType(finder, service, product, std::string(title.text()), std::string(noun));
        return;
    }
    if (!catalog.hasResources(service))
        return;
    const auto resources = catalog.resources(service);
    if (!resources)
        return;
    for (const auto& [name, collection] : (*resources)->root()["service"]["hasMany"].members()) {
        std::string id = snakeCase(name);
        addType(finder, service, product, spoken(id, catalog.summary(service)["roots"]), id);
    }
}

void addOperations(Finder& finder, Node names, const std::string& service, const std::string& product,
                   bool writes)
{
    for (const auto name : names.items()) {
        const std::string title(name.text());
        auto thing = findable(Kind::Operation, service, title, title, product);
        thing.writes = writes;
        finder.add(std::move(thing), {product + ' ' + title});
    }
}

} // namespace

void addServices(Finder& finder, const Catalog& catalog)
{
    const auto operations = catalog.operationNames();
    for (const auto& service : catalog.services()) {
        const Node summary = catalog.summary(service);
        const std::string product(summary["serviceId"].text(service));
        const std::string fullName(summary["fullName"].text());
        finder.add(findable(Kind::Service, service, product, service, fullName), {service, fullName});
        addTypes(finder, catalog, service, product);
        if (!operations)
            continue;
        const Node names = (*operations)->root()[service];
        addOperations(finder, names["reads"], service, product, false);
        addOperations(finder, names["changes"], service, product, true);
    }
}

} // namespace inia::explorer
