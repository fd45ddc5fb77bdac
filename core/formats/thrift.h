#pragma once

#include <cstdint>
#include <string_view>

namespace inia {

/// Reads Thrift's compact protocol: numbers of seven bits a byte, fields by the distance from the last.
/// Bytes that are no good end all that is read of them, and are remembered.
class Thrift final {
public:
    static constexpr int deepestStructure = 32;
    enum class Type : std::uint8_t {
        Stop,
        True,
        False,
        Byte,
        I16,
        I32,
        I64,
        Double,
        Binary,
        List,
        Set,
        Map,
        Struct
    };
    struct Field {
        int id = 0;
        Type type = Type::Stop;
    };

    explicit Thrift(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool isGood() const { return m_isGood; }

    /// Type Stop at the end of the structure, and when the bytes are no good.
    Field field(int last)
    {
        const int head = byte();
        Field field;
        field.type = static_cast<Type>(head & 0xF);
        if (field.type > Type::Struct)
            m_isGood = false;
        if (!m_isGood || field.type == Type::Stop)
            return {};
        const int distance = head >> 4;
        field.id = distance != 0 ? last + distance : static_cast<int>(number());
        return field;
    }

    std::int64_t number()
    {
        const std::uint64_t value = varint();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }

    std::string_view binary()
    {
        const std::uint64_t size = varint();
        if (size > m_bytes.size() - m_at) {
            m_isGood = false;
            return {};
        }
        const std::string_view text = m_bytes.substr(m_at, static_cast<std::size_t>(size));
        m_at += static_cast<std::size_t>(size);
        return text;
    }

    struct List {
        std::uint64_t size = 0;
        Type type = Type::Stop;
    };
    List list()
    {
        const int head = byte();
        List list;
        list.type = static_cast<Type>(head & 0xF);
        list.size = (head >> 4) == 0xF ? varint() : static_cast<std::uint64_t>(head >> 4);
        // An item takes a byte at least.
        if (list.type > Type::Struct || list.size > m_bytes.size() - m_at)
            m_isGood = false;
        return m_isGood ? list : List();
    }

    void skip(Type type, int depth = 0)
    {
        if (depth > deepestStructure)
            m_isGood = false;
        if (!m_isGood)
            return;
        switch (type) {
        case Type::Stop:
        case Type::True:
        case Type::False:
            break;
        case Type::Byte:
            (void)byte();
            break;
        case Type::I16:
        case Type::I32:
        case Type::I64:
            (void)varint();
            break;
        case Type::Double:
            for (int i = 0; i < 8; ++i)
                (void)byte();
            break;
        case Type::Binary:
            (void)binary();
            break;
        case Type::List:
        case Type::Set: {
            const List items = list();
            for (std::uint64_t i = 0; i < items.size && m_isGood; ++i)
                skipItem(items.type, depth);
            break;
        }
        case Type::Map:
            skipMap(depth);
            break;
        case Type::Struct:
            structure([this, depth](Field field) { skip(field.type, depth + 1); });
            break;
        }
    }

    /// Calls `take` for each field, which has to read or skip it.
    template <typename Take>
    void structure(Take take)
    {
        for (Field at = field(0); m_isGood && at.type != Type::Stop; at = field(at.id))
            take(at);
    }

    /// Calls `take` for each item of a list of structures, up to `most`; the rest is read over.
    template <typename Take>
    std::uint64_t structures(std::size_t most, Take take)
    {
        const List items = list();
        if (items.size > 0 && items.type != Type::Struct)
            m_isGood = false;
        for (std::uint64_t i = 0; i < items.size && m_isGood; ++i) {
            if (i < most)
                take();
            else
                skip(Type::Struct);
        }
        return items.size;
    }

private:
    int byte()
    {
        if (m_at >= m_bytes.size()) {
            m_isGood = false;
            return 0;
        }
        return static_cast<unsigned char>(m_bytes[m_at++]);
    }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const int next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        m_isGood = false;
        return 0;
    }

    void skipItem(Type type, int depth)
    {
        // In lists a truth value has a byte of its own.
        skip(type == Type::True || type == Type::False ? Type::Byte : type, depth + 1);
    }

    void skipMap(int depth)
    {
        const std::uint64_t size = varint();
        if (size == 0)
            return;
        const int types = byte();
        for (std::uint64_t i = 0; i < size && m_isGood; ++i) {
            skipItem(static_cast<Type>(types >> 4), depth);
            skipItem(static_cast<Type>(types & 0xF), depth);
        }
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_isGood = true;
};

} // namespace inia
