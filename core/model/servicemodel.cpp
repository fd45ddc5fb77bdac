#include "core/model/servicemodel.h"

#include "core/model/names.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace inia {

namespace {

ShapeType typeFromName(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, ShapeType>, 14> types{{
        {"structure", ShapeType::Structure},
        {"string", ShapeType::Text},
        {"list", ShapeType::List},
        {"map", ShapeType::Map},
        {"integer", ShapeType::Int},
        {"long", ShapeType::Long},
        {"boolean", ShapeType::Bool},
        {"timestamp", ShapeType::Time},
        {"blob", ShapeType::Blob},
        {"double", ShapeType::Double},
        {"float", ShapeType::Float},
        {"character", ShapeType::Text},
        {"short", ShapeType::Int},
        {"byte", ShapeType::Int},
    }};
    for (const auto& [key, type] : types) {
        if (key == name)
            return type;
    }
    return ShapeType::Unknown;
}

} // namespace

Shape::Shape(const ServiceModel* model, Node reference) : Shape(model, reference["shape"].text())
{
    m_reference = reference;
}

Shape::Shape(const ServiceModel* model, std::string_view shapeName)
    : m_model(model), m_target(model->shapes()[shapeName]), m_name(shapeName)
{
    m_type = typeFromName(m_target["type"].text());
}

std::string_view Shape::typeName() const
{
    return m_target["type"].text();
}

Node Shape::trait(std::string_view key) const
{
    const auto own = m_reference[key];
    return own ? own : m_target[key];
}

Shape::Member Shape::memberAt(std::uint32_t index) const
{
    const auto members = m_target["members"];
    return {members.nameAt(index), Shape(m_model, members.at(index))};
}

Shape Shape::member(std::string_view memberName) const
{
    const auto node = m_target["members"][memberName];
    return node ? Shape(m_model, node) : Shape();
}

Shape Shape::element() const
{
    return {m_model, m_target["member"]};
}
Shape Shape::key() const
{
    return {m_model, m_target["key"]};
}
Shape Shape::value() const
{
    return {m_model, m_target["value"]};
}

namespace {

/// A stream of events is the payload where there is one.
bool hasEventStream(const Shape& shape)
{
    if (shape.valid() && !shape.payloadMember().empty())
        return shape.member(shape.payloadMember()).isEventStream();
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i) {
        if (shape.memberAt(i).shape.isEventStream())
            return true;
    }
    return false;
}

bool hasStream(const Shape& shape)
{
    if (!shape.valid() || shape.payloadMember().empty())
        return false;
    return shape.member(shape.payloadMember()).type() == ShapeType::Blob;
}

} // namespace

Shape OperationModel::shapeAt(std::string_view key) const
{
    const auto node = m_node[key];
    return node ? Shape(m_model, node) : Shape();
}

std::vector<Shape> OperationModel::errors() const
{
    std::vector<Shape> result;
    for (const auto node : m_node["errors"].items())
        result.emplace_back(m_model, node);
    return result;
}

bool OperationModel::streamsBothWays() const
{
    return hasEventStream(shapeAt("input")) && hasEventStream(shapeAt("output"));
}

const OperationTraits& OperationModel::traits() const
{
    static const OperationTraits none;
    return m_model ? m_model->traitsOf(*this) : none;
}

OperationTraits OperationModel::findTraits() const
{
    OperationTraits traits;
    traits.input = shapeAt("input");
    traits.output = shapeAt("output");
    traits.hasStreamingInput = hasStream(traits.input);
    traits.hasStreamingOutput = hasStream(traits.output);
    traits.hasEventStreamInput = hasEventStream(traits.input);
    traits.hasEventStreamOutput = hasEventStream(traits.output);
    for (std::uint32_t i = 0; traits.input.valid() && i < traits.input.memberCount(); ++i) {
        const auto member = traits.input.memberAt(i);
        if (member.shape.flag("idempotencyToken"))
            traits.idempotencyTokens.push_back(member.name);
    }
    return traits;
}

