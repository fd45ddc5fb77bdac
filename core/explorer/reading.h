#pragma once

#include "core/explorer/rules.h"
#include "core/model/servicemodel.h"

namespace inia::explorer {

/// ListTagsForResource: verb "list", subject "tags", object "resource".
struct ParsedName {
    std::string verb;
    Words subject;
    Words object;
};

/// What an operation that reads answers, by its names and the shape of its answer.
struct Reading {
    enum class Kind {
        List, ///< of items
        One,  ///< one thing
        None, ///< an answer without members
    };
    std::string_view operation;
    ParsedName name;
    Words qualifier; ///< words behind "For" that no parameter gives
    Kind kind = Kind::None;
    bool isPlural = false;
    bool isPaged = false;
    bool isCounted = false; ///< by the crude measure of what reads many things
    bool isMap = false;     ///< items are the values of a map
    std::string items;      ///< "Reservations[].Instances[]"
    Shape element;          ///< of one item; invalid when this is no list
    std::string keyNoun;    ///< of the member that holds the items
    std::string one;        ///< where one thing is; "@" is all of the answer
    Shape oneShape;

    // Worked out when all of a service's operations are known.
    std::string primaryNoun;
    std::vector<std::pair<std::string, int>> nouns; ///< of the items, each with its rank; 0 is the best
    [[nodiscard]] int rankOf(std::string_view noun, int otherwise) const;
};

class ReadingReader final {
public:
    ReadingReader(const Rules& rules, Node paginators) : m_rules(rules), m_paginators(paginators) {}

    [[nodiscard]] ParsedName parse(std::string_view operation) const;
    [[nodiscard]] Words qualifier(const OperationModel& operation) const;
    [[nodiscard]] Reading read(const OperationModel& operation) const;
    /// ListDomainNames is about a domain.
    [[nodiscard]] std::string subjectNoun(const Words& subject) const;
    /// What a list lists: DescribeStream lists shards where there is ListStreams as well. `pluralNouns`: of
    /// the subjects of all lists in the plural.
    [[nodiscard]] std::string primaryNoun(const Reading& reading, const WordSet& pluralNouns) const;
    /// Nouns by which items of a list go: the subject, the result key, the element's shape.
    void findNouns(Reading& reading, const WordSet& pluralNouns) const;

private:
    struct Candidate {
        std::string path;
        Shape shape;
        bool isNested = false;
    };
    struct Choice {
        const Candidate* candidate = nullptr;
        bool isPagedKey = false;
        bool hasToken = false;
    };

    [[nodiscard]] std::string plainSubject(const Words& subject) const;
    [[nodiscard]] std::string keyNoun(std::string_view path) const;
    [[nodiscard]] bool isErrorList(std::string_view name) const;
    [[nodiscard]] bool isToken(std::string_view name) const;
    [[nodiscard]] bool hasToken(const Shape& output) const;
    [[nodiscard]] std::vector<Candidate> pagedKeys(const OperationModel& operation) const;
    [[nodiscard]] std::vector<Candidate> listsIn(const Shape& output) const;
    [[nodiscard]] const Candidate* choose(const std::vector<Candidate>& candidates,
                                          const std::string& subject, bool arePaged) const;
    [[nodiscard]] bool isList(const Reading& reading, const Choice& choice, const Shape& output) const;
    void findItems(Reading& reading, const Candidate& candidate) const;
    void findOne(Reading& reading, const Shape& output) const;

    const Rules& m_rules;
    Node m_paginators;
};

} // namespace inia::explorer
