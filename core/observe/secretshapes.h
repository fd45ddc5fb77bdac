#pragma once

#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia {

/// Why a member is hidden, or shown though it looks like a secret.
enum class HidingRule {
    None,
    Trait,  ///< the model calls it sensitive
    Name,   ///< its name says so (core/common/secretnames.h)
    Header, ///< it travels in a header that is secret
    Keys,   ///< of a map or document: values whose keys' names say so
    Pair,   ///< values whose name stands beside them says so: {Name, Value}, {ParameterKey, ParameterValue}
    Shown,  ///< looks like a secret by its name and was found to be none
};

/// "trait", "name" ... as `inia-cli redaction` prints it.
[[nodiscard]] std::string_view hidingRuleName(HidingRule rule);

/// A member below a shape about which a rule says something.
struct HiddenMember {
    std::string path; ///< "Items[].Login.Password", "Parameters{}"; empty for the shape itself
    HidingRule rule = HidingRule::None;
};

/// Where the shapes of one service hold secrets: texts and bytes of members that the model calls sensitive or
/// whose names say so, values of maps and of lists of pairs whose keys say so. Worked out once for each
/// shape, since everything that is recorded is asked; kept with the model (ServiceModel::kept()) and as
/// long as that. For any thread.
class SecretShapes final {
public:
    /// Where to look: everywhere, or only at what travels in the body.
    enum class Part { All, Body };

    /// Those of the operation's service.
    [[nodiscard]] static SecretShapes& of(const OperationModel& operation);

    /// The secret texts and blobs in a value, also below texts whose document was decoded, of which the model
    /// knows nothing. Of an invalid shape nothing is known but names.
    void collect(const Shape& shape, const Value& value, Part part, std::vector<std::string>& secrets);
    /// The value with what is secret replaced; itself where there is none.
    [[nodiscard]] Value redacted(const Shape& shape, const Value& value);
    /// Whether the model knows of any secret below this shape; what maps hold it cannot know.
    [[nodiscard]] bool mayHold(const Shape& shape);
    /// Whether a message of this shape carries a secret member in the header.
    [[nodiscard]] bool isSecretHeader(const Shape& shape, std::string_view header);
    /// What is hidden below the shape, in the order of the model, for people to review. Shapes that hold
    /// themselves are gone through once.
    [[nodiscard]] std::vector<HiddenMember> hidden(const Shape& shape);

private:
    struct Table;
    struct Member {
        std::string_view name;
        HidingRule rule = HidingRule::None;
        bool isInBody = true;
        bool isPairName = false;      ///< "Name", "ParameterKey": says what the values beside it are
        bool isPairValue = false;     ///< "Value", "ParameterValue"
        const Table* table = nullptr; ///< null for scalars

        [[nodiscard]] bool isSecret() const
        {
            return rule == HidingRule::Trait || rule == HidingRule::Name || rule == HidingRule::Header;
        }
    };
    struct Table {
        ShapeType type = ShapeType::Unknown;
        std::vector<Member> members;            ///< of a structure
        std::vector<std::string_view> headers;  ///< that secret members travel in
        std::vector<std::string_view> prefixes; ///< of such headers, for maps
        Member inner;                           ///< of a list or map
        bool isDocument = false;                ///< may have members of any name
        bool hasSecretKeys = false;             ///< a map whose names are secret as well
        bool isPair = false;                    ///< a structure with members that say what others are
        bool holdsSecrets = false;              ///< that the model knows of
        bool asksNames = false;                 ///< there is a map, document or pair below

        /// `hint` is where to look first and moves on: members mostly come in the order of the model.
        [[nodiscard]] const Member* find(std::string_view name, std::size_t& hint) const;
    };
    class AskedNames;
    class Walk;
    class Collector;
    class Replacer;
    class Lister;

    /// Null for a scalar.
    [[nodiscard]] const Table* tableOf(const Shape& shape);
    [[nodiscard]] const Table* build(const Shape& shape, std::vector<Table*>& added);
    void addMembers(Table& table, const Shape& shape, std::vector<Table*>& added);

    std::mutex m_mutex; ///< for the map; tables do not change once they are in it
    std::unordered_map<std::string_view, std::unique_ptr<Table>> m_tables;
};

} // namespace inia
