#include "app/cli/describe.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/observe/secretshapes.h"
#include "core/policy/effect.h"
#include "core/protocol/jsonwriter.h"
#include "core/resource/resourcedefinition.h"
#include "core/resource/resourcedefinitions.h"

#include <algorithm>
#include <map>
#include <string>

namespace inia::cli {

/// The text of a node's "documentation", which is HTML.
[[nodiscard]] std::string proseOf(Node node);

/// Tells shapes as a tree of plain values: shape, type, documentation, traits, and members, member, key or
/// value. A shape with parts is told where it comes up first; later only its name stands there, with
/// `see` for the place, since shapes may hold themselves and are shared a thousand times in some services.
class ShapeDescription final {
public:
    /// `documentation` holds the prose of the service's shapes by their name; may be null.
    explicit ShapeDescription(Node documentation) : m_documentation(documentation) {}

    /// `place` is what to call this shape's place ("input.Filters[]").
    [[nodiscard]] Value describe(const Shape& shape, const std::string& place, Node memberProse = {});

private:
    void addMembers(Value& described, const Shape& shape, const std::string& place);

    Node m_documentation;
    std::map<std::string, std::string, std::less<>> m_places; ///< where a shape was told, by its name
};

namespace {

void addTraits(Value& described, const Shape& shape)
{
    for (const auto* name :
         {"enum", "min", "max", "pattern", "timestampFormat", "location", "locationName"}) {
        if (const auto trait = shape.trait(name))
            described.insert(name, trait.toValue());
    }
    for (const auto* name : {"sensitive", "deprecated", "streaming", "eventstream", "document", "union",
                             "idempotencyToken", "jsonvalue"}) {
        if (shape.flag(name))
            described.insert(name, true);
    }
}

} // namespace

std::string proseOf(Node node)
{
    return plainText(node["documentation"].text());
}

Value ShapeDescription::describe(const Shape& shape, const std::string& place, Node memberProse)
{
    Value described = Value::map({{"shape", shape.name()}, {"type", shape.typeName()}});
    const Node own = m_documentation[shape.name()];
    if (auto text = proseOf(memberProse ? memberProse : own); !text.empty())
        described.insert("documentation", std::move(text));
    addTraits(described, shape);
    const auto type = shape.type();
    if (type != ShapeType::Structure && type != ShapeType::List && type != ShapeType::Map)
        return described;
    const auto [told, isFirst] = m_places.try_emplace(std::string(shape.name()), place);
    if (!isFirst) {
        described.insert("see", told->second);
        return described;
    }
    if (type == ShapeType::Structure) {
        addMembers(described, shape, place);
    } else if (type == ShapeType::List) {
        described.insert("member", describe(shape.element(), place + "[]", own["member"]));
    } else {
        described.insert("key", describe(shape.key(), place + "{key}", own["key"]));
        described.insert("value", describe(shape.value(), place + "{}", own["value"]));
    }
    return described;
}

void ShapeDescription::addMembers(Value& described, const Shape& shape, const std::string& place)
{
    Value required = Value::emptyList();
    for (const auto name : shape.required().items())
        required.append(name.text());
    described.insert("required", required);
    const Node prose = m_documentation[shape.name()]["members"];
    Value members = Value::emptyMap();
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const std::string name(member.name);
        members.insert(name, describe(member.shape, place.empty() ? name : place + "." + name, prose[name]));
    }
    described.insert("members", members);
}

