#include "app/cli/resourcevalues.h"

namespace inia::cli {

Value resourceValue(const Resource& resource)
{
    Value identifiers = Value::emptyMap();
    for (std::size_t i = 0; i < resource.identifiers().size(); ++i)
        identifiers.insert(resource.definition().identifiers[i].snakeName, resource.identifiers()[i]);
    Value value = Value::map({{"$resource", resource.type()}, {"identifiers", identifiers}});
    if (resource.isLoaded())
        value.insert("data", resource.data());
    return value;
}

Value answerValue(const ResourceAnswer& answer)
{
    if (answer.kind == ResourceAnswer::Kind::Data)
        return answer.data;
    if (answer.kind == ResourceAnswer::Kind::One)
        return resourceValue(answer.resources.front());
    Value list = Value::emptyList();
    for (const auto& resource : answer.resources)
        list.append(resourceValue(resource));
    return list;
}

} // namespace inia::cli
