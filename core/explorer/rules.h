#pragma once

#include "core/common/result.h"

#include <QtCore/QRegularExpression>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia::explorer {

using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

/// The words in front of an attribute, and the attribute: "cluster" and "arn" of ClusterArn.
struct Stripped {
    Words base;
    std::string attribute; ///< empty when there is none
};

/// Names of operations, members and shapes as lower-case words. Remembers what it has split: one for each
/// thread.
class Wording final {
public:
    Wording() = default;
    Wording(QRegularExpression token, std::map<std::string, std::string, std::less<>> irregularPlurals,
            WordSet singularInS);

    /// "db", "instance", "identifier" of "DBInstanceIdentifier". Valid as long as this is.
    [[nodiscard]] const Words& split(std::string_view name) const;
    /// All words of a name joined: "dbinstanceidentifier".
    [[nodiscard]] std::string flat(std::string_view name) const;
    [[nodiscard]] std::string singular(std::string_view word) const;
    [[nodiscard]] bool isPlural(std::string_view word) const { return singular(word) != word; }
    /// One word for comparing: all of them joined, the last in the singular.
    [[nodiscard]] std::string noun(const Words& words) const;
    [[nodiscard]] std::string nounOf(std::string_view name) const { return noun(split(name)); }
    [[nodiscard]] Stripped stripAttribute(const Words& words, const WordSet& attributes) const;
    /// Without words at the end that say how a thing is told: "summary", "details".
    [[nodiscard]] Words stripTelling(Words words, const WordSet& telling) const;
    /// Whether words stand among others in the same order: "media pipeline" in "media capture pipelines".
    [[nodiscard]] bool standsIn(const Words& few, const Words& many) const;

private:
    QRegularExpression m_token;
    std::map<std::string, std::string, std::less<>> m_irregularPlurals;
    WordSet m_singularInS;
    mutable std::unordered_map<std::string, Words> m_split;
};

[[nodiscard]] std::string joined(const Words& words, std::string_view separator = {});
/// Without a version at the end: "buckets" of "buckets v2".
[[nodiscard]] Words stripVersion(Words words);
[[nodiscard]] QString toQString(std::string_view text);
[[nodiscard]] bool found(const QRegularExpression& expression, std::string_view text);

struct Unit {
    std::string name;
    QRegularExpression expression;
};

/// What the inference goes by, read from resources/definitions/rules.json: word lists, expressions, scores.
struct Rules {
    using Texts = std::vector<std::string>;
    using Table = std::map<std::string, std::string, std::less<>>;

    Wording wording;
    /// Of identifiers of accounts, regions, page tokens, page sizes, locales: flat names.
    WordSet account, region, tokens, sizes;
    Table locale;
    Texts errorLists, fromTime, toTime, qualifiers;
    WordSet attributes, strongAttributes, generic, prefixVerbs, prepositions, readingVerbs, telling,
        tellingSubject;

    WordSet scalars, wrappers, plainShapes;
    std::map<std::string, Texts, std::less<>> compatible; ///< type of a parameter: types of members
    QRegularExpression asked;

    std::string arnSample;
    Texts plainSamples;
    QRegularExpression oneOfOperation, oneOfParameter, defaulted, regionValue, toldValues;
    QRegularExpression implied, notAlone, docsFirst, docsNoun;
    WordSet wordsBefore;

    int leastScore = 0, givesWayBelow = 0, scopedNeeds = 0, oneOfNeeds = 0, ancestorNeeds = 0;
    std::vector<int> actionNeeds; ///< of the subject's type, of any, of one that is not the subject

    std::map<std::string, double, std::less<>> columnScores;
    QRegularExpression state, stateNot, type, created, modified, zone, size, version, never, passing;
    WordSet createdExactly, descriptions;
    Table health; ///< word to class
    std::vector<Unit> unitsByName, unitsByDocumentation;

    WordSet hardVerbs, effectReads;
    QRegularExpression secretName, secretNot;

    struct WellKnown {
        std::string ending;
        Texts attributes;
        std::string type; ///< "ec2:vpc"
    };
    std::vector<WellKnown> wellKnown;
    Table titles; ///< a word as people write it

    /// Fails (kind Model) with the name of what is missing or cannot be read.
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> read(std::string_view json);
};

/// One text of a model's documentation, without tags, and what can be read out of it.
class Prose final {
public:
    Prose(const Rules& rules, QString text) : m_rules(rules), m_text(std::move(text)) {}

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool has(const QRegularExpression& expression) const;
    /// The noun of what a parameter identifies: "cluster" of "The ARN of the cluster."; empty when the text
    /// does not say it.
    [[nodiscard]] const std::string& noun() const;
    /// The values that "Valid values: A, B" tells; empty when there are none.
    [[nodiscard]] const std::vector<std::string>& values() const;
    /// Kinds of identifier that are mentioned early on.
    [[nodiscard]] bool saysArn() const;
    [[nodiscard]] bool saysId() const;
    [[nodiscard]] bool saysName() const;

private:
    [[nodiscard]] std::string findNoun() const;
    [[nodiscard]] std::vector<std::string> findValues() const;

    const Rules& m_rules;
    QString m_text;
    mutable std::optional<std::string> m_noun;
    mutable std::optional<std::vector<std::string>> m_values;
    mutable std::optional<int> m_kinds;
    [[nodiscard]] int kinds() const;
};

/// The documentation of one model, each text read once.
class Library final {
public:
    explicit Library(const Rules& rules) : m_rules(rules), m_none(rules, {}) {}
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// `html` has to live in the model's document.
    [[nodiscard]] const Prose& of(std::string_view html) const;

private:
    const Rules& m_rules;
    Prose m_none;
    mutable std::unordered_map<const char*, std::unique_ptr<Prose>> m_texts;
};

} // namespace inia::explorer
