#pragma once

#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia {

/// Where a member of an input or output travels.
enum class Location { Body, Header, HeaderMap, StatusCode, Uri, Query };

struct ShapeTable;

/// A table that some thread has found, for all to see.
class ShapeTableLink final {
public:
    ShapeTableLink() = default;
    ShapeTableLink(const ShapeTableLink& other) : m_table(other.get()) {}
    ShapeTableLink& operator=(const ShapeTableLink& other)
    {
        set(other.get());
        return *this;
    }
    [[nodiscard]] const ShapeTable* get() const { return m_table.load(std::memory_order_acquire); }
    void set(const ShapeTable* table) { m_table.store(table, std::memory_order_release); }

private:
    std::atomic<const ShapeTable*> m_table = nullptr;
};

/// A member or element with the traits that readers ask for at every value, looked up once.
struct ShapeEntry {
    Shape shape;
    ShapeType type = ShapeType::Unknown;
    std::string_view name;     ///< the member's name; empty for elements, keys and values of maps
    std::string_view wireName; ///< locationName, else the name
    /// Name of the XML element. A flattened list repeats the name of its elements; models that name list
    /// and element apart were seen to answer with either.
    std::string_view xmlName;
    std::string_view otherXmlName;
    Location location = Location::Body;
    bool flattened = false;
    bool xmlAttribute = false;
    mutable ShapeTableLink table; ///< of the target shape, once it was asked for
};

/// What lies inside one structure, list or map.
struct ShapeTable {
    std::vector<ShapeEntry> members;
    ShapeEntry element; ///< of a list
    ShapeEntry key;     ///< of a map
    ShapeEntry value;   ///< of a map
    bool isUnion = false;
    bool isDocument = false;
    /// A structure whose elements say by their names alone which members they are.
    bool hasPlainElements = false;
};

/// The tables of all shapes of a service that were met in its answers: without them every value of a list of
/// 1,000, and every answer, would search the model again. Recursive shapes share one table, so it never
/// outgrows the model. Safe to use from several threads.
class ShapeTables final {
public:
    /// Those of a model, which live as long as it does.
    [[nodiscard]] static ShapeTables& ofModel(const ServiceModel& model);

    [[nodiscard]] static ShapeEntry entry(const Shape& shape, std::string_view name = {});
    [[nodiscard]] const ShapeTable& of(const ShapeEntry& entry)
    {
        const ShapeTable* known = entry.table.get();
        return known ? *known : find(entry);
    }

private:
    [[nodiscard]] const ShapeTable& find(const ShapeEntry& entry);

    std::mutex m_mutex;
    std::unordered_map<std::string_view, std::unique_ptr<const ShapeTable>> m_tables;
};

/// xs:boolean in any case and with white space around it: true, 1, false, 0; nothing for all else.
[[nodiscard]] std::optional<bool> parseBool(std::string_view text);

/// A scalar as XML elements and headers carry it, turned into what its shape says; nothing when the text does
/// not fit.
[[nodiscard]] std::optional<Value> scalarFromText(ShapeType type, std::string text);

/// The null that stands for a scalar which cannot be read, with a note of it.
[[nodiscard]] Value unreadableScalar(const ShapeEntry& entry, UnreadableValues& unreadable);

/// The same as scalarFromText(), null with a note when the text does not fit.
[[nodiscard]] Value readScalarText(const ShapeEntry& entry, std::string text, UnreadableValues& unreadable);

} // namespace inia
