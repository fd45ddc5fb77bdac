#pragma once

#include "core/model/document.h"
#include "core/resource/resourcedefinition.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class ServiceModel;

/// The language of sources in what was inferred of a service: "item:Name", "given:cluster|tail",
/// "up1:item:Arn", "const:true", "enum:", "account:" (core/explorer writes it).
namespace inferred {

inline constexpr std::string_view itemSource = "item:";
inline constexpr std::string_view givenSource = "given:";
inline constexpr std::string_view wholeRow = "@"; ///< of rows that are texts
inline constexpr std::string_view mapKey = "@key";
inline constexpr std::string_view tailMark = "|tail"; ///< behind the last "/" or ":" alone

/// "up2:item:Name": of which host of the row, 0 for the row itself, and what of it.
struct Upward {
    std::size_t hosts = 0;
    std::string source;
};
[[nodiscard]] Upward upward(std::string_view source);
[[nodiscard]] std::string withoutTail(std::string_view source);
/// "Cluster" of "Detail.Cluster[0]".
[[nodiscard]] std::string_view lastPart(std::string_view path);
/// As a target of boto3's definitions: "[]" is the same item for all parameters that name it.
[[nodiscard]] std::string targetOf(std::string_view target);
/// The document calls its types by their bare nouns ("capacityprovider"); in code they are written as boto3
/// writes types ("CapacityProvider"), as far as the title of the type ("capacity providers") tells its words.
[[nodiscard]] std::string typeName(std::string_view noun, std::string_view title);
[[nodiscard]] std::string nounOf(std::string_view typeName);

} // namespace inferred

/// What the rows of each type know of themselves: members that name them or that their lists are asked with,
/// and what they have from the call that listed them or from their hosts. All of it becomes identifiers, so
/// that a place can be written down and found again.
class InferredRows final {
public:
    /// Both outlive this.
    InferredRows(Node root, const ServiceModel& model);

    /// As boto3 orders them: what the row has from elsewhere, then its own, the one that names it last.
    [[nodiscard]] std::vector<IdentifierDefinition> identifiers(std::string_view type) const;
    /// Path of what names a row; empty where nothing does.
    [[nodiscard]] std::string keyOf(std::string_view type) const;
    /// Name of the identifier that holds a source: "item:PATH" of the row, "given:PARAM" or "upN:..."; empty
    /// where none does.
    [[nodiscard]] std::string identifierOf(std::string_view type, std::string_view source) const;
    /// Where the rows of a list have their identifiers from.
    [[nodiscard]] std::vector<ResourceReference::Identifier> sources(Node list) const;

private:
    struct Known {
        std::vector<std::string> own;       ///< paths in a row, the one that names it first
        std::vector<std::string> inherited; ///< "given:cluster", "up1:item:name"
    };
    /// One for each of own, then of inherited.
    [[nodiscard]] std::vector<IdentifierDefinition> named(std::string_view type) const;

    void collectOwn(std::string_view type, Node node);
    void collectNeeds(const std::string& type, Node with);
    void need(const std::string& type, const std::string& source);
    void handDown();
    bool handDown(Node list);
    [[nodiscard]] bool canResolve(const std::string& type, const std::string& source,
                                  std::set<std::string>& asked) const;
    [[nodiscard]] ResourceReference::Identifier givenIn(Node list, const std::string& source) const;
    [[nodiscard]] std::string ownName(std::string_view type, const std::string& path) const;

    Node m_root;
    const ServiceModel& m_model;
    std::map<std::string, Known, std::less<>> m_known;
};

/// What was inferred of a service that boto3 has no resources for (core/explorer), as definitions in boto3's
/// language: its lists are collections, its reads and changes actions.
class InferredDefinitions final {
public:
    /// Whether a document is of this kind.
    [[nodiscard]] static bool isIn(Node root) { return root.contains("lists"); }

    /// Both outlive this.
    InferredDefinitions(Node root, const ServiceModel& model);

    /// The service itself (serviceResourceType) or a type of the document.
    [[nodiscard]] ResourceDefinition read(std::string_view type) const;

private:
    void addAttributes(ResourceDefinition& definition, Node type) const;
    void addCollections(ResourceDefinition& definition, std::string_view host) const;
    void addActions(ResourceDefinition& definition, Node type) const;
    void addReferences(ResourceDefinition& definition, Node type) const;
    [[nodiscard]] std::vector<RequestDefinition> requests(Node list, std::string_view host) const;
    [[nodiscard]] RequestDefinition request(Node call, std::string_view type) const;
    [[nodiscard]] RequestDefinition::Param param(std::string_view operation, std::string_view target,
                                                 std::string_view source, std::string_view type) const;
    [[nodiscard]] std::string itemsPath(Node list) const;

    Node m_root;
    const ServiceModel& m_model;
    InferredRows m_rows;
};

} // namespace inia
