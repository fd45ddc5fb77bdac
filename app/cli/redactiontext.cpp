#include "app/cli/redactiontext.h"

#include "core/model/operationerrors.h"
#include "core/observe/secretshapes.h"

namespace inia::cli {

namespace {

void addLines(const OperationModel& operation, const Shape& shape, std::string_view part, std::string& lines)
{
    for (const auto& [path, rule] : SecretShapes::of(operation).hidden(shape)) {
        lines.append(operation.service().name()).append(1, ' ').append(operation.name()).append(1, ' ');
        lines.append(part).append(1, ' ').append(path.empty() ? "." : path).append(1, ' ');
        lines.append(hidingRuleName(rule)).append(1, '\n');
    }
}

void addLines(const OperationModel& operation, std::string& lines)
{
    addLines(operation, operation.input(), "input", lines);
    addLines(operation, operation.output(), "output", lines);
    for (const auto& shape : operation.errors())
        addLines(operation, shape, shape.name(), lines);
}

} // namespace

Result<std::string> redactionText(const Catalog& catalog, const RedactionArguments& arguments)
{
    std::string lines;
    for (const auto& name : arguments.service ? std::vector{*arguments.service} : catalog.services()) {
        const auto model = catalog.service(name);
        if (!model)
            return model.error();
        if (arguments.operation) {
            const auto operation = (*model)->operation(*arguments.operation);
            if (!operation.valid())
                return unknownOperation(**model, *arguments.operation);
            addLines(operation, lines);
            continue;
        }
        for (const auto operationName : (*model)->callableOperations())
            addLines((*model)->operation(operationName), lines);
    }
    return lines;
}

} // namespace inia::cli
