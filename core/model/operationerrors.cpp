#include "core/model/operationerrors.h"

namespace inia {

Error unknownOperation(const ServiceModel& model, std::string_view name)
{
    std::string message = model.name() + " has no operation '" + std::string(name) + "'";
    const auto similar = model.similarOperations(name);
    for (std::size_t i = 0; i < similar.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + similar[i];
    return makeError(ErrorKind::UnknownName, "UnknownOperation", message + (similar.empty() ? "" : "?"));
}

Error twoWayStream(const OperationModel& operation)
{
    return makeError(ErrorKind::Unsupported, "TwoWayStream",
                     std::string(operation.name()) + " of " + operation.service().name() +
                         " streams in both directions at once, which needs HTTP/2; this program speaks "
                         "HTTP/1.1");
}

} // namespace inia
