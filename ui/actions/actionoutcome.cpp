#include "ui/actions/actionoutcome.h"

#include "core/resource/actionjob.h"
#include "ui/actions/actiontexts.h"

namespace inia::ui {

namespace {

Value valuesOf(const std::vector<Resource>& resources)
{
    Value list = Value::emptyList();
    for (const auto& resource : resources)
        list.append(resourceValue(resource));
    return list;
}

} // namespace

Value withoutMetadata(Value answer)
{
    if (answer.isMap() && answer.contains("ResponseMetadata"))
        answer.mutableMap().remove("ResponseMetadata");
    return answer;
}

bool opensResource(const ResourceAnswer& answer)
{
    return answer.kind == ResourceAnswer::Kind::One && answer.resources.size() == 1 &&
           (answer.resources.front().canLoad() || !answer.resources.front().isLoaded());
}

Value shownValue(const ActionJob& job, Effect effect, const ResourceAnswer& answer)
{
    const auto& name = job.action().name;
    if (opensResource(answer))
        return {};
    if (answer.kind == ResourceAnswer::Kind::One && answer.resources.size() == 1)
        return resourceValue(answer.resources.front());
    const Value value =
        answer.kind == ResourceAnswer::Kind::Data ? withoutMetadata(answer.data) : valuesOf(answer.resources);
    if (!changesSomething(effect))
        return value.isNull() ? Value::emptyMap() : value;
    const bool repeatsState = job.resources().size() > 1 || effect == Effect::Destroy ||
                              findAction(job.resources().front().definition().batchActions, name) != nullptr;
    const bool madeMany = answer.kind == ResourceAnswer::Kind::Many && name.starts_with("create");
    return repeatsState || madeMany || value.size() == 0 ? Value() : value;
}

} // namespace inia::ui
