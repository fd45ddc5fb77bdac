#pragma once

#include <QtCore/QByteArray>

#include <compare>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace inia {

/// The scalars of an answer that could not be read as what its model calls them. Each of them is null there;
/// this keeps the note of it. Names only: the texts themselves may be secrets.
struct UnreadableValues {
    int count = 0;
    std::string first; ///< what the first of them is: "LastModified, which is no timestamp"

    void add(std::string what)
    {
        if (count++ == 0)
            first = std::move(what);
    }
    void add(const UnreadableValues& others)
    {
        if (count == 0)
            first = others.first;
        count += others.count;
    }
    /// "1 value could not be read: LastModified, which is no timestamp"; empty when there are none.
    [[nodiscard]] std::string text() const
    {
        if (count == 0)
            return {};
        return count == 1 ? "1 value could not be read: " + first
                          : std::to_string(count) + " values could not be read, the first of them " + first;
    }

    friend bool operator==(const UnreadableValues&, const UnreadableValues&) = default;
};

/// A point in time as AWS sends it: seconds since 1970-01-01T00:00:00Z and nanoseconds (0 ... 999,999,999).
struct Timestamp {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

class RecordList;
class ValueMap;

/// What operations take and give: null, bool, int64, double, text (UTF-8), blob, timestamp, list, map.
/// Lists and maps are shared and copied on write, so that copying a Value of any size is cheap.
/// Reading a missing member or the wrong kind gives a null or empty answer, never a crash.
class Value final {
public:
    using List = std::vector<Value>;

    enum class Kind { Null, Bool, Int, Double, Text, Blob, Time, List, Map };

    Value() = default;
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;
    ~Value();
    Value(std::nullptr_t) {}
    Value(bool value) : m_data(value) {}
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) Value(Number value) : m_data(static_cast<std::int64_t>(value)) {}
    Value(double value) : m_data(value) {}
    Value(std::string value) : m_data(std::move(value)) {}
    Value(std::string_view value) : m_data(std::string(value)) {}
    Value(const char* value) : m_data(std::string(value)) {}
    Value(QByteArray blob) : m_data(std::move(blob)) {}
    Value(Timestamp value) : m_data(value) {}
    Value(List list);
    Value(ValueMap map);
    /// A list of structures whose items are made when somebody asks for them.
    Value(std::shared_ptr<const RecordList> records);
    /// A map from pairs: `Value::map({{"Bucket", "b"}, {"MaxKeys", 10}})`.
    [[nodiscard]] static Value map(std::initializer_list<std::pair<std::string_view, Value>> members);
    [[nodiscard]] static Value list(std::initializer_list<Value> items);
    [[nodiscard]] static Value emptyMap();
    [[nodiscard]] static Value emptyList();

    [[nodiscard]] Kind kind() const
    {
        return m_data.index() == recordsIndex ? Kind::List : static_cast<Kind>(m_data.index());
    }
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isBool() const { return kind() == Kind::Bool; }
    [[nodiscard]] bool isInt() const { return kind() == Kind::Int; }
    [[nodiscard]] bool isDouble() const { return kind() == Kind::Double; }
    [[nodiscard]] bool isNumber() const { return isInt() || isDouble(); }
    [[nodiscard]] bool isText() const { return kind() == Kind::Text; }
    [[nodiscard]] bool isBlob() const { return kind() == Kind::Blob; }
    [[nodiscard]] bool isTime() const { return kind() == Kind::Time; }
    [[nodiscard]] bool isList() const { return kind() == Kind::List; }
    [[nodiscard]] bool isMap() const { return kind() == Kind::Map; }