namespace {

/// FNV-1a of the name without underscores and capitals: the same for "ListObjectsV2" and "list_objects_v2".
std::uint64_t hashOfLetters(std::string_view name)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) {
        if (c == '_')
            continue;
        const char lower = ascii::toLower(c);
        hash = (hash ^ static_cast<unsigned char>(lower)) * 0x100000001b3U;
    }
    return hash;
}

} // namespace

OperationIndex::OperationIndex(Node operations) : m_operations(operations)
{
    m_entries.reserve(operations.size());
    for (std::uint32_t i = 0; i < operations.size(); ++i)
        m_entries.push_back({hashOfLetters(operations.nameAt(i)), i});
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.letters, a.position) < std::tie(b.letters, b.position);
    });
}

std::optional<std::size_t> OperationIndex::find(std::string_view snakeCaseName) const
{
    const auto hash = hashOfLetters(snakeCaseName);
    auto entry =
        std::lower_bound(m_entries.begin(), m_entries.end(), hash,
                         [](const Entry& one, std::uint64_t wanted) { return one.letters < wanted; });
    for (; entry != m_entries.end() && entry->letters == hash; ++entry) {
        if (snakeCase(m_operations.nameAt(entry->position)) == snakeCaseName)
            return entry->position;
    }
    return std::nullopt;
}

namespace {

std::string_view chooseProtocol(Node metadata)
{
    static constexpr std::array<std::string_view, 6> preference{
        "json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"};
    const auto offered = metadata["protocols"];
    for (const auto wanted : preference) {
        for (const auto protocol : offered.items()) {
            if (protocol.text() == wanted)
                return wanted;
        }
    }
    return metadata["protocol"].text();
}

} // namespace

ServiceModel::ServiceModel(std::string name, std::shared_ptr<const Document> document)
    : m_name(std::move(name)),
      m_document(std::move(document)),
      m_metadata(m_document->root()["metadata"]),
      m_operations(m_document->root()["operations"]),
      m_shapes(m_document->root()["shapes"]),
      m_protocol(chooseProtocol(m_metadata))
{
}

OperationModel ServiceModel::operation(std::string_view nameOrSnakeCase) const
{
    // The model's own copy of the name: the caller's may be gone before the OperationModel is.
    if (const auto index = m_operations.indexOf(nameOrSnakeCase))
        return {this, m_operations.nameAt(*index), m_operations.at(*index)};
    std::call_once(m_indexed, [this] { m_index.emplace(m_operations); });
    if (const auto index = m_index->find(nameOrSnakeCase))
        return {this, m_operations.nameAt(*index), m_operations.at(*index)};
    return {};
}

const OperationTraits& ServiceModel::traitsOf(const OperationModel& operation) const
{
    const std::lock_guard lock(m_mutex);
    auto& known = m_traits[operation.name()];
    if (!known)
        known = std::make_unique<const OperationTraits>(operation.findTraits());
    return *known;
}

Shape ServiceModel::shape(std::string_view shapeName) const
{
    const auto index = m_shapes.indexOf(shapeName);
    return index ? Shape(this, m_shapes.nameAt(*index)) : Shape();
}

std::vector<std::string_view> ServiceModel::callableOperations() const
{
    std::vector<std::string_view> names;
    for (const auto& [name, node] : m_operations.members()) {
        if (!OperationModel(this, name, node).streamsBothWays())
            names.push_back(name);
    }
    return names;
}

std::vector<std::string> ServiceModel::similarOperations(std::string_view name) const
{
    std::vector<std::string> names;
    const bool pascal = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    for (const auto operation : callableOperations())
        names.push_back(pascal ? std::string(operation) : snakeCase(operation));
    return similarNames(name, names);
}

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

namespace {

std::vector<std::string> textOrList(Node node)
{
    std::vector<std::string> result;
    if (node.isText())
        result.emplace_back(node.text());
    for (const auto item : node.items())
        result.emplace_back(item.text());
    return result;
}

} // namespace

Result<PaginatorModel> PaginatorModel::fromDocument(const Document& paginators, std::string_view operation)
{
    const auto node = paginators.root()["pagination"][operation];
    if (!node) {
        return makeError(ErrorKind::UnknownName, "NotPageable",
                         "the operation " + std::string(operation) + " cannot be paginated");
    }
    PaginatorModel model;
    model.inputTokens = textOrList(node["input_token"]);
    model.outputTokens = textOrList(node["output_token"]);
    model.resultKeys = textOrList(node["result_key"]);
    model.limitKey = node["limit_key"].text();
    model.moreResults = node["more_results"].text();
    model.nonAggregateKeys = textOrList(node["non_aggregate_keys"]);
    return model;
}

