#include "core/model/modelcheck.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

constexpr std::array<std::string_view, 13> shapeTypes{
    "structure", "list", "map",   "string", "character", "blob",  "boolean",
    "integer",   "long", "float", "double", "timestamp", "bigint"};
constexpr std::array<std::string_view, 6> protocols{"json",  "rest-json", "rest-xml", "smithy-rpc-v2-cbor",
                                                    "query", "ec2"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Collects the first thing that is wrong.
class Check final {
public:
    Check(Node root, std::string_view place) : m_root(root), m_place(place) {}

    Result<void> run()
    {
        checkMetadata();
        for (const auto& [name, operation] : m_root["operations"].members())
            checkOperation("operations." + std::string(name), operation);
        for (const auto& [name, shape] : m_root["shapes"].members())
            checkShape("shapes." + std::string(name), shape);
        if (m_problem.empty())
            return {};
        return makeError(ErrorKind::Model, "InvalidModel",
                         "the model in " + std::string(m_place) + " is wrong at " + m_problem);
    }

private:
    void fail(const std::string& path, const std::string& problem)
    {
        if (m_problem.empty())
            m_problem = path + ": " + problem;
    }

    void checkMetadata()
    {
        const auto metadata = m_root["metadata"];
        const auto offered = metadata["protocols"];
        bool spoken = contains(protocols, metadata["protocol"].text());
        for (const auto protocol : offered.items())
            spoken = spoken || contains(protocols, protocol.text());
        if (!spoken)
            fail("metadata.protocol", "must be json, rest-json, rest-xml, smithy-rpc-v2-cbor, query or ec2");
        if (metadata["endpointPrefix"].text().empty())
            fail("metadata.endpointPrefix", "is missing");
        if (!m_root["operations"].isMap())
            fail("operations", "is missing");
    }

    void checkReference(const std::string& path, Node reference)
    {
        if (!reference["shape"].isText())
            fail(path, "has no \"shape\"");
        else if (!m_root["shapes"][reference["shape"].text()].isMap())
            fail(path, "there is no shape '" + std::string(reference["shape"].text()) + "'");
    }

    void checkOperation(const std::string& path, Node operation)
    {
        if (!operation["http"]["method"].isText() || !operation["http"]["requestUri"].isText())
            fail(path + ".http", "needs \"method\" and \"requestUri\"");
        for (const auto* name : {"input", "output"}) {
            const auto reference = operation[name];
            if (!reference)
                continue;
            checkReference(path + '.' + name, reference);
            if (m_root["shapes"][reference["shape"].text()]["type"].text() != "structure")
                fail(path + '.' + name, "must be a structure");
        }
        for (std::uint32_t i = 0; i < operation["errors"].size(); ++i)
            checkReference(path + ".errors[" + std::to_string(i) + ']', operation["errors"].at(i));
    }

    void checkShape(const std::string& path, Node shape)
    {
        const auto type = shape["type"].text();
        if (!contains(shapeTypes, type))
            fail(path + ".type", "'" + std::string(type) + "' is no type of shape");
        for (const auto& [name, member] : shape["members"].members())
            checkReference(path + ".members." + std::string(name), member);
        if (type == "list")
            checkReference(path + ".member", shape["member"]);
        if (type == "map") {
            checkReference(path + ".key", shape["key"]);
            checkReference(path + ".value", shape["value"]);
        }
    }

    Node m_root;
    std::string_view m_place;
    std::string m_problem;
};

} // namespace

Result<void> checkServiceModel(const Document& document, std::string_view place)
{
    return Check(document.root(), place).run();
}

} // namespace inia