    [[nodiscard]] bool toBool(bool fallback = false) const;
    [[nodiscard]] std::int64_t toInt(std::int64_t fallback = 0) const;
    [[nodiscard]] double toDouble(double fallback = 0) const;
    /// The text, or an empty string for every other kind. Valid as long as this Value is.
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] QByteArray blob() const;
    [[nodiscard]] Timestamp time() const;
    /// The items or members; empty for every other kind.
    [[nodiscard]] const List& items() const;
    [[nodiscard]] const ValueMap& members() const;
    /// The same list in the form it came in; null for lists that are made of Values. Whoever goes through a
    /// long list once is quicker with these.
    [[nodiscard]] const std::shared_ptr<const RecordList>& records() const;

    /// Number of items or members; 0 for scalars.
    [[nodiscard]] std::size_t size() const;
    /// The member or item; null if there is none.
    [[nodiscard]] const Value& operator[](std::string_view name) const;
    [[nodiscard]] const Value& operator[](std::size_t index) const;
    [[nodiscard]] const Value& operator[](const char* name) const { return (*this)[std::string_view(name)]; }
    [[nodiscard]] const Value& operator[](int index) const
    {
        return (*this)[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] bool contains(std::string_view name) const;

    /// Turns a null into an empty map (list) first; any other kind is replaced.
    ValueMap& mutableMap();
    List& mutableList();
    void insert(std::string_view name, Value value);
    void append(Value value);

    /// Deep equality; an int equals a double of the same number.
    friend bool operator==(const Value& a, const Value& b);

private:
    struct Records; ///< and the items, once they are made
    /// Behind what stands in the order of Kind.
    static constexpr std::size_t recordsIndex = static_cast<std::size_t>(Kind::Map) + 1;

    std::variant<std::monostate, bool, std::int64_t, double, std::string, QByteArray, Timestamp,
                 std::shared_ptr<List>, std::shared_ptr<ValueMap>, std::shared_ptr<Records>>
        m_data;
};

/// Members in the order they were added, as in Python's dict: what was parsed first is shown first.
/// Look-up is linear for the few members of structures and hashed once there are many. The hashes are kept by
/// whoever adds and removes members: const functions change nothing, so that threads may share a map.
class ValueMap final {
public:
    using Entry = std::pair<std::string, Value>;

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] Value* find(std::string_view name);
    /// The member's value, added as null if it was absent.
    Value& operator[](std::string_view name);
    /// Adds without looking for an equal name: for parsers that know the names differ.
    void appendUnchecked(std::string name, Value value);
    void insert(std::string_view name, Value value) { (*this)[name] = std::move(value); }
    bool remove(std::string_view name);
    void reserve(std::size_t count) { m_entries.reserve(count); }

    /// Equal names with equal values, in any order.
    friend bool operator==(const ValueMap& a, const ValueMap& b);

private:
    /// A place of the hash table: which member, and its hash, so that few names have to be compared.
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t member = 0; ///< counted from 1; 0 in a free slot
    };
    [[nodiscard]] std::size_t indexOf(std::string_view name) const;
    void addToTable(std::size_t member);
    void makeTable();

    std::vector<Entry> m_entries;
    std::vector<Slot> m_slots; ///< a power of two, a quarter of them free; empty while there are few members
};

/// A list of structures in the form it came in, from which Values are made when somebody asks for them: as
/// Values a page of 1,000 objects takes 7,000 allocations, and whoever goes through it row by row needs none
/// of them. Never changes; may be read in several threads.
class RecordList {
public:
    RecordList() = default;
    virtual ~RecordList() = default;
    Q_DISABLE_COPY_MOVE(RecordList)

    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Names of the members that a structure may have, in their order.
    [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;
    /// A member; null when this structure has none, or when there is no such column.
    [[nodiscard]] virtual Value cell(std::size_t row, std::size_t column) const = 0;
    /// A member that is a text, as Value::text() has it but without making one. `buffer` may be used for it;
    /// the text is valid as long as that stays and these records are.
    [[nodiscard]] virtual std::string_view text(std::size_t row, std::size_t column,
                                                std::string& buffer) const = 0;
    /// Where in its document a row stands, greater for what came later: for lists whose rows came mixed with
    /// those of another. 0 when that is not known.
    [[nodiscard]] virtual std::size_t place(std::size_t /*row*/) const { return 0; }

    /// columns().size() when there is none of this name.
    [[nodiscard]] std::size_t columnOf(std::string_view name) const;
    /// The structure as a map.
    [[nodiscard]] Value record(std::size_t row) const;
    [[nodiscard]] Value::List toList() const;
};

/// Any list in this form: its own records, or its items, of which only `columns` are seen.
[[nodiscard]] std::shared_ptr<const RecordList> recordsOf(const Value& list,
                                                          std::vector<std::string> columns);

} // namespace inia
