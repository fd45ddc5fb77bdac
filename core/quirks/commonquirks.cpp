#include "core/quirks/commonquirks.h"

#include "core/model/operationerrors.h"

namespace inia::quirks {

namespace {

/// `alias` is what botocore called the member before, or calls it everywhere else.
Result<void> takeAlias(const QuirkContext& context, Value& params, const std::string& member,
                       const std::string& alias)
{
    const auto input = context.operation.input();
    if (!params.contains(alias) || !input.valid() || !input.hasMember(member))
        return {};
    if (params.contains(member)) {
        return makeError(ErrorKind::Parameter, "AliasConflict",
                         "'" + alias + "' is another name of '" + member + "' in " +
                             std::string(context.operation.name()) + "; give one of them");
    }
    auto& members = params.mutableMap();
    Value value = members[alias];
    members.remove(alias);
    members.insert(member, std::move(value));
    return {};
}

} // namespace

Result<void> refuseTwoWayStream(QuirkContext& context, Value&)
{
    return twoWayStream(context.operation);
}

Result<void> takeFilters(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "Filter", "Filters");
}

Result<void> takeFromTime(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "from", "fromTime");
}

Result<void> takeReturnFields(QuirkContext& context, Value& params)
{
    return takeAlias(context, params, "return", "returnFields");
}

Result<void> encodeUserData(QuirkContext&, Value& params)
{
    const auto& data = params["UserData"];
    if (!data.isText() && !data.isBlob())
        return {};
    const auto bytes = data.isText() ? QByteArray::fromStdString(data.text()) : data.blob();
    params.insert("UserData", bytes.toBase64().toStdString());
    return {};
}

} // namespace inia::quirks
