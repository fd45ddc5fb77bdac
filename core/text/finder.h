#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Something that people look for by typing some of its name.
struct Findable {
    enum class Kind : std::uint8_t { Service, Type, Operation, Row, Place, Bucket, Command };
    Kind kind = Kind::Service;
    bool isPinned = false;
    bool isLoaded = false; ///< a row that is there already
    bool writes = false;   ///< an operation that changes something
    std::string title;
    std::string service; ///< of which it is; may be empty
    std::string id;      ///< for whoever goes there: a collection, an operation, an address
    std::string detail;  ///< what else is said about it; not looked at
    std::optional<std::chrono::seconds> age; ///< since one was there
};

/// Names of things and the best of them for what was typed. A name that is the text counts 100, one that
/// begins with it 80, one whose words begin with its words 60, one that holds it 40, one that has its letters
/// in this order 20 less the gaps. Added to that are 15 for what is pinned, 10 for what is of the service one
/// is in, up to 10 for places of the last days, 5 for rows that are loaded; operations that write lose 10.
/// Equals stand by the length of the name, then by the name.
///
/// Letters are compared without regard to case, as far as they are ASCII. Any thread, as long as nobody adds.
class Finder final {
public:
    /// `others`: further names it goes by; the best counts.
    void add(Findable thing, const std::vector<std::string>& others = {});
    [[nodiscard]] std::size_t size() const { return m_things.size(); }
    [[nodiscard]] bool isEmpty() const { return m_things.empty(); }

    struct Context {
        std::string service;               ///< one is in
        std::vector<Findable::Kind> kinds; ///< which to look for; empty for all
        bool ownServiceOnly = false;
    };
    struct Found {
        const Findable* thing = nullptr;
        double score = 0;
        std::string_view name; ///< that fits, in small letters; as long as the finder is not added to
    };
    /// At most `most`, the best first. For an empty text all there are, by what is added alone.
    [[nodiscard]] std::vector<Found> find(std::string_view text, const Context& context,
                                          std::size_t most) const;
    /// Finds of several finders as one list.
    [[nodiscard]] static std::vector<Found> merged(std::vector<Found> a, const std::vector<Found>& b,
                                                   std::size_t most);

private:
    struct Name {
        std::uint64_t letters = 0; ///< which it has, a bit each
        std::uint64_t starts = 0;  ///< where words begin, of the first 64 characters
        std::size_t offset = 0;
        std::uint32_t length = 0;
        std::uint32_t thing = 0;
    };
    struct Query;

    void addName(std::string_view name);
    [[nodiscard]] std::string_view textOf(const Name& name) const
    {
        return std::string_view(m_text).substr(name.offset, name.length);
    }
    [[nodiscard]] double score(const Query& query, const Name& name) const;
    [[nodiscard]] bool startWords(const Query& query, const Name& name) const;

    std::string m_text; ///< all names, in small letters
    std::vector<Name> m_names;
    std::vector<Findable> m_things;
};

} // namespace inia