namespace {

std::string jsonText(const Value& value)
{
    return toJson(value, JsonStyle::indented()) + "\n";
}

/// The member names of one part of a service's models in snake case; none when it has no such part.
Value snakeNames(const Result<std::shared_ptr<const Document>>& document, std::string_view member)
{
    Value names = Value::emptyList();
    if (document) {
        for (const auto& [name, node] : (*document)->root()[member].members())
            names.append(snakeCase(name));
    }
    return names;
}

/// Documentation is a comfort: without it everything else is still told.
Node prose(const Result<std::shared_ptr<const Document>>& documentation)
{
    return documentation ? (*documentation)->root() : Node();
}

Value describeService(const Catalog& catalog, const ServiceModel& model)
{
    const auto documentation = catalog.documentation(model.name());
    Value operations = Value::emptyList();
    for (const auto name : model.callableOperations())
        operations.append(snakeCase(name));
    return Value::map({
        {"service", model.name()},
        {"service_id", model.serviceId()},
        {"full_name", model.metadata()["serviceFullName"].text()},
        {"api_version", model.apiVersion()},
        {"protocol", model.protocol()},
        {"endpoint_prefix", model.endpointPrefix()},
        {"signing_name", model.signingName()},
        {"documentation", proseOf(prose(documentation))},
        {"operations", operations},
        {"paginators", snakeNames(catalog.paginators(model.name()), "pagination")},
        {"waiters", snakeNames(catalog.waiters(model.name()), "waiters")},
    });
}

Value describeOperation(const Catalog& catalog, const OperationModel& operation)
{
    const auto& model = operation.service();
    const auto documentation = catalog.documentation(model.name());
    const auto paginators = catalog.paginators(model.name());
    ShapeDescription shapes(prose(documentation)["shapes"]);
    const auto verdict = effectOf(operation);
    Value described = Value::map({
        {"service", model.name()},
        {"operation", operation.name()},
        {"method", snakeCase(operation.name())},
        {"http", Value::map({{"method", operation.httpMethod()}, {"path", operation.requestUri()}})},
        {"documentation", proseOf(prose(documentation)["operations"][operation.name()])},
        {"effect", effectName(verdict.effect)},
        {"effect_reason", verdict.reason},
        {"deprecated", operation.isDeprecated()},
        {"can_paginate", paginators && (*paginators)->root()["pagination"].contains(operation.name())},
    });
    described.insert("input",
                     operation.input().valid() ? shapes.describe(operation.input(), "input") : Value());
    described.insert("output",
                     operation.output().valid() ? shapes.describe(operation.output(), "output") : Value());
    Value errors = Value::emptyList();
    for (const auto& shape : operation.errors())
        errors.append(shapes.describe(shape, std::string(shape.name())));
    described.insert("errors", errors);
    return described;
}

/// The names one resource type offers; "ServiceResource" is the service itself.
Result<std::string> describeResource(const Catalog& catalog, const std::string& service,
                                     const std::string& type)
{
    const auto model = catalog.service(service);
    if (!model)
        return model.error();
    auto document = catalog.resources(service);
    if (!document)
        return document.error();
    const auto definition = ResourceDefinitions(std::move(document).value()).definition(type, **model);
    if (!definition)
        return definition.error();
    return jsonText(ResourceStructure::of(**definition).toValue());
}

} // namespace

Result<std::string> servicesText(const Catalog& catalog, const ServicesArguments& arguments)
{
    std::string lines;
    Value list = Value::emptyList();
    for (const auto& name : catalog.services()) {
        lines += name + "\n";
        const auto summary = catalog.summary(name);
        list.append(Value::map({
            {"name", name},
            {"service_id", summary["serviceId"].text()},
            {"full_name", summary["fullName"].text()},
            {"protocol", summary["protocol"].text()},
            {"api_versions", summary["apiVersions"].toValue()},
            {"operation_count", summary["operationCount"].toInt()},
        }));
    }
    return arguments.asJson ? jsonText(list) : lines;
}

Result<std::string> operationsText(const Catalog& catalog, const OperationsArguments& arguments)
{
    const auto model = catalog.service(arguments.service);
    if (!model)
        return model.error();
    std::vector<std::pair<std::string, std::string_view>> names;
    for (const auto name : (*model)->callableOperations())
        names.emplace_back(snakeCase(name), name);
    std::sort(names.begin(), names.end());
    std::string lines;
    Value list = Value::emptyList();
    for (const auto& [method, operation] : names) {
        lines += method + "\n";
        const auto effect = effectName(effectOf((*model)->operation(operation)).effect);
        list.append(Value::map({{"method", method}, {"operation", operation}, {"effect", effect}}));
    }
    return arguments.asJson ? jsonText(list) : lines;
}

Result<std::string> describeText(const Catalog& catalog, const DescribeArguments& arguments)
{
    if (const auto dot = arguments.service.find('.');
        dot != std::string::npos && !catalog.summary(arguments.service)) {
        return describeResource(catalog, arguments.service.substr(0, dot), arguments.service.substr(dot + 1));
    }
    const auto model = catalog.service(arguments.service);
    if (!model)
        return model.error();
    if (!arguments.operation)
        return jsonText(describeService(catalog, **model));
    const auto operation = (*model)->operation(*arguments.operation);
    if (!operation.valid())
        return unknownOperation(**model, *arguments.operation);
    if (operation.streamsBothWays())
        return twoWayStream(operation);
    return jsonText(describeOperation(catalog, operation));
}

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
