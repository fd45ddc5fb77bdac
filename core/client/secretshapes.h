#pragma once

#include "core/model/shape.h"
#include "core/model/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia {

/// Where the shapes of one service may hold secrets: members the model calls sensitive or whose names say so.
/// Looked up once for each shape, since every answer that is recorded asks for all of its values. Lives as
/// long as the model at most; one thread.
class SecretShapes final {
public:
    /// Where to look: everywhere, or only at what travels in the body.
    enum class Part { All, Body };

    /// The secret texts and blobs in a value, also below texts whose document was decoded, of which the model
    /// knows nothing.
    void collect(const Shape& shape, const Value& value, Part part, std::vector<std::string>& secrets);
    /// The value with sensitive members (by model or by name) replaced; itself where there can be none.
    [[nodiscard]] Value redacted(const Shape& shape, const Value& value);
    /// Whether the model knows of any secret below this shape.
    [[nodiscard]] bool mayHold(const Shape& shape);

private:
    struct Table;
    struct Member {
        std::string_view name;
        bool isSecret = false;
        bool isInBody = true;
        const Table* table = nullptr; ///< null for scalars
    };
    struct Table {
        ShapeType type = ShapeType::Unknown;
        std::vector<Member> members; ///< of a structure
        Member inner;                ///< of a list or map
        bool isDocument = false;     ///< may have members of any name
        bool holdsSecrets = false;
        bool hasOpenNames = false; ///< there is a map or document below, whose names the model does not know

        /// `hint` is where to look first and moves on: members mostly come in the order of the model.
        [[nodiscard]] const Member* find(std::string_view name, std::size_t& hint) const;
    };
    class Collector;

    /// Null for a scalar.
    [[nodiscard]] const Table* tableOf(const Shape& shape);
    [[nodiscard]] const Table* build(const Shape& shape, std::vector<Table*>& added);
    [[nodiscard]] static Value redacted(const Table& table, const Value& value);
    [[nodiscard]] static Value redactedMembers(const Table& table, const Value& value);

    std::unordered_map<std::string_view, std::unique_ptr<Table>> m_tables;
};

} // namespace inia