namespace {

using State = WaiterAcceptor::State;
using Matcher = WaiterAcceptor::Matcher;

constexpr std::int64_t supportedVersion = 2;

constexpr std::array<std::pair<std::string_view, State>, 3> states{{
    {"success", State::Success},
    {"failure", State::Failure},
    {"retry", State::Retry},
}};
constexpr std::array<std::pair<std::string_view, Matcher>, 5> matchers{{
    {"path", Matcher::Path},
    {"pathAll", Matcher::PathAll},
    {"pathAny", Matcher::PathAny},
    {"status", Matcher::Status},
    {"error", Matcher::Error},
}};

template <typename Table>
auto lookUp(const Table& table, std::string_view name) -> std::optional<decltype(table.front().second)>
{
    const auto found =
        std::find_if(table.begin(), table.end(), [name](const auto& entry) { return entry.first == name; });
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

Error badModel(std::string_view waiter, std::string problem)
{
    return makeError(ErrorKind::Model, "WaiterConfigError",
                     "the waiter " + std::string(waiter) + " cannot be used: " + std::move(problem));
}

/// As Python writes a value into a sentence.
std::string spoken(const Value& value)
{
    if (value.isBool())
        return value.toBool() ? "True" : "False";
    return value.isInt() ? std::to_string(value.toInt()) : value.text();
}

} // namespace

std::string WaiterAcceptor::explanation() const
{
    const std::string quoted = '"' + spoken(expected) + '"';
    switch (matcher) {
    case Matcher::Path:
        return "For expression \"" + argument + "\" we matched expected path: " + quoted;
    case Matcher::PathAll:
        return "For expression \"" + argument + "\" all members matched expected path: " + quoted;
    case Matcher::PathAny:
        return "For expression \"" + argument + "\" we matched expected path: " + quoted + " at least once";
    case Matcher::Status:
        return "Matched expected HTTP status code: " + spoken(expected);
    case Matcher::Error:
        break;
    }
    return "Matched expected service error code: " + spoken(expected);
}

std::vector<std::string> WaiterModel::names(const Document& waiters)
{
    std::vector<std::string> result;
    for (const auto& [name, definition] : waiters.root()["waiters"].members())
        result.emplace_back(name);
    return result;
}

Result<WaiterModel> WaiterModel::fromDocument(const Document& waiters, std::string_view name)
{
    const auto known = names(waiters);
    const auto found = std::find_if(known.begin(), known.end(), [name](const std::string& candidate) {
        return candidate == name || snakeCase(candidate) == name;
    });
    if (found == known.end()) {
        std::string message = "there is no waiter '" + std::string(name) + "'";
        const auto similar = similarNames(name, known);
        for (std::size_t i = 0; i < similar.size(); ++i)
            message += (i == 0 ? "; did you mean " : ", ") + similar[i];
        return makeError(ErrorKind::UnknownName, "UnknownWaiter", message + (similar.empty() ? "" : "?"));
    }
    if (waiters.root()["version"].toInt() != supportedVersion)
        return badModel(*found, "its file is not of version 2");
    const auto node = waiters.root()["waiters"][*found];
    WaiterModel model;
    model.name = *found;
    model.description = node["description"].text();
    model.operation = node["operation"].text();
    model.delay = node["delay"].toDouble();
    model.maxAttempts = static_cast<int>(node["maxAttempts"].toInt());
    for (const auto item : node["acceptors"].items()) {
        const auto state = lookUp(states, item["state"].text());
        const auto matcher = lookUp(matchers, item["matcher"].text());
        if (!state || !matcher) {
            return badModel(*found, "unknown acceptor '" + std::string(item["matcher"].text()) + "' for '" +
                                        std::string(item["state"].text()) + "'");
        }
        model.acceptors.push_back(
            {*state, *matcher, std::string(item["argument"].text()), item["expected"].toValue()});
    }
    return model;
}

} // namespace inia
