#pragma once

#include "core/common/result.h"
#include "core/explorer/definitions.h"
#include "core/explorer/item.h"
#include "core/explorer/reading.h"

namespace inia::explorer {

/// A service's model as the inference takes it: with its documentation.
struct ServiceSource {
    std::string name;
    std::string version;
    std::shared_ptr<const ServiceModel> model;
    std::shared_ptr<const Document> paginators; ///< null where nothing is paged
};

/// One operation, read.
struct Operation {
    std::string_view name;
    OperationModel model;
    ParsedName parsed;
    std::string subject;              ///< noun of the subject
    std::vector<std::string> objects; ///< nouns of the object, longest first
    std::optional<Reading> reading;   ///< of those that read
    std::deque<Parameter> needs;
    mutable std::optional<std::deque<Parameter>> optional; ///< read when somebody asks

    [[nodiscard]] bool isList() const { return reading && reading->kind == Reading::Kind::List; }
};

/// All that a model says of its operations before types and links are looked for. Does not change, but
/// remembers: one for each thread.
class ServiceFacts final {
public:
    /// Fails (kind Model) when the model is none: no operations, shapes that are not there.
    [[nodiscard]] static Result<std::unique_ptr<ServiceFacts>>
    read(std::shared_ptr<const Rules> rules, ServiceSource source, const Definitions& definitions);
    ServiceFacts(const ServiceFacts&) = delete;
    ServiceFacts& operator=(const ServiceFacts&) = delete;

    [[nodiscard]] const Rules& rules() const { return *m_rules; }
    [[nodiscard]] const Library& library() const { return m_library; }
    [[nodiscard]] const ServiceSource& source() const { return m_source; }
    [[nodiscard]] const Definitions& definitions() const { return m_definitions; }
    [[nodiscard]] const ItemReader& items() const { return m_items; }
    [[nodiscard]] const ReadingReader& readings() const { return m_readings; }
    [[nodiscard]] const std::deque<Operation>& operations() const { return m_operations; }
    [[nodiscard]] const Operation* find(std::string_view name) const;
    [[nodiscard]] const std::deque<Parameter>& optional(const Operation& operation) const;
    /// A parameter by its path; null when there is none. Lives as long as this.
    [[nodiscard]] const Parameter* parameter(const Operation& operation, std::string_view path) const;
    [[nodiscard]] const Parameter* renamed(const Parameter& parameter, std::string_view name) const;
    [[nodiscard]] const Parameter* made(std::string path, std::string_view name, const Shape& shape) const;
    /// Nouns that some list gives.
    [[nodiscard]] bool isListed(std::string_view noun) const { return m_listedNouns.contains(noun); }
    [[nodiscard]] const WordSet& listedNouns() const { return m_listedNouns; }
    [[nodiscard]] std::string subjectNoun(const Words& subject) const
    {
        return m_readings.subjectNoun(subject);
    }

    /// How a parameter is filled without any item; nothing when it takes one.
    [[nodiscard]] const std::optional<Source>& context(const Parameter& parameter) const;
    /// All that an operation needs, filled so; nothing when something stays open.
    [[nodiscard]] std::optional<std::vector<Fill>> contextFills(const Operation& operation) const;
    /// Optional texts of which one has to be given, by what the documentation says.
    [[nodiscard]] std::vector<const Parameter*> oneOf(const Operation& operation) const;
    /// BatchGetX, DescribeXs(Xs): asked with ids of what it lists.
    [[nodiscard]] bool isBatch(const Operation& operation) const;
    /// Reads the tags of something.
    [[nodiscard]] bool isTags(const Operation& operation) const;
    /// Whether the answer is a stream: a file, not what is known of an item.
    [[nodiscard]] static bool isStream(const Operation& operation);
    [[nodiscard]] bool isTagsName(std::string_view name) const;

private:
    ServiceFacts(std::shared_ptr<const Rules> rules, ServiceSource source, const Definitions& definitions);
    [[nodiscard]] Result<void> readOperations();
    void findNouns();
    [[nodiscard]] std::optional<Source> findContext(const Parameter& parameter) const;

    std::shared_ptr<const Rules> m_rules;
    ServiceSource m_source;
    const Definitions& m_definitions;
    Library m_library;
    ParameterReader m_parameters;
    ReadingReader m_readings;
    ItemReader m_items;
    std::deque<Operation> m_operations;
    std::unordered_map<std::string_view, const Operation*> m_byName;
    WordSet m_listedNouns;
    bool m_listsAccounts = false;
    /// Values that the documentation of some operation tells, by flat name and shape.
    std::map<std::pair<std::string, std::string_view>, std::vector<std::string>> m_toldValues;
    mutable std::deque<Parameter> m_made;
    mutable std::unordered_map<const Parameter*, std::optional<Source>> m_contexts;
};

/// What an operation does, as definitions say it: "read", "write", "destructive".
struct OperationEffect {
    std::string effect;
    bool isSecret = false; ///< its answer holds a secret
};

/// Operations whose effect differs from what their name says: resources/definitions/effects.json.
class EffectTable final {
public:
    [[nodiscard]] static Result<EffectTable> read(std::string_view json);

    [[nodiscard]] OperationEffect effectOf(const ServiceFacts& facts, const Operation& operation) const;

private:
    struct Told {
        std::string effect;
        std::optional<bool> isSecret;
    };
    /// By service, then operation.
    std::map<std::string, std::map<std::string, Told, std::less<>>, std::less<>> m_told;
};

} // namespace inia::explorer
